"""What is typed about a category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from pages.fields import PlaceInTables
from pages.forms import CouncilForm


class CategoryForm(CouncilForm):
    label = forms.CharField(
        label="Name",
        error_messages={"required": "Enter the name of the category"},
        max_length=120,
        help_text="Why a contact was closed, for example ‘Below the threshold for early help’.",
    )
    position = PlaceInTables(help_text="Categories stand in the order of this number.")


class AddCategoryForm(CategoryForm):
    submit = "Add this category"

    holds_from = MonthChoice(
        label="First month",
        error_messages={"required": "Select the first month"},
        help_text="It is recorded from this month on. Closed months are not offered.",
    )
    threshold_or_consent = forms.BooleanField(
        label="It stands for a closure for threshold or for want of consent",
        required=False,
        help_text="Cannot be changed afterwards: shares of past months would change.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holds_from", offered)


class ChangeCategoryForm(CategoryForm):
    holds_until = MonthChoice(
        label="Last month",
        empty="None set",
        required=False,
        help_text="The last month in which it is recorded.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holds_until", offered)
