"""Who is to own what. Forms check; they change nothing."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from improvement.models import Action, OwnerRole
from improvement.models.action import NO_OWNER
from improvement.owners.handing_over import KINDS
from improvement.owners.owning import NOBODY, Owned, Ownership
from organisation.models import User
from pages.checked import CheckedForm
from pages.fields import Checkboxes
from pages.forms import CouncilForm


def named(person: User) -> str:
    """By post, body and name."""
    return f"{person.in_full} ({person.name})" if person.name else person.in_full


class Named(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        return named(person)


class OwnerChoice(forms.ChoiceField):
    """A role, a person, or nobody yet. `offer` fills it for one page; cleaned it is an Ownership."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.known: dict[str, Ownership] = {"": NOBODY}

    def offer(self, first: str = NO_OWNER) -> None:
        """Two queries. People who cannot sign in are not offered. `first` says what it is to choose none of them."""
        roles = {f"role-{role.pk}": role for role in OwnerRole.objects.select_related("held_by")}
        people = {f"person-{person.pk}": person for person in User.objects.active().order_by("job_title", "pk")}
        self.known = {"": NOBODY}
        self.known |= {key: Ownership(role=role) for key, role in roles.items()}
        self.known |= {key: Ownership(person=person) for key, person in people.items()}
        groups = [
            ("Roles, whoever holds them", [(key, of_role(role)) for key, role in roles.items()]),
            ("People", [(key, named(person)) for key, person in people.items() if not person.body]),
            ("Outside the council", [(key, named(person)) for key, person in people.items() if person.body]),
        ]
        self.choices = [("", first), *((label, choices) for label, choices in groups if choices)]

    def clean(self, value: Any) -> Ownership:
        return self.known[super().clean(value) or ""]


def of_role(role: OwnerRole) -> str:
    return f"{role.title}, held by {role.held_by.in_full}" if role.held_by else f"{role.title}, which nobody holds"


def key_of(record: Owned) -> str:
    """What an OwnerChoice shows of the owner that it has."""
    if record.owner_role_id:
        return f"role-{record.owner_role_id}"
    return f"person-{record.owner_id}" if record.owner_id else ""


class OwnerForm(CouncilForm):
    submit = "Save the owner"

    owner = OwnerChoice(label="Who owns it?", required=False)

    def __init__(self, *arguments: Any, action: Action, **options: Any) -> None:
        super().__init__(*arguments, initial={"owner": key_of(action)}, **options)
        self.fields["owner"].offer()  # type: ignore[attr-defined]


class HolderForm(CouncilForm):
    to = Named(
        User.objects.none(),
        label="Who holds the role?",
        help_text="They own all that is the role’s from now on.",
        empty_label="Nobody: what it owns is without an owner",
        required=False,
    )

    def __init__(self, *arguments: Any, role: OwnerRole, **options: Any) -> None:
        super().__init__(*arguments, initial={"to": role.held_by_id}, **options)
        self.fields["to"].queryset = active()  # type: ignore[attr-defined]


class AddRoleForm(CheckedForm):
    submit = "Add this role"
    checked: ClassVar[tuple[str, ...]] = ("title",)

    title = forms.CharField(
        label="Title of the role",
        help_text="Such as Designated Nurse. What it owns follows whoever holds it.",
        max_length=120,
    )
    held_by = Named(User.objects.none(), label="Held by", empty_label="Nobody yet", required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["held_by"].queryset = active()  # type: ignore[attr-defined]


class RenameRoleForm(CheckedForm):
    submit = "Save the title"
    checked: ClassVar[tuple[str, ...]] = ("title",)

    title = forms.CharField(
        label="Title of the role", help_text="It stays with whoever holds it, and owns what it owns.", max_length=120
    )


class OutsideForm(CouncilForm):
    submit = "Add this person"

    name = forms.CharField(label="Name", max_length=120)
    job_title = forms.CharField(
        label="Job title", max_length=120, help_text="Reports name posts, not people. Such as Designated Nurse."
    )
    body = forms.CharField(
        label="Who do they work for?", max_length=120, help_text="Such as a police force or a trust."
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="Links to their updates are sent to it. Nobody else may have the same.",
    )


class HandOverForm(CouncilForm):
    """A field for each kind of thing that the person owns, all of it ticked."""

    submit = "Hand over"

    to = Named(
        User.objects.none(),
        label="To whom?",
        help_text="Somebody outside the council too, once they are added.",
        empty_label="Select a person",
        error_messages={"required": "Select who takes them over"},
    )

    def __init__(self, *arguments: Any, owner: User, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["to"].queryset = active().exclude(pk=owner.pk)  # type: ignore[attr-defined]
        for kind in KINDS:
            owned = kind.owned_by(owner)
            if found := list(owned):
                self.fields[kind.key] = forms.ModelMultipleChoiceField(
                    owned,
                    label=kind.label,
                    widget=Checkboxes(),
                    required=False,
                    initial=[record.pk for record in found],
                )
        self.order_fields([*(kind.key for kind in KINDS), "to"])

    @property
    def owns_something(self) -> bool:
        return len(self.fields) > 1

    def clean(self) -> dict[str, Any]:
        """{to, chosen}"""
        data = super().clean() or self.cleaned_data
        chosen = {kind.key: data.pop(kind.key) for kind in KINDS if kind.key in data}
        if not self.errors and not any(chosen.values()):
            raise forms.ValidationError("Select what to hand over")
        return {**data, "chosen": chosen}


def active() -> Any:
    return User.objects.active().order_by("job_title", "pk")
