"""What is typed about the plan itself. Forms check; they change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from figures.words import count
from improvement.models import Action, Recommendation, Theme
from improvement.owners.forms import OwnerChoice
from organisation.models import Service
from pages.checked import CheckedForm
from pages.fields import Checkboxes, DateInput

SECTIONS = {"title": "The work", "answers": "Why it is in the plan", "theme": "Where it belongs"}
KEPT_FOR_EVER = "This day is kept for ever. A later one is asked for and agreed."


class ActionForm(CheckedForm):
    checked: ClassVar[tuple[str, ...]] = ("title", "success", "origin")

    title = forms.CharField(
        label="What is to be done?",
        help_text="In one sentence, as lists name it.",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=200,
    )
    success = forms.CharField(
        label="What does success look like?",
        help_text="What will be different, and how anybody could tell.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=400,
        required=False,
    )
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Area of focus", empty_label="Select an area of focus")
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label="Select a service")
    origin = forms.CharField(
        label="Where did it come from?",
        help_text="Such as a decision of the board, or a finding of an audit.",
        max_length=160,
        required=False,
    )

    answers = forms.ModelMultipleChoiceField(
        Recommendation.objects.none(),
        label="Which recommendations does it answer?",
        help_text="Every action is to answer at least one. Until it does, the plan lists it as answering none.",
        widget=Checkboxes(folds=lambda number: f"Answers {count(number, 'recommendation')}"),
        required=False,
    )

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        super().__init__(*arguments, on=on, **options)
        self.fields["answers"].queryset = Recommendation.objects.all()  # type: ignore[attr-defined]
        services = Service.objects.open_on(on).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        """One line, however it was typed."""
        return " ".join(self.cleaned_data["title"].split())


class AddActionForm(ActionForm):
    submit = "Add this action"
    headings: ClassVar[dict[str, str]] = SECTIONS | {"owner": "Who does it, and by when"}
    field_order = (
        "title",
        "success",
        "answers",
        "origin",
        "theme",
        "service",
        "reference",
        "owner",
        "starts_on",
        "original_date",
    )

    reference = forms.CharField(label="Reference", max_length=12, help_text="Such as 1.2. Nothing else may have it.")
    owner = OwnerChoice(label="Owner", required=False)
    starts_on = DateInput(label="When does it start?", noun="the day on which it starts")
    original_date = DateInput(
        label="By when is it due?",
        help_text=f"{KEPT_FOR_EVER} Leave it empty if it is not known yet.",
        noun="the day by which it is due",
        required=False,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"].offer()  # type: ignore[attr-defined]


class ChangeActionForm(ActionForm):
    headings: ClassVar[dict[str, str]] = SECTIONS | {"waits_for": "When it can be done"}
    field_order = ("title", "success", "answers", "origin", "theme", "service", "waits_for", "original_date")

    original_date = DateInput(
        label="By when is it due?",
        help_text=f"It has no date yet. {KEPT_FOR_EVER}",
        noun="the day by which it is due",
        required=False,
    )
    waits_for = forms.ModelMultipleChoiceField(
        Action.objects.none(),
        label="Which actions does it wait for?",
        help_text="One that is late makes this one Amber.",
        widget=Checkboxes(folds=lambda number: f"Waits for {count(number, 'other action')}"),
        required=False,
    )

    def __init__(self, *arguments: Any, action: Action, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if action.original_date:
            del self.fields["original_date"]
        others = Action.objects.exclude(pk=action.pk)
        self.fields["waits_for"].queryset = others  # type: ignore[attr-defined]


class MilestoneForm(CheckedForm):
    submit = "Add this milestone"
    checked: ClassVar[tuple[str, ...]] = ("title",)

    title = forms.CharField(label="What is reached?", max_length=160)
    due_on = DateInput(label="By when?", noun="the day by which it is reached")
