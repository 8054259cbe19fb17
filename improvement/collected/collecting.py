"""Measures whose numbers their owners enter: the programme office settles what is measured, each number is entered by
whoever answers for it. A number is never changed: a correction is another one, and says why."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from figures import closed, months
from figures.figure import Better
from history import tracking
from history.models import write
from improvement.collected.figures import in_words, source_key
from improvement.confirming import confirmed
from improvement.evidence.keeping import StoredFiles, put_file
from improvement.models import CollectedMeasure, CollectedNumber, HowOften, KeptNumber, MeasureDefinition
from improvement.models.collected_measure import PERCENT
from improvement.owners.owning import Ownership, forget_typed
from intake.models import Load
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused

LONGEST_SLUG = 40
LARGEST = Decimal("9999999999.99")


def may_keep(user: User) -> bool:
    return user.access.may(Permission.KEEP_PLAN)


def may_enter(user: User, measure: CollectedMeasure) -> bool:
    """Its owner, and whoever keeps the plan."""
    return measure.owner_id == user.pk or may_keep(user)


# --- What is measured -------------------------------------------------------------------------------------------------


@transaction.atomic
def define_measure(
    *,
    name: str,
    definition: str,
    unit: str,
    numerator_label: str,
    denominator_label: str,
    better: str,
    at_end: bool,
    counts_children: bool,
    owner: Ownership,
    how_often: str,
    first_month: date,
    by: User,
    at: datetime,
    may_stay: str = "",
    generated: bool = False,
) -> CollectedMeasure:
    """From now on it is a figure, by a key that is made of its name and stays. Raises Refused."""
    if CollectedMeasure.objects.filter(name__iexact=name).exists():
        raise Refused("There is a measure of this name already. Choose another name", "name")
    if not denominator_label and not unit:
        raise Refused("Enter what is counted, such as children", "unit")
    owner = owner.held()
    measure = CollectedMeasure(
        slug=free_slug(name),
        name=name,
        unit=PERCENT if denominator_label else unit,
        numerator_label=numerator_label,
        denominator_label=denominator_label,
        better=Better(better).value,
        at_end=at_end,
        counts_children=counts_children,
        owner=owner.owner,
        owner_role=owner.role,
        how_often=HowOften(how_often).value,
        first_month=first_month,
        added_by=by,
        added_at=at,
        generated=generated,
    )
    tracking.save(measure, by=by, at=at)
    MeasureDefinition.objects.create(measure=measure, words=definition, added_by=by, added_at=at)
    confirmed(measure, may_stay, by=by, at=at)
    return measure


def free_slug(name: str) -> str:
    """In letters, digits and underscores, as keys of figures are written: whole words, as many as fit."""
    whole = slugify(name).replace("-", "_").strip("_") or "measure"
    most = LONGEST_SLUG - 3  # leaves room for a number
    wanted = whole if len(whole) <= most else whole[: most + 1].rpartition("_")[0] or whole[:most]
    taken = set(CollectedMeasure.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken | {"add"}:  # which is an address
        slug, number = f"{wanted}_{number}", number + 1
    return slug


@transaction.atomic
def change_measure(
    *,
    measure: CollectedMeasure,
    name: str,
    better: str,
    owner: Ownership,
    how_often: str,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> CollectedMeasure:
    """What it counts has a way of its own; which way is better is settled by its first number. Raises Refused."""
    measure = CollectedMeasure.objects.select_for_update().get(pk=measure.pk)
    if CollectedMeasure.objects.filter(name__iexact=name).exclude(pk=measure.pk).exists():
        raise Refused("There is a measure of this name already. Choose another name", "name")
    if better != measure.better and is_settled(measure.first_month):
        raise Refused("Months of it are closed, so which way is better stays. Define another measure", "better")
    if better != measure.better and measure.numbers.exists():
        raise Refused("Numbers were entered already, so which way is better stays. Define another measure", "better")
    if how_often != measure.how_often and is_settled(measure.first_month):
        raise Refused("Months of it are closed, so how often stays. End it and define another measure", "how_often")
    if (owner.role, owner.owner) != (measure.owner_role, measure.owner):
        owner = owner.held()
        forget_typed([measure], owner.owner)
        measure.owner, measure.owner_role = owner.owner, owner.role
    measure.name, measure.better, measure.how_often = name, better, how_often
    tracking.save(measure, by=by, at=at)
    confirmed(measure, may_stay, by=by, at=at)
    return measure


@transaction.atomic
def redefine_measure(
    *, measure: CollectedMeasure, definition: str, holds_from: date, by: User, at: datetime, may_stay: str = ""
) -> MeasureDefinition:
    """It counts something else from a month on; charts break there, and earlier months keep what they counted by.
    Raises Refused."""
    measure = CollectedMeasure.objects.select_for_update().get(pk=measure.pk)
    if is_settled(holds_from):
        raise Refused(f"{months.name(holds_from)} is closed. Choose a later month", "holds_from")
    if holds_from <= measure.first_month:
        raise Refused(f"Choose a month after {months.name(measure.first_month)}, its first", "holds_from")
    if measure.definitions.filter(holds_from__gte=holds_from).exists():
        raise Refused("It has a definition from then on already. Choose a later month", "holds_from")
    made = MeasureDefinition.objects.create(
        measure=measure, words=definition, holds_from=holds_from, added_by=by, added_at=at
    )
    write(about=measure, verb="defined anew", by=by, at=at, words=f"From {months.name(holds_from)}: {definition}")
    confirmed(measure, may_stay, by=by, at=at)
    return made


@transaction.atomic
def end_measure(*, measure: CollectedMeasure, ended_after: date, by: User, at: datetime) -> CollectedMeasure:
    """No number is asked for after the month; what was entered stays. Raises Refused."""
    measure = CollectedMeasure.objects.select_for_update().get(pk=measure.pk)
    if ended_after < measure.first_month:
        raise Refused(f"Choose {months.name(measure.first_month)}, its first month, or a later one", "ended_after")
    if is_settled(months.add(ended_after, 1)):
        raise Refused(f"{months.name(months.add(ended_after, 1))} is closed. Choose a later month", "ended_after")
    if measure.numbers.filter(month__gt=ended_after).exists():
        raise Refused(f"A number was entered for a month after {months.name(ended_after)}", "ended_after")
    measure.ended_after = ended_after
    tracking.save(measure, by=by, at=at)
    return measure


def is_settled(month: date) -> bool:
    """Its cycle, or a later one, is closed: reports of it say what they say."""
    last = closed.last_closed_month()
    return last is not None and month <= last


# --- The numbers ------------------------------------------------------------------------------------------------------


class EnteredMeanwhile(Refused):
    """Somebody entered a number since the form was filled. `theirs` is it."""

    def __init__(self, theirs: CollectedNumber) -> None:
        super().__init__(
            f"{theirs.entered_as} entered {in_words(theirs)} while you typed. If yours is to stand, say why", "why"
        )
        self.theirs = theirs


@transaction.atomic
def enter_number(
    *,
    measure: CollectedMeasure,
    month: date,
    numerator: Decimal,
    denominator: Decimal | None = None,
    evidence: str = "",
    file: tuple[str, bytes] | None = None,
    files: StoredFiles | None = None,
    why: str = "",
    seen: int,
    by: User,
    at: datetime,
    may_stay: str = "",
    generated: bool = False,
) -> CollectedNumber:
    """`seen` is the key of the newest number of the month that the form showed, 0 for none. `file` is a name and a
    content; `files` then goes around the whole transaction. Sent twice it is entered once. A month whose cycle has
    closed may be corrected: its report keeps what was known then.

    Raises Refused with the field that it is about, EnteredMeanwhile where another was entered since.
    """
    measure = CollectedMeasure.objects.select_for_update().get(pk=measure.pk)
    if not may_enter(by, measure):
        raise Refused("This measure has another owner now, so nothing was saved.")
    refuse_month(measure, month, timezone.localdate(at))
    denominator = denominator if measure.is_share else None
    refuse_amounts(measure, numerator, denominator)
    last = measure.numbers.filter(month=month).counting().first()
    if last and is_the_same(last, numerator, denominator, evidence, file):
        return last
    if last and last.pk > seen:
        raise EnteredMeanwhile(last)
    if last and not why:
        raise Refused(f"{in_words(last)} was entered already. Say why it is corrected", "why")
    number = CollectedNumber(
        measure=measure,
        month=month,
        numerator=numerator,
        denominator=denominator,
        evidence=evidence,
        corrects=last,
        why=why if last else "",
        entered_by=by,
        entered_as=by.job_title,
        entered_at=at,
    )
    if file and files:
        put_file(number, *file, files)
    number.load = load_of(number, generated)
    number.save(force_insert=True)
    confirmed(number, may_stay, by=by, at=at)
    KeptNumber.objects.filter(measure=measure, month=month, by=by).delete()
    return number


def is_the_same(
    last: CollectedNumber,
    numerator: Decimal,
    denominator: Decimal | None,
    evidence: str,
    file: tuple[str, bytes] | None,
) -> bool:
    """A button pressed twice."""
    same_file = file is None or hashlib.sha256(file[1]).hexdigest() == last.sha256
    return same_file and (last.numerator, last.denominator, last.evidence) == (numerator, denominator, evidence)


def refuse_month(measure: CollectedMeasure, month: date, on: date) -> None:
    if months.last_day(month) >= on:
        raise Refused(f"{months.name(month)} is not over yet. Enter its number when it is.")
    if not measure.is_asked_for(month) and not measure.numbers.filter(month=month).exists():
        raise Refused(f"No number of {months.name(month)} is asked for.")


def refuse_amounts(measure: CollectedMeasure, numerator: Decimal, denominator: Decimal | None) -> None:
    if numerator < 0:
        raise Refused(f"{measure.numerator_label}: enter 0 or more", "numerator")
    if max(numerator, denominator or Decimal(0)) > LARGEST:
        raise Refused("Enter a smaller number", "numerator")
    if not measure.is_share:
        return
    if denominator is None or denominator <= 0:
        raise Refused(f"{measure.denominator_label}: enter more than 0", "denominator")
    if numerator > denominator:
        raise Refused(f"{measure.numerator_label} must not be more than {measure.denominator_label}", "numerator")


def load_of(number: CollectedNumber, generated: bool) -> Load:
    """Where the provenance of its readings ends: a load without a file, which supersedes that of what it corrects."""
    before = number.corrects.load if number.corrects else None
    said = "|".join(
        (number.measure.slug, months.code(number.month), in_words(number), number.evidence, number.sha256, number.why)
    )
    load = Load.objects.create(
        source=source_key(number.measure.slug),
        month=number.month,
        name=f"{'Corrected' if before else 'Entered'} by {number.entered_as}",
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        rows=1,
        as_at=months.last_day(number.month),
        loaded_at=number.entered_at,
        loaded_by=number.entered_by,
        generated=generated,
        superseded_by=before,  # one load of a month is current at any time: for now the one before
    )
    if before:
        Load.objects.filter(pk=before.pk).update(superseded_by=load)
        Load.objects.filter(pk=load.pk).update(superseded_by=None)
    return load


@transaction.atomic
def keep_number(*, measure: CollectedMeasure, month: date, typed: dict[str, list[str]], by: User, at: datetime) -> None:
    """What is typed and not saved. It changes nothing else."""
    KeptNumber.objects.update_or_create(measure=measure, month=month, by=by, defaults={"typed": typed, "at": at})
