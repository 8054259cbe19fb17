"""Signing a draft, and saying when an edition is to be public."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from figures.months import day
from organisation.clock import MORNING
from pages.fields import DateInput, Radios
from pages.forms import CouncilForm
from reports.stage import Stage

NOW, LATER = "now", "later"


class SignForm(CouncilForm):
    submit = "Sign this draft"

    read = forms.IntegerField(widget=forms.HiddenInput)
    corrects = forms.CharField(
        label="What does it change of the edition before, and why?",
        help_text="It is printed with the edition.",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )
    confirm = forms.BooleanField(
        label="I have read this draft, and sign it off",
        error_messages={"required": "Confirm that you have read this draft and sign it off"},
    )

    def __init__(self, *arguments: Any, stage: Stage, **options: Any) -> None:
        super().__init__(*arguments, initial={"read": stage.report.draft_id}, **options)
        if stage.edition is None:
            del self.fields["corrects"]


class PublishForm(CouncilForm):
    submit = "Publish"

    when = forms.ChoiceField(
        label="When is it to be public?",
        choices=((NOW, "Now"), (LATER, "On a day to come")),
        widget=Radios,
    )
    understood = forms.BooleanField(
        label="I understand that it stays public",
        error_messages={"required": "Confirm that you understand that it stays public"},
    )
    day = DateInput(label="Day", noun="the day")
    time = forms.TimeField(
        label="Time",
        help_text="For example 09:00. Left empty, it is 09:00.",
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
        required=False,
        error_messages={"invalid": "Time must be hours and minutes, like 09:00"},
    )
    late_because = forms.CharField(
        label="Why it is late", required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *arguments: Any, stage: Stage, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.stage = stage
        reason, asked_later = self.fields["late_because"], ["day", "time"]
        if stage.is_late:
            reason.help_text = "It is printed with the report."
        elif stage.publish_by:
            asked_later.append("late_because")
            reason.label = "Why it will be late"
            reason.help_text = (
                f"Only for a day after {day(stage.publish_by)}, the last for five clear working days before the "
                "meeting. It is printed with the report."
            )
        else:
            del self.fields["late_because"]
        self.fields["when"].widget.reveals = {NOW: ("understood",), LATER: tuple(asked_later)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["planned_for"] = None
        if cleaned.get("when") == LATER and cleaned.get("day"):
            cleaned["planned_for"] = at(cleaned["day"], cleaned.get("time"))
            if cleaned["planned_for"] <= self.stage.at:
                self.add_error("day", "The day and time must be in the future")
        return cleaned


def at(day: Any, hour: time | None) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour or MORNING))
