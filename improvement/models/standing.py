from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from figures.models import Cycle
from improvement.models.action import Action
from improvement.models.theme import Theme
from organisation.models import Service, User
from organisation.permissions import Permission


class Brag(models.TextChoices):
    """The state of an action, from worst to best; Grey is not yet due to start."""

    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"
    BLUE = "blue", "Blue"
    GREY = "grey", "Grey"


class Updated(models.TextChoices):
    """Whether an action was updated in a cycle, by the day on which its updates were due."""

    ON_TIME = "on_time", "On time"
    LATE = "late", "Late"
    MISSING = "missing", "Missing"
    NOT_ASKED = "not_asked", "Not asked for"


class StandingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the services that they may see, and of their own actions."""
        return self.filter(user.access.rows(Permission.SEE_PLAN, service="service") | Q(action__owner=user.pk))

    def of_months(self, months: Iterable[date]) -> Self:
        return self.filter(cycle__month__in=list(months))

    def with_owner_code(self) -> Self:
        """Codes of dimensions are strings."""
        return self.annotate(owner_code=Cast("owned_by", models.CharField()))


class Standing(models.Model):
    """What a cycle said of an action when it closed. Written once, from the pure rules, and never changed."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="standings")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="standings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True, help_text="The action's title then; empty: not kept then")
    owner = models.CharField(max_length=120, blank=True, help_text="The owner's job title then; empty: nobody")
    owned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The owner then; empty: nobody, or written before it was kept",
    )
    brag = models.CharField(max_length=5, choices=Brag)
    ruled = models.CharField(max_length=5, choices=Brag, blank=True, help_text="By the rule, where the owner's differs")
    reason = models.CharField(max_length=500)
    previous = models.CharField(max_length=5, choices=Brag, blank=True, help_text="State in the cycle before")
    original_date = models.DateField(null=True, blank=True)
    agreed_date = models.DateField(null=True, blank=True, help_text="Empty: no date was set")
    forecast_date = models.DateField(null=True, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    days_overdue = models.PositiveIntegerField(default=0)
    days_late = models.PositiveIntegerField(default=0, help_text="When complete, after the date then agreed")
    updated = models.CharField(max_length=9, choices=Updated, blank=True, help_text="Empty: written before it was kept")
    with_evidence = models.BooleanField(default=False, help_text="Evidence stood then that it is complete")
    moves = models.PositiveSmallIntegerField(default=0, help_text="How often its date has moved")
    moved_now = models.BooleanField(default=False, help_text="Its date moved in this cycle")
    judged_on = models.DateField()

    PERSONAL: ClassVar[set[str]] = {"reason", "owner"}
    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ("cycle", "theme__position", "action__position")
        constraints = (
            models.UniqueConstraint(fields=("cycle", "action"), name="one_standing_a_cycle"),
            models.CheckConstraint(
                condition=Q(days_overdue=0) | Q(completed_on__isnull=True), name="what_is_complete_is_not_overdue"
            ),
            models.CheckConstraint(
                condition=Q(days_late=0) | Q(completed_on__isnull=False), name="only_what_is_complete_was_late"
            ),
        )

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.get_brag_display()}"

    @property
    def called(self) -> str:
        """What the action was called then."""
        return self.title or self.action.title
