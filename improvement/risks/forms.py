"""What is asked of a risk. Forms check; they change nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from improvement.models import Risk
from improvement.owners.forms import OwnerChoice, key_of
from improvement.places import PlaceField
from improvement.risks.levels import IMPACTS, LIKELIHOODS
from pages.checked import CheckedForm
from pages.fields import DateInput, Radios
from pages.forms import CouncilForm


def of_five(label: str, words: dict[int, str], required: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[(number, f"{number} {text}") for number, text in words.items()],
        coerce=int,
        widget=Radios(),
        error_messages={"required": required},
    )


class ReviewForm(CheckedForm):
    submit = "Save this review"
    checked: ClassVar[tuple[str, ...]] = ("mitigation", "words")

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    likelihood = of_five("How likely is it?", LIKELIHOODS, "Select how likely it is")
    impact = of_five("How much harm would it do?", IMPACTS, "Select how much harm it would do")
    mitigation = forms.CharField(
        label="What is done about it?",
        help_text="So that it does not happen, or does less harm. Name no child and no family.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={"required": "Say what is done about it"},
    )
    words = forms.CharField(
        label="What changed since the last review?",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": "Say what changed, or that nothing did"},
    )
    review_on = DateInput(label="When is it looked at next?", noun="the day of the next review")


class RaiseRiskForm(ReviewForm):
    submit = "Raise this risk"
    checked: ClassVar[tuple[str, ...]] = ("title", "mitigation")
    field_order = ("title", "place", "owner")
    seen = None  # type: ignore[assignment]  # and nothing that another could have added to

    title = forms.CharField(
        label="What could happen?",
        help_text="One sentence. Name no child and no family.",
        max_length=200,
        error_messages={"required": "Say what could happen"},
    )
    place = PlaceField()
    owner = OwnerChoice(label="Owner", error_messages={"required": "Select an owner"})
    words = None  # type: ignore[assignment]  # nothing changed since there was no review before

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["place"].fill()  # type: ignore[attr-defined]
        self.fields["owner"].offer(first="Select an owner")  # type: ignore[attr-defined]


class CloseRiskForm(CheckedForm):
    submit = "Close this risk"
    checked: ClassVar[tuple[str, ...]] = ("words",)

    words = forms.CharField(
        label="Why is it closed?",
        help_text="It can happen no longer, or it has happened: say which. It stays in the register.",
        max_length=300,
        error_messages={"required": "Say why it is closed"},
    )


class RiskOwnerForm(CouncilForm):
    submit = "Save the owner"

    owner = OwnerChoice(label="Who owns it?", error_messages={"required": "Select who owns it"})

    def __init__(self, *arguments: Any, risk: Risk, **options: Any) -> None:
        super().__init__(*arguments, initial={"owner": key_of(risk)}, **options)
        self.fields["owner"].offer(first="Select an owner")  # type: ignore[attr-defined]
