from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from improvement.models.action import Action
from improvement.models.stored_file import StoredFile, evidence_storage
from organisation.models import User
from organisation.permissions import Permission

__all__ = ["Evidence", "EvidenceQuerySet", "Sight", "evidence_storage"]  # the last for migrations


class Sight(models.TextChoices):
    """Who may open a piece of evidence, besides the action's owner and whoever added it."""

    PROGRAMME = "programme", "Everybody who sees the plan"
    SERVICE = "service", "Those who see the service’s plan"
    ASSURERS = "assurers", "Those who may assure it"


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        own = Q(action__owner=user.pk) | Q(added_by=user.pk)
        everybody = Q(sight=Sight.PROGRAMME) if user.access.may_somewhere(Permission.SEE_PLAN) else Q(pk__in=[])
        service = user.access.rows(Permission.SEE_PLAN, service="action__service") & Q(sight=Sight.SERVICE)
        assurers = user.access.rows(Permission.ASSURE_ACTIONS, service="action__service")
        return self.filter(own | everybody | service | assurers)

    def standing(self) -> Self:
        """What nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def added_by_end_of(self, on: date) -> Self:
        return self.filter(added_at__lte=end_of(on))

    def standing_at_end_of(self, on: date) -> Self:
        return self.added_by_end_of(on).exclude(withdrawn_at__lte=end_of(on))


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))


class Evidence(StoredFile):
    """What shows that an action is done: a file, an address, or words that say where it lies. Never changed; what no
    longer counts is withdrawn, and stays."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="pieces")
    title = models.CharField(max_length=160)
    url = models.URLField(max_length=500, blank=True)
    where = models.CharField(max_length=200, blank=True, help_text="Where it lies, if it is neither file nor address")
    dated_on = models.DateField(help_text="The day of the evidence itself")
    review_on = models.DateField(null=True, blank=True, help_text="When it is to be looked at again, or runs out")
    sight = models.CharField(max_length=9, choices=Sight, default=Sight.PROGRAMME)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = {"title", "file", "name", "url", "where"}
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("-dated_on", "-id")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=~Q(file="") & Q(url="", where="")
                | ~Q(url="") & Q(file="", where="")
                | ~Q(where="") & Q(file="", url=""),
                name="evidence_is_one_of_file_address_and_place",
            ),
        )

    def __str__(self) -> str:
        return self.title
