"""A reading by the values of a dimension, or of two: plain tables, each number leading to its own page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from figures import months
from figures.reading import Reading
from figures.words import capital, count, shown, side, sides_of

if TYPE_CHECKING:
    from figures.page import Page


def simple(page: Page, by: Sequence[str], readings: Sequence[Reading]) -> dict[str, Any]:
    figure, [key] = page.figure, by
    dimension = figure.dimension(key)
    columns = [dimension.label, "Counted", "Of", "Value"] if figure.of else [dimension.label, figure.label]
    later = not_yet_recorded(page, key)
    gone = later.keys() | recorded_no_more(page, key)
    shown_here = [each for each in readings if dict(each.by)[key] not in gone and is_listed(page, key, each)]
    starts = min(later.values(), default=None)
    more = f"{count(len(later), 'more value')} {'is' if len(later) == 1 else 'are'}"
    return {
        "caption": f"By {dimension.label.lower()}, {months.name(page.asked.at)}",
        "columns": columns,
        "rows": [
            simple_row(page, key, reading, sides)
            for reading, sides in zip(shown_here, sides_of(figure, shown_here), strict=True)
        ],
        "is_snug": True,
        "note": f"{capital(more)} recorded from {months.name(starts)}." if starts else "",
    }


def not_yet_recorded(page: Page, key: str) -> dict[str, date]:
    """Values that no record had in the month, by their code, with the month from which they are recorded."""
    values = page.reader.values(page.figure.dimension(key), page.asked.scope)
    return {value.code: value.holds_from for value in values if value.holds_from and value.holds_from > page.asked.at}


def recorded_no_more(page: Page, key: str) -> set[str]:
    """Values that had ended before the month."""
    values = page.reader.values(page.figure.dimension(key), page.asked.scope)
    return {value.code for value in values if value.holds_until and value.holds_until < page.asked.at}


def is_listed(page: Page, key: str, reading: Reading) -> bool:
    """Not a team or service that was not there in the month, unless something was counted of it.

    What is hidden stays listed: that it is missing would say that it is nothing.
    """
    span = page.places.spans.get((key, dict(reading.by)[key]))
    if span is None or reading.suppressed or span.meets(reading.month, reading.month):
        return True
    is_split = any(key in term.paths for term in page.figure.of)
    return bool(reading.counted or (is_split and reading.of))


def simple_row(page: Page, key: str, reading: Reading, sides: Sequence[str]) -> list[dict[str, str]]:
    code = dict(reading.by)[key]
    cells = [*sides, shown(reading)]
    return [
        {"text": page.place_label(key, code), "href": page.asked.url(**{key: code})},
        *({"text": text, "href": ""} for text in cells),
    ]


def crossed(page: Page, by: Sequence[str], readings: Sequence[Reading]) -> dict[str, Any]:
    """Rows of the first dimension, columns of the second; what no row and no column has is left out."""
    down, across = by
    cells = {(dict(each.by)[down], dict(each.by)[across]): each for each in readings}
    rows = [code for code in dict.fromkeys(code for code, _ in cells) if any_in(cells, 0, code)]
    columns = [code for code in dict.fromkeys(code for _, code in cells) if any_in(cells, 1, code)]
    labels = [page.figure.dimension(key).label for key in by]
    month = months.name(page.asked.at)
    return {
        "caption": f"By {labels[0].lower()} and {labels[1].lower()}, {month}",
        "is_snug": False,
        "columns": [labels[0], *(page.place_label(across, code) for code in columns)],
        "rows": [
            [
                {"text": page.place_label(down, row), "href": page.asked.url(**{down: row})},
                *(cross_cell(page, {down: row, across: column}, cells[row, column]) for column in columns),
            ]
            for row in rows
        ],
    }


def any_in(cells: dict[tuple[str, str], Reading], side_: int, code: str) -> bool:
    return any(each.counted or each.of or each.suppressed for key, each in cells.items() if key[side_] == code)


def cross_cell(page: Page, part: dict[str, str], reading: Reading) -> dict[str, str]:
    """'19.0% of 10.5', and a link to the page of that part."""
    of = f"of {side(reading.of)}" if reading.of and not reading.suppressed else ""
    return {
        "text": shown(reading),
        "href": page.asked.url(**part) if reading.counted or reading.of else "",
        "small": of,
    }
