"""What is typed about a category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures import months
from pages.forms import CouncilForm


class CategoryForm(CouncilForm):
    label = forms.CharField(
        label="Name",
        error_messages={"required": "Enter its name"},
        max_length=120,
        help_text="Why a contact was closed, for example ‘Below the threshold for early help’.",
    )
    position = forms.IntegerField(
        label="Place in tables",
        error_messages={"required": "Enter its place in tables"},
        min_value=0,
        max_value=9999,
        help_text="Categories stand in the order of this number.",
    )


class AddCategoryForm(CategoryForm):
    submit = "Add this category"

    holds_from = forms.TypedChoiceField(
        label="First month",
        error_messages={"required": "Select the first month"},
        coerce=date.fromisoformat,
        help_text="It is recorded from this month on. Closed months are not offered.",
    )
    threshold_or_consent = forms.BooleanField(
        label="It stands for a closure for threshold or for want of consent",
        required=False,
        help_text="Cannot be changed afterwards: shares of past months would change.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["holds_from"], offered, "Select a month")


class ChangeCategoryForm(CategoryForm):
    holds_until = forms.TypedChoiceField(
        label="Last month",
        coerce=date.fromisoformat,
        empty_value=None,
        required=False,
        help_text="The last month in which it is recorded.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["holds_until"], offered, "None set")


def offer(field: forms.Field, offered: Sequence[date], empty: str) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = [("", empty), *((month.isoformat(), months.name(month)) for month in offered)]
