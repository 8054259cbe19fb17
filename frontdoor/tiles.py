"""The numbers at the top of the front-door page, and what is said below each."""

from __future__ import annotations

from datetime import date
from typing import Any

from figures import months as calendar
from figures.reading import Reading
from figures.words import NO_DATA, shown, side
from frontdoor import tables
from frontdoor.figures import REFERRAL_RATE
from frontdoor.findings import more_or_fewer
from frontdoor.leading import address
from frontdoor.numbers import CHILD, Numbers, told, whole
from frontdoor.return_figures import RETURNED_3


def tiles(numbers: Numbers) -> list[dict[str, str]]:
    counting, at = numbers.counting, numbers.at
    before, now = numbers.pair(counting.all)
    last = tables.month_alone(numbers.before)
    found = [
        tile("Contacts" if counting is CHILD else "Incidents", now, at, counting.unit)
        | {"lines": [compared(now, before, last), numbers.signal(counting.all)]},
        tile("Closed, no further action", rate := numbers.reading(counting.rate, at), at)
        | {"lines": [sides(rate), numbers.signal(counting.rate)]},
        two_tile(numbers, last),
        returned_tile(numbers),
        tile("Decided in 1 working day", decided := numbers.read(counting.decided, [at])[0], at)
        | {"lines": [sides(decided), decided.figure.better.sentence]},
    ]
    referred = numbers.read(REFERRAL_RATE, [at])[0]
    return [*found, tile("Became referrals", referred, at) | {"lines": [sides(referred), *per_child(numbers)]}]


def tile(label: str, reading: Reading, month: date, small: str = "") -> dict[str, Any]:
    value = shown(reading)
    return {
        "label": label,
        "url": address(reading.figure, month),
        "value": value,
        "small": small if told(reading) else "",
    }


def sides(reading: Reading, after: str = "") -> str:
    return f"{side(reading.counted)} of {side(reading.of)}{after}" if told(reading) else ""


def compared(now: Reading, before: Reading, last: str) -> str:
    if not told(now, before):
        return "" if not told(now) or before.suppressed else f"{last}: {NO_DATA.lower()}"
    words = more_or_fewer(whole(now), whole(before))
    return f"{words} as in {last}" if words == "as many" else f"{words} than in {last}"


def two_tile(numbers: Numbers, last: str) -> dict[str, Any]:
    before, now = numbers.pair(numbers.counting.two)
    found = tile("Closed for threshold or no consent", now, numbers.at)
    if now.counted is None and numbers.recorded_from:
        return found | {
            "lines": [f"Not recorded before {calendar.name(numbers.recorded_from)}"],
            "value": "Not recorded",
        }
    earlier = f"{shown(before)} in {last}" if told(before) else ""
    if numbers.all_wait:
        return found | {"lines": ["No closure has a category yet", earlier], "value": "Not yet known"}
    return found | {"lines": [sides(now), earlier], "small": "of NFA" if told(now) else ""}


def returned_tile(numbers: Numbers) -> dict[str, Any]:
    """Counted per child, whatever else is."""
    month = numbers.returned_at
    now = numbers.reading(RETURNED_3, month)
    closed_in = f" closed in {tables.month_alone(month)}"
    found = tile("Returned in 3 months", now, month)
    if now.counted is None:
        return found | {"lines": [f"Of those{closed_in}: not all months since are loaded"]}
    first = ["First month by category"] if month == numbers.recorded_from else []
    return found | {"lines": [sides(now, closed_in), *per_child(numbers), *first]}


def per_child(numbers: Numbers) -> list[str]:
    """Said of what is counted so on a page that counts incidents."""
    return [] if numbers.counting is CHILD else ["Counted per child"]
