"""What is asked of the plan's money. Forms check; they change nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from improvement.places import PlaceField
from pages.checked import CheckedForm
from pages.fields import DateInput, Radios
from pages.pounds import PoundsField

AGREED, NOT_AGREED = "agreed", "not_agreed"
WHY_OVER = "Why does it go over?"
ONLY_OVER = "Only where more is committed than allocated, or spent than committed. It is shown with the total."


class AddFundingForm(CheckedForm):
    submit = "Add this funding"
    checked: ClassVar[tuple[str, ...]] = ("purpose", "source", "lead")

    place = PlaceField()
    purpose = forms.CharField(
        label="What is it for?", max_length=160, error_messages={"required": "Enter what it is for"}
    )
    source = forms.CharField(
        label="Where does it come from?",
        help_text="Such as council allocation or a grant.",
        max_length=120,
        error_messages={"required": "Enter where it comes from"},
    )
    lead = forms.CharField(
        label="Lead body",
        help_text="Who holds the money: a directorate, a trust, a post. Name no person.",
        max_length=120,
    )
    agreed = forms.ChoiceField(
        label="Is the amount agreed?",
        widget=Radios(reveals={AGREED: "allocated"}),
        choices=[(AGREED, "Yes"), (NOT_AGREED, "No, the amount is not agreed yet")],
        error_messages={"required": "Select whether the amount is agreed"},
    )
    allocated = PoundsField(label="How much is allocated?", help_text="Such as £1,200,000 or 1.2m.", noun="the amount")
    decided_on = DateInput(label="When was it decided?", noun="the day of the decision")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["place"].fill()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.pop("agreed", None)
        return data


class AllocationForm(CheckedForm):
    submit = "Save the decision"
    checked: ClassVar[tuple[str, ...]] = ("words", "why_over")

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    allocated = PoundsField(
        label="How much is allocated now?", help_text="In all, such as £1,200,000 or 1.2m.", noun="the amount"
    )
    decided_on = DateInput(label="When was it decided?", noun="the day of the decision")
    words = forms.CharField(
        label="Why, and who decided?",
        max_length=300,
        error_messages={"required": "Say why it changes, and who decided"},
    )
    why_over = forms.CharField(label=WHY_OVER, help_text=ONLY_OVER, max_length=300, required=False)


class SpendingForm(CheckedForm):
    submit = "Save these amounts"
    checked: ClassVar[tuple[str, ...]] = ("why_over",)

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    as_at = DateInput(label="As at which day?", help_text="Such as the last day of a month.", noun="the day")
    committed = PoundsField(
        label="How much is committed?",
        help_text="In all by that day: spent, or promised by contract or order.",
        noun="the amount committed",
    )
    spent = PoundsField(label="How much of it is spent?", help_text="In all by that day.", noun="the amount spent")
    why_over = forms.CharField(label=WHY_OVER, help_text=ONLY_OVER, max_length=300, required=False)
