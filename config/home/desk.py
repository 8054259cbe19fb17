"""What the parts of a home have in common. Each is read once, whatever the number of parts that ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from config.home.headlines import headlines
from figures import months
from figures.figure import Figure
from figures.models import Cycle
from figures.notes.drawn import Notes
from figures.notes.drawn import read as read_notes
from figures.reader import Reader
from figures.reading import Reading
from improvement.decisions.waiting import Waiting, waiting_for
from improvement.models import Action, CollectedMeasure
from improvement.rules.dated import Rule, known_rules
from improvement.told import Told, told
from intake.models import Load
from intake.sources import Source, coverage_of
from organisation.access import Grant
from organisation.models import User
from organisation.permissions import Permission
from organisation.roles import Role
from organisation.scopes import Scope
from reports.models import Edition
from reports.stage import Stage, is_public

MONTHS = 24  # that figures are read for: what limits of a control chart rest on
WINDOW = 12  # months before the first of them, for figures of a rolling year


@dataclass(frozen=True)
class Part:
    """A part of the page: what it is called if it comes first, and the templates that show it."""

    title: str
    says: str
    template: str
    caption: str = ""
    aside: str = ""  # template of what stands beside it
    act: tuple[str, str] | None = None  # text and address of the one next thing to do
    data: Mapping[str, Any] = field(default_factory=dict)


class Desk:
    def __init__(self, user: User, now: datetime) -> None:
        self.user, self.now, self.today = user, now, timezone.localdate(now)

    def held(self, *wanted: Role) -> list[Grant]:
        return [grant for grant in self.user.access.grants if grant.role in wanted]

    @cached_property
    def reads_drafts(self) -> bool:
        return self.user.access.may_somewhere(Permission.READ_DRAFTS)

    @property
    def signs(self) -> bool:
        return self.user.access.may_somewhere(Permission.SIGN_REPORTS)

    @property
    def keeps_plan(self) -> bool:
        return self.user.access.may_somewhere(Permission.KEEP_PLAN)

    @property
    def publishes(self) -> bool:
        return self.user.access.may_somewhere(Permission.PUBLISH_REPORTS)

    @cached_property
    def cycles(self) -> list[Cycle]:
        """With their reports, newest first: those that are open and, to those who read drafts, those of whose reports
        something is not signed or not published."""
        wanted = Q(closed_at__isnull=True)
        if self.reads_drafts:
            signed = Edition.objects.filter(compilation=OuterRef("report__draft"))
            not_public = Q(publication__isnull=True) | Q(publication__at__gt=self.now)
            waiting = Edition.objects.filter(not_public, report__cycle=OuterRef("pk"))
            wanted |= Q(Exists(waiting)) | (Q(report__draft__isnull=False) & ~Q(Exists(signed)))
        found = Cycle.objects.filter(wanted, opened_on__lte=self.today).select_related("report__draft")
        return list(found.defer("report__draft__paper", "report__draft__renderers").order_by("-month"))

    @cached_property
    def cycle(self) -> Cycle | None:
        """The newest that is open; where none is, the newest whose report is still in preparation."""
        is_open = next((cycle for cycle in self.cycles if cycle.closed_at is None), None)
        return is_open or next((stage.report.cycle for stage in self.stages), None)

    @property
    def month(self) -> date:
        """That the work is about: the cycle's, or where there is none, the last that is over."""
        return self.cycle.month if self.cycle else months.last_over(self.today)

    @cached_property
    def stage(self) -> Stage | None:
        """Of the cycle's report, to those who read drafts."""
        return next((stage for stage in self.stages if stage.report.cycle == self.cycle), None)

    @cached_property
    def stages(self) -> list[Stage]:
        """Of the reports in preparation, newest first, to those who read drafts."""
        if not self.reads_drafts:
            return []
        reports = [cycle.report for cycle in self.cycles if hasattr(cycle, "report")]
        found = [Stage(report, [e for e in self.editions if e.report_id == report.pk], self.now) for report in reports]
        return [stage for stage in found if stage.in_preparation]

    @cached_property
    def plan(self) -> list[Told]:
        """Every action that they may see, with its state today."""
        actions = Action.objects.visible_to(self.user)
        return told(actions, self.cycle, self.now, self.rules)

    @cached_property
    def waiting(self) -> Waiting:
        """What waits for their decision."""
        return waiting_for(self.user)

    @property
    def asking_for_help(self) -> list[Told]:
        """In the open cycle: what was asked in one that is closed is over."""
        is_open = self.cycle is not None and self.cycle.closed_at is None
        return [one for one in self.plan if one.help_wanted] if is_open else []

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """That the plan is judged by."""
        return known_rules()

    @cached_property
    def numbers_asked(self) -> list[CollectedMeasure]:
        """Theirs of which the cycle's month has no number yet."""
        own = CollectedMeasure.objects.filter(owner=self.user)
        return list(own.missing(self.cycle.month)) if self.cycle else []

    @cached_property
    def loads(self) -> list[Load]:
        """Of three years, superseded ones too, oldest first."""
        first = months.add(self.month, 1 - MONTHS - WINDOW)
        found = Load.objects.visible_to(self.user).files().filter(month__gte=first)
        return list(found.select_related("loaded_by").order_by("month", "source", "pk"))

    def readings(self, figure: Figure, scope: Scope | None) -> list[Reading]:
        """One a month, oldest first."""
        return self.reader.readings(figure, self.months, scope)

    @cached_property
    def notes(self) -> Notes:
        """On charts of figures."""
        return read_notes()

    @property
    def months(self) -> list[date]:
        return months.up_to(self.month, MONTHS)

    @cached_property
    def reader(self) -> Reader:
        """What every part shows is counted together."""
        grants = self.user.access.grants
        figures = headlines(grant.role for grant in grants)
        reader, covered = Reader(), coverage_of(self.loads)
        for source in (source for figure in figures for source in figure.sources if isinstance(source, Source)):
            reader.learn_coverage(source, covered.get(source.key, {}))
        reader.gather(figures, self.months, {None, *(grant.scope for grant in grants)})
        return reader

    @cached_property
    def published(self) -> Edition | None:
        """The newest that the public reads."""
        public = [one for one in self.editions if is_public(one, self.now)]
        return max(public, key=lambda one: (one.report.cycle.month, one.number), default=None)

    @cached_property
    def editions(self) -> list[Edition]:
        """Those of the cycles' reports, and the newest that is published."""
        newest = Edition.objects.published(self.now).order_by("-report__cycle__month", "-number").values("pk")[:1]
        asked = Q(pk__in=newest) | Q(report__cycle__in=[cycle.pk for cycle in self.cycles])
        found = Edition.objects.visible_to(self.user).filter(asked)
        return list(found.select_related("report__cycle", "publication", "signed_by").order_by("number"))
