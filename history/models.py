"""Who did what, when: entries for people to read. Reports never count them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class EntryQuerySet(models.QuerySet):
    def about(self, *records: models.Model) -> Self:
        """Records of one kind."""
        if not records:
            return self.none()
        kind = ContentType.objects.get_for_model(records[0])
        return self.filter(kind=kind, record_id__in=[record.pk for record in records])

    def visible_to(self, user: Any) -> Self:
        """All, to those who read drafts or manage people; others see what they themselves did."""
        reads = any(user.access.may_somewhere(permission) for permission in ("read_drafts", "manage_people"))
        return self if reads else self.filter(by=user)


class Entry(models.Model):
    """One thing that somebody did to one record, said in words."""

    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    kind = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    record_id = models.BigIntegerField()
    record = GenericForeignKey("kind", "record_id")

    PERSONAL: ClassVar[set[str]] = {"words"}
    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=("kind", "record_id", "at"), name="entry_of_record"),)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%d %B %Y}"


def write(*, about: models.Model, verb: str, by: AbstractBaseUser, at: datetime, words: str = "") -> Entry:
    """Called by the function that makes the change, in the change's own transaction."""
    return Entry.objects.create(record=about, verb=verb, by_id=by.pk, at=at, words=words)


def write_all(words: Mapping[Any, str], *, verb: str, by: AbstractBaseUser, at: datetime) -> list[Entry]:
    """The same of several records of one kind: {record: words}, in one query."""
    return Entry.objects.bulk_create(
        Entry(record=record, verb=verb, by_id=by.pk, at=at, words=said) for record, said in words.items()
    )


class SightQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """The data-protection lead sees all; others what they themselves looked at."""
        return self if user.access.may_somewhere("read_access_log") else self.filter(by=user)


class Sight(models.Model):
    """Somebody saw or downloaded rows of single cases."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=250)
    address = models.CharField(max_length=500, help_text="Of the page or file, with its filters")
    rows = models.PositiveIntegerField()
    format = models.CharField(max_length=5, blank=True, help_text="Of a download; empty for a page")

    PERSONAL: ClassVar[set[str]] = set()
    objects = SightQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.what
