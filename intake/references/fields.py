"""How a table holds a keyed hash."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from intake.references.keys import DIGEST_BYTES


class ReferenceField(models.CharField):
    """A hash in hexadecimal digits; empty where an id is not known. It is no word of a language: PostgreSQL puts it in
    the order of its bytes, which takes half the time that an order of words takes. SQLite always does."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 2 * DIGEST_BYTES)
        super().__init__(*args, **options)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, str | None]:
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}
