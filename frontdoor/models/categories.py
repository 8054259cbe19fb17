"""Why contacts are closed with no further action."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from history.tracking import tracked
from organisation.models import User


class CategoryQuerySet(models.QuerySet):
    def held_in(self, month: date) -> Self:
        return self.filter(Q(holds_from__lte=month), Q(holds_until__isnull=True) | Q(holds_until__gte=month))

    def visible_to(self, user: User) -> Self:
        """They say how contacts are sorted, which everybody may know."""
        return self


class Category(models.Model):
    """Why a contact was closed with no further action. Recorded in the months in which it holds, never before."""

    code = models.SlugField(unique=True)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    holds_from = models.DateField(help_text="First month in which it is recorded")
    holds_until = models.DateField(null=True, blank=True)
    threshold_or_consent = models.BooleanField(default=False, help_text="Closed for threshold or for want of consent")

    PERSONAL: ClassVar[set[str]] = set()
    objects = CategoryQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.label

    def holds_in(self, month: date) -> bool:
        return self.holds_from <= month and (self.holds_until is None or month <= self.holds_until)
