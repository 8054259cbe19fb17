"""What would be wrong with this configuration in earnest. `./manage.py check --deploy` says it all."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from jobs.starting import is_loopback
from organisation import outbox


def reaches_beyond() -> list[str]:
    """The allowed hosts which other machines could use."""
    return [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]


def ready_for_production(app_configs: Sequence[Any] | None, **options: Any) -> list[CheckMessage]:
    beyond = bool(reaches_beyond())
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    lacks = [
        (
            beyond and settings.SECRET_KEY_IS_KEPT,
            "SECRET_KEY is not set: this machine made one of its own.",
            "Set SECRET_KEY, the same on every machine, or people are signed out whenever another one answers.",
            "config.W001",
        ),
        (
            beyond and settings.DEBUG,
            "DEBUG is set: an error shows settings and source to whoever meets it.",
            "Leave out DEBUG.",
            "config.W002",
        ),
        (
            beyond and not settings.HTTPS,
            "HTTPS is not set: cookies travel in the open.",
            "Put a proxy that speaks HTTPS in front, and set HTTPS=1.",
            "config.W003",
        ),
        (
            is_sqlite and bool(settings.REDIS_URL),
            "REDIS_URL is set, but the database is SQLite, which serves one machine only.",
            "Set DATABASE_URL too, or leave out REDIS_URL.",
            "config.W004",
        ),
        (
            beyond and urlsplit(settings.SITE_URL).hostname in outbox.THIS_MACHINE,
            "SITE_URL is not set: links in e-mails lead to the reader's own machine.",
            "Set SITE_URL to the address at which people reach the product.",
            "config.W005",
        ),
        (
            beyond and settings.EMAIL_BACKEND == outbox.FILES,
            "EMAIL_URL is not set: e-mails are kept as files, and reach nobody.",
            "Set EMAIL_URL to the server that sends them.",
            "config.W006",
        ),
    ]
    return [Warning(problem, hint=hint, id=identity) for lacking, problem, hint, identity in lacks if lacking]


def register_all() -> None:
    register(ready_for_production, Tags.security, deploy=True)
