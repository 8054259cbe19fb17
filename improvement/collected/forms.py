"""What is asked of collected measures and of their numbers. Forms check; they change nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from figures.fields import MonthChoice, offer
from figures.figure import Better
from figures.models import Kind
from figures.threshold_forms import ChangeThresholdForm
from improvement.evidence.forms import ENDINGS, WithFile
from improvement.models import CollectedMeasure, CollectedNumber, HowOften
from improvement.owners.forms import OwnerChoice
from pages.checked import CheckedForm
from pages.fields import Radios
from pages.forms import CouncilForm

COUNT, SHARE = "count", "share"
NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?")
BETTER = [(each.value, each.words) for each in Better]


class Amount(forms.CharField):
    """A number as people write it: 1,234 or 12.5."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Any:
        text = re.sub(r"\s", "", super().clean(value))
        if not text:
            return None
        if not (text.isascii() and NUMBER.fullmatch(text)):
            raise ValidationError(f"{self.label} must be a number, like 1,234 or 12.5")
        return Decimal(text.replace(",", ""))


class NumberForm(WithFile):
    """Of one measure and month. Its fields carry the measure's key, so that a page holds several."""

    submit = "Save this number"
    checked: ClassVar[tuple[str, ...]] = ("evidence", "why")

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    numerator = Amount()
    denominator = Amount()
    evidence = forms.CharField(
        label="What shows it?",
        help_text="What it is, and its address or where it lies. Name no child and no family.",
        max_length=300,
        required=False,
    )
    file = forms.FileField(
        label="A file that shows it",
        help_text="PDF, Word, Excel, PowerPoint, picture, CSV or text, of 10 MB at most. No macros, no password.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        required=False,
    )
    why = forms.CharField(
        label="Why is the number corrected?",
        help_text="The first number stays, and is shown beside yours.",
        max_length=300,
        error_messages={"required": "Say why the number is corrected"},
    )

    def __init__(
        self, *arguments: Any, measure: CollectedMeasure, number: CollectedNumber | None, on: date, **options: Any
    ) -> None:
        """`number` is what was entered already of the month, if anything was."""
        initial = {"seen": number.pk if number else 0} | options.pop("initial", {})
        super().__init__(*arguments, on=on, prefix=f"measure-{measure.pk}", initial=initial, **options)
        self.measure = measure
        self.fields["numerator"].label = measure.numerator_label
        if measure.is_share:
            self.fields["denominator"].label = measure.denominator_label
        else:
            del self.fields["denominator"]
        if number is None or (self.is_bound and self["seen"].data != str(number.pk)):
            del self.fields["why"]  # nothing was there, or they have not seen it: then they are told of it first

    def clean_file(self) -> tuple[str, bytes] | None:
        file = super().clean_file()
        if not file:
            return None
        file.seek(0)  # the same file may be looked at twice
        return file.name, file.read()

    def clean_seen(self) -> int:
        return self.cleaned_data["seen"] or 0

    def is_touched(self) -> bool:
        """Something was typed; what was there before does not count."""
        return bool(set(self.changed_data) - {"seen", "may_stay"})


class MeasureForm(CheckedForm):
    checked: ClassVar[tuple[str, ...]] = ("name",)

    name = forms.CharField(
        label="What is it called?",
        help_text="As tables and charts will call it, such as ‘Children waiting for life story work’.",
        max_length=120,
    )
    better = forms.ChoiceField(label="Which way is better?", widget=Radios(), choices=BETTER)
    owner = OwnerChoice(
        label="Who enters its numbers?",
        required=False,
        help_text="They are asked on their page of updates.",
    )
    how_often = forms.ChoiceField(
        label="How often?", widget=Radios(), choices=HowOften.choices, initial=HowOften.MONTHLY
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"].offer(first="Nobody yet")  # type: ignore[attr-defined]


class DefineMeasureForm(MeasureForm):
    submit = "Define this measure"
    checked: ClassVar[tuple[str, ...]] = ("name", "definition", "unit", "numerator_label", "denominator_label")
    field_order = (
        "name", "definition", "kind", "unit", "denominator_label", "numerator_label", "at_end", "counts_children",
        "better", "owner", "how_often", "first_month",
    )  # fmt: skip

    definition = forms.CharField(
        label="What exactly is counted?",
        help_text="In a sentence or two that end with a full stop. Reports print it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    kind = forms.ChoiceField(
        label="Is it a count or a share?",
        widget=Radios(reveals={COUNT: "unit", SHARE: "denominator_label"}),
        choices=[(COUNT, "A count, such as 14 children"), (SHARE, "A share in per cent, such as 14 of 30")],
    )
    unit = forms.CharField(label="What are they?", help_text="Such as children or laptops.", max_length=40)
    denominator_label = forms.CharField(
        label="Out of what?", help_text="Such as ‘Laptops that are needed’.", max_length=120
    )
    numerator_label = forms.CharField(
        label="What is counted, in a few words?", help_text="Such as ‘Laptops issued’.", max_length=120
    )
    at_end = forms.TypedChoiceField(
        label="Of which time is a number?",
        widget=Radios(),
        coerce=lambda value: value == "end",
        choices=[("end", "What stands at the end of the month"), ("month", "What happened in the month")],
    )
    counts_children = forms.TypedChoiceField(
        label="Does it count children?",
        help_text="If so, counts of 1 to 5 are hidden in what is published.",
        widget=Radios(),
        coerce=lambda value: value == "yes",
        choices=[("yes", "Yes"), ("no", "No")],
    )
    first_month = MonthChoice(label="Which is the first month?")

    def __init__(self, *arguments: Any, offered: Sequence[date], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "first_month", offered)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data.pop("kind", None)
        return data


class RedefineForm(CheckedForm):
    submit = "Save this definition"
    checked: ClassVar[tuple[str, ...]] = ("definition",)

    definition = forms.CharField(
        label="What exactly is counted from then on?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
    )
    holds_from = MonthChoice(
        label="From which month?", help_text="Earlier months keep the definition that they were counted by."
    )

    def __init__(self, *arguments: Any, offered: Sequence[date], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "holds_from", offered)


class EndForm(CouncilForm):
    submit = "End this measure"

    ended_after = MonthChoice(label="Which is its last month?", help_text="Its numbers and its page stay.")

    def __init__(self, *arguments: Any, offered: Sequence[date], **options: Any) -> None:
        super().__init__(*arguments, **options)
        offer(self, "ended_after", offered)


class AimForm(ChangeThresholdForm):
    """A target or a threshold of a figure that is known already."""

    submit = "Add it"
    field_order = ("kind", "value", "means", "holds_from")

    kind = forms.ChoiceField(
        label="What is it?",
        widget=Radios(),
        choices=[
            (Kind.TARGET, "A target: what is aimed at"),
            (Kind.THRESHOLD, "A threshold: beyond it the figure calls for attention"),
        ],
    )
