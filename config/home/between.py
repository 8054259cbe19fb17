"""The programme office and the director while no cycle is open: what was published, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from config.home import decisions, links
from config.home.dates import Dates
from config.home.desk import Desk, Part
from config.home.lines import Line, overdue
from figures import months
from figures.models import Cycle
from figures.months import day, name
from improvement.models import Standing
from improvement.rules.dated import Rule
from improvement.told import overdue_today
from organisation import working_days
from reports.models import Edition

RULE = "A cycle opens on the first working day after its month."


@dataclass(frozen=True)
class Next:
    """The cycle that is to open."""

    month: date
    dates: Dates

    @property
    def opens(self) -> date:
        return self.dates.opened

    @property
    def is_late(self) -> bool:
        return self.opens < self.dates.today

    @property
    def words(self) -> str:
        if self.is_late:
            return f"The cycle of {name(self.month)} was due to open on {day(self.opens)}, and is not open."
        return f"The cycle of {name(self.month)} opens on {day(self.opens)}."

    @property
    def rows(self) -> list[tuple[str, date, str]]:
        """What is due, by when, and from whom."""
        dates = self.dates
        found = [
            ("Cycle opens", dates.opened, ""),
            ("Files", dates.files, "Analysts"),
            ("Updates of actions", dates.updates, "Action owners"),
            ("Audits", dates.audits, "Auditors"),
        ]
        if dates.sign_by and dates.publish_by and dates.meeting:
            found += [
                ("Sign-off", dates.sign_by, "Director"),
                ("Publication", dates.publish_by, "Programme office"),
                ("Meeting", dates.meeting, ""),
            ]
        return found


def part(desk: Desk, caption: str) -> Part:
    published = desk.published
    last, known = around(desk.today)
    coming = next_cycle(desk.today, last, known, desk.rules)
    title = f"{name(published.report.cycle.month)} is published" if published else "No month is open"
    said = [told(published)] if published else [RULE]
    return Part(
        title,
        " ".join([*said, coming.words]),
        "home/_between.html",
        caption,
        aside="home/_between_aside.html" if published else "",
        act=("Read the report", links.report(published.report.cycle.month)) if published else None,
        data={
            "needs": needs(desk, coming, last),
            "next": coming,
            "published": published,
            "draft_url": links.draft(published.report.cycle.month) if published else "",
        },
    )


def told(edition: Edition) -> str:
    meeting = edition.report.meeting_on
    meant = f", for the meeting of {day(meeting)}" if meeting else ""
    return f"Edition {edition.number} was published on {day(edition.publication.on_date)}{meant}."


def around(today: date) -> tuple[Cycle | None, Cycle | None]:
    """The last that closed, and the next that has its day already. One query."""
    last = Cycle.objects.filter(closed_at__isnull=False).order_by("-month").values("pk")[:1]
    found = Cycle.objects.filter(Q(pk__in=last) | Q(opened_on__gt=today)).select_related("report").order_by("month")
    cycles = list(found)
    closed = next((cycle for cycle in reversed(cycles) if cycle.closed_at), None)
    return closed, next((cycle for cycle in cycles if cycle.opened_on > today), None)


def next_cycle(today: date, last: Cycle | None, known: Cycle | None, rules: Sequence[Rule]) -> Next:
    """The one that has its day already; otherwise that of the month after the last, and where there was none, the next
    that opens."""
    if known:
        report = getattr(known, "report", None)
        return Next(known.month, Dates(known.opened_on, today, report.meeting_on if report else None, rules))
    month = months.add(last.month, 1) if last else months.last_over(today)
    if last is None and opening(month) < today:
        month = months.add(month, 1)
    return Next(month, Dates(opening(month), today, None, rules))


def opening(month: date) -> date:
    return working_days.first_from(months.add(month, 1))


def needs(desk: Desk, coming: Next, last: Cycle | None) -> list[Line]:
    lines = decisions.lines(desk)
    if coming.is_late:
        says = f"It was due on {day(coming.opens)}. Ask whoever looks after the tracker to open it."
        lines.append(Line(f"Open the cycle of {name(coming.month)}", says))
    return lines + (as_it_stood(desk, last) if last else overdue(overdue_today(desk.plan), ""))


def as_it_stood(desk: Desk, cycle: Cycle) -> list[Line]:
    """When the last cycle closed, as its figure counts."""
    late = Standing.objects.visible_to(desk.user).filter(cycle=cycle, days_overdue__gt=0)
    found = list(late.values_list("action__reference", "days_overdue"))
    url = links.figure("improvement.overdue", cycle.month)
    return overdue(found, url, f" when the cycle of {name(cycle.month)} closed")
