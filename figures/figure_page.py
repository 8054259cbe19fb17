"""The page of a figure: what is put on it for this person. What they may be shown is decided in `showing`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from figures import breakdowns, listing, months
from figures.asked import WHOLE
from figures.choosing import choices
from figures.control_charts import Better as Direction
from figures.described import what_it_is
from figures.figure import Better, Figure
from figures.held_against import aim, lines, over, target
from figures.history import Point, charted, from_first_known
from figures.notes.adding import may_note
from figures.notes.drawn import Note, noted
from figures.page import Page
from figures.reading import Reading
from figures.records.page import preview
from figures.showing import NotShown
from figures.words import field_of, shown, side, sides_of, small

LISTED = 13
DIRECTION: dict[Better, Direction] = {Better.HIGHER: "higher", Better.LOWER: "lower"}


def context(page: Page) -> dict[str, Any]:
    asked, figure = page.asked, page.figure
    common = {
        "figure": figure,
        "title": page.title,
        "crumbs": page.crumbs,
        "caption": caption(page),
        "filters": choices(page),
        "errors": [{"href": f"#filter-{name}", "text": text} for name, text in asked.errors.items()],
        "what": what_it_is(page),
        "field": field_of(figure.key),
    }
    if asked.month is None:
        sources = [source.label for source in figure.sources]
        return common | {"empty": f"The figure appears when a month of these is loaded: {'; '.join(sources)}."}
    try:
        readings = page.readings(page.months())
    except NotShown as refusal:
        return common | {"refused": str(refusal), "whole_url": page.whole_url}
    if not readings:  # rows without the value that was asked for
        return common | {"empty": "Nothing was recorded for this part in these months."}
    if figure.whole_by and figure.whole_by not in dict(asked.part):
        return common | whole_of(page, readings[-1])
    return common | filled(page, readings)


def whole_of(page: Page, now: Reading) -> dict[str, Any]:
    """Of a figure that says nothing without a part: which to choose, and its parts."""
    label = page.figure.dimension(page.figure.whole_by).label.lower()
    return {
        "choose": f"Choose one {label} below. For all of them together this share is always 100%.",
        **counted_from(page.figure, now),
        **broken_down(page),
    }


def filled(page: Page, readings: list[Reading]) -> dict[str, Any]:
    asked, figure, now = page.asked, page.figure, readings[-1]
    points = from_first_known([Point(each.month, each.value, each.suppressed) for each in readings])
    unit = "%" if figure.unit.name == "%" else ""
    broken = breaks(page)
    starts = [i for i, point in enumerate(points) if point.month in broken]
    recorded = [each for each in readings if each.month >= min(recorded_from(page), asked.at)]
    listed = recorded if page.all_months else recorded[-LISTED:]
    aimed = target(page)
    return {
        "reading": headline(page, now),
        "before": before(readings),
        "aim": " ".join(filter(None, (over(page, now), aim(figure, now, aimed)))),
        **counted_from(figure, now),
        **charted(
            figure.label,
            unit,
            points,
            flows=figure.flows,
            rebase_at=starts,
            target=float(aimed) if aimed is not None else None,
            better=DIRECTION.get(figure.better),
            part=", ".join(page.names),
            lines=lines(page, [point.month for point in points]),
            notes=page.notes,
        ),
        **note_links(page),
        "history": history(figure, listed, page.notes) | {"note": recorded_note(page, readings[0].month)},
        "history_caption": f"{'All' if page.all_months else 'Last'} {len(listed)} months",
        "all_months_url": "" if page.all_months or len(recorded) <= LISTED else asked.url(months="all"),
        "download_url": reverse("figures:months", args=[figure.key]) + asked.query(),
        **broken_down(page),
        "records": preview(page, now),
    }


def breaks(page: Page) -> set[date]:
    """Months in which what is charted means something else than before: another definition, or, of a part, another
    list of values to be one of."""
    chosen = dict(page.asked.part)
    values = [
        value
        for dimension in page.figure.dimensions
        if dimension.key in chosen
        for value in page.reader.values(dimension, None)
    ]
    began = {value.holds_from for value in values if value.holds_from}
    ended = {months.add(value.holds_until, 1) for value in values if value.holds_until}
    return began | ended | {version.holds_from for version in page.figure.later_versions if version.holds_from}


def recorded_from(page: Page) -> date:
    """The month from which all values of the part that was asked for are recorded."""
    chosen = dict(page.asked.part)
    starts = [
        value.holds_from
        for dimension in page.figure.dimensions
        if dimension.key in chosen
        for value in page.reader.values(dimension, None)
        if value.code == chosen[dimension.key] and value.holds_from
    ]
    return max(starts, default=date.min)


def recorded_note(page: Page, first: date) -> str:
    """'Recorded from July 2020.', where the page would go back further."""
    starts = recorded_from(page)
    return f"Recorded from {months.name(starts)}." if starts > first else ""


def counted_from(figure: Figure, reading: Reading) -> dict[str, Any]:
    """The files, their kinds by name; whether all were made up, which is then said once, and whether they are files."""
    if not reading.loads:
        return {"loads": []}
    rows = figure.sources[0].loads(reading.loads)
    names = listing.source_labels(load["source"] for load in rows)
    loads = [{**load, "source": names.get(load["source"], load["source"])} for load in rows]
    return {
        "loads": loads,
        "all_generated": all(load["generated"] for load in loads),
        "all_entered": all(load["entered"] for load in loads),
    }


def caption(page: Page) -> str:
    month = [months.name(page.asked.month)] if page.asked.month else []
    where = [WHOLE.lower()] if page.is_everywhere else []
    return ", ".join([f"{field_of(page.figure.key)} figure", *month, *where])


def headline(page: Page, reading: Reading) -> dict[str, Any]:
    figure, asked = page.figure, page.asked
    told = reading.counted is not None and not reading.suppressed
    links = told and page.may_see_records
    return {
        "value": shown(reading),
        "counted": side(reading.counted) if told and (figure.of or links) else "",
        "of": side(reading.of) if told and figure.of else "",
        "counted_label": small(figure.counted_label),
        "of_label": figure.of_label,
        "counted_url": asked.records_url("counted") if links else "",
        "of_url": asked.records_url("of") if links and figure.of else "",
        "as_at": months.day(reading.as_at) if reading.as_at else "",
        "better": f"{figure.better.words}.",
    }


def before(readings: Sequence[Reading]) -> str:
    """'September 2020: 55.2% (1,212 of 2,195).'"""
    if len(readings) < 2:
        return ""
    last = readings[-2]
    sides = f" ({side(last.counted)} of {side(last.of)})" if last.of is not None and not last.suppressed else ""
    return f"{months.name(last.month)}: {shown(last)}{sides}."


def note_links(page: Page) -> dict[str, str]:
    """Where notes on the chart are added, for those who may, and where all of them are."""
    may = may_note(page.user.access, page.figure, page.asked.scope)
    address, asked = reverse("figures:notes", args=[page.figure.key]), page.asked
    return {
        "add_note_url": reverse("figures:add_note", args=[page.figure.key]) + asked.query() if may else "",
        "notes_url": address + asked.query(month=None) if may or page.notes else "",
    }


def history(figure: Figure, readings: Sequence[Reading], notes: Sequence[Note] = ()) -> dict[str, Any]:
    """Newest month first."""
    columns = ["Month", "Counted", "Of", "Value"] if figure.of else ["Month", figure.label]
    rows = [
        [months.short(reading.month), *sides, shown(reading)]
        for reading, sides in zip(readings, sides_of(figure, readings), strict=True)
    ]
    return noted(columns, rows[::-1], [reading.month for reading in reversed(readings)], notes)


def broken_down(page: Page) -> dict[str, Any]:
    """The table that was asked for, and the others there are."""
    asked, month = page.asked, page.asked.at
    if not asked.by:
        return {}
    others = [
        {"label": label, "url": asked.url(by=key)} for key, label in page.breakdown_options if key != ",".join(asked.by)
    ]
    try:
        readings = page.readings([month], asked.by)
    except NotShown as refusal:
        return {"refusal": str(refusal), "other_breakdowns": others}
    make = breakdowns.crossed if len(asked.by) == 2 else breakdowns.simple
    return {"breakdown": make(page, asked.by, readings), "other_breakdowns": others}
