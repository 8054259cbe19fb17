"""The front-door page: why contacts close, and what becomes of those children."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from figures import months as calendar
from figures.closed import last_closed_month
from figures.history import Point, charted, from_first_known
from figures.notes.adding import may_note
from figures.reading import Reading
from figures.words import NO_DATA, count, shown
from frontdoor import tables
from frontdoor.findings import (
    back_in_a_sentence,
    change_in_a_sentence,
    stands_out,
    which_source,
    who_came_back,
    why_closed,
)
from frontdoor.leading import address as figure_address
from frontdoor.leading import order_in_a_sentence, parts, rules
from frontdoor.numbers import CHILD, INCIDENT, Numbers, told, whole
from frontdoor.return_figures import RETURNED_3, RETURNED_12
from frontdoor.tiles import sides, tiles
from organisation.models import User
from organisation.permissions import Permission

CONTACTS_LOADED = "The front door appears when a month of contacts is loaded."
LOCAL_EXTRACT = (
    "The file of {month} does not say what became of contacts, as Annex A does not. Closures, categories and returns "
    "need an extract of the case system with outcomes: its contacts with outcome flags, or the product's own template."
)


def context(params: QueryDict, user: User) -> dict[str, Any]:
    numbers = Numbers(params, user)
    if numbers.month is None:
        return {"title": "Front door", "empty": CONTACTS_LOADED, "rules": rules(user.access)}
    at = numbers.at
    head = {
        "title": f"Front door, {calendar.name(at)}",
        "caption": f"Integrated Front Door, whole council, per {numbers.counting.code}",
        "errors": numbers.errors,
        "links": links(numbers),
        "months": [(calendar.code(month), calendar.name(month)) for month in sorted(numbers.loaded, reverse=True)],
        "month": calendar.code(at),
        "unit": numbers.counting.code,
        "rules": rules(user.access),
    }
    if at not in numbers.loaded:
        return head | {"empty": f"No contacts file is loaded for {calendar.name(at)}. Choose another month."}
    now = numbers.reading(numbers.counting.all, at)
    queue = queue_of(numbers, user)
    return head | {
        "act_url": queue,
        "act_text": queue_text(numbers) if queue else "",
        "says": " ".join(intro(numbers)),
        "as_at": calendar.day(now.as_at) if now.as_at else "",
        "tiles": tiles(numbers),
        "why": why(numbers, queue),
        "back": back(numbers),
        "sources": sources(numbers, user),
        **chart(numbers),
        "parts": parts(numbers),
        "order": order_in_a_sentence(numbers),
    }


def links(numbers: Numbers) -> list[tuple[str, str]]:
    other = INCIDENT if numbers.counting is CHILD else CHILD
    found = [(f"Count per {other.code}", address(numbers.at, other.code))]
    for step in (-1, 1):
        month = calendar.add(numbers.at, step)
        if month in numbers.loaded:
            found.append((calendar.name(month), address(month, numbers.counting.code)))
    return found


def address(month: date, unit: str) -> str:
    asked = {"month": calendar.code(month)} | ({"unit": unit} if unit != CHILD.code else {})
    return f"{reverse('frontdoor:front_door')}?{urlencode(asked)}"


def intro(numbers: Numbers) -> list[str]:
    counting = numbers.counting
    before, now = numbers.pair(counting.all)
    said = []
    if told(now, before):
        last = tables.month_alone(numbers.before)
        said.append(change_in_a_sentence(counting.noun, whole(now), whole(before), last, tables.changes(numbers)))
    if numbers.has_categories(numbers.returned_at) and (top := stands_out(tables.backs(numbers))):
        said.append(back_in_a_sentence(top, tables.month_alone(numbers.returned_at)))
    return said


def why(numbers: Numbers, queue: str) -> dict[str, Any]:
    counting, at, first = numbers.counting, numbers.at, numbers.recorded_from
    total = numbers.reading(counting.closed, at)
    if total.counted is None:
        return {
            "heading": "Why contacts closed is not in this file",
            "says": LOCAL_EXTRACT.format(month=calendar.name(at)),
        }
    if first is None:
        says = "There is no category yet. An administrator adds them; rules then give each closure one."
        return {"heading": "Why contacts closed is not recorded", "says": says}
    if at < first:
        heading = f"Why contacts closed was not recorded before {calendar.name(first)}"
        return {"heading": heading, "says": f"{tables.count(total)} closed with no further action."}
    two = numbers.pair(counting.two)[1]
    heading = why_closed(two.exact / 100 if two.exact is not None else None)
    if told(total) and not whole(total):
        return {"heading": "Nothing was closed with no further action", "says": ""}
    note = f"Dark bars: threshold and no consent, {sides(two)} ({shown(two)})." if two.exact is not None else ""
    if numbers.all_wait:
        heading, note = "Why contacts closed is still to be categorised", ""
    before = f"Before {calendar.name(first)} the reason was not recorded."
    return {
        "heading": heading,
        "table": tables.closures(numbers, queue),
        "note": f"{note} {before}".strip(),
    }


def queue_of(numbers: Numbers, user: User) -> str:
    """The address of what waits in the month; empty where nothing does, or they do not work it."""
    works = user.access.may_somewhere(Permission.CATEGORISE_CONTACTS)
    if not works or not numbers.has_categories(numbers.at) or numbers.waiting == 0:
        return ""
    last = last_closed_month()
    if last and numbers.at <= last:
        return ""
    return f"{reverse('frontdoor:queue')}?month={calendar.code(numbers.at)}"


def queue_text(numbers: Numbers) -> str:
    """In the number that the page shows, where it counts contacts."""
    return f"Categorise {count(numbers.waiting, 'contact')}" if numbers.waiting else "Categorise contacts"


def back(numbers: Numbers) -> dict[str, Any]:
    month, first = numbers.returned_at, numbers.recorded_from
    name = tables.month_alone(month)
    total = numbers.reading(RETURNED_3, month)
    notes = twelve_months(numbers)
    if total.counted is None:
        says = (
            f"Whether those closed in {calendar.name(month)} came back within 3 months is not known: the contacts of "
            "every month since must be loaded to its end, and say what became of them."
        )
        return {"heading": "Who came back is not known yet", "says": says, "note": notes}
    if not numbers.has_categories(month):
        from_ = f" By category, returns can be counted for closures from {calendar.name(first)}." if first else ""
        heading = (
            f"{shown(total)} of those closed in {name} came back within 3 months" if told(total) else "Who came back"
        )
        return {"heading": heading, "says": f"{sides(total)}.{from_}".lstrip(".").strip(), "note": notes}
    known = tables.backs(numbers)
    return {
        "heading": who_came_back(known, name) if known else "Who came back, by category",
        "table": tables.returns(numbers),
        "note": f"{calendar.name(month)} is the newest month old enough to count. {notes}",
    }


def twelve_months(numbers: Numbers) -> str:
    month = numbers.followed_at
    reading = numbers.reading(RETURNED_12, month)
    if told(reading):
        return f"Within 12 months, of those closed in {calendar.name(month)}: {shown(reading)} ({sides(reading)})."
    if reading.suppressed:
        return ""
    return f"Within 12 months, of those closed in {calendar.name(month)}: {NO_DATA.lower()}."


def sources(numbers: Numbers, user: User) -> dict[str, Any]:
    before, now = numbers.pair(numbers.counting.all)
    parts = tables.changes(numbers)
    noun, last = numbers.counting.noun, tables.month_alone(numbers.before)
    heading = (
        which_source(noun, whole(now), whole(before), last, parts)
        if parts and told(now, before)
        else f"Where {noun} came from"
    )
    asks = numbers.said.words and user.access.may_somewhere(Permission.CATEGORISE_CONTACTS)
    words = reverse("frontdoor:source_words") if asks else ""
    return {
        "heading": heading,
        "table": tables.sources(numbers, words),
        "act_url": words,
        "act_text": "Say what the words of unknown sources stand for",
    }


def chart(numbers: Numbers) -> dict[str, Any]:
    figure = numbers.counting.all
    series: Sequence[Reading] = numbers.series(figure)
    points = from_first_known([Point(each.month, each.value, each.suppressed) for each in series])
    drawn = charted(figure.label, "", points, flows=True, notes=numbers.notes.on(figure.key))
    if drawn["chart"]:
        span = f"{calendar.name(points[0].month)} to {calendar.name(points[-1].month)}"
        drawn["chart_what"] = f"{figure.label} received each month, per {numbers.counting.code}, {span}"
    return {
        **drawn,
        "history": tables.month_by_month(numbers),
        "history_caption": "Last 13 months",
        "figure_url": figure_address(figure, numbers.at),
        **note_links(numbers),
    }


def note_links(numbers: Numbers) -> dict[str, str]:
    """Where notes on the chart are added, for those who may, and where all of them are."""
    figure, at = numbers.counting.all, numbers.at
    may = may_note(numbers.access, figure, None)
    asked = urlencode({"month": calendar.code(at), "back": f"{address(at, numbers.counting.code)}#chart"})
    add = f"{reverse('figures:add_note', args=[figure.key])}?{asked}"
    shown = may or numbers.notes.on(figure.key)
    return {
        "add_note_url": add if may else "",
        "notes_url": reverse("figures:notes", args=[figure.key]) if shown else "",
    }
