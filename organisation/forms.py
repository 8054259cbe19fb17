"""What is typed about people, roles, services and teams. Forms check; they change nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from organisation.models import Service, Team, User
from organisation.roles import ROLES
from pages.fields import DateInput, PlaceInTables, Radios
from pages.forms import CouncilForm

WHOLE, OF_SERVICE, OF_TEAM = "whole", "service", "team"


class PersonForm(CouncilForm):
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it. Nobody else may have the same.",
    )
    name = forms.CharField(label="Name", max_length=120, required=False)
    job_title = forms.CharField(
        label="Job title",
        max_length=120,
        help_text="Shown where the person is named: reports name posts, not people.",
    )
    body = forms.CharField(
        label="Who they work for",
        max_length=120,
        help_text="Only of somebody outside the council, such as a police force or a trust.",
        required=False,
    )

    manager = forms.ModelChoiceField(
        User.objects.none(),
        label="Manager",
        required=False,
        empty_label="Nobody, or not known",
        help_text="Told by e-mail when their updates of the plan stay away. Without one the programme office is told.",
    )

    def __init__(self, *args: Any, of: User | None = None, **kwargs: Any) -> None:
        """Whoever is their manager now can stay it, also when deactivated since."""
        super().__init__(*args, **kwargs)
        offered = Q(is_active=True) | Q(pk=of.manager_id if of else None)
        people = chosen(self, "manager")
        people.queryset = User.objects.filter(offered).exclude(pk=of.pk if of else None).order_by("job_title", "name")
        people.label_from_instance = with_name  # type: ignore[assignment]


def with_name(person: User) -> str:
    return f"{person.job_title}, {person.name}" if person.name else person.job_title


class AddPersonForm(PersonForm):
    submit = "Add this person"


class RoleForm(CouncilForm):
    submit = "Give this role"

    role = forms.ChoiceField(
        label="Role",
        widget=Radios(),
        choices=[(role.key, f"{role.label}: {role.purpose[0].lower()}{role.purpose[1:]}") for role in ROLES.values()],
        error_messages={"required": "Select a role"},
    )
    scope = forms.ChoiceField(
        label="For which part of the council?",
        help_text="Whoever may see records sees those of this part only.",
        widget=Radios(reveals={OF_SERVICE: "service", OF_TEAM: "team"}),
        choices=[(WHOLE, "The whole council"), (OF_SERVICE, "A service"), (OF_TEAM, "A team")],
        error_messages={"required": "Select the part of the council"},
    )
    service = forms.ModelChoiceField(
        Service.objects.none(),
        label="Service",
        empty_label="Select a service",
        error_messages={"required": "Select a service"},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        empty_label="Select a team",
        error_messages={"required": "Select a team"},
    )
    starts_on = DateInput(noun="the first day", label="First day")
    ends_on = DateInput(
        noun="the last day",
        label="Last day",
        required=False,
        help_text="They hold the role until the end of this day. Leave empty if it is not known.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "service").queryset = Service.objects.open_on(today)
        chosen(self, "team").queryset = Team.objects.open_on(today)

    def clean(self) -> dict[str, Any]:
        """What is asked for: the part that the radios do not show is None, and they themselves have been heard."""
        given = super().clean() or self.cleaned_data
        return {name: value for name, value in given.items() if name != "scope"}


class EndRoleForm(CouncilForm):
    submit = "Save the last day"

    ends_on = DateInput(
        noun="the last day",
        label="Last day",
        required=False,
        help_text="They hold the role until the end of this day. Leave empty for no end.",
    )


class ServiceForm(CouncilForm):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name of the service"})


class AddServiceForm(ServiceForm):
    submit = "Add this service"

    starts_on = DateInput(noun="the first day", label="First day")


class TeamForm(CouncilForm):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the name of the team"})
    position = PlaceInTables(help_text="Teams stand in the order of this number, then of their names.")


class AddTeamForm(TeamForm):
    submit = "Add this team"

    service = forms.ModelChoiceField(
        Service.objects.none(),
        label="Service",
        empty_label="Select a service",
        error_messages={"required": "Select a service"},
    )
    starts_on = DateInput(noun="the first day", label="First day")
    field_order = ("name", "service", "position", "starts_on")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "service").queryset = Service.objects.open_on(today)


class EndForm(CouncilForm):
    """Of a service or a team."""

    submit = "End it on this day"

    ends_on = DateInput(noun="the last day", label="Last day", help_text="Until it is over, this can be taken back.")


class MergeForm(CouncilForm):
    submit = "Merge the teams"

    into = forms.ModelChoiceField(
        Team.objects.none(),
        label="Merged into",
        empty_label="Select a team",
        error_messages={"required": "Select the team that goes on"},
    )
    ends_on = DateInput(
        noun="the last day",
        label="Last day",
        help_text="The last day on which it is a team of its own. Until it is over, this can be taken back.",
    )

    def __init__(self, *args: Any, team: Team, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen(self, "into").queryset = Team.objects.open_on(today).exclude(pk=team.pk)


def chosen(form: forms.Form, name: str) -> forms.ModelChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the reader and the type checker
    return field
