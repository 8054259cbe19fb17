"""Who gets which e-mail on a day: a pure function of what the plan says then.

Nobody gets more than one e-mail of their own actions a day, and none on a day on which the council does not work.

- *opened*: from the day on which the cycle opens, once a person and cycle: all their actions due an update, where an
  update, or the number of a collected measure, is missing.
- *due*: two working days before updates are due, what is missing; and on the working day on which a date comes within a
  week, the actions which are due then, or a milestone of theirs is.
- *overdue*: on the working day after updates were due, and every fifth working day after that, what is missing, and the
  actions past their agreed date; and on the working day after an agreed date has passed, its action.
- *manager*: from the fifth working day after updates were due, once a manager and cycle: what is missing of all their
  people, and the actions past their agreed date. The programme office gets those of owners who have no manager.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from figures.models import Cycle
from improvement.due import updates_due
from improvement.models.reminder import Kind
from improvement.told import Told
from organisation import working_days
from organisation.models import User

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rule:
    """The days that count, from a day on."""

    holds_from: date
    before_due: int  # working days from the e-mail to the day on which updates are due
    ahead: int  # days: a date that is nearer is named
    again: int  # working days from one e-mail of what is overdue to the next
    managers: int  # working days after updates were due


RULES = (Rule(date.min, before_due=2, ahead=7, again=5, managers=5),)


def rule_on(day: date) -> Rule:
    return max((rule for rule in RULES if rule.holds_from <= day), key=lambda rule: rule.holds_from)


@dataclass(frozen=True)
class Owed:
    """What one owner keeps, as it stands on the day."""

    actions: Sequence[Told] = ()
    measures: Sequence[str] = ()  # names of collected measures whose number of the month is missing

    @property
    def asked(self) -> list[Told]:
        return [one for one in self.actions if one.asked]

    @property
    def missing(self) -> list[Told]:
        return [one for one in self.actions if one.missing]

    @property
    def late(self) -> list[Told]:
        """Of which a manager is told."""
        return [one for one in self.actions if one.missing or one.overdue]


@dataclass(frozen=True)
class Letter:
    kind: Kind
    person: User
    actions: tuple[str, ...]  # references
    measures: tuple[str, ...] = ()  # names


@dataclass(frozen=True)
class Known:
    """What was sent before, and who gets what has no manager."""

    office: Collection[User] = ()
    opened: Collection[int] = ()  # keys of people who had it in this cycle
    managers: Collection[int] = ()  # the same
    today: Collection[int] = field(default_factory=tuple)  # who had an e-mail of their own actions for the day


def letters(day: date, cycle: Cycle, owed: Mapping[User, Owed], known: Known) -> list[Letter]:
    """`owed` is by owner, of those who are there."""
    if not working_days.is_working(day) or day < cycle.opened_on:
        return []
    rule, due = rule_on(day), updates_due(cycle.opened_on)
    own = [own_letter(day, due, rule, owner, theirs, known) for owner, theirs in owed.items()]
    return [letter for letter in own if letter] + list(to_managers(day, due, rule, owed, known))


def own_letter(day: date, due: date, rule: Rule, owner: User, owed: Owed, known: Known) -> Letter | None:
    """One at most: what is overdue goes with what falls due."""
    if owner.pk in known.today:
        return None
    if owner.pk not in known.opened and (owed.missing or owed.measures):
        return Letter(Kind.OPENED, owner, named(owed.asked), tuple(owed.measures))
    warns, chases = day == working_days.before(due, rule.before_due), is_day_of_chasing(day, due, rule)
    near = [one for one in owed.actions if (warns and one.missing) or comes_near(day, one, rule)]
    late = [one for one in owed.actions if (chases and (one.missing or one.overdue)) or has_just_passed(day, one)]
    measures = tuple(owed.measures) if warns or chases else ()
    if not (near or late or measures):
        return None
    kind = Kind.OVERDUE if late or (chases and measures) else Kind.DUE
    return Letter(kind, owner, named([one for one in owed.actions if one in near or one in late]), measures)


def named(actions: Sequence[Told]) -> tuple[str, ...]:
    return tuple(one.action.reference for one in actions)


def comes_near(day: date, one: Told, rule: Rule) -> bool:
    """A date of it lies within so many days, and did not on the working day before: so it is named once."""
    before, ahead = working_days.last_until(day - DAY), DAY * rule.ahead
    return any(before + ahead < date_ <= day + ahead for date_ in dates_ahead(one))


def dates_near(day: date, one: Told) -> list[date]:
    """Those of it that come within so many days."""
    return [date_ for date_ in dates_ahead(one) if day <= date_ <= day + DAY * rule_on(day).ahead]


def dates_ahead(one: Told) -> list[date]:
    if one.complete:
        return []
    steps = [step.due_on for step in one.action.milestones.all() if step.done_on is None]
    return [one.agreed, *steps] if one.agreed else steps


def is_day_of_chasing(day: date, due: date, rule: Rule) -> bool:
    """The first working day after updates were due, and every so many after that."""
    since = working_days_since(due, day)
    return since > 0 and (since - 1) % rule.again == 0


def has_just_passed(day: date, one: Told) -> bool:
    return one.overdue and one.agreed is not None and working_days.first_from(one.agreed + DAY) == day


def working_days_since(due: date, day: date) -> int:
    """1 on the first working day after it; 0 until then."""
    return working_days.clear_days(due, day) + 1 if day > due else 0


def to_managers(day: date, due: date, rule: Rule, owed: Mapping[User, Owed], known: Known) -> Iterator[Letter]:
    if working_days_since(due, day) < rule.managers:
        return
    told: dict[User, list[Owed]] = {}
    for owner, theirs in owed.items():
        if theirs.late or theirs.measures:
            for manager in managers_of(owner, known.office):
                told.setdefault(manager, []).append(theirs)
    for manager, people in told.items():
        if manager.pk not in known.managers:
            actions = [one for theirs in people for one in theirs.late]
            measures = tuple(name for theirs in people for name in theirs.measures)
            yield Letter(Kind.MANAGER, manager, named(actions), measures)


def managers_of(owner: User, office: Collection[User]) -> Collection[User]:
    """Nobody is told of themselves."""
    if owner.manager and owner.manager.is_active:
        return [owner.manager]
    return [person for person in office if person != owner]
