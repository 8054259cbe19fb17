"""What is asked of those who decide on new dates and assure what is complete."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from figures import months
from improvement.models import DateRequest, Theme
from organisation import clock
from organisation.models import User
from pages.checked import CheckedForm
from pages.fields import Radios
from pages.forms import CouncilForm


class DateForm(CheckedForm):
    submit = "Save the decision"
    checked: ClassVar[tuple[str, ...]] = ("words",)

    decision = forms.ChoiceField(
        label="Do you agree the new date?",
        widget=Radios(reveals={"refuse": "words"}),
        error_messages={"required": "Select whether you agree the new date"},
    )
    words = forms.CharField(
        label="Why not?", max_length=200, error_messages={"required": "Say why the new date is refused"}
    )

    def __init__(self, *arguments: Any, asked: DateRequest, **options: Any) -> None:
        super().__init__(*arguments, on=clock.today(), **options)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            ("agree", f"Yes, it is due on {months.day(asked.to_date)} from now on"),
            ("refuse", f"No, it stays due on {months.day(asked.from_date)}"),
        ]


class AssuranceForm(CheckedForm):
    """What cannot be assured can only be returned."""

    submit = "Save the decision"
    checked: ClassVar[tuple[str, ...]] = ("words",)

    decision = forms.ChoiceField(
        label="Does the evidence show that it is done?",
        widget=Radios(reveals={"return": "words"}),
        choices=[("assure", "Yes, I assure it (Blue)"), ("return", "No, return it to its owner")],
        error_messages={"required": "Select whether the evidence shows that it is done"},
    )
    words = forms.CharField(
        label="What is missing?", max_length=300, error_messages={"required": "Say what is missing"}
    )

    def __init__(self, *arguments: Any, only_returns: bool, **options: Any) -> None:
        self.submit = "Return it to its owner" if only_returns else self.submit
        super().__init__(*arguments, on=clock.today(), **options)
        if only_returns:
            del self.fields["decision"]


class ApproverForm(CouncilForm):
    approver = forms.ModelChoiceField(
        User.objects.none(),
        label="Who agrees new dates?",
        help_text="Never for actions that they own.",
        empty_label="The director",
        required=False,
    )

    def __init__(self, *arguments: Any, theme: Theme, **options: Any) -> None:
        super().__init__(*arguments, initial={"approver": theme.approver_id}, **options)
        people = User.objects.active().order_by("job_title")
        self.fields["approver"].queryset = people  # type: ignore[attr-defined]
