"""The page on which an owner updates their actions: one form for all, saved one by one or together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from figures.models import Cycle
from improvement.evidence.keeping import StoredFiles
from improvement.models import Action, KeptUpdate
from improvement.told import Told, by_urgency, told
from improvement.updates.beside import Beside, beside
from improvement.updates.drafts import Draft, draft_of, keep_as_typed, keep_draft
from improvement.updates.forms import UpdateForm
from improvement.updates.updating import save_update
from organisation.models import User
from organisation.refused import Refused

ALL, KEEP, TYPING = "all", "keep", "typing"
NOTHING_CHANGED = "You changed nothing, so there is nothing to save. Your update stands"
Files = MultiValueDict[str, UploadedFile]


@dataclass
class Part:
    """One action on the page."""

    told: Told
    form: UpdateForm
    beside: Beside = field(default_factory=Beside)  # filled by put_beside
    draft: Draft | None = None
    again: bool = False  # the form is shown though an update is saved

    missing: ClassVar[str] = "No update yet"

    @property
    def name(self) -> str:
        return str(self.told.action)

    @property
    def key(self) -> str:
        return f"action-{self.told.action.pk}"

    @property
    def state(self) -> str:
        """'check', 'wrong', 'kept', 'saved' or 'none'."""
        if self.form.is_bound and self.form.errors:
            wrong = set(self.form.errors)  # a file is to be chosen again whatever else is asked
            return "check" if "may_stay" in wrong and wrong <= {"may_stay", "file"} else "wrong"
        if self.draft and not self.draft.is_older:
            return "kept"
        return "saved" if self.told.update else "none"

    @property
    def shows_form(self) -> bool:
        return self.state != "saved" or self.again

    @property
    def repeats(self) -> bool:
        """The form says what the saved update says."""
        return self.shows_form and self.form.saved is not None and not (self.draft and self.draft.is_older)

    @property
    def file_wanted(self) -> str:
        """What a draft could not keep. Once the form is sent it says of itself what is wrong with it."""
        return self.draft.file_wanted if self.draft and not self.form.is_bound else ""

    @property
    def opens_evidence(self) -> bool:
        return bool(self.file_wanted) or self.form.shows_evidence or (self.again and self.lacks_evidence)

    @property
    def lacks_evidence(self) -> bool:
        """It cannot be assured as it is."""
        return self.told.complete and not (self.beside.pieces or self.told.action.evidence)


def cycle_to_update(at: datetime) -> Cycle | None:
    """The newest that is open."""
    today = timezone.localdate(at)
    return Cycle.objects.filter(closed_at=None, opened_on__lte=today).order_by("month").last()


def parts(
    owner: User,
    cycle: Cycle,
    at: datetime,
    params: QueryDict,
    typed: QueryDict | None = None,
    files: Files | None = None,
) -> list[Part]:
    """Their actions that are due an update, what is left to do before what is saved, the most pressing first, each with
    its form: filled with what is typed, or else with what they kept."""
    asked = [one for one in told(Action.objects.filter(owner=owner), cycle, at) if one.asked]
    own = sorted(by_urgency(asked), key=lambda one: one.update is not None)
    pks = [one.action.pk for one in own]
    kept = {row.action_id: row for row in KeptUpdate.objects.filter(cycle=cycle, by=owner, action__in=pks)}
    return [part_of(one, kept.get(one.action.pk), at, params, typed, files) for one in own]


def put_beside(page: Sequence[Part], owner: User) -> None:
    """What only a page that is shown needs."""
    stands = beside(owner, [part.told for part in page])
    for part in page:
        part.beside = stands[part.told.action.pk]


def part_of(
    one: Told, kept: KeptUpdate | None, at: datetime, params: QueryDict, typed: QueryDict | None, files: Files | None
) -> Part:
    on = timezone.localdate(at)
    form = UpdateForm(told=one, on=on)
    draft = draft_of(kept, form, one.last) if kept else None
    again = params.get("again") == str(one.action.pk)
    if typed is not None and sent(form, typed):
        bound = UpdateForm(typed, files, told=one, on=on)
        if bound.is_touched() or typed.get("save") in (TYPING, str(one.action.pk)):
            form = bound
    elif draft and (again or not draft.is_older):
        form = UpdateForm(told=one, on=on, initial=draft.initial)
    return Part(one, form, draft=draft, again=again or form.is_bound)


def sent(form: forms.Form, typed: QueryDict) -> bool:
    return form.add_prefix("seen") in typed


def save(page: Sequence[Part], which: str, cycle: Cycle, files: StoredFiles, owner: User, at: datetime) -> list[Part]:
    """Saves those asked for that are right: `which` is ALL or an action's key. Returns the saved; the forms of the
    others say what is wrong."""
    asked = [part for part in page if which in (ALL, str(part.told.action.pk)) and part.form.is_bound]
    return [part for part in asked if save_part(part, cycle, files, owner, at)]


def save_part(part: Part, cycle: Cycle, files: StoredFiles, owner: User, at: datetime) -> bool:
    form = part.form
    if form.saved and not form.is_touched():
        form.add_error(None, NOTHING_CHANGED)
    if not form.is_valid():
        return False
    action = part.told.action
    try:
        save_update(
            action=action,
            cycle=cycle,
            said=form.said,
            seen=form.cleaned_data["seen"] or 0,
            files=files,
            may_stay=form.cleaned_data["may_stay"],
            by=owner,
            at=at,
        )
    except Refused as refused:
        refused.show_on(form)
        return False
    return True


def keep_typed(page: Iterable[Part], typed: QueryDict, cycle: Cycle, owner: User, at: datetime) -> int:
    """What is typed and not saved, to come back to. Returns of how many actions."""
    touched = [part for part in page if part.form.is_bound]
    for part in touched:
        keep_draft(part.told, part.form, typed, cycle, owner, at)
    return len(touched)


def keep_while_typing(page: Iterable[Part], typed: QueryDict, cycle: Cycle, owner: User, at: datetime) -> str:
    """Of one action alone: on a page that stands open elsewhere the others may say less. '' where none is theirs."""
    bound = [part for part in page if part.form.is_bound]
    return keep_as_typed(bound[0].told, bound[0].form, typed, cycle, owner, at) if len(bound) == 1 else ""
