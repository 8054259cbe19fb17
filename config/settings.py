"""The one settings file. Every environment variable of the product is read here; docs/settings.md explains each."""

import logging
import os
import secrets
from pathlib import Path

from celery.schedules import crontab, schedule
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, database, keys, mail

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment()

# Where everything that the product writes lies
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).expanduser().resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as problem:
    raise ImproperlyConfigured(
        f"DATA_DIR is {DATA_DIR}, which cannot be made ({problem.strerror}). "
        "Set DATA_DIR to a folder that you may write to."
    ) from problem

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK)
if DEMO and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured(
        "The demonstration listens on this machine only. Leave ALLOWED_HOSTS out, or set DEMO to 0 for a real council."
    )
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")  # what links in e-mails begin with
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)  # the product stands behind a proxy that speaks HTTPS


def kept_secret(name: str) -> str:
    """A key made once for this machine, so that a first start needs no settings."""
    path = DATA_DIR / name
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50), "ascii")
        return path.read_text("ascii")
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{path} cannot be read or written ({problem.strerror}). Set DATA_DIR to a folder that you may write to."
        ) from problem


SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_IS_KEPT = not SECRET_KEY
if SECRET_KEY_IS_KEPT:
    SECRET_KEY = kept_secret("secret-key")

# Keys of the ids in files (see intake.references.keys): one after another, the newest last
REFERENCE_KEYS = keys(env.list("REFERENCE_KEYS", default=[]) or kept_secret("reference-keys").split())
ID_KEYS = keys(env.list("ID_KEYS", default=[]) or kept_secret("id-keys").split())
MOST_BYTES_OF_A_FILE = env.int("MOST_MEGABYTES_OF_A_FILE", default=250) * 1024 * 1024

INSTALLED_APPS = [
    "config",
    "demo",
    "reports",
    "audits",
    "frontdoor",
    "workforce",
    "improvement",
    "figures",
    "intake",
    "jobs",
    "organisation",
    "history",
    "pages",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "simple_history",
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
FIGURE_MODULES = [
    "improvement.figures",
    "workforce.figures",
    "frontdoor.figures",
    "audits.figures",
    "improvement.collected.figures",
]
DATASET_MODULES = ["frontdoor.datasets", "improvement.plan_files.datasets", "figures.published.datasets"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.no_null_characters",
    "config.middleware.read_once_a_request",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pages.kept.KeepingMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.council",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "council"  # ours: see the app pages
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite for one machine, or what DATABASE_URL names
os.environ.setdefault("SQLITE_TMPDIR", str(DATA_DIR))  # what it sorts lies where there is room for its file
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "council.sqlite3",
    "CONN_MAX_AGE": 600,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",  # DEFERRED refuses most of 20 writers whatever the timeout
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
            "PRAGMA recursive_triggers=ON;"  # or INSERT OR REPLACE would go round those of reports.frozen
        ),
    },
}
DATABASES = {"default": database(env.str("DATABASE_URL", default=""), sqlite=SQLITE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Jobs: Redis by REDIS_URL, else files under DATA_DIR
REDIS_URL = env.str("REDIS_URL", default="")
BROKER_DIR = DATA_DIR / "broker"
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=20)
JOB_RESEND_SECONDS = env.int("JOB_RESEND_SECONDS", default=15)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=5)
CELERY_BROKER_URL = REDIS_URL or "files://localhost/"  # see jobs.file_broker
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 3}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = env.str("JOB_QUEUE", default="") or "council"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "scheduler")
CELERY_BEAT_SCHEDULE = {
    "sessions": {"task": "config.clear_sessions", "schedule": crontab(hour=4, minute=30)},
    "forget": {"task": "intake.forget", "schedule": crontab(hour=4, minute=45)},
    "drafts": {"task": "reports.ask_for_drafts", "schedule": crontab(hour=5, minute=0)},
    "reminders": {"task": "improvement.remind", "schedule": crontab(hour=7, minute=30)},
    "sweep": {
        "task": "jobs.sweep",
        "schedule": schedule(JOB_SWEEP_SECONDS),
        "options": {"expires": JOB_SWEEP_SECONDS * 2},
    },
}

# Failed sign-ins are counted here by all processes together: Redis by REDIS_URL, else a table that a migration makes
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # or a flood of names would wash the count away
    }
}
CACHES["default"]["KEY_PREFIX"] = CELERY_TASK_DEFAULT_QUEUE  # two products on one Redis keep apart

# E-mail: by the server that EMAIL_URL names, else files under DATA_DIR
globals().update(mail(env.str("EMAIL_URL", default=""), outbox=DATA_DIR / "outbox"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="improvement@council.example")

# People
AUTH_USER_MODEL = "organisation.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "job_title")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "reports:list"
ACCOUNT_ADAPTER = "config.account_mail.PostingAdapter"
ACCOUNT_FORMS = {
    "login": "organisation.account_forms.SignIn",
    "reset_password": "organisation.account_forms.ResetPassword",
    "reset_password_from_key": "organisation.account_forms.NewPassword",
    "change_password": "organisation.account_forms.ChangePassword",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth asks what they would give
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator types the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no e-mail
ACCOUNT_EMAIL_NOTIFICATIONS = True  # when a password was changed
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # a whole council may come from one address
    "login_failed": "5/15m/key",  # the sixth is refused; see organisation.adapter
    "reset_password": "60/m/ip,5/15m/key",
    "reset_password_from_key": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # the proxy says in X-Forwarded-For who comes
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# A session ends with the browser, or 12 hours after signing in: a long day, and no write to the database for each page
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_SESSION_REMEMBER = False

# Words, time, files
LANGUAGE_CODE = "en-gb"
USE_I18N = False
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True  # a few vendored files: no collecting step to forget
WHITENOISE_MAX_AGE = 3600

# Evidence lies under DATA_DIR, which no web server shows: files leave through a view that asks who wants them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "evidence",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "intake": {  # files of records, until they are loaded or thrown away
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "intake",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

FILE_UPLOAD_HANDLERS = [
    "pages.uploads.RefuseTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Doors
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = f"council{PORT}" if DEMO else "council"  # two demonstrations on one machine keep apart

LOG_LEVEL = env.str("LOG_LEVEL", default="WARNING").upper()
if LOG_LEVEL not in logging.getLevelNamesMapping():
    raise ImproperlyConfigured(f"LOG_LEVEL is '{LOG_LEVEL}'. Set it to DEBUG, INFO, WARNING or ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "pages.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # what a stranger asks for wrongly would fill the log
    },
}
