"""What is asked of an action's measure. Forms check; they change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms

from figures import registry
from figures.fields import MonthChoice, offer
from figures.words import field_of
from improvement.collected.forms import Amount
from pages.checked import CheckedForm
from pages.fields import DateInput


class ChangeActionMeasureForm(CheckedForm):
    checked: ClassVar[tuple[str, ...]] = ("note",)

    baseline = Amount(
        label="Where did it begin?", help_text="The baseline, in the unit of the figure, without it.", required=False
    )
    baseline_month = MonthChoice(label="Month of the baseline", required=False)
    target = Amount(label="Target", help_text="What is to be reached, in the unit of the figure, without it.")
    target_on = DateInput(label="By when?", noun="the day by which it is to be reached")
    note = forms.CharField(label="Note", help_text="Such as who set the target.", max_length=200, required=False)

    def __init__(self, *arguments: Any, offered: Sequence[date], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "baseline_month", offered)


class AddActionMeasureForm(ChangeActionMeasureForm):
    submit = "Add this measure"
    field_order = ("figure", "baseline", "baseline_month", "target", "target_on", "note")

    figure = forms.ChoiceField(label="Figure", help_text="Collected measures are at the end of the list.")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        fields: dict[str, list[tuple[str, str]]] = {}
        for figure in registry.figures().values():
            known = fields.setdefault(field_of(figure.key), [])
            known.append((figure.key, f"{figure.label} ({figure.unit.name})"))
        self.fields["figure"].choices = [("", "Select a figure"), *fields.items()]  # type: ignore[attr-defined]
