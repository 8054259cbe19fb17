"""What is typed about a release day, and about the areas that the council stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from figures.published.areas import Authority
from figures.published.columns import FIRST_YEAR, LAST_YEAR
from figures.published.series import Publication
from figures.words import count
from pages.fields import Checkboxes, DateInput, Radios
from pages.forms import CouncilForm


class ChangeReleaseForm(CouncilForm):
    published_on = DateInput(label="First came out on", noun="the day on which it came out", help_text="As published.")


class AddReleaseForm(ChangeReleaseForm):
    submit = "Add this day"

    publication = forms.ChoiceField(
        label="Publication",
        widget=Radios(),
        choices=[(each.value, each.label) for each in Publication],
        error_messages={"required": "Select a publication"},
    )
    year = forms.IntegerField(
        label="Year",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="As in the column time_period: 2025 is the year that ends in 2025.",
        error_messages={"required": "Enter the year"},
    )
    field_order = ("publication", "year", "published_on")


class ChooseAreasForm(CouncilForm):
    submit = "Choose these"

    council = forms.ChoiceField(
        label="Which authority is this council?", error_messages={"required": "Select this council"}
    )
    neighbours = forms.MultipleChoiceField(
        label="Neighbours",
        required=False,
        widget=Checkboxes(folds=lambda number: f"Beside {count(number, 'neighbour')}"),
        help_text="For example its statistical neighbours.",
    )
    holds_from = MonthChoice(
        label="From which month?",
        error_messages={"required": "Select the month from which they hold"},
        help_text="From this month on, until others are chosen. Closed months are not offered.",
    )

    def __init__(self, *args: Any, authorities: Sequence[Authority], offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, one.name) for one in authorities]
        for name, first in (("council", [("", "Select an authority")]), ("neighbours", [])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [*first, *choices]
        offer(self, "holds_from", offered)
