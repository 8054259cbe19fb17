"""What was changed: before, after, who and when, kept by django-simple-history and told in words.

A model that people change has `versions = tracked()`. The function that changes a record calls `save`, `save_all` or
`remove` here, which says by whom.
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
from simple_history.utils import bulk_update_with_history

EMPTY = "empty"
CODES = {"slug", "code"}  # made by the product: told where somebody changed them, not of what was added
SAID = {  # where a field's own name reads like code
    "starts_on": "first day",
    "ends_on": "last day",
    "is_active": "can sign in",
    "merged_into": "merged into",
    "slug": "name in addresses",
    "code": "code in files",
    "email": "e-mail address",
    "position": "place in tables",
    "holds_from": "holds from",
    "holds_until": "last month",
}


def tracked(*, excluded_fields: Sequence[str] = ()) -> HistoricalRecords:
    return HistoricalRecords(
        excluded_fields=list(excluded_fields),
        user_model=settings.AUTH_USER_MODEL,
        history_change_reason_field=models.TextField(null=True),
    )


def save(record: models.Model, *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> None:
    """Saves the record, and its new version with who and when. Within the transaction of whoever calls."""
    _say(record, by, at, reason)
    record.save()


def save_all(
    records: Sequence[models.Model],
    fields: Sequence[str],
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    reason: str = "",
) -> None:
    """Fields of several records of one kind, and a version of each: as many queries for many as for few."""
    if records:
        bulk_update_with_history(
            records,
            type(records[0]),
            list(fields),
            default_user=by,
            default_change_reason=reason,
            default_date=at,
        )


def remove(record: models.Model, *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> None:
    """Removes the record; its versions stay, and the last says who removed it."""
    _say(record, by, at, reason)
    record.delete()


def _say(record: models.Model, by: AbstractBaseUser | None, at: datetime, reason: str) -> None:
    record._history_user = by  # type: ignore[attr-defined]
    record._history_date = at  # type: ignore[attr-defined]
    record._change_reason = reason  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Change:
    at: datetime
    by: str  # who, in words; "" where nobody did: it was loaded or made by the product
    said: tuple[str, ...]  # a sentence for each field
    reason: str


def changes(record: models.Model) -> list[Change]:
    """Of one record, newest first. One query, and one more for each field that points elsewhere; none for a version."""
    return told(record.versions.all())  # type: ignore[attr-defined]


def newest_version(record: models.Model) -> int | None:
    """None: nobody has changed it since its versions are kept."""
    return record.versions.order_by("history_id").values_list("history_id", flat=True).last()  # type: ignore[attr-defined]


def changes_since(record: models.Model, version: int) -> list[Change]:
    """Newest first, without what that version itself changed."""
    return told(record.versions.filter(history_id__gte=version))[:-1]  # type: ignore[attr-defined]


def told(versions: models.QuerySet, *, omit: Sequence[str] = (), about: Sequence[str] = ()) -> list[Change]:
    """Of several records of one kind, last written first (a demonstration's dates may go back): `omit` are fields not
    told, `about` those that name a record."""
    in_order = list(versions.select_related("history_user").order_by("history_id"))
    names = Names(in_order, omit)
    found = []
    last: dict[Any, Any] = {}
    for version in in_order:
        said = sentences(last.get(version.id), version, names, about)
        if said:
            by = version.history_user.get_full_name() if version.history_user else ""
            found.append(Change(version.history_date, by, said, version.history_change_reason or ""))
        last[version.id] = version
    return found[::-1]


class Names:
    """The fields to tell of, and what the records that they point to are called: read at once for all versions."""

    def __init__(self, versions: Sequence[Any], omit: Sequence[str] = ()) -> None:
        self.fields = [field for field in tracked_fields(versions[-1]) if field.name not in omit] if versions else []
        self._names: dict[str, dict[Any, str]] = {}
        for field in self.fields:
            if field.related_model:
                keys = {getattr(version, field.attname) for version in versions} - {None}
                rows = field.related_model._base_manager.filter(pk__in=keys) if keys else []
                self._names[field.name] = {row.pk: str(row) for row in rows}

    def shown(self, version: Any, field: models.Field) -> str:
        value = getattr(version, field.attname)
        if value is None or value == "":
            return EMPTY
        if field.related_model:
            return self._names[field.name].get(value, "something since removed")
        return written(value, dict(field.flatchoices))

    def subject(self, version: Any, about: Sequence[str]) -> str:
        """What the record is called, by the fields that name it: 'Head of Service, Safeguarding'. '' for none."""
        named = [self.shown(version, field) for field in self.fields if field.name in about]
        return ", ".join(name for name in named if name != EMPTY)


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
    if isinstance(value, str):
        return f"‘{value}’"
    return str(value)


def tracked_fields(version: Any) -> list[models.Field]:
    """Without the key."""
    return [field for field in version.tracked_fields if not field.primary_key]


def sentences(before: Any, after: Any, names: Names, about: Sequence[str] = ()) -> tuple[str, ...]:
    """What the later of two versions says that the earlier did not. None before: the record was added."""
    subject = names.subject(after, about)
    if after.history_type == "-":
        return (f"Removed: {subject}." if subject else "Removed.",)
    if before is None:
        given = [
            f"{label(field)} {shown}"
            for field in names.fields
            if field.name not in CODES and (shown := names.shown(after, field)) != EMPTY
        ]
        return (f"Added: {'; '.join(given)}." if given else "Added.",)
    said = [
        changed(label(field), names.shown(before, field), names.shown(after, field))
        for field in names.fields
        if getattr(before, field.attname) != getattr(after, field.attname)
    ]
    return tuple(f"{subject}: {sentence}" if subject else sentence[:1].upper() + sentence[1:] for sentence in said)


def changed(what: str, before: str, after: str) -> str:
    """What was empty is set, what is empty now was removed."""
    if before == EMPTY:
        return f"{what} set to {after}."
    return f"{what} removed: it was {before}." if after == EMPTY else f"{what} changed from {before} to {after}."


def label(field: models.Field) -> str:
    """Its own name, where it was given one in words."""
    named = str(field.verbose_name)
    return SAID.get(field.name, named) if named == field.name.replace("_", " ") else named
