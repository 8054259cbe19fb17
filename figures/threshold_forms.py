"""What is typed about a threshold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures import registry
from figures.fields import MonthChoice, offer
from figures.models import Kind
from pages.fields import Radios
from pages.forms import CouncilForm


class ChangeThresholdForm(CouncilForm):
    value = forms.DecimalField(
        label="Value",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        help_text="In the unit of the figure, without the unit.",
        error_messages={"required": "Enter the value", "invalid": "The value must be a number, like 12.5"},
    )
    means = forms.CharField(
        label="What it means",
        error_messages={"required": "Enter what the threshold or target means"},
        max_length=200,
        help_text="Of a threshold, the end of ‘a sign that …’, for example ‘recruitment does not keep up’. Of a "
        "target, the end of ‘set by …’, for example ‘the improvement board in June 2020’.",
    )
    holds_from = MonthChoice(
        label="Holds from",
        error_messages={"required": "Select the first month of the threshold or target"},
        help_text="From this month on, until a later one replaces it. Closed months are not offered.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holds_from", offered)


class AddThresholdForm(ChangeThresholdForm):
    submit = "Add it"

    kind = forms.ChoiceField(
        label="What is it?",
        widget=Radios(),
        choices=[
            (Kind.THRESHOLD, "A threshold: beyond it the figure calls for attention"),
            (Kind.TARGET, "A target: what is aimed at"),
        ],
        error_messages={"required": "Select a threshold or a target"},
    )
    figure = forms.ChoiceField(label="Figure", error_messages={"required": "Select a figure"})
    field_order = ("figure", "kind", "value", "means", "holds_from")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["figure"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        known = [(key, f"{figure.label} ({figure.unit.name})") for key, figure in registry.figures().items()]
        field.choices = [("", "Select a figure"), *sorted(known, key=lambda pair: pair[1])]
