"""The words of reminders: how each kind begins, and what is said of an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from figures import months
from figures.words import capital, count, listing
from improvement.due import updates_due
from improvement.models import CollectedMeasure, Reminder
from improvement.models.action import NO_DATE
from improvement.models.reminder import Kind
from improvement.told import Told
from organisation.models import User


@dataclass(frozen=True)
class Line:
    """One action."""

    title: str
    state: str
    facts: str


# --- What each kind begins with: its subject, and its first paragraph -------------------------------------------------


@dataclass(frozen=True)
class About:
    reminder: Reminder
    actions: Sequence[Told]
    measures: Sequence[CollectedMeasure]
    on: date
    whose: str = " of yours"

    @property
    def month(self) -> str:
        return months.name(self.reminder.cycle.month)

    @cached_property
    def due(self) -> date:
        """Asks the database for the rules once."""
        return updates_due(self.reminder.cycle.opened_on)

    @property
    def things(self) -> str:
        """'four actions and one number'"""
        actions, numbers = len(self.actions), len(self.measures)
        return listing([count(actions, "action")] * bool(actions) + [count(numbers, "number")] * bool(numbers))

    @property
    def is_one(self) -> bool:
        return len(self.actions) + len(self.measures) == 1

    def missing(self) -> list[str]:
        """What is missing, in sentences: none, or two."""
        updates = sum(one.missing for one in self.actions)
        parts = [count(updates, "update")] * bool(updates)
        parts += [count(len(self.measures), "number")] * bool(self.measures)
        if not parts:
            return []
        were = "were" if self.on > self.due else "are"
        is_ = "is" if updates + len(self.measures) == 1 else "are"
        first = f"Updates for {self.month} {were} due by {weekday(self.due)}."
        return [first, f"{capital(listing(parts))}{self.whose} {is_} missing."]

    def passed(self) -> list[str]:
        """What is past its agreed date, in a sentence, or none."""
        passed = sum(one.overdue for one in self.actions)
        has = "has" if passed == 1 else "have"
        return [f"{capital(count(passed, 'action'))}{self.whose} {has} passed the agreed date."] * bool(passed)


def opened(about: About) -> tuple[str, str]:
    what = f"update of {about.things} is" if about.is_one else f"updates of {about.things} are"
    subject = f"{about.month}: update your {about.things.removeprefix('one ') if about.is_one else about.things}"
    return subject, f"{about.month} is open. Your {what} due by {weekday(about.due)}."


def due(about: About) -> tuple[str, str]:
    subject = f"{capital(about.things)} of yours {'falls' if about.is_one else 'fall'} due soon"
    return subject, " ".join([*about.missing(), "Dates that come soon are named below."])


def overdue(about: About) -> tuple[str, str]:
    subject = f"{capital(about.things)} of yours {'needs' if about.is_one else 'need'} you now"
    return subject, " ".join([*about.missing(), *about.passed()])


def anew(about: About) -> tuple[str, str]:
    return (
        "Your new link to update your actions",
        f"The programme office sends you a new link to update your actions for {about.month}. Links that you had "
        f"before have ended. Updates are due by {weekday(about.due)}.",
    )


def of_people(about: About, people: int) -> tuple[str, str]:
    """To a manager."""
    missing, passed = about.missing(), about.passed()
    what = listing(["updates"] * bool(missing) + ["actions"] * bool(passed))
    return f"{capital(what)} of {count(people, 'person', 'people')} are overdue", " ".join([*missing, *passed])


OPENINGS = {Kind.OPENED: opened, Kind.DUE: due, Kind.OVERDUE: overdue, Kind.LINK: anew}


# --- The words of one action ------------------------------------------------------------------------------------------


def lines(actions: Sequence[Told], measures: Sequence[CollectedMeasure], month: str) -> list[Line]:
    numbers = [Line(each.name, "A number to enter", f"No number for {month} yet.") for each in measures]
    return [line(one, month) for one in actions] + numbers


def line(one: Told, month: str) -> Line:
    facts = [f"Agreed date: {months.day(one.agreed)}." if one.agreed else f"{NO_DATE}."]
    if one.moves:
        facts.append(f"Moved {count(one.moves, 'time')}.")
    left = [step for step in one.action.milestones.all() if step.done_on is None]
    facts += [f"Milestone ‘{step.title}’ is due {months.day(step.due_on)}." for step in left]
    if one.asked:
        facts.append(f"No update for {month} yet." if one.missing else f"The update for {month} is saved.")
    state = f"{one.judgement.brag.label}: {one.judgement.reason}"
    return Line(str(one.action), state, " ".join(facts))


def weekday(day: date) -> str:
    return f"{day:%A} {months.day(day)}"


def full_name(person: User) -> str:
    return ", ".join(filter(None, (person.name, person.in_full)))
