"""What is typed about the plan itself. Forms check; they change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from improvement.models import Action, Theme
from organisation.models import Service, User
from pages.fields import Checkboxes, DateInput
from pages.forms import CouncilForm


class Named(forms.ModelChoiceField):
    """People by post and name."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.job_title} ({user.name})" if user.name else user.job_title


class ActionForm(CouncilForm):
    title = forms.CharField(label="What is to be done?", max_length=200)
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Area of focus", empty_label="Select an area of focus")
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label="Select a service")

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        services = Service.objects.open_on(on).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]


class AddActionForm(ActionForm):
    submit = "Add this action"
    field_order = ("reference", "title")

    reference = forms.CharField(label="Reference", max_length=12, help_text="Such as 1.2. Nothing else may have it.")
    owner = Named(User.objects.none(), label="Owner", empty_label="Select an owner")
    starts_on = DateInput(label="When does it start?", noun="the day on which it starts")
    original_date = DateInput(
        label="By when is it due?",
        help_text="This day is kept for ever. A later one is asked for and agreed.",
        noun="the day by which it is due",
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["owner"].queryset = User.objects.active().order_by("job_title")  # type: ignore[attr-defined]


class ChangeActionForm(ActionForm):
    waits_for = forms.ModelMultipleChoiceField(
        Action.objects.none(),
        label="Which actions does it wait for?",
        help_text="One that is late makes this one Amber.",
        widget=Checkboxes(),
        required=False,
    )

    def __init__(self, *arguments: Any, action: Action, **options: Any) -> None:
        super().__init__(*arguments, **options)
        others = Action.objects.exclude(pk=action.pk)
        self.fields["waits_for"].queryset = others  # type: ignore[attr-defined]


class MilestoneForm(CouncilForm):
    submit = "Add this milestone"

    title = forms.CharField(label="What is reached?", max_length=160)
    due_on = DateInput(label="By when?", noun="the day by which it is reached")


class HandOverForm(CouncilForm):
    submit = "Hand over"

    actions = forms.ModelMultipleChoiceField(
        Action.objects.none(),
        label="Which actions?",
        widget=Checkboxes(),
        error_messages={"required": "Select the actions to hand over"},
    )
    to = Named(
        User.objects.none(),
        label="To whom?",
        help_text="Somebody outside the council too, once an administrator has added them.",
        empty_label="Select a person",
        error_messages={"required": "Select who takes them over"},
    )

    def __init__(self, *arguments: Any, owner: User, **options: Any) -> None:
        own = Action.objects.filter(owner=owner)
        super().__init__(*arguments, initial={"actions": [action.pk for action in own]}, **options)
        self.fields["actions"].queryset = own  # type: ignore[attr-defined]
        people = User.objects.active().exclude(pk=owner.pk).order_by("job_title")
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
