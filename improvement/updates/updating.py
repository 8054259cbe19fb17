"""Owners keep their actions: an update in a cycle, milestones done, a new date asked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from figures import months
from figures.models import Cycle
from figures.words import listing
from history import tracking
from history.models import write
from improvement.brag import SAYS, WORST_FIRST, Judgement, Known, by_rule
from improvement.confirming import confirmed
from improvement.evidence.keeping import Piece, StoredFiles, add_evidence, is_added
from improvement.models import Action, DateRequest, Decision, KeptUpdate, Milestone, Reported, Update
from improvement.rules.dated import known_rules, rule_on
from improvement.seen import SavedMeanwhile
from improvement.standing import agreed_date, known_on
from organisation.models import User
from organisation.refused import Refused

MEANWHILE = (
    "Somebody saved an update of this action while you typed. Both are below. Save again if yours is to stand as well."
)
KEPT_OF_UPDATE = ("words", "reported", "why_better", "forecast_date", "help_wanted")


@dataclass(frozen=True)
class Said:
    """What an owner says of an action: {field of the form: answer}."""

    reported: str
    words: str
    why_better: str = ""
    forecast_date: date | None = None
    done: Collection[int] = field(default_factory=tuple)  # keys of milestones ticked
    help_wanted: str = ""
    new_date: date | None = None
    new_date_reason: str = ""
    piece: Piece | None = None  # of evidence


@transaction.atomic
def save_update(
    *,
    action: Action,
    cycle: Cycle,
    said: Said,
    seen: int,
    files: StoredFiles,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> Update:
    """`seen` is the key of the newest update that the form showed, 0 for none. Sent twice it is saved once, and so is
    its evidence, whose `files` go around the whole transaction. What only adds evidence, a milestone or a new date to
    the update of the cycle writes no second one. `may_stay` is why words that look like somebody's were left as they
    are.

    Raises Refused with the field that it is about, SavedMeanwhile where another was saved since.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    cycle = Cycle.objects.get(pk=cycle.pk)
    refuse_what_is_not_theirs(action, cycle, by)
    newest = action.updates.order_by("pk").last()
    if newest and newest.pk > seen:
        if is_the_same(newest, cycle, said, by):
            if said.piece and not is_added(action, said.piece, by=by, since=newest.at):
                add_evidence(action=action, piece=said.piece, files=files, by=by, at=at)
            return newest
        raise SavedMeanwhile(newest, MEANWHILE)
    on = timezone.localdate(at)
    refuse_what_does_not_fit(action, said, on)
    saved = action.updates.filter(cycle=cycle).order_by("pk").last()
    says_more = saved is None or not says_the_same(saved, said)
    tick(action, said.done, on, by, at)
    if said.reported == Reported.COMPLETE and action.completed_on is None:
        complete(action, on, by, at)
        says_more = True
    if said.new_date:
        ask_for_date(
            action=action,
            to_date=said.new_date,
            reason=said.new_date_reason,
            expected=said.forecast_date,
            by=by,
            at=at,
        )
    confirmed(action, may_stay, by=by, at=at)
    if said.piece and not (saved and is_added(action, said.piece, by=by, since=saved.at)):
        add_evidence(action=action, piece=said.piece, files=files, by=by, at=at)
    forget(action=action, cycle=cycle, by=by)
    if saved and not says_more:
        return saved
    return Update.objects.create(
        action=action,
        cycle=cycle,
        words=said.words,
        started=said.reported != Reported.NOT_STARTED,
        reported=said.reported,
        why_better=said.why_better,
        help_wanted=said.help_wanted,
        forecast_date=said.forecast_date,
        by=by,
        at=at,
    )


def refuse_what_is_not_theirs(action: Action, cycle: Cycle, by: User) -> None:
    if action.owner_id != by.pk:
        raise Refused(
            "This action has another owner now, so nothing was saved. Tell the programme office if it is yours."
        )
    if cycle.closed_at:
        month = months.name(cycle.month)
        raise Refused(f"The report of {month} is signed, so its updates are closed. Nothing was saved.")


def is_the_same(update: Update, cycle: Cycle, said: Said, by: User) -> bool:
    """All of it was saved: a button pressed twice."""
    if (update.by_id, update.cycle_id) != (by.pk, cycle.pk) or not says_the_same(update, said):
        return False
    if Milestone.objects.filter(action=update.action_id, pk__in=said.done, done_on=None).exists():
        return False
    if said.new_date is None:
        return True
    waiting = DateRequest.objects.waiting().filter(action=update.action_id, to_date=said.new_date)
    return waiting.filter(reason=said.new_date_reason).exists()


def says_the_same(update: Update, said: Said) -> bool:
    return all(getattr(update, name) == getattr(said, name) for name in KEPT_OF_UPDATE)


def refuse_what_does_not_fit(action: Action, said: Said, on: date) -> None:
    if action.completed_on and said.reported != Reported.COMPLETE:
        raise Refused("This action is complete and waits to be assured. Say so to whoever assures it.", "reported")
    if said.reported == Reported.NOT_STARTED and action.updates.filter(started=True).exists():
        raise Refused("An earlier update says that it has started. Select how it is going", "reported")
    if said.forecast_date and said.forecast_date < on and said.reported != Reported.COMPLETE:
        raise Refused("The day by which you expect it has passed. Enter another, or leave it empty", "forecast_date")
    rule = worse_by_rule(action, said, on)
    if rule and not said.why_better:
        raise Refused(
            f"By the rule it is {rule.brag.label}: {rule.reason.rstrip('.')}. Say why it is going better than the rule "
            "says, or change how it is going",
            "why_better",
        )


def worse_by_rule(action: Action, said: Said, on: date) -> Judgement | None:
    """What the rule says, where they report better than that: judged with the milestones that they tick and the date
    that they expect or, where they say none any more, with the one that they expected before."""
    brag = SAYS.get(Reported(said.reported))
    if brag is None:
        return None
    known = known_on(Action.objects.with_story().get(pk=action.pk), on)
    ticked = set(action.milestones.filter(pk__in=said.done).values_list("title", flat=True))
    told = Known(
        agreed_date=known.agreed_date,
        forecast_date=said.forecast_date or known.forecast_date,
        started=True,
        late_milestones=tuple(title for title in known.late_milestones if title not in ticked),
        late_awaited=known.late_awaited,
    )
    rule = by_rule(told, on, rule_on(known_rules(), on))
    return rule if WORST_FIRST[brag] > WORST_FIRST[rule.brag] else None


def tick(action: Action, done: Collection[int], on: date, by: User, at: datetime) -> None:
    ticked = list(Milestone.objects.select_for_update().filter(action=action, pk__in=done, done_on=None))
    for milestone in ticked:
        milestone.done_on = on
    Milestone.objects.bulk_update(ticked, ["done_on"])
    if ticked:
        write(about=action, verb="milestones done", by=by, at=at, words=listing([each.title for each in ticked]))


def complete(action: Action, on: date, by: User, at: datetime) -> None:
    """It needs no new date any more, so none waits for somebody to agree."""
    action.completed_on = on
    tracking.save(action, by=by, at=at)
    write(about=action, verb="completed", by=by, at=at, words="Reported complete by the owner")
    if waiting := withdraw_what_waits(action, by, at):
        words = f"{months.day(waiting.to_date)}: the action is reported complete"
        write(about=action, verb="new date withdrawn", by=by, at=at, words=words)


def withdraw_what_waits(action: Action, by: User, at: datetime) -> DateRequest | None:
    waiting = DateRequest.objects.select_for_update().waiting().filter(action=action).first()
    if waiting:
        waiting.decision, waiting.decided_by, waiting.decided_at = Decision.WITHDRAWN, by, at
        waiting.save(update_fields=["decision", "decided_by", "decided_at"])
    return waiting


@transaction.atomic
def ask_for_date(
    *, action: Action, to_date: date, reason: str, expected: date | None = None, by: User, at: datetime
) -> DateRequest:
    """In place of what they asked for before and nobody has decided. `expected` is the day by which they say that it is
    complete. Raises Refused."""
    story = Action.objects.with_story().get(pk=action.pk)
    agreed = agreed_date(story, timezone.localdate(at))
    if not reason:
        raise Refused("Say why a new date is needed", "new_date_reason")
    if story.completed_on:
        raise Refused("It is complete, so it needs no new date. Leave this empty", "new_date")
    if agreed is None:
        raise Refused("No date is set yet. Ask the programme office to set the first one", "new_date")
    if to_date == agreed:
        raise Refused(f"{months.day(agreed)} is its date already", "new_date")
    if to_date < action.starts_on:
        raise Refused("The new date must be after the action starts", "new_date")
    refuse_what_contradicts(to_date, expected, agreed)
    same = DateRequest.objects.waiting().filter(action=action, to_date=to_date, reason=reason).first()
    if same:
        return same
    withdraw_what_waits(action, by, at)
    request = DateRequest.objects.create(
        action=action, from_date=agreed, to_date=to_date, reason=reason, asked_by=by, asked_at=at
    )
    words = f"from {months.day(agreed)} to {months.day(to_date)}: {reason}"
    write(about=action, verb="new date asked for", by=by, at=at, words=words)
    return request


def refuse_what_contradicts(to_date: date, expected: date | None, agreed: date) -> None:
    """To ask for some days more than they expect to need is sensible."""
    if expected is None:
        return
    if expected > to_date:
        raise Refused(
            f"You expect it by {months.day(expected)}, later than the new date of {months.day(to_date)}. Ask for that "
            "day or a later one, or change the day by which you expect it",
            "new_date",
        )
    if expected <= agreed < to_date:
        raise Refused(
            f"You expect it by {months.day(expected)}: then it keeps its date of {months.day(agreed)} and needs no new "
            "one. Change the day by which you expect it, or empty the new date",
            "forecast_date",
        )


@transaction.atomic
def keep(*, action: Action, cycle: Cycle, typed: dict[str, list[str]], by: User, at: datetime) -> None:
    """What is typed and not saved. It changes nothing else."""
    KeptUpdate.objects.update_or_create(action=action, cycle=cycle, by=by, defaults={"typed": typed, "at": at})


def forget(*, action: Action, cycle: Cycle, by: User) -> None:
    """What was typed is typed no more."""
    KeptUpdate.objects.filter(action=action, cycle=cycle, by=by).delete()
