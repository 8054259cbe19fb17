"""What is asked when many actions are changed alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from improvement.actions.forms import KEPT_FOR_EVER
from improvement.actions.many import Wanted
from improvement.models import Action, Recommendation, Theme
from improvement.owners.forms import OwnerChoice
from improvement.owners.owning import NOBODY
from improvement.told import Told
from organisation.models import Service
from pages.fields import Checkboxes, DateInput
from pages.forms import CouncilForm

LEAVE = "Leave each as it is"


class ManyForm(CouncilForm):
    submit = "Check the changes"

    actions = forms.TypedMultipleChoiceField(
        label="Which actions?",
        coerce=int,
        widget=Checkboxes(),
        error_messages={"required": "Select the actions to change"},
    )
    owner = OwnerChoice(label="Owner", required=False)
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label=LEAVE, required=False)
    theme = forms.ModelChoiceField(Theme.objects.all(), label="Area of focus", empty_label=LEAVE, required=False)
    answers = forms.ModelChoiceField(
        Recommendation.objects.all(),
        label="Recommendation that they answer too",
        empty_label=LEAVE,
        required=False,
    )
    original_date = DateInput(
        label="First date of those that have none",
        help_text=KEPT_FOR_EVER,
        noun="the first date",
        required=False,
    )

    def __init__(self, *arguments: Any, offered: Sequence[Told], on: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.offered = {one.action.pk: one.action for one in offered}
        self.fields["actions"].choices = [(one.action.pk, said(one)) for one in offered]  # type: ignore[attr-defined]
        self.fields["owner"].offer(first=LEAVE)  # type: ignore[attr-defined]
        services = Service.objects.open_on(on).order_by("name")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.wanted:
            raise forms.ValidationError("Choose what to change")
        return data

    @property
    def wanted(self) -> Wanted:
        names = ("service", "theme", "answers", "original_date")
        owner = self.cleaned_data.get("owner", NOBODY)
        given = {name: self.cleaned_data.get(name) for name in names}
        return Wanted(owner=None if owner == NOBODY else owner, **given)

    @property
    def chosen(self) -> list[Action]:
        return [self.offered[pk] for pk in self.cleaned_data["actions"]]

    def as_typed(self) -> list[tuple[str, str]]:
        """All that was typed, to carry on in hidden inputs."""
        names = [*(name for name in self.fields if name != "original_date")]
        names += [f"original_date_{part}" for part in ("day", "month", "year")]
        return [(name, value) for name in names for value in self.data.getlist(name)]  # type: ignore[attr-defined]


def said(one: Told) -> str:
    return f"{one.action} ({one.judgement.brag.label}, {one.action.owned_by})"
