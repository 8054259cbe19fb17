from __future__ import annotations

from typing import ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from figures.models import Cycle
from history.tracking import tracked
from improvement.models.action import NO_OWNER, Action
from improvement.models.owner_role import OwnerRole
from improvement.models.theme import Theme
from organisation.models import User
from organisation.permissions import Permission

OF_FIVE = range(1, 6)
PLACE = ("owner", "owner_role", "theme", "action__theme", "action__service")


class Level(models.TextChoices):
    """How great a risk is, from greatest to least."""

    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class RiskQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Of actions of the services that they may see, those that are theirs or their action's; of a whole area of
        focus those who see the whole plan."""
        seen = user.access.rows(Permission.SEE_PLAN, service="action__service")
        return self.filter(seen | Q(owner=user.pk) | Q(action__owner=user.pk))

    def with_place(self) -> Self:
        """What says where each belongs and who owns it."""
        return self.select_related(*PLACE)


class Risk(models.Model):
    """What could happen to an action, or to an area of focus as a whole. How great it is its reviews say."""

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200, help_text="What could happen")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="risks", verbose_name="area of focus"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="risks"
    )
    owner_role = models.ForeignKey(
        OwnerRole,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="risks",
        verbose_name="role that owns it",
        help_text="Empty: a person owns it",
    )
    raised_on = models.DateField("raised on")
    closed_on = models.DateField("closed on", null=True, blank=True)
    why_closed = models.CharField(max_length=300, blank=True)
    generated = models.BooleanField(default=False)

    PERSONAL: ClassVar[set[str]] = {"title", "why_closed"}
    objects = RiskQuerySet.as_manager()
    versions = tracked(excluded_fields=["title", "why_closed", "generated"])

    class Meta:
        ordering = ("raised_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(theme__isnull=True, action__isnull=False) | Q(theme__isnull=False, action__isnull=True),
                name="a_risk_is_of_an_action_or_an_area",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, why_closed="") | Q(closed_on__isnull=False) & ~Q(why_closed=""),
                name="a_closed_risk_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def area(self) -> Theme:
        """The area of focus: its own, or its action's."""
        return self.action.theme if self.action else cast(Theme, self.theme)

    @property
    def owned_by(self) -> str:
        """The post of its owner, as lists name them."""
        return self.owner.job_title if self.owner else NO_OWNER


class RiskReview(models.Model):
    """How likely and how grave a risk was found, what is done about it, and when it is looked at next. Append-only:
    what is known on a day is the last until then."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="reviews")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    mitigation = models.CharField(max_length=500, help_text="What is done against it")
    review_on = models.DateField(help_text="When it is looked at next")
    words = models.CharField(max_length=500, blank=True, help_text="What changed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"mitigation", "words"}

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="likelihood_and_impact_are_of_five"
            ),
        )

    def __str__(self) -> str:
        return f"{self.risk.reference}, {self.at:%d %B %Y}"

    @property
    def score(self) -> int:
        return self.likelihood * self.impact


class RiskStandingQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        seen = user.access.rows(Permission.SEE_PLAN, service="action__service")
        return self.filter(seen | Q(risk__owner=user.pk) | Q(action__owner=user.pk))


class RiskStanding(models.Model):
    """What a cycle said of a risk when it closed. Written once and never changed, as a Standing is of an action."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="risk_standings")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="standings")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True, help_text="What could happen; empty: not kept then")
    owner = models.CharField(max_length=120, blank=True, help_text="The owner's job title then; empty: nobody")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=9, choices=Level)
    previous = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Score in the cycle before")
    mitigation = models.CharField(max_length=500)
    reviewed_on = models.DateField()
    review_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, help_text="Closed since the cycle before")
    why_closed = models.CharField(max_length=300, blank=True)
    judged_on = models.DateField()

    PERSONAL: ClassVar[set[str]] = {"title", "owner", "mitigation", "why_closed"}
    objects = RiskStandingQuerySet.as_manager()

    class Meta:
        ordering = ("cycle", "theme__position", "risk")
        constraints = (models.UniqueConstraint(fields=("cycle", "risk"), name="one_risk_standing_a_cycle"),)

    def __str__(self) -> str:
        return f"{self.risk.reference}: {self.get_level_display()}"

    @property
    def called(self) -> str:
        """What it was called then."""
        return self.title or self.risk.title

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_late(self) -> bool:
        return self.is_open and self.review_on < self.judged_on
