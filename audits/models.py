"""Rounds of audits: what was asked, from which strata cases were drawn, and what was judged."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from frontdoor.models import Contact
from intake.models import Load, standing
from organisation.models import User
from organisation.permissions import Permission


class RoundQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Those whose load no later one has superseded."""
        return self.filter(standing("load__"))


class Round(models.Model):
    """A month's audits of one question."""

    month = models.DateField(help_text="First day of the month whose contacts are audited")
    title = models.CharField(max_length=160)
    population = models.TextField(help_text="What the cases were drawn from, in words")
    purpose = models.TextField(blank=True, help_text="Why it is audited and how the findings are used, in words")
    drawn_on = models.DateField()
    seed = models.PositiveIntegerField(help_text="With it the draw can be done again")
    feedback_on = models.DateField(help_text="Day on which the agencies take away the findings")
    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="+", help_text="The load of its judgements")

    PERSONAL: ClassVar[set[str]] = set()
    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("month", "id")
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="round_month_is_a_first_day"),
            models.CheckConstraint(condition=Q(feedback_on__gte=F("drawn_on")), name="feedback_after_the_draw"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.month:%B %Y})"


class Stratum(models.Model):
    """Cases of one kind within a round: so many are drawn, however many there are."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="strata")
    code = models.SlugField()
    label = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    sources = models.JSONField(help_text="Sources of contacts that it draws from")
    frame_size = models.PositiveIntegerField(help_text="Cases that could have been drawn")
    sample_size = models.PositiveIntegerField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("position", "code")
        verbose_name_plural = "strata"
        constraints = (
            models.UniqueConstraint(fields=("round", "code"), name="one_stratum_a_code"),
            models.CheckConstraint(condition=Q(sample_size__lte=F("frame_size")), name="sample_within_its_frame"),
        )

    def __str__(self) -> str:
        return self.label


class Appropriate(models.TextChoices):
    YES = "yes", "Appropriate to send"
    NO = "no", "Need not have been sent"


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the teams that they may see, and to an auditor the cases that they judged."""
        seen = user.access.rows(Permission.SEE_CASES, team="contact__team", service="contact__team__service")
        own = Q(judged_by=user.pk) if user.access.may_somewhere(Permission.JUDGE_CASES) else Q(pk__in=[])
        return self.filter(seen | own)

    def current(self) -> Self:
        """Of rounds whose load no later one has superseded."""
        return self.filter(standing("stratum__round__load__"))

    def judged(self) -> Self:
        return self.exclude(judgement="")

    def inappropriate(self) -> Self:
        return self.filter(judgement=Appropriate.NO)


class Case(models.Model):
    """A contact that was drawn, and the auditor's judgement of it once there is one."""

    stratum = models.ForeignKey(Stratum, on_delete=models.CASCADE, related_name="cases")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=3, choices=Appropriate, blank=True, default="")
    reason = models.CharField(max_length=200, blank=True, help_text="The finding: what kind of contact it was")
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_on = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = {"reason"}
    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("stratum", "id")
        constraints = (
            models.UniqueConstraint(fields=("stratum", "contact"), name="a_contact_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(judgement="", judged_by__isnull=True, judged_on__isnull=True)
                | ~Q(judgement="") & Q(judged_by__isnull=False, judged_on__isnull=False),
                name="a_judgement_says_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Case {self.pk}"
