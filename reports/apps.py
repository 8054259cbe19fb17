from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from reports import tasks  # noqa: F401 - registers its jobs

        post_migrate.connect(freeze, sender=self)


def freeze(using: str, **_: Any) -> None:
    """Only Django's own word that tables may have changed: triggers are installed anew."""
    from reports import frozen

    if frozen.tables_are_there(using):
        frozen.install(using)
