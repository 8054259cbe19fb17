"""What is asked of a file. Forms check; they change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from intake.files.kinds import ACCEPTED, ENDINGS
from organisation.words import month_of
from pages.checked import CheckedForm
from pages.forms import CouncilForm
from pages.uploads import most_megabytes, too_large

MONTHS_BACK = 36
EVERY_MONTH = "Every month that it has"


class BringForm(CouncilForm):
    submit = "Check this file"

    file = forms.FileField(
        label="File",
        widget=forms.FileInput(attrs={"accept": ",".join(ending for each in ENDINGS.values() for ending in each)}),
        error_messages={"required": "Choose a file"},
    )
    month = forms.ChoiceField(
        label="Which month is the file of?",
        help_text="Choose one to have every row checked against it, or where nothing happened in a month.",
        required=False,
    )

    in_place_of = forms.IntegerField(widget=forms.HiddenInput, required=False)  # the file that this one corrects

    def __init__(
        self, *arguments: Any, today: date, of_months: bool, too_large: bool = False, **options: Any
    ) -> None:  # fmt: skip
        super().__init__(*arguments, **options)
        if not of_months:
            self.fields["month"].widget = forms.HiddenInput()
        self.fields["file"].help_text = f"{ACCEPTED}, up to {most_megabytes()} MB. Nothing is loaded yet."
        found = months_back(today)
        self.known = {f"{month:%Y-%m}": month for month in found}
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            ("", EVERY_MONTH), *((code, month_of(month)) for code, month in self.known.items()),
        ]  # fmt: skip
        self.too_large = too_large

    def clean_month(self) -> date | None:
        return self.known.get(self.cleaned_data["month"])

    def _clean_fields(self) -> None:
        if self.too_large:
            self.fields["file"].required = False
        super()._clean_fields()
        if self.too_large:
            self.add_error("file", ValidationError(too_large()))


class SheetForm(CouncilForm):
    submit = "Check this sheet"

    sheet = forms.ChoiceField(label="Sheet of the workbook", error_messages={"required": "Choose a sheet"})

    def __init__(self, *arguments: Any, sheets: dict[str, Any], **options: Any) -> None:
        super().__init__(*arguments, initial={"sheet": sheets["read"]}, **options)
        self.fields["sheet"].choices = [(name, name) for name in sheets["names"]]  # type: ignore[attr-defined]


def months_back(today: date) -> list[date]:
    """Newest first."""
    first = today.replace(day=1)
    return [
        date(first.year + (first.month - 1 - n) // 12, (first.month - 1 - n) % 12 + 1, 1) for n in range(MONTHS_BACK)
    ]


def reason(label: str, required: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text="The reason is kept with the load. Name no child and no family.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": required},
    )


class AcceptForm(CheckedForm):
    """For a file with warnings."""

    submit = "Load this file"
    checked = ("reason",)

    reason = reason("Why do the warnings not stop this file?", "Enter why the warnings do not stop this file")
