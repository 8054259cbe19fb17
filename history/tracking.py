"""What was changed: before, after, who and when, kept by django-simple-history and told in words.

A model that people change has `versions = tracked()`. The function that changes a record calls `save` here, which
says by whom; bulk changes go through simple_history.utils.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords


def tracked(*, excluded_fields: Sequence[str] = ()) -> HistoricalRecords:
    return HistoricalRecords(
        excluded_fields=list(excluded_fields),
        user_model=settings.AUTH_USER_MODEL,
        history_change_reason_field=models.TextField(null=True),
    )


def save(record: models.Model, *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> None:
    """Saves the record, and its new version with who and when. Within the transaction of whoever calls."""
    record._history_user = by  # type: ignore[attr-defined]
    record._history_date = at  # type: ignore[attr-defined]
    record._change_reason = reason  # type: ignore[attr-defined]
    record.save()


@dataclass(frozen=True)
class Change:
    at: datetime
    by: str  # who, in words; "" where nobody did: it was loaded or made by the product
    said: tuple[str, ...]  # a sentence for each field
    reason: str


def changes(record: models.Model) -> list[Change]:
    """Newest first. Two queries more for each kind of record that the fields point to, none for each version."""
    versions = list(record.versions.select_related("history_user").order_by("history_date", "history_id"))  # type: ignore[attr-defined]
    names = Names(versions)
    found = []
    before: Any = None
    for version in versions:
        said = sentences(before, version, names)
        if said:
            by = version.history_user.get_full_name() if version.history_user else ""
            found.append(Change(version.history_date, by, said, version.history_change_reason or ""))
        before = version
    return found[::-1]


class Names:
    """What related records are called, read at once for all versions."""

    def __init__(self, versions: Sequence[Any]) -> None:
        self._names: dict[str, dict[Any, str]] = {}
        for field in tracked_fields(versions[-1]) if versions else ():
            if field.related_model:
                keys = {getattr(version, field.attname) for version in versions} - {None}
                rows = field.related_model._base_manager.filter(pk__in=keys) if keys else []
                self._names[field.name] = {row.pk: str(row) for row in rows}

    def shown(self, version: Any, field: models.Field) -> str:
        value = getattr(version, field.attname)
        if value is None or value == "":
            return "empty"
        if field.related_model:
            return self._names[field.name].get(value, "something since removed")
        return written(value, dict(field.flatchoices))


def written(value: Any, choices: dict[Any, str]) -> str:
    if value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        value = timezone.localtime(value)
        return f"{value.day} {value:%B %Y at %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return f"‘{value}’"


def tracked_fields(version: Any) -> list[models.Field]:
    """Without the key."""
    return [field for field in version.tracked_fields if not field.primary_key]


def sentences(before: Any, after: Any, names: Names) -> tuple[str, ...]:
    if after.history_type == "-":
        return ("Removed.",)
    fields = tracked_fields(after)
    if before is None:
        given = [f"{label(field)} {names.shown(after, field)}" for field in fields if names.shown(after, field) != "empty"]
        return (f"Added: {'; '.join(given)}." if given else "Added.",)
    return tuple(
        f"{label(field).capitalize()}: from {names.shown(before, field)} to {names.shown(after, field)}."
        for field in fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    )


def label(field: models.Field) -> str:
    return str(field.verbose_name)
