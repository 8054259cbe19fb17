"""What is typed about a category, a rule, and contacts that wait for a category."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from frontdoor.dimensions import shortened
from frontdoor.models import Category, Contact, Flag, Source
from frontdoor.ruling import ASKED, NOTHING_ASKED
from pages.checked import CheckedForm
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


class RuleForm(CouncilForm):
    """Asked with GET, so that what a rule would move can be looked at, and its address sent, before it is adopted."""

    submit = "See what it would move"

    closure_reason = forms.CharField(
        label="Closure reason in the file",
        required=False,
        max_length=200,
        help_text="Exactly as the file has it, such as ‘Closed by duty’.",
    )
    outcome_said = forms.CharField(
        label="Next action or outcome in the file",
        required=False,
        max_length=200,
        help_text="Exactly as the file has it, where the source system exports one in words.",
    )
    flag = forms.ChoiceField(label="Outcome that is ticked", required=False, choices=[("", "Any"), *Flag.choices])
    source = forms.ChoiceField(label="Source", required=False, choices=[("", "Any"), *Source.choices])
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label="Then it was closed for",
        empty_label="Select a category",
        error_messages={"required": "Select a category"},
    )
    position = forms.IntegerField(
        label="Place among the rules",
        min_value=1,
        max_value=999,
        help_text="The first rule that fits gives the category.",
        error_messages={"required": "Enter a place among the rules"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in ASKED):
            self.add_error("closure_reason", NOTHING_ASKED)
        return data


class QueueForm(CheckedForm):
    """A category for each contact of a page of the queue, of which any may be left for later."""

    submit = "Save and show the next"
    checked = ("why",)

    why = forms.CharField(
        label="Why",
        max_length=200,
        help_text="Kept with each category that you chose. Name no child and no family.",
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, contacts: Sequence[Contact], categories: Sequence[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contacts = contacts
        self.by_code = {category.code: category for category in categories}
        choices = [(category.code, f"{number} {category}") for number, category in enumerate(categories, 1)]
        for contact in contacts:
            self.fields[contact.reference] = forms.ChoiceField(
                label=f"Category of {shortened(contact.reference)}",
                choices=[("", "Choose"), *choices],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = {
            contact.reference: self.by_code[code] for contact in self.contacts if (code := data.get(contact.reference))
        }
        if self.contacts and not chosen and not self.errors:
            self.add_error(self.contacts[0].reference, "Choose a category of at least one contact")
        return {"chosen": chosen, "why": data.get("why", "")}

    def rows(self) -> list[tuple[Contact, forms.BoundField]]:
        return [(contact, self[contact.reference]) for contact in self.contacts]
