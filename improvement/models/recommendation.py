from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from history.tracking import tracked
from organisation.models import User
from organisation.permissions import Permission


class Kind(models.TextChoices):
    INSPECTION = "inspection", "Inspection"
    VISIT = "visit", "Monitoring visit"
    CHECK = "check", "Health check"
    ADVISER = "adviser", "Adviser"
    OTHER = "other", "Other"


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """All, to those who see anything of the plan; to others, those that their own actions answer."""
        if user.access.may_somewhere(Permission.SEE_PLAN):
            return self
        return self.filter(pk__in=Recommendation.objects.filter(answered_by__owner=user.pk).values("pk"))


class Recommendation(models.Model):
    """What an inspection, monitoring visit, health check or adviser asked for. Actions answer it."""

    reference = models.CharField(max_length=12, unique=True)
    words = models.CharField("what was asked for", max_length=600, help_text="What was asked for")
    kind = models.CharField("who asked for it", max_length=10, choices=Kind)
    source = models.CharField("where it stands", max_length=160, help_text="Whose it is, and where it stands")
    made_on = models.DateField(verbose_name="made on")
    generated = models.BooleanField(default=False)

    PERSONAL: ClassVar[set[str]] = {"words", "source"}
    objects = RecommendationQuerySet.as_manager()
    versions = tracked(excluded_fields=["generated"])

    class Meta:
        ordering = ("-made_on", "reference")

    def __str__(self) -> str:
        return f"{self.reference} {self.words}"

    @property
    def came_from(self) -> str:
        """'Monitoring visit: second visit, letter of 6 March 2020'"""
        return f"{self.get_kind_display()}: {self.source}"
