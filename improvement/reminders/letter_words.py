"""The words of reminders: how each kind begins, and what is said of an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from figures import months
from figures.words import capital, count, listing, times
from improvement.due import updates_due
from improvement.models import CollectedMeasure, Reminder
from improvement.models.action import NO_DATE
from improvement.models.reminder import Kind
from improvement.reminders.reminding import dates_near
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
    def is_past(self) -> bool:
        return self.on > self.due

    @cached_property
    def updates(self) -> int:
        return sum(one.missing for one in self.actions)

    @cached_property
    def passed(self) -> int:
        return sum(one.overdue for one in self.actions)

    @cached_property
    def near(self) -> int:
        """Dates that come soon."""
        return sum(len(dates_near(self.on, one)) for one in self.actions)

    def of_missing(self, word: str) -> str:
        """'four actions and one number', where `word` is what an update is counted as."""
        numbers = len(self.measures)
        return listing([count(self.updates, word)] * bool(self.updates) + [count(numbers, "number")] * bool(numbers))

    @property
    def is_one(self) -> bool:
        return self.updates + len(self.measures) == 1

    def due_by(self) -> str:
        """What is said of updates: 'are due by Friday 6 November 2020'."""
        return f"{'were' if self.is_past else 'are'} due by {weekday(self.due)}"

    def sentences(self) -> list[str]:
        """What is missing, and what is past its agreed date: each only where it is so."""
        told = []
        if missing := self.of_missing("update"):
            told.append(f"Updates for {self.month} {self.due_by()}.")
            told.append(f"{capital(missing)}{self.whose} {'is' if self.is_one else 'are'} missing.")
        if self.passed:
            has = "has" if self.passed == 1 else "have"
            told.append(f"{capital(count(self.passed, 'action'))}{self.whose} {has} passed the agreed date.")
        return told


def opened(about: About) -> tuple[str, str]:
    things = about.of_missing("action")
    subject = f"{about.month}: update your {things.removeprefix('one ') if about.is_one else things}"
    if about.is_one:
        verb = "was" if about.is_past else "is"
        what = f"update of {things} {verb} due by {weekday(about.due)}"
    else:
        what = f"updates of {things} {about.due_by()}"
    return subject, f"{about.month} is open. Your {what}."


def pressing(about: About) -> tuple[str, str]:
    """What falls due or is overdue: its subject says which, so that nothing is called late that is not."""
    what, missing = [], about.of_missing("update")
    if missing:
        what.append(f"{missing} {'missing' if about.is_past else f'due by {weekday(about.due)}'}")
    if about.passed:
        what.append(f"{count(about.passed, 'action')} overdue")
    if about.near:
        what.append(f"{count(about.near, 'date')} coming soon")
    soon = ["Dates that come soon are named below."] * bool(about.near)
    return f"{about.month}: {', '.join(what)}", " ".join([*about.sentences(), *soon])


def anew(about: About) -> tuple[str, str]:
    return (
        "Your new link to update your actions",
        f"The programme office sends you a new link to update your actions for {about.month}. Links that you had "
        f"before have ended. Updates {about.due_by()}.",
    )


def of_people(about: About, people: int) -> tuple[str, str]:
    """To a manager."""
    what = listing(["updates"] * bool(about.of_missing("update")) + ["actions"] * bool(about.passed))
    return f"{capital(what)} of {count(people, 'person', 'people')} are overdue", " ".join(about.sentences())


OPENINGS = {Kind.OPENED: opened, Kind.DUE: pressing, Kind.OVERDUE: pressing, Kind.LINK: anew}


# --- The words of one action ------------------------------------------------------------------------------------------


def lines(actions: Sequence[Told], measures: Sequence[CollectedMeasure], month: str) -> list[Line]:
    numbers = [Line(each.name, "A number to enter", f"No number for {month} yet.") for each in measures]
    return [line(one, month) for one in actions] + numbers


def line(one: Told, month: str) -> Line:
    facts = [f"Agreed date: {months.day(one.agreed)}." if one.agreed else f"{NO_DATE}."]
    if one.moves:
        facts.append(f"Moved {times(one.moves)}.")
    left = [step for step in one.action.milestones.all() if step.done_on is None]
    facts += [f"Milestone ‘{step.title}’: due {months.day(step.due_on)}." for step in left]
    if one.asked:
        facts.append(f"No update for {month} yet." if one.missing else f"The update for {month} is saved.")
    state = f"{one.judgement.brag.label}: {one.judgement.reason}"
    return Line(str(one.action), state, " ".join(facts))


def weekday(day: date) -> str:
    return f"{day:%A} {months.day(day)}"


def full_name(person: User) -> str:
    return ", ".join(filter(None, (person.name, person.in_full)))
