"""The programme office and the director while no cycle is open: what was published, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.home import links
from config.home.dates import Dates
from config.home.desk import Desk, Part
from config.home.lines import Line, overdue
from figures import months
from figures.models import Cycle
from figures.months import day, name
from improvement.models import Standing
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
    last = Cycle.objects.filter(closed_at__isnull=False).order_by("-month").first()
    coming = next_cycle(desk.today, last)
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


def next_cycle(today: date, last: Cycle | None) -> Next:
    """The one that has its day already; otherwise that of the month after the last, and where there was none, the next
    that opens."""
    known = Cycle.objects.filter(opened_on__gt=today).select_related("report").order_by("month").first()
    if known:
        report = getattr(known, "report", None)
        return Next(known.month, Dates(known.opened_on, today, report.meeting_on if report else None))
    month = months.add(last.month, 1) if last else months.add(today.replace(day=1), -1)
    if last is None and opening(month) < today:
        month = months.add(month, 1)
    return Next(month, Dates(opening(month), today, None))


def opening(month: date) -> date:
    return working_days.first_from(months.add(month, 1))


def needs(desk: Desk, coming: Next, last: Cycle | None) -> list[Line]:
    lines = []
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
