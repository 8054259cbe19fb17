"""What owners are asked of their actions. Forms check; they change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms

from figures.months import day
from improvement.evidence.brought import EvidenceBrought, is_filled
from improvement.models import Reported, Update
from improvement.told import Told
from improvement.updates.updating import KEPT_OF_UPDATE, Said
from pages.fields import Checkboxes, DateInput, Radios
from pages.identifying import Found

GOING = {
    Reported.NOT_STARTED: "Not started yet (Grey)",
    Reported.ON_TRACK: "On track (Green)",
    Reported.AT_RISK: "At risk, and we can recover (Amber)",
    Reported.OFF_TRACK: "Off track (Red)",
    Reported.COMPLETE: "Complete, ready to be assured (Blue after assurance of its evidence)",
}


UNTYPED = {"seen", "may_stay", "dated_on", "sight"}  # what a form is sent with that nobody has touched


class Prose(forms.CharField):
    """Browsers send lines that end otherwise than those that they were given."""

    def to_python(self, value: Any) -> Any:
        return str(super().to_python(value)).replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class UpdateForm(EvidenceBrought):
    """Of one action. Its fields carry the action's key, so that a page holds several. Where an update of the cycle is
    saved it starts with what that says, so that something can be added without saying it all again."""

    OWN = ("words", "why_better", "help_wanted", "new_date_reason")
    checked: ClassVar[tuple[str, ...]] = (*OWN, *EvidenceBrought.checked)
    field_order = ("seen", "may_stay", "reported", "words", "done", *EvidenceBrought.base_fields)

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reported = forms.ChoiceField(label="How is it going?", widget=Radios())
    words = Prose(
        label="What changed, and what is next?",
        help_text="One or two sentences. Name no child and no family.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Say what changed and what is next"},
    )
    why_better = forms.CharField(
        label="Why is it going better than the rule says?",
        help_text="Only where you report better than the state above.",
        max_length=200,
        required=False,
    )
    forecast_date = DateInput(
        label="When do you expect it to be complete?",
        help_text="Leave it empty if you cannot tell yet.",
        noun="the day by which you expect it",
        required=False,
    )
    done = forms.TypedMultipleChoiceField(label="Milestones done", coerce=int, widget=Checkboxes(), required=False)
    new_date = DateInput(label="New date that you ask for", noun="the new date", required=False)
    new_date_reason = forms.CharField(label="Why a new date is needed", max_length=200, required=False)
    help_wanted = Prose(
        label="Help that you need, and from whom",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )

    def __init__(self, *arguments: Any, told: Told, on: date, **options: Any) -> None:
        action, prefix = told.action, f"action-{told.action.pk}"
        seen = told.last.pk if told.last else 0
        sent = arguments[0].get(f"{prefix}-seen") if arguments else None
        self.told = told
        self.saved = told.update if sent in (None, str(seen)) else None  # a form filled before did not show it
        initial = {"seen": seen} | started_with(told, self.saved, on) | options.pop("initial", {})
        super().__init__(*arguments, on=on, prefix=prefix, initial=initial, **options)
        self.fields["reported"].choices = self.going()  # type: ignore[attr-defined]
        left = [each for each in action.milestones.all() if each.done_on is None]
        named = [(each.pk, f"{each.title}, due {day(each.due_on)}") for each in left]
        self.fields["done"].choices = named  # type: ignore[attr-defined]
        if told.done:
            self.fields["done"].help_text = f"{told.done} of {told.milestones} are done already."
        if not left:
            del self.fields["done"]
        if told.complete:
            del self.fields["new_date"], self.fields["new_date_reason"]

    def _look(self) -> Iterator[tuple[str, Found]]:
        """What was saved was looked through then."""
        stands = {str(getattr(self.saved, name)) for name in self.OWN if hasattr(self.saved, name)}
        yield from ((text, each) for text, each in super()._look() if text.replace("\r\n", "\n") not in stands)

    def going(self) -> list[tuple[Any, str]]:
        """Without what it cannot be any more."""
        if self.told.complete:
            return [(Reported.COMPLETE.value, GOING[Reported.COMPLETE])]
        has_started = bool(self.told.last and self.told.last.started)
        return [(key.value, text) for key, text in GOING.items() if key != Reported.NOT_STARTED or not has_started]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("new_date") and not data.get("new_date_reason"):
            self.add_error("new_date_reason", "Say why a new date is needed")
        if data.get("new_date_reason") and "new_date" in data and not data["new_date"]:
            self.add_error("new_date", "Enter the new date that you ask for")
        return data

    @property
    def said(self) -> Said:
        names = ("reported", "words", "why_better", "forecast_date", "help_wanted", "new_date", "new_date_reason")
        done = tuple(self.cleaned_data.get("done", ()))
        data = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return Said(**data, done=done, piece=self.piece)

    @property
    def shows_dates_and_help(self) -> bool:
        """Something of them is filled in or wrong."""
        names = ("forecast_date", "new_date", "new_date_reason", "why_better", "help_wanted")
        return any(is_filled(self[name]) for name in names if name in self.fields)

    def is_touched(self) -> bool:
        """Something was typed or chosen; what was there before does not count."""
        return bool(set(self.changed_data) - UNTYPED)


def started_with(told: Told, saved: Update | None, on: date) -> dict[str, Any]:
    """What the form shows from the start. What was returned since must be said to be complete anew."""
    initial: dict[str, Any] = {"forecast_date": told.forecast}
    if saved:
        initial = {name: getattr(saved, name) for name in KEPT_OF_UPDATE}
    if told.complete:
        return initial | {"reported": Reported.COMPLETE.value}
    if initial["forecast_date"] and initial["forecast_date"] < on:
        initial["forecast_date"] = None
    if initial.get("reported") == Reported.COMPLETE:
        initial["reported"] = ""
    return initial
