"""Environment variables, with a sentence for a value that cannot be understood."""

import hashlib
import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

POSTGRESQL = ("postgres://", "postgresql://")
SQLITE = ("sqlite://",)
HOW_TO_WRITE_IT = "Write it as postgres://user:password@host:5432/name, or leave it out to use SQLite."


YES_OR_NO = {*environ.Env.BOOLEAN_TRUE_STRINGS, "0", "false", "off", "no", "n"}


class Environment(environ.Env):
    def get_value(self, var: str, *args: Any, **options: Any) -> Any:
        given = os.environ.get(var, "").lower()
        if options.get("cast", args[0] if args else None) is bool and given and given not in YES_OR_NO:
            raise ImproperlyConfigured(f"{var} is '{os.environ.get(var)}'. Set it to 1 or 0.")
        try:
            return super().get_value(var, *args, **options)
        except ValueError as problem:
            raise ImproperlyConfigured(
                f"{var} is '{os.environ.get(var)}', which cannot be understood. docs/settings.md says what it may be."
            ) from problem


def database(url: str, *, sqlite: dict[str, Any]) -> dict[str, Any]:
    """Django's settings of the database at this address; none is `sqlite`, whose options another file keeps."""
    if not url:
        return sqlite
    if not url.startswith(POSTGRESQL + SQLITE):
        raise ImproperlyConfigured(f"DATABASE_URL names a database that the product does not know. {HOW_TO_WRITE_IT}")
    try:
        named = environ.Env.db_url_config(url)
    except ValueError as problem:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be understood. {HOW_TO_WRITE_IT}") from problem
    if not named.get("NAME"):
        raise ImproperlyConfigured(f"DATABASE_URL does not name a database. {HOW_TO_WRITE_IT}")
    if url.startswith(SQLITE):
        return sqlite | {"NAME": named["NAME"]}
    options = {"connect_timeout": 5, **named.get("OPTIONS", {})}  # seconds, so that a wrong address is soon said
    return {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, **named, "OPTIONS": options}


MAIL_SCHEMES = ("smtp://", "smtps://", "smtp+tls://", "smtp+ssl://", "consolemail://")
HOW_TO_WRITE_MAIL = "Write it as smtp+tls://user:password@host:587, or leave it out to keep e-mails as files."


def mail(url: str, *, outbox: Path) -> dict[str, Any]:
    """Django's settings of e-mail, sent by the server at this address; none keeps each e-mail as a file in `outbox`."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(outbox)}
    if not url.startswith(MAIL_SCHEMES):
        raise ImproperlyConfigured(
            f"EMAIL_URL names a way of sending that the product does not know. {HOW_TO_WRITE_MAIL}"
        )
    try:
        named = environ.Env.email_url_config(url)
    except ValueError as problem:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be understood. {HOW_TO_WRITE_MAIL}") from problem
    if url.startswith("smtp") and not named["EMAIL_HOST"]:
        raise ImproperlyConfigured(f"EMAIL_URL does not name a server. {HOW_TO_WRITE_MAIL}")
    return {name: value for name, value in named.items() if value is not None and name.startswith("EMAIL_")}


def keys(written: list[str]) -> list[bytes]:
    """Keys of 32 bytes, of texts of any length."""
    return [hashlib.blake2b(text.encode(), digest_size=32).digest() for text in written]
