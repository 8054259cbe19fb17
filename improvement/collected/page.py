"""The measures on an owner's page of updates: which are asked for, their forms, and what is saved of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.http import QueryDict
from django.utils import timezone

from figures import months
from figures.models import Cycle
from improvement.collected.collecting import EnteredMeanwhile, enter_number, keep_number
from improvement.collected.figures import in_words
from improvement.collected.forms import NumberForm
from improvement.evidence.keeping import StoredFiles
from improvement.models import CollectedMeasure, CollectedNumber, KeptNumber
from improvement.seen import having_seen
from improvement.updates.drafts import as_sent, as_typed, kept_at
from improvement.updates.page import ALL, Files, sent
from organisation.models import User
from organisation.refused import Refused

LOOKED_BACK = 13  # months, for the last number before


@dataclass
class MeasurePart:
    """One measure on the page."""

    measure: CollectedMeasure
    month: date
    form: NumberForm
    number: CollectedNumber | None  # of the month
    before: CollectedNumber | None  # of the last month that has one
    kept_at: datetime | None = None
    file_wanted: str = ""  # name of one that was chosen, and that a draft does not keep
    again: bool = False  # it has its number, and is opened to be corrected

    missing: ClassVar[str] = "No number yet"

    @property
    def name(self) -> str:
        return str(self.measure)

    @property
    def key(self) -> str:
        return f"measure-{self.measure.pk}"

    @property
    def state(self) -> str:
        """'check', 'wrong', 'kept', 'saved' or 'none'."""
        if self.form.is_bound and self.form.errors:
            return "check" if "may_stay" in self.form.errors else "wrong"
        if self.kept_at:
            return "kept"
        return "saved" if self.number else "none"

    @property
    def shows_form(self) -> bool:
        return self.state != "saved" or self.again

    @property
    def says(self) -> str:
        return in_words(self.number) if self.number else ""

    @property
    def said_before(self) -> str:
        return f"{months.name(self.before.month)}: {in_words(self.before)}" if self.before else ""


def parts(
    owner: User,
    cycle: Cycle,
    at: datetime,
    params: QueryDict,
    typed: QueryDict | None = None,
    files: Files | None = None,
) -> list[MeasurePart]:
    """Their measures of which a number of the cycle's month is wanted: filled with what is typed, or else kept."""
    measures = list(CollectedMeasure.objects.filter(owner=owner).asked_for(cycle.month))
    if not measures:
        return []
    numbers: dict[int, list[CollectedNumber]] = {}
    since = months.up_to(cycle.month, LOOKED_BACK)
    for number in CollectedNumber.objects.filter(measure__in=measures).of(since).counting().order_by("month"):
        numbers.setdefault(number.measure_id, []).append(number)
    kept = {row.measure_id: row for row in KeptNumber.objects.filter(by=owner, month=cycle.month)}
    on = timezone.localdate(at)
    return [
        part(measure, cycle.month, numbers.get(measure.pk, []), kept.get(measure.pk), on, params, typed, files)
        for measure in measures
    ]


def part(
    measure: CollectedMeasure,
    month: date,
    numbers: Sequence[CollectedNumber],
    kept: KeptNumber | None,
    on: date,
    params: QueryDict,
    typed: QueryDict | None,
    files: Files | None,
) -> MeasurePart:
    number = next((each for each in numbers if each.month == month), None)
    before = next((each for each in reversed(numbers) if each.month < month), None)
    form, file_wanted = NumberForm(measure=measure, number=number, on=on), ""
    if typed is not None and sent(form, typed):
        bound = NumberForm(typed, files, measure=measure, number=number, on=on)
        if bound.is_touched():
            form = bound
    elif kept:
        form = NumberForm(measure=measure, number=number, on=on, initial=as_typed(form, kept.typed))
        file_wanted = next(iter(kept.typed.get(form.add_prefix("file"), ())), "")
    again = params.get("again") == f"measure-{measure.pk}"
    kept_at = kept.at if kept else None
    return MeasurePart(measure, month, form, number, before, kept_at, file_wanted, again or form.is_bound)


def save(page: Sequence[MeasurePart], which: str, files: StoredFiles, owner: User, at: datetime) -> list[MeasurePart]:
    """Enters the numbers asked for that are right: `which` is ALL or a part's key. Returns those that were; the forms
    of the others say what is wrong."""
    asked = [each for each in page if which == each.key or (which == ALL and each.form.is_bound)]
    return [each for each in asked if save_part(each, files, owner, at)]


def save_part(part: MeasurePart, files: StoredFiles, owner: User, at: datetime) -> bool:
    form = part.form
    if not form.is_bound:  # asked for by its own button, with nothing typed
        data = {form.add_prefix("seen"): form["seen"].value()}
        form = part.form = NumberForm(data, measure=part.measure, number=part.number, on=form.on)
    if not form.is_valid():
        return False
    try:
        enter_number(measure=part.measure, month=part.month, **form.cleaned_data, files=files, by=owner, at=at)
    except EnteredMeanwhile as meanwhile:
        part.number, part.form = meanwhile.theirs, again(form, meanwhile)
        return False
    except Refused as refused:
        refused.show_on(form)
        return False
    return True


def again(form: NumberForm, meanwhile: EnteredMeanwhile) -> NumberForm:
    """The same with what somebody else entered meanwhile: sent again with a reason, it stands."""
    theirs = meanwhile.theirs
    found = NumberForm(having_seen(form, theirs.pk), form.files, measure=form.measure, number=theirs, on=form.on)
    found.add_error(None, str(meanwhile))
    return found


def keep_typed(page: Iterable[MeasurePart], typed: QueryDict, owner: User, at: datetime) -> int:
    """What is typed and not saved, to come back to. Returns of how many measures."""
    touched = [each for each in page if each.form.is_bound]
    for each in touched:
        kept = as_sent(each.form, typed)
        keep_number(measure=each.measure, month=each.month, typed=kept, by=owner, at=at)
    return len(touched)


def keep_while_typing(page: Iterable[MeasurePart], typed: QueryDict, owner: User, at: datetime) -> str:
    """What the page says of it; '' where nothing is typed. A number that was entered meanwhile is no draft again."""
    bound = [each for each in page if each.form.is_bound]
    if any(each.number and str(each.number.pk) != each.form["seen"].value() for each in bound):
        return "Not kept: a number was entered meanwhile."
    return kept_at(at) if keep_typed(bound, typed, owner, at) else ""
