from dataclasses import dataclass
from datetime import date
from typing import Any

from figures import months
from figures.control_charts import control_chart, finding, sentences
from figures.notes.drawn import Drawn, drawn
from figures.reading import Reading, by_value
from figures.words import shown, side
from frontdoor.figures import (
    CONTACTS,
    DECIDED_IN_TIME,
    NFA,
    NFA_RATE,
    NFA_SHARE,
    NFA_THRESHOLD_OR_CONSENT,
    REFERRAL_RATE,
)
from frontdoor.models import Category
from frontdoor.return_figures import RETURNED_3, RETURNED_12
from reports.compiling.material import Material
from reports.compiling.sections import front_door_beside
from reports.compiling.writer import Cell, Column, Writer
from reports.tree import Run

SHOWN_MONTHS = 25
LIMITS = "Dashed lines: the range within which months vary without special cause (average ± 2.66 × mean moving range). "


def write(writer: Writer, material: Material) -> None:
    writer.part("Integrated Front Door", "front-door")
    contacts = material.reading(CONTACTS)
    if contacts.counted is None:
        writer.para(f"No contacts file is loaded for {months.name(material.month)}.")
        front_door_beside.write(writer, material)
        return
    writer.para("A contact is counted for each child: one incident in a family of four makes four contacts.", keep=True)
    contacts_chart(writer, material)
    volumes(writer, material, contacts)
    by_category(writer, material)
    what_became_of_them(writer, material)
    front_door_beside.write(writer, material)


def contacts_chart(writer: Writer, material: Material) -> None:
    wanted = months.up_to(material.month, SHOWN_MONTHS)
    readings = since_first(material.series(CONTACTS, wanted))
    if not readings:
        return
    labels = [months.name(reading.month) for reading in readings]
    noted = drawn(material.notes.on(CONTACTS.key), [reading.month for reading in readings])
    chart = control_chart([reading.value for reading in readings], rebase_at=noted.rebase_at)
    said = " ".join(sentences(chart, labels, why=noted.why))
    flags = list(chart.flags) if len(chart.phases) < 2 else chart.marked()
    told = " ".join([said, *noted.said])
    writer.chart(
        "contacts",
        finding(chart, "Contacts", labels, plural=True),
        f"Contacts a month, {labels[0]} to {labels[-1]}",
        f"Control chart of contacts a month, {labels[0]} to {labels[-1]}. {told} {labels[-1]}: {shown(readings[-1])}.",
        {
            "type": "control",
            "x": [months.short(reading.month) for reading in readings],
            "y": [reading.value for reading in readings],
            "mean": chart.drawn(chart.mean),
            "low": chart.drawn(chart.lower),
            "high": chart.drawn(chart.upper),
            "flags": flags,
            "marks": sorted([*marks(readings), *noted.marks], key=lambda mark: mark[0]),
            "unit": "",
            "limits": any(chart.shown),
        },
        [("Month", "left", 20), ("Contacts", "right", 12), ("Signal", "left", 30), *note_column(noted)],
        [
            [label, [writer.figure(reading)], SIGNALS[flag], *note_cell(noted, reading.month)]
            for label, reading, flag in zip(labels, readings, flags, strict=True)
        ],
        note=[
            f"{LIMITS if any(chart.shown) else ''}Definition: ",
            writer.definition(CONTACTS),
            ".",
        ],
    )
    writer.para(f"{told} More or fewer contacts is in itself neither good nor bad.")


def note_column(noted: Drawn) -> list[Column]:
    return [("Note", "left", 24)] if noted.notes else []


def note_cell(noted: Drawn, month: date) -> list[Cell]:
    return [noted.by_month.get(month, "")] if noted.notes else []


def since_first(readings: list[Reading]) -> list[Reading]:
    """From the first month that may be shown on."""
    known = [i for i, reading in enumerate(readings) if reading.exact is not None]
    return readings[known[0] :] if known else []


SIGNALS = {
    None: "None",
    "outside": "Outside the limits",
    "shift": "Seven or more on one side of the average",
    "trend": "Seven or more rising or falling",
    "two_in_three": "Two of three near a limit",
}


def marks(readings: list[Reading]) -> list[list[object]]:
    """Where a category began to be recorded, a line."""
    begun = set(Category.objects.values_list("holds_from", flat=True))
    return [[i, "Reasons recorded"] for i, reading in enumerate(readings) if i and reading.month in begun]


def volumes(writer: Writer, material: Material, contacts: Reading) -> None:
    before = material.reading(CONTACTS, months.add(material.month, -1))
    closed, rate = material.reading(NFA), material.reading(NFA_RATE)
    if any(reading.suppressed for reading in (contacts, closed, rate)):
        writer.para(f"The counts of {months.name(material.month)} are too small to be published in full.")
        return
    after: list[str | Run] = []
    if before.exact is not None:
        after = [", after ", writer.figure(before), f" in {months.name(before.month)}"]
    writer.para(
        f"In {months.name(material.month)} ",
        writer.figure(contacts, f"{shown(contacts)}\u00a0contacts"),
        " reached the front door",
        *after,
        ". ",
        writer.figure(closed),
        " of them, ",
        writer.figure(rate),
        ", were closed with no further action (NFA).",
    )


@dataclass(frozen=True)
class Row:
    """One category: closures, their share, and closures of the month before."""

    label: str
    code: str
    closed: Reading
    share: Reading
    before: Reading | None


def by_category(writer: Writer, material: Material) -> None:
    two = material.reading(NFA_THRESHOLD_OR_CONSENT)
    first = Category.objects.order_by("holds_from").first()
    if two.counted is None or first is None:
        since = f" It is recorded from {months.name(first.holds_from)}." if first else ""
        writer.para(f"Why contacts were closed was not recorded in this month.{since}")
        return
    if two.of == 0:
        writer.para("No contact was closed with no further action in this month.")
        return
    threshold_or_consent(writer, two, first)
    rows = category_rows(material)
    category_table(writer, material, rows)
    category_chart(writer, material, [row for row in rows if row.closed.value is not None], two)


def threshold_or_consent(writer: Writer, two: Reading, first: Category) -> None:
    if two.exact is None:
        writer.para("What threshold and consent make together is not published: it would give a small number away.")
        return
    writer.para(
        "Of those closures ",
        writer.figure(two),
        f" ({side(two.counted)} of {side(two.of)}) did not meet the threshold for early help or came without consent. "
        f"Categories are recorded from {months.name(first.holds_from)}; before that, the reason is not recorded.",
    )


def category_rows(material: Material) -> list[Row]:
    closed = material.parts(NFA, "category")
    shares = by_value(material.parts(NFA_SHARE, "category"), "category")
    before = by_value(material.parts(NFA, "category", month=months.add(material.month, -1)), "category")
    codes = [dict(part.by)["category"] for part in closed]
    return [
        Row(material.label(part, "category"), code, part, shares[code], before.get(code))
        for code, part in zip(codes, closed, strict=True)
    ]


def category_columns(material: Material) -> list[Column]:
    month, before = (months.name(m) for m in (material.month, months.add(material.month, -1)))
    return [("Category", "left", 40), (month, "right", 14), ("Share of closures", "right", 12), (before, "right", 14)]


def category_table(writer: Writer, material: Material, rows: list[Row]) -> None:
    total, before = material.reading(NFA), material.reading(NFA, months.add(material.month, -1))
    cells: list[list[Cell]] = [
        [row.label, [writer.figure(row.closed)], [writer.figure(row.share)], earlier(writer, row.before)]
        for row in rows
    ]
    share = material.reading(NFA_SHARE)
    writer.table(
        "t-nfa",
        f"Contacts closed with no further action by category, {months.name(material.month)}",
        category_columns(material),
        [*cells, ["All categories", [writer.figure(total)], [writer.figure(share)], earlier(writer, before)]],
        total=True,
        note=[
            "Counted for each child. What is not recorded is still to be categorised. Definitions: ",
            writer.definition(NFA),
            ", ",
            writer.definition(NFA_SHARE),
            ", ",
            writer.definition(NFA_THRESHOLD_OR_CONSENT),
            ".",
        ],
    )


def earlier(writer: Writer, reading: Reading | None) -> Cell:
    return [writer.figure(reading)] if reading else "0"


def category_chart(writer: Writer, material: Material, rows: list[Row], two: Reading) -> None:
    """Of the categories whose counts are published."""
    if not rows:
        return
    month, last = months.name(material.month), months.name(months.add(material.month, -1))
    series: list[dict[str, Any]] = [{"name": month, "y": [row.closed.value for row in rows]}]
    before = [row.before.value if row.before else 0 for row in rows]
    if None not in before and any(row.before for row in rows):
        series.append({"name": last, "y": before})
    in_two = set(Category.objects.filter(threshold_or_consent=True).values_list("code", flat=True))
    together = "" if two.exact is None else f"{side(two.counted)} of {side(two.of)} = {shown(two)}"
    counts = "; ".join(f"{row.label}: {shown(row.closed)}" for row in rows)
    writer.chart(
        "nfa",
        f"{shown(two)} of closures were for threshold or consent" if together else "Closures by category",
        f"Contacts closed with no further action by category, {' and '.join(each['name'] for each in series)}",
        f"Bar chart of contacts closed with no further action by category, {month}. {counts}."
        + (f" Threshold and consent together are {together}." if together else ""),
        {
            "type": "bars",
            "labels": [row.label for row in rows],
            "series": series,
            "share": [shown(row.share) for row in rows],
            "emphasis": [i for i, row in enumerate(rows) if row.code in in_two],
        },
        category_columns(material),
        [
            [row.label, [writer.figure(row.closed)], [writer.figure(row.share)], earlier(writer, row.before)]
            for row in rows
        ],
        note=f"{month}: {together}." if together else "",
    )


def what_became_of_them(writer: Writer, material: Material) -> None:
    """How soon it was decided, what was taken on, and who came back of those closed in the newest months old enough."""
    decided, referred = material.reading(DECIDED_IN_TIME), material.reading(REFERRAL_RATE)
    said: list[str | Run] = []
    if decided.exact is not None:
        said += [writer.figure(decided), f" of contacts ({sides(decided)}) were decided within one working day. "]
    if referred.exact is not None:
        said += [writer.figure(referred), f" ({sides(referred)}) became referrals to social care. "]
    for figure, count in ((RETURNED_3, 3), (RETURNED_12, 12)):
        returned = material.reading(figure, months.add(material.month, -count))
        if returned.exact is not None:
            closed_in = f"Of contacts closed with no further action in {months.name(returned.month)}, "
            back = f" ({sides(returned)}) were followed by another about the same child within {count} months. "
            said += [closed_in, writer.figure(returned), back]
    if said:
        last = said.pop()
        writer.para(*said, str(last).rstrip())


def sides(reading: Reading) -> str:
    return f"{side(reading.counted)} of {side(reading.of)}"
