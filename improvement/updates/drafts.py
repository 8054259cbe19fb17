"""What an owner has typed and not saved: kept by a button or as they type, and shown again to go on from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from figures.models import Cycle
from improvement.collected.forms import NumberForm
from improvement.evidence.brought import is_typed
from improvement.models import KeptUpdate, Update
from improvement.told import Told
from improvement.updates.forms import UNTYPED, UpdateForm
from improvement.updates.updating import forget, keep
from organisation.models import User

LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class Draft:
    at: datetime
    initial: dict[str, Any]  # of a form that shows it
    file_wanted: str  # name of a file that was chosen: files are not kept
    is_older: bool  # an update was saved since it was typed


def draft_of(row: KeptUpdate, form: UpdateForm, newest: Update | None) -> Draft | None:
    """None where all that was typed has been saved since. What was left empty takes nothing from what was saved."""

    def first(name: str) -> str:
        return next(iter(row.typed.get(form.add_prefix(name), ())), "")

    initial = as_typed(form, row.typed)
    is_older = newest is not None and newest.pk > key(first("seen"))
    if is_older:
        initial = {name: value for name, value in initial.items() if is_typed(value)}
        if not first("file") and not any(adds(form, name, value) for name, value in initial.items()):
            return None
    return Draft(row.at, initial, first("file"), is_older)


def adds(form: UpdateForm, name: str, typed: Any) -> bool:
    """It is not what the form starts with. A milestone that has been ticked since is offered no more."""
    if name == "done":
        return any(str(key) in typed for key, _ in form.fields[name].choices)  # type: ignore[attr-defined]
    return name not in UNTYPED and form.fields[name].has_changed(
        form.get_initial_for_field(form.fields[name], name), typed
    )


def key(text: str) -> int:
    """That a hidden field holds; 0 where somebody sent what is none. Python reads no number of thousands of digits."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_KEY else 0


def as_typed(form: forms.Form, typed: dict[str, list[str]]) -> dict[str, Any]:
    """{field: what a form shows that has nothing but this typed in it}"""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        for name, field in form.fields.items()
        if name != "seen"
    }


def keep_draft(one: Told, form: UpdateForm, typed: QueryDict, cycle: Cycle, owner: User, at: datetime) -> None:
    keep(action=one.action, cycle=cycle, typed=as_sent(form, typed), by=owner, at=at)


def as_sent(form: UpdateForm | NumberForm, typed: QueryDict) -> dict[str, list[str]]:
    """What is this form's, to be kept: with the name of a file in place of the file, and without NUL, which PostgreSQL
    does not take."""
    mine = {name: values for name, values in typed.lists() if name.startswith(f"{form.prefix}-")}
    if form.file_name:
        mine[form.add_prefix("file")] = [form.file_name]
    return {name.replace("\0", ""): [text.replace("\0", "") for text in values] for name, values in mine.items()}


def keep_as_typed(one: Told, form: UpdateForm, typed: QueryDict, cycle: Cycle, owner: User, at: datetime) -> str:
    """One action's, while its owner types. Returns what the page says of it. What was saved meanwhile, with the button
    pressed while this was on its way or on another page, is no draft again."""
    if one.last and one.last.pk > key(str(form["seen"].value() or 0)):
        return "Not kept: an update of this action was saved meanwhile. Save to add to it."
    if form.is_touched():
        keep_draft(one, form, typed, cycle, owner, at)
        return kept_at(at)
    forget(action=one.action, cycle=cycle, by=owner)
    return "Nothing to keep"


def kept_at(at: datetime) -> str:
    return f"Kept at {timezone.localtime(at):%H:%M}, not saved yet"
