"""Where the front-door page leads: each of its numbers by its parts, and what says how contacts are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from figures import months as calendar
from figures.figure import Figure
from frontdoor.figures import REFERRAL_RATE
from frontdoor.numbers import Numbers
from frontdoor.return_figures import RETURNED_3, RETURNED_12
from organisation.access import Access
from organisation.permissions import Permission

Link = tuple[str, str]


@dataclass(frozen=True)
class Parts:
    """A number, the month that it is of, and its breakdowns."""

    label: str
    url: str
    by: list[Link]


def parts(numbers: Numbers) -> list[Parts]:
    """The same for every month: what is small is hidden there, from those who may not see it."""
    counting, at = numbers.counting, numbers.at
    months = {RETURNED_3: numbers.returned_at, RETURNED_12: numbers.followed_at}
    shown = (
        counting.all, counting.closed, counting.rate, counting.two, counting.decided, REFERRAL_RATE, RETURNED_3,
        RETURNED_12,
    )  # fmt: skip
    return [part(figure, months.get(figure, at)) for figure in shown]


def part(figure: Figure, month: date) -> Parts:
    url = address(figure, month)
    by = [(dimension.label.lower(), f"{url}&by={dimension.key}#breakdown") for dimension in figure.dimensions]
    return Parts(f"{figure.label}, {calendar.name(month)}", url, by)


def address(figure: Figure, month: date) -> str:
    return f"{reverse('figures:figure', args=[figure.key])}?month={calendar.code(month)}"


def rules(access: Access) -> list[Link]:
    """What decides how contacts are counted."""
    found = [
        ("Rules of categories", reverse("frontdoor:closure_rules")),
        ("Which outcome counts first", reverse("frontdoor:orders")),
    ]
    if access.may_somewhere(Permission.CATEGORISE_CONTACTS):
        found.append(("Words of sources", reverse("frontdoor:source_words")))
    return found


def order_in_a_sentence(numbers: Numbers) -> str:
    """Of a month whose contacts have outcomes that were ticked, several at once."""
    said = numbers.said
    if not said.flags:
        return ""
    if said.order_from is None:
        return "Outcomes of this month were ticked in the case system; no order says which of several counts."
    held = "the first order" if said.is_first_order else f"the order from {calendar.name(said.order_from)}"
    return f"Outcomes of this month were ticked in the case system, several at once: {held} says which counts."
