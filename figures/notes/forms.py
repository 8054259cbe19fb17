"""What is typed about a note on a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from figures.models import NoteKind
from figures.notes.adding import NO_REASON
from pages.checked import CheckedForm
from pages.fields import Radios

NO_CHILD = "Name no child and no family."


class NoteForm(CheckedForm):
    submit = "Add this note"
    checked = ("words", "reason")

    month = MonthChoice(label="Month", error_messages={"required": "Select the month"})
    words = forms.CharField(
        label="What happened",
        max_length=80,
        help_text=f"In a few words, such as ‘First lockdown’ or ‘New threshold document’. {NO_CHILD}",
        error_messages={"required": "Enter what happened"},
    )
    kind = forms.ChoiceField(
        label="What the note does",
        widget=Radios(reveals={NoteKind.REBASE: "reason"}),
        choices=[
            (NoteKind.ANNOTATION, "It says what happened. Average and limits stay as they are"),
            (NoteKind.REBASE, "Average and limits start afresh in this month"),
        ],
        error_messages={"required": "Select what the note does"},
    )
    reason = forms.CharField(
        label="Why limits start afresh",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What changed, and how it is known that it lasts. An unusual month alone is no reason: the limits "
        f"are there to show it. {NO_CHILD}",
        error_messages={"required": NO_REASON},
    )
    field_order = ("month", "words", "kind", "reason", "may_stay")

    def __init__(self, *args: Any, offered: Sequence[date], flows: bool, **kwargs: Any) -> None:
        """`flows`: the chart has limits, which may start afresh."""
        super().__init__(*args, **kwargs)
        offer(self, "month", offered)
        if not flows:
            del self.fields["kind"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        return {"kind": NoteKind.ANNOTATION, "reason": "", **super().clean()}


class WithdrawForm(CheckedForm):
    submit = "Withdraw this note"
    checked = ("why",)

    why = forms.CharField(
        label="Why it is withdrawn",
        max_length=200,
        help_text=f"Kept with the note. {NO_CHILD}",
        error_messages={"required": "Say why it is withdrawn"},
    )
