"""What the form of a figure's page offers: months, parts of the council, breakdowns."""

from __future__ import annotations

from django.urls import reverse

from figures import months
from figures.asked import WHOLE
from figures.page import Page
from organisation.scopes import Scope
from pages.tables import Filter, Filters


def choices(page: Page) -> Filters:
    asked = page.asked
    spanned = months.since(asked.first, asked.last) if asked.first and asked.last else []
    fields = [
        Filter(
            "month",
            "Month",
            [(months.code(month), months.name(month)) for month in reversed(spanned)],
            months.code(asked.month) if asked.month else "",
            asked.errors.get("month", ""),
        ),
        Filter(
            "scope",
            "For",
            [("", WHOLE), *((place.slug, scope_label(page, place)) for place in scopes(page))],
            asked.scope.slug if asked.scope else "",
            asked.errors.get("scope", ""),
        ),
    ]
    if options := page.breakdown_options:
        fields.append(Filter("by", "Broken down by", options, ",".join(asked.by), asked.errors.get("by", "")))
    action = reverse("figures:figure", args=[page.figure.key])
    return Filters(fields, asked.part, action)


def scopes(page: Page) -> list[Scope]:
    """The parts of the council for which every term of the figure is counted, and that were there in a month that it
    counts; and the one that was asked for."""
    kinds = {"service": page.places.services, "team": page.places.teams}
    terms, asked = page.figure.terms, page.asked
    counted = [place for kind, all_ in kinds.items() if all(kind in term.paths for term in terms) for place in all_]
    if asked.month is None:
        return counted
    first = months.add(asked.month, 1 - max(term.window for term in terms))
    return [
        place
        for place in counted
        if place == asked.scope or page.places.spans[place.kind, place.slug].meets(first, asked.month)
    ]


def scope_label(page: Page, place: Scope) -> str:
    """'Duty (merged into Intake)'."""
    month = page.asked.month
    return place.label + (page.places.spans[place.kind, place.slug].note(month) if month else "")
