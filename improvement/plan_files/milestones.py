"""Milestones of actions, from a spreadsheet. One is known by its action and its title; its day does not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from history.models import write
from improvement.confirming import confirmed
from improvement.models import Action, Milestone
from improvement.plan_files import facts
from intake.merging import Asked, Change, Facts, Merging, Telling
from organisation.refused import Refused

WORDS = ("milestone",)
FACTS = ("action", "milestone", "due_on", "done_on")


class MergingMilestones(Merging):
    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.left: dict[tuple[str, str], dict[int, str]] = {}  # {number: day} of those that no row has named yet
        self.many: Counter[tuple[str, str]] = Counter()

    def month(self) -> date:
        return facts.plan_month(self.today)

    def now(self) -> dict[str, Facts]:
        found = {key: facts_of(milestone) for key, milestone in kept().items()}
        self.left, self.many = {}, Counter()
        for each in found.values():
            of = each["action"], each["milestone"]
            self.many[of] += 1
            self.left.setdefault(of, {})[self.many[of]] = each["due_on"]
        return found

    def read(self, said: Mapping[str, Any]) -> tuple[str, Facts]:
        """Of several of one title it is the one of that day, in whatever order the rows are; else the next; else a new
        one."""
        found = facts.as_facts(said, FACTS)
        if (
            found["action"],
            f"'{found['milestone']}",
        ) in self.many:  # its apostrophe was taken for one before a formula
            found["milestone"] = f"'{found['milestone']}"
        of = found["action"], found["milestone"]
        left = self.left.setdefault(of, {})
        if not left:
            self.many[of] += 1
            return key_of(*of, self.many[of]), found
        number = next((number for number, day in left.items() if day == found["due_on"]), next(iter(left)))
        del left[number]
        return key_of(*of, number), found

    def put(self, change: Change, asked: Asked, tell: Telling) -> None:
        done_on = facts.as_date(change.becomes.get("done_on", ""))
        if change.was is None:
            looks_like_somebody = facts.look_through(change, WORDS, self.today, tell)
            with tell.of("action"):
                action = self.add(change.becomes, done_on, asked)
                if asked.by and looks_like_somebody:
                    confirmed(action, asked.because, by=asked.by, at=asked.at)
            return
        with tell.of("due_on"):
            if change.sets("due_on"):
                day = facts.as_date(change.was["due_on"])
                raise Refused(f"It is due on {day:%d/%m/%Y}, and that does not change")
        if not change.sets("done_on"):
            return
        with tell.of("done_on"):
            if done_on is None:
                raise Refused("It is done already. Leave the day as it is")
            milestone = kept(change.becomes["action"])[change.key]
            milestone.done_on = done_on
            milestone.save(update_fields=["done_on"])
            self.note(milestone.action, "milestone done", f"{milestone.title}, on {done_on:%d/%m/%Y}", asked)

    def add(self, becomes: Facts, done_on: date | None, asked: Asked) -> Action:
        action = Action.objects.filter(reference=becomes["action"]).first()
        if action is None:
            raise Refused(f"There is no action {becomes['action']}. Load the actions first")
        due_on = date.fromisoformat(becomes["due_on"])
        if due_on < action.starts_on:
            raise Refused(f"The action starts later, on {action.starts_on:%d/%m/%Y}", "due_on")
        Milestone.objects.create(action=action, title=becomes["milestone"], due_on=due_on, done_on=done_on)
        self.note(action, "milestone added", becomes["milestone"], asked)
        return action

    def note(self, action: Action, verb: str, words: str, asked: Asked) -> None:
        if asked.by:
            write(about=action, verb=verb, by=asked.by, at=asked.at, words=words)

    def restore(self, key: str, was: Facts, asked: Asked) -> None:
        milestone = kept(was["action"])[key]
        milestone.done_on = facts.as_date(was["done_on"])
        milestone.save(update_fields=["done_on"])
        self.note(milestone.action, "milestone put back", milestone.title, asked)

    def remove(self, keys: Collection[str], asked: Asked) -> None:
        found = kept()
        for key in keys:
            milestone = found[key]
            milestone.delete()
            self.note(milestone.action, "milestone removed", milestone.title, asked)


def key_of(action: str, title: str, number: int) -> str:
    """Of several milestones of one title the number says which, in the order in which they came to be."""
    return f"{action}: {title}" if number == 1 else f"{action} ({number}): {title}"


def kept(action: str = "") -> dict[str, Milestone]:
    """Of one action, or of all."""
    every = Milestone.objects.select_related("action").order_by("action__reference", "pk")
    met: Counter[tuple[str, str]] = Counter()
    found = {}
    for each in every.filter(action__reference=action) if action else every:
        of = each.action.reference, facts.line(each.title)
        met[of] += 1
        found[key_of(*of, met[of])] = each
    return found


def facts_of(milestone: Milestone) -> Facts:
    return {
        "action": milestone.action.reference, "milestone": facts.line(milestone.title),
        "due_on": facts.day(milestone.due_on), "done_on": facts.day(milestone.done_on),
    }  # fmt: skip
