"""The social work workforce, month by month, as the establishment, staff, movements and absence files bring it.

Definitions follow the Department for Education's children's social work workforce census. Levels are the council's
own scale and are not the census's roles.
"""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from intake.models import Loaded, LoadedQuerySet
from organisation.models import Team
from organisation.permissions import Permission


class Level(models.TextChoices):
    """The council's grades of social worker."""

    ONE = "1", "Level 1"
    TWO = "2", "Level 2"
    THREE = "3", "Level 3"


class WorkforceQuerySet(LoadedQuerySet):
    SEEN_WITH = Permission.SEE_WORKFORCE


class WorkforceRecord(Loaded):
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=1, choices=Level)

    class Meta:
        abstract = True


class Post(WorkforceRecord):
    """A post that the council funds, at the end of the month."""

    reference = models.CharField(max_length=20)
    fte = models.DecimalField(max_digits=5, decimal_places=2)
    vacant_fte = models.DecimalField(max_digits=5, decimal_places=2, help_text="Also when an agency worker covers it")

    PERSONAL: ClassVar[set[str]] = set()
    objects = WorkforceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("load", "reference"), name="one_row_a_post"),
            models.CheckConstraint(
                condition=Q(vacant_fte__gte=0, vacant_fte__lte=F("fte")), name="vacancy_within_its_post"
            ),
        )

    def __str__(self) -> str:
        return self.reference


class WorkerQuerySet(WorkforceQuerySet):
    def employed(self) -> Self:
        return self.filter(agency=False)

    def from_agencies(self) -> Self:
        return self.filter(agency=True)

    def holding_cases(self) -> Self:
        return self.filter(cases__gt=0)


class Worker(WorkforceRecord):
    """A social worker in post at the end of the month, employed or from an agency, and the cases they hold."""

    reference = models.CharField(max_length=20)
    agency = models.BooleanField(default=False)
    fte = models.DecimalField(max_digits=5, decimal_places=2)
    cases = models.PositiveSmallIntegerField(default=0)

    PERSONAL: ClassVar[set[str]] = {"reference"}
    objects = WorkerQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("load", "reference"), name="one_row_a_worker"),)

    def __str__(self) -> str:
        return self.reference


class Kind(models.TextChoices):
    STARTER = "starter", "Started"
    LEAVER = "leaver", "Left"
    MOVE = "move", "Moved within the council"


class MovementQuerySet(WorkforceQuerySet):
    def leavers(self) -> Self:
        return self.filter(kind=Kind.LEAVER)

    def starters(self) -> Self:
        return self.filter(kind=Kind.STARTER)


class Movement(WorkforceRecord):
    """An employed social worker who started, left, or moved between teams in the month. Team and level are those
    left by a leaver, and those arrived in by the others."""

    reference = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=Kind)
    on_date = models.DateField()
    fte = models.DecimalField(max_digits=5, decimal_places=2)
    from_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL: ClassVar[set[str]] = {"reference"}
    objects = MovementQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="move", from_team__isnull=False) | ~Q(kind="move") & Q(from_team__isnull=True),
                name="only_a_move_comes_from_a_team",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reference} {self.get_kind_display()}"


class Absence(WorkforceRecord):
    """Working days that an employed social worker lost in the month, as full-time equivalents."""

    reference = models.CharField(max_length=20)
    days_lost = models.DecimalField(max_digits=6, decimal_places=2)

    PERSONAL: ClassVar[set[str]] = {"reference", "days_lost"}
    objects = WorkforceQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(days_lost__gt=0), name="absence_is_some_days"),)

    def __str__(self) -> str:
        return f"{self.reference}, {self.days_lost} days"
