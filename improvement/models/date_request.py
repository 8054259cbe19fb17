from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from improvement.models.action import Action
from organisation.models import User
from organisation.permissions import Permission


class Decision(models.TextChoices):
    WAITING = "waiting", "Waiting"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DateRequestQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Of the actions that they may see."""
        seen = user.access.rows(Permission.SEE_PLAN, service="action__service")
        return self.filter(seen | Q(action__owner=user.pk))

    def waiting(self) -> Self:
        return self.filter(decision=Decision.WAITING)


class DateRequest(models.Model):
    """A new date that an owner asks for. Until somebody else agrees, the date stays as it was."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_requests")
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="Why it was refused")

    PERSONAL: ClassVar[set[str]] = {"reason", "words"}
    objects = DateRequestQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("action",), condition=Q(decision="waiting"), name="one_date_request_waits_an_action"
            ),
            models.CheckConstraint(condition=~Q(to_date=F("from_date")), name="a_new_date_is_another_date"),
            models.CheckConstraint(
                condition=Q(decision="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(decision="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=["agreed", "refused"]) | ~Q(decided_by=F("asked_by")),
                name="nobody_decides_their_own_request",
            ),
            models.CheckConstraint(condition=~Q(decision="refused") | ~Q(words=""), name="a_refusal_gives_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.action.reference} to {self.to_date:%d %B %Y}"
