"""What is typed about an order of flags: of each its place and the outcome that it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from frontdoor.models import Flag, Outcome
from pages.forms import CouncilForm

OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.NOT_RECORDED]


class OrderForm(CouncilForm):
    submit = "Add this order"

    holds_from = MonthChoice(
        label="First month",
        error_messages={"required": "Select the first month"},
        help_text="Contacts received in this month or later are read by it. Closed months are not offered.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], order: Mapping[str, str], **kwargs: Any) -> None:
        """`order`: {flag: outcome} of today, which the form begins with."""
        super().__init__(*args, **kwargs)
        offer(self, "holds_from", offered)
        for place, flag in enumerate(sorted(Flag, key=lambda flag: [*order, flag].index(flag)), 1):
            self.fields[f"place_{flag}"] = forms.IntegerField(
                label=f"{flag.label}: place",
                min_value=1,
                max_value=len(Flag),
                initial=place,
                error_messages={"required": f"Enter a place for ‘{flag.label}’"},
            )
            self.fields[f"outcome_{flag}"] = forms.ChoiceField(
                label=f"{flag.label}: outcome", choices=OUTCOMES, initial=order.get(flag)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        places = {flag: cleaned.get(f"place_{flag}") for flag in Flag}
        seen: dict[int, Flag] = {}
        for flag, place in places.items():
            if place in seen:
                self.add_error(f"place_{flag}", f"‘{seen[place].label}’ has place {place} too. Give each its own")
            elif place:
                seen[place] = flag
        ranked = [(seen[place].value, cleaned.get(f"outcome_{seen[place]}")) for place in sorted(seen)]
        return {"holds_from": cleaned.get("holds_from"), "ranked": ranked}
