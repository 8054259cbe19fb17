"""What is typed about recommendations and areas of focus. Forms check; they change nothing."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.validators import RegexValidator

from improvement.models import Kind
from pages.checked import CheckedForm
from pages.fields import DateInput, Radios

IN_ADDRESSES = RegexValidator(r"^(?!\.+\Z)[\w.-]+\Z", "Use letters, digits, dots and hyphens, without spaces")


class RecommendationForm(CheckedForm):
    checked: ClassVar[tuple[str, ...]] = ("words", "source")

    reference = forms.CharField(
        label="Reference",
        max_length=12,
        help_text="Such as IN3. Nothing else may have it.",
        validators=[IN_ADDRESSES],
    )
    words = forms.CharField(label="What was asked for?", widget=forms.Textarea(attrs={"rows": 4}), max_length=600)
    kind = forms.ChoiceField(
        label="Who asked for it?",
        choices=Kind.choices,
        widget=Radios(),
        error_messages={"required": "Select who asked for it"},
    )
    source = forms.CharField(
        label="Where does it stand?", max_length=160, help_text="Such as: report of the inspection, paragraph 12."
    )
    made_on = DateInput(label="When was it made?", noun="the day on which it was made")


class AddRecommendationForm(RecommendationForm):
    submit = "Add this recommendation"


class AreaForm(CheckedForm):
    checked: ClassVar[tuple[str, ...]] = ("title", "why")

    title = forms.CharField(label="Area of focus", max_length=160)
    why = forms.CharField(
        label="Why does it matter?",
        help_text="A sentence or two. Reports begin the area with it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    position = forms.IntegerField(
        label="Place in the plan",
        min_value=0,
        max_value=999,
        help_text="Areas stand in the order of this number.",
        error_messages={"required": "Enter a place in the plan"},
    )


class AddAreaForm(AreaForm):
    submit = "Add this area"
    field_order = ("code", "title")

    code = forms.CharField(
        label="Code",
        max_length=10,
        help_text="Such as 10. Actions begin with it, and it stays for good.",
        validators=[IN_ADDRESSES],
    )
