"""What a load brings, and what it changes of what people keep here as well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models

from intake.models.loads import Load, standing
from organisation.models import User
from organisation.permissions import Permission


class RecordChangeQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """To those who may load such files."""
        from intake.registry import loaded_by  # a dataset declares its model, which stands upon this module

        return self.filter(load__file__dataset__in=[one.name for one in loaded_by(user)])


class RecordChange(models.Model):
    """What a load made of one record that people keep here as well: for looking at, and for undoing."""

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="record_changes")
    key = models.CharField(max_length=400)
    row = models.PositiveIntegerField(help_text="In its file, as a spreadsheet numbers them; 0: of no row")
    was = models.JSONField(null=True, help_text="{column: text}; empty: the load added it")
    became = models.JSONField(help_text="{column: text}")

    PERSONAL: ClassVar[set[str]] = {"was", "became"}  # free text of the plan
    objects = RecordChangeQuerySet.as_manager()

    class Meta:
        ordering = ("load", "row", "pk")

    def __str__(self) -> str:
        return self.key


class LoadedQuerySet(models.QuerySet):
    """Records that a load brought. Whose team has no path of its own is seen by those who may see everything."""

    SEEN_WITH: ClassVar[Permission]

    def visible_to(self, user: User) -> Self:
        return self.filter(user.access.rows(self.SEEN_WITH, team="team", service="team__service"))

    def current(self) -> Self:
        return self.filter(standing("load__"))

    def in_months(self, months: Iterable[date]) -> Self:
        """A load and its records have one month: told of both, databases go from few loads to their records, and do not
        read those of all years."""
        listed = list(months)
        return self.filter(standing("load__"), load__month__in=listed, month__in=listed)


class Loaded(models.Model):
    """A record of a month, as a load brought it."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(db_index=True, help_text="First day of the month that it belongs to")

    class Meta:
        abstract = True
