"""The page that sets the council beside England, its region and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from figures import months
from figures.published.areas import Area
from figures.published.markers import meanings
from figures.published.series import REFERRAL_MONTHS, REFERRAL_SOURCES, REFERRALS, Series
from frontdoor.beside import findings
from frontdoor.beside.findings import Line, Share
from frontdoor.beside.reading import ALL, Beside, read
from frontdoor.tables import Row, Table
from organisation.models import User
from organisation.permissions import Permission

TITLE = "Beside England and neighbours"
RATE, AGAIN, CLOSED = "Referrals_rate", "Re_referrals_percent", "No_Further_Action_percent"
COLUMNS = (ALL, RATE, AGAIN, CLOSED)
NOT_CONTACTS = (
    "These are referrals to social care, not contacts: contacts are not published. Where a contact becomes a referral "
    "is for each council to say, so councils differ for that reason too."
)


def context(params: QueryDict, user: User, today: date) -> dict[str, Any]:
    asked = params.get("year", "")
    beside = read(today, today.replace(day=1), int(asked) if asked.isdecimal() else None)
    may = {
        "may_load": user.access.may_somewhere(Permission.LOAD_PUBLISHED),
        "file_url": reverse("files:dataset", args=[REFERRALS.key]),
    }
    if beside is None:
        return {"title": TITLE, "empty": True, **may}
    wrong = asked and asked != str(beside.year)
    year = months.day(beside.reference_date)
    return {
        "title": f"{TITLE}, year to {year}",
        "says": says(beside, year),
        "not_contacts": NOT_CONTACTS,
        "no_council": beside.council is None,
        "sections": [part for part in (areas(beside, year), sources(beside, year), by_month(beside, year)) if part],
        "years": [(str(each), f"Year to March {each}") for each in beside.years],
        "year": str(beside.year),
        "error": "That year is not out yet, or not loaded. The newest is shown." if wrong else "",
        **may,
    }


def line(beside: Beside, area: Area) -> Line:
    rate, again, closed = (beside.number(REFERRALS, area, column) for column in (RATE, AGAIN, CLOSED))
    return Line(beside.label(area), rate, again, closed)


def says(beside: Beside, year: str) -> str:
    if beside.council is None:
        return ""
    council, wider = line(beside, beside.council), [line(beside, area) for area in beside.wider]
    said = findings.rates_in_a_sentence(year, council, wider)
    return f"{said} {findings.shares_in_a_sentence(council, wider[-1])}".strip()


def areas(beside: Beside, year: str) -> dict[str, Any]:
    *region, england = beside.wider
    council = [beside.council] if beside.council else []
    neighbours = sorted(beside.neighbours, key=lambda area: -(beside.number(REFERRALS, area, RATE) or 0))

    def row(area: Area) -> Row:
        cells = [beside.shown(REFERRALS, area, column) for column in COLUMNS]
        size = beside.number(REFERRALS, area, RATE) or Decimal(0)
        return Row(beside.label(area), cells, size, strong=area.is_council)

    table = Table(
        f"Referrals in the year to {year}",
        "neighbours in the order of their rate",
        ["Referrals", "Per 10,000 children", "Re-referrals", "No further action"],
        [row(area) for area in (*council, *neighbours, *region)],
        row(england),
        "Referrals of each area",
        heading="Area",
        notes=["Bars: referrals per 10,000 children. Re-referrals: within 12 months of an earlier one."],
    )
    if not council:
        return section(beside, REFERRALS, "Referrals in England", table)
    said = findings.among_neighbours(line(beside, council[0]), [line(beside, one) for one in neighbours])
    return section(beside, REFERRALS, said, table)


def sources(beside: Beside, year: str) -> dict[str, Any] | None:
    council = beside.council
    if council is None or REFERRAL_SOURCES.key not in beside.held:
        return None
    of, england = REFERRAL_SOURCES, beside.wider[-1]
    parts = [measure for measure in of.measures if measure.column != ALL]
    parts.sort(key=lambda measure: -(beside.number(of, council, measure.column) or 0))
    table = shares_table(
        beside, of, [(measure.column, measure.label) for measure in parts], "Source",
        f"Referrals by source, year to {year}",
    )  # fmt: skip
    shares = [
        Share(part.label, beside.share(of, council, part.column), beside.share(of, england, part.column))
        for part in parts
    ]
    return section(beside, of, findings.stands_out(shares), table)


def by_month(beside: Beside, year: str) -> dict[str, Any] | None:
    council = beside.council
    if council is None or REFERRAL_MONTHS.key not in beside.held:
        return None
    of = REFERRAL_MONTHS
    names = [measure.column for measure in of.measures if measure.column != ALL]
    table = shares_table(beside, of, [(name, name) for name in names], "Month", f"Referrals by month, year to {year}")
    said = findings.busiest([(name, beside.number(of, council, name)) for name in names])
    return section(beside, of, said, table)


def shares_table(beside: Beside, of: Series, parts: Sequence[tuple[str, str]], heading: str, caption: str) -> Table:
    """The council's number of each part and its share, and the shares of the region and of England."""
    council = beside.council
    assert council is not None  # noqa: S101 - for the type checker
    shown = [council, *beside.wider]
    rows = [
        Row(
            label,
            [beside.shown(of, council, column), *(beside.share_shown(of, area, column) for area in shown)],
            Decimal(str(float(beside.share(of, council, column) or 0))),
            strong=True,
        )
        for column, label in parts
    ]
    whole = [beside.share_shown(of, area, ALL) for area in shown]
    return Table(
        caption,
        "share of all referrals of each area",
        ["Referrals", *(beside.label(area) for area in shown)],
        rows,
        Row("All", [beside.shown(of, council, ALL), *whole]),
        caption,
        heading=heading,
    )


def section(beside: Beside, of: Series, heading: str, table: Table) -> dict[str, Any]:
    """A table, what its markers mean, and where it comes from."""
    cells = [cell for row in (*table.rows, table.total) for cell in row.cells]
    year = beside.held[of.key]
    return {
        "heading": heading,
        "table": table,
        "note": " ".join([*table.notes, *(f"{said}." for said in meanings(cells))]),
        "source": f"{of.publication.source}, {of.short}, {year.edition_on(beside.day)}.",
        "first_out": months.day(year.release.published_on),
        "load_url": reverse("files:load", args=[year.load_id]),
        "load_name": year.load.name,
    }
