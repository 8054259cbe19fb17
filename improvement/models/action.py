from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from history.tracking import tracked
from improvement.models.owner_role import OwnerRole
from improvement.models.recommendation import Recommendation
from improvement.models.theme import Theme
from intake.models import Load
from organisation.models import Service, User
from organisation.permissions import Permission
from organisation.scopes import of_service


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the services that they may see, and their own."""
        return self.filter(user.access.rows(Permission.SEE_PLAN, service="service") | Q(owner=user.pk))

    def with_story(self) -> Self:
        """All that a judgement of their state needs, in a fixed number of queries."""
        return self.with_work().prefetch_related("updates", with_who_agreed(), "waits_for__date_changes")

    def with_work(self) -> Self:
        """The same without updates and changes of dates."""
        return self.select_related("theme", "service", "owner", "owner_role", "assured_by").prefetch_related(
            "milestones", "waits_for"
        )


def with_who_agreed() -> models.Prefetch:
    return models.Prefetch("date_changes", DateChange.objects.select_related("agreed_by"))


if TYPE_CHECKING:
    from improvement.models.assurance import Assurance

NO_OWNER, NO_DATE = "No owner yet", "No date yet"


class Action(models.Model):
    """A piece of work of the plan. Its original date, once it is set, never changes; what is agreed since is a
    DateChange. Where a role owns it, its owner is whoever holds the role (see improvement.owning)."""

    reference = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    success = models.CharField(
        max_length=400, blank=True, verbose_name="what success looks like", help_text="What success looks like"
    )
    origin = models.CharField(
        max_length=160, blank=True, verbose_name="where it came from", help_text="Where it came from"
    )
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="actions", verbose_name="area of focus")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    owner_role = models.ForeignKey(
        OwnerRole,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name="role that owns it",
        help_text="Empty: a person owns it, or nobody does yet",
    )
    position = models.PositiveSmallIntegerField("place in its area", help_text="Order within the theme")
    added_on = models.DateField("added on")
    starts_on = models.DateField("starts on")
    original_date = models.DateField(null=True, blank=True, help_text="Empty: not known yet")
    waits_for = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="awaited_by")
    answers = models.ManyToManyField(Recommendation, blank=True, related_name="answered_by")
    completed_on = models.DateField("complete on", null=True, blank=True)
    evidence = models.CharField(max_length=200, blank=True, help_text="What shows that it is complete, and where it is")
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assured_on = models.DateField("assured on", null=True, blank=True)
    load = models.ForeignKey(
        Load,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The load that brought it; empty: it was added on a page",
    )
    generated = models.CharField(max_length=80, blank=True, help_text="What of it was made up for the demonstration")

    PERSONAL: ClassVar[set[str]] = {"evidence"}
    objects = ActionQuerySet.as_manager()
    versions = tracked(excluded_fields=["load", "generated", "evidence"])

    class Meta:
        ordering = ("theme__position", "theme__code", "position", "reference")
        constraints = (
            models.CheckConstraint(
                condition=Q(assured_by__isnull=True, assured_on__isnull=True)
                | Q(assured_by__isnull=False, assured_on__isnull=False, completed_on__isnull=False) & ~Q(evidence=""),
                name="assured_says_who_when_and_on_what_evidence",
            ),
            models.CheckConstraint(
                condition=Q(assured_by__isnull=True) | ~Q(assured_by=F("owner")), name="nobody_assures_their_own_work"
            ),
            models.CheckConstraint(
                condition=Q(original_date__isnull=True) | Q(original_date__gte=F("starts_on")),
                name="an_action_is_due_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def returned(self) -> Assurance | None:
        """The last that was said of its evidence, where that was to return it and it is not complete again."""
        last = next(reversed(self.assurances.all()), None)
        return last if last and last.outcome == "returned" and self.completed_on is None else None

    @property
    def owned_by(self) -> str:
        """The post of its owner, as lists name them."""
        return self.owner.job_title if self.owner else NO_OWNER

    def opens_to(self, user: User) -> bool:
        """What `visible_to` says, of one that has been read with its service."""
        return self.owner_id == user.pk or user.access.may(Permission.SEE_PLAN, of_service(self.service))


class DateChange(models.Model):
    """A new date, agreed by somebody other than the owner, for a reason."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_changes")
    from_date = models.DateField()
    to_date = models.DateField()
    reason = models.CharField(max_length=200)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()

    PERSONAL: ClassVar[set[str]] = {"reason"}

    class Meta:
        ordering = ("agreed_on", "id")

    def __str__(self) -> str:
        return f"{self.action.reference} to {self.to_date:%d %B %Y}"
