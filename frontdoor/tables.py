"""The tables of the front-door page: bars beside numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from figures import months as calendar
from figures.figure import NOT_RECORDED
from figures.notes.drawn import noted
from figures.reading import Reading
from figures.words import NO_DATA, SUPPRESSED, shown, side
from frontdoor.figures import NFA_SHARE
from frontdoor.findings import Back, Part, signed
from frontdoor.models import Source
from frontdoor.numbers import CHILD, Numbers, told, whole
from frontdoor.return_figures import RETURNED_3

WAITING = "Not yet categorised"


@dataclass
class Row:
    label: str
    cells: list[str]
    size: Decimal = Decimal(0)  # of its bar
    strong: bool = False
    href: str = ""
    width: str = "0"  # of its bar, of a hundred


@dataclass
class Table:
    caption: str
    small: str
    columns: list[str]
    rows: list[Row]
    total: Row
    name: str  # for those who hear the page
    look: str = ""
    heading: str = "Category"
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        most = max((row.size for row in self.rows), default=Decimal(0))
        for row in self.rows:
            row.width = f"{row.size / most * 100:.1f}" if most else "0"


def count(reading: Reading) -> str:
    return SUPPRESSED if reading.suppressed else side(reading.counted)


def of(reading: Reading) -> str:
    return SUPPRESSED if reading.suppressed else side(reading.of)


def change(now: Reading, before: Reading) -> str:
    if told(now, before):
        return signed(whole(now) - whole(before))
    return SUPPRESSED if now.suppressed or before.suppressed else NO_DATA


def bar(reading: Reading) -> Decimal:
    return Decimal(0) if reading.suppressed or reading.counted is None else reading.counted


def month_alone(month: date) -> str:
    """'July': beside others, whose year goes without saying."""
    return calendar.NAMES[month.month - 1]


def short_month(month: date) -> str:
    return month_alone(month)[:3]


def closures(numbers: Numbers, queue: str = "") -> Table:
    """Why contacts closed. `queue`: the address at which those that wait for a category are worked."""
    counting, at = numbers.counting, numbers.at
    now = numbers.parts(counting.closed, "category", at)
    compared = numbers.has_categories(numbers.before)
    before = numbers.parts(counting.closed, "category", numbers.before) if compared else {}
    shares = numbers.parts(NFA_SHARE, "category", at) if counting is CHILD else {}
    total = numbers.reading(counting.closed, at)
    last = numbers.reading(counting.closed, numbers.before) if compared else None
    two = {category.code for category in numbers.categories if category.threshold_or_consent}

    def cells(reading: Reading, share: Reading | None, earlier: Reading | None) -> list[str]:
        return [
            count(reading),
            *([shown(share)] if share else ["0.0%"] if shares else []),
            *([count(earlier), change(reading, earlier)] if earlier else ["0", "0"] if compared else []),
        ]

    rows = [
        Row(
            numbers.label(counting.closed, "category", code),
            cells(reading, shares.get(code), before.get(code)),
            bar(reading),
            strong=code in two,
        )
        for code, reading in now.items()
        if code != NOT_RECORDED.code and is_listed(reading, before.get(code))
    ]
    rows.sort(key=lambda row: -row.size)
    if NOT_RECORDED.code in now:
        waiting = now[NOT_RECORDED.code]
        earlier = before.get(NOT_RECORDED.code)
        rows.append(Row(WAITING, cells(waiting, shares.get(NOT_RECORDED.code), earlier), bar(waiting), href=queue))
    return Table(
        f"Why {count(total)} {counting.noun} closed with no further action, {calendar.name(at)}",
        "",
        [
            short_month(at),
            *(["Share"] if shares else []),
            *([short_month(numbers.before), "Change"] if compared else []),
        ],
        rows,
        Row(
            "All", [count(total), *(["100%"] if shares else []), *([count(last), change(total, last)] if last else [])]
        ),
        "Closures by category",
    )


def is_listed(now: Reading, before: Reading | None) -> bool:
    """Not a category that was not recorded in the month, or had ended, nor a source of which nothing came."""
    if now.suppressed or (before and before.suppressed):
        return True
    return now.counted is not None and bool(now.counted or (before and before.counted) or now.of or now.figure.of)


def returns(numbers: Numbers) -> Table:
    """Who came back, by the category of the closure."""
    at = numbers.returned_at
    found = numbers.parts(RETURNED_3, "category", at)
    total = numbers.reading(RETURNED_3, at)
    rows = [
        Row(
            WAITING if code == NOT_RECORDED.code else numbers.label(RETURNED_3, "category", code),
            [count(reading), of(reading), shown(reading)],
            Decimal(str(reading.value or 0)),
        )
        for code, reading in found.items()
        if reading.suppressed or reading.of
    ]
    rows.sort(key=lambda row: (row.label == WAITING, -row.size))
    return Table(
        f"Returned within 3 months of closing in {calendar.name(at)}",
        "",
        ["Returned", "Closed", "Share"],
        rows,
        Row("All", [count(total), of(total), shown(total)]),
        "Returns by category",
    )


def backs(numbers: Numbers) -> list[Back]:
    """What rules are asked about; nothing where a number is hidden."""
    found = numbers.parts(RETURNED_3, "category", numbers.returned_at)
    if not told(*found.values()):
        return []
    return [
        Back(numbers.label(RETURNED_3, "category", code), whole(reading), int(reading.of or 0))
        for code, reading in found.items()
        if code != NOT_RECORDED.code and reading.of
    ]


def sources(numbers: Numbers, words: str = "") -> Table:
    """`words`: the address at which somebody says what the words of those that are unknown stand for."""
    counting, at = numbers.counting, numbers.at
    now, before = (numbers.parts(counting.all, "source", month) for month in (at, numbers.before))
    closed = numbers.parts(counting.closed, "source", at)
    rates = numbers.parts(counting.rate, "source", at)
    followed = numbers.parts(RETURNED_3, "source", numbers.returned_at) if counting is CHILD else {}
    shows_returns = any(reading.suppressed or reading.of is not None for reading in followed.values())
    back = numbers.reading(RETURNED_3, numbers.returned_at)

    def cells(code: str) -> list[str]:
        returned = followed.get(code)
        return [
            *compared(now[code], before.get(code)),
            count(closed[code]),
            shown(rates[code]),
            *([of(returned), count(returned), shown(returned)] if returned and shows_returns else []),
        ]

    def compared(reading: Reading, earlier: Reading | None) -> list[str]:
        return [count(reading), *([count(earlier), change(reading, earlier)] if earlier else [NO_DATA, NO_DATA])]

    rows = [
        Row(
            numbers.label(counting.all, "source", code),
            cells(code),
            bar(reading),
            strong=True,
            href=words if code == Source.UNKNOWN else "",
        )
        for code, reading in now.items()
        if is_listed(reading, before.get(code))
    ]
    rows.sort(key=lambda row: -row.size)
    last, total = numbers.pair(counting.all)
    name = month_alone(numbers.returned_at)
    return Table(
        f"{counting.noun.capitalize()} by source, {calendar.name(at)}",
        f"{counting.unit}; groups of the Department for Education",
        [
            counting.noun.capitalize(),
            short_month(numbers.before),
            "Change",
            "NFA",
            "NFA rate",
            *([f"Closed in {name}", "Returned in 3 months", "Share"] if shows_returns else []),
        ],
        rows,
        Row(
            "All sources",
            [
                *compared(total, last),
                count(numbers.reading(counting.closed, at)),
                shown(numbers.reading(counting.rate, at)),
                *([of(back), count(back), shown(back)] if shows_returns else []),
            ],
        ),
        f"{counting.noun.capitalize()} by source",
        "app-table--tight app-table--even",
        "Source",
        ["NFA: closed with no further action."]
        + (
            [f"Returned: those of whose child there was another contact within 3 months of the one closed in {name}."]
            if shows_returns
            else []
        ),
    )


def changes(numbers: Numbers) -> list[Part]:
    """What rules are asked about; nothing where a number is hidden."""
    figure = numbers.counting.all
    now, before = (numbers.parts(figure, "source", month) for month in (numbers.at, numbers.before))
    if not told(*now.values(), *before.values()):
        return []
    codes: Mapping[str, None] = dict.fromkeys((*now, *before))
    return [
        Part(
            numbers.label(figure, "source", code),
            whole(now[code]) if code in now else 0,
            whole(before[code]) if code in before else 0,
        )
        for code in codes
    ]


def month_by_month(numbers: Numbers, listed: int = 13) -> dict[str, object]:
    """Newest first, each with its change from the one before."""
    series = {reading.month: reading for reading in numbers.series(numbers.counting.all)}
    rows = [
        [
            calendar.short(month),
            count(reading),
            change(reading, series[earlier]) if (earlier := calendar.add(month, -1)) in series else "",
        ]
        for month, reading in series.items()
    ]
    figure = numbers.counting.all
    months = list(series)[-listed:][::-1]
    columns = ["Month", numbers.counting.noun.capitalize(), "Change"]
    return noted(columns, rows[-listed:][::-1], months, numbers.notes.on(figure.key))
