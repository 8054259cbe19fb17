"""The plan of the demonstration: nine areas of focus, thirty actions, and the cycles in which they were told."""

import csv
import hashlib
import io
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from demo.facts import facts, plan
from demo.organisation import Organisation
from demo.recommendations import success_of
from figures import months
from figures.models import Cycle
from history import tracking
from improvement.due import updates_due
from improvement.models import (
    Action,
    DateChange,
    DateRequest,
    Decision,
    Funding,
    Milestone,
    PlanRule,
    Theme,
    Update,
)
from improvement.standing import agreed_date
from intake.models import Load
from organisation import working_days
from organisation.models import User

FIRST, AUGUST, SEPTEMBER, OCTOBER = date(2020, 1, 1), date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
TOLD = {AUGUST: "august", SEPTEMBER: "september", OCTOBER: "october"}
WRITTEN_ON = {AUGUST: date(2020, 9, 22), SEPTEMBER: date(2020, 10, 20), OCTOBER: date(2020, 11, 6)}
ASKED_BEFORE = 4  # working days from asking for a new date to its agreement
SET_ON = date(2020, 1, 6)
UNDER_WAY = 45  # days
ADDED_ON = date(2020, 1, 20)  # the areas of focus, with the first actions
GENERATED = "Owner, dates and update are generated."


def moment(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


@transaction.atomic
def load_plan(organisation: Organisation) -> bool:
    """True when it made the plan; False when the plan was there already."""
    if Theme.objects.exists():
        return False
    rule = PlanRule(holds_from=FIRST, recoverable_days=30, update_days=5)
    tracking.save(rule, by=organisation.people["administrator"], at=moment(SET_ON))
    themes = make_themes()
    cycles = make_cycles()
    actions = make_actions(organisation, themes)
    for entry in plan()["actions"]:
        make_story(entry, actions, organisation)
    make_funding(themes, actions)
    make_updates(actions, cycles)
    return True


def make_themes() -> dict[str, Theme]:
    rows = [
        Theme(code=area["ref"], title=area["title"], why=plan()["whys"][area["ref"]], position=position)
        for position, area in enumerate(facts()["focus_areas"], 1)
    ]
    for theme in rows:
        tracking.save(theme, by=None, at=moment(ADDED_ON))
    return {theme.code: theme for theme in rows}


def make_cycles() -> dict[date, Cycle]:
    wanted = months.up_to(OCTOBER, 10)
    rows = [
        Cycle(month=month, opened_on=working_days.first_from(months.add(month, 1)))
        for month in wanted
        if month >= FIRST
    ]
    return {cycle.month: cycle for cycle in Cycle.objects.bulk_create(rows)}


def make_actions(organisation: Organisation, themes: dict[str, Theme]) -> dict[str, Action]:
    made: dict[str, Action] = {}
    entries = sorted(plan()["actions"], key=lambda entry: entry["added"])
    for month, added in groupby(entries, key=lambda entry: entry["added"].replace(day=1)):
        batch = list(added)
        load = make_load(month, batch, organisation.people["programme-manager"])
        for entry in batch:
            made[entry["ref"]] = make_action(entry, load, organisation, themes)
    return made


def make_load(month: date, entries: list[dict[str, Any]], by: User) -> Load:
    """The plan's file of the month in which actions were added to it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["reference", "title", "theme", "service", "owner", "starts", "due"])
    for entry in entries:
        writer.writerow(
            [entry[key] for key in ("ref", "title")]
            + [entry["ref"].split(".")[0]]
            + [str(entry[key]) for key in ("service", "owner", "starts", "due")]
        )
    return Load.objects.create(
        source="plan",
        month=month,
        name=f"plan-{months.code(month)}.csv",
        sha256=hashlib.sha256(text.getvalue().encode()).hexdigest(),
        rows=len(entries),
        as_at=entries[0]["added"],
        loaded_at=moment(entries[0]["added"], 16),
        loaded_by=by,
        generated=True,
    )


def make_action(entry: dict[str, Any], load: Load, organisation: Organisation, themes: dict[str, Theme]) -> Action:
    theme, position = entry["ref"].split(".")
    assurer, assured_on = entry.get("assured", (None, None))
    action = Action(
        reference=entry["ref"],
        title=entry["title"],
        success=success_of(entry["ref"]),
        theme=themes[theme],
        service=organisation.services[entry["service"]],
        owner=organisation.people[entry["owner"]],
        position=int(position),
        added_on=entry["added"],
        starts_on=entry["starts"],
        original_date=entry["due"],
        completed_on=entry.get("completed"),
        evidence=entry.get("evidence", ""),
        assured_by=organisation.people[assurer] if assurer else None,
        assured_on=assured_on,
        load=load,
        generated=GENERATED,
    )
    tracking.save(action, by=None, at=moment(entry["added"]))
    return action


def make_story(entry: dict[str, Any], actions: dict[str, Action], organisation: Organisation) -> None:
    """Moves of the date, milestones, and what the action waits for."""
    action = actions[entry["ref"]]
    before = entry["due"]
    for to_date, reason, agreed_on in entry.get("moves", []):
        asked = ask(action, before, to_date, reason, moment(working_days.before(agreed_on, ASKED_BEFORE)))
        asked.decision, asked.decided_by = Decision.AGREED, organisation.people["deputy-director"]
        asked.decided_at = moment(agreed_on, 15)
        asked.save()
        DateChange.objects.create(
            action=action,
            from_date=before,
            to_date=to_date,
            reason=reason,
            agreed_by=asked.decided_by,
            agreed_on=agreed_on,
        )
        before = to_date
    if waiting := entry.get("asks"):
        to_date, reason, asked_on = waiting
        ask(action, before, to_date, reason, moment(asked_on))
    for title, due_on, done_on in entry.get("milestones", []):
        Milestone.objects.create(action=action, title=title, due_on=due_on, done_on=done_on)
    action.waits_for.set([actions[reference] for reference in entry.get("waits_for", [])])


def ask(action: Action, from_date: date, to_date: date, reason: str, at: datetime) -> DateRequest:
    assert action.owner is not None  # noqa: S101 - every action of the demonstration has one
    return DateRequest.objects.create(
        action=action, from_date=from_date, to_date=to_date, reason=reason, asked_by=action.owner, asked_at=at
    )


def make_funding(themes: dict[str, Theme], actions: dict[str, Action]) -> None:
    Funding.objects.bulk_create(
        Funding(
            theme=themes[entry["theme"]],
            action=actions.get(entry.get("action", "")),
            purpose=entry["purpose"],
            source=entry["source"],
            lead=entry["lead"],
            allocated=entry["allocated"],
            decided_on=entry["decided"],
        )
        for entry in plan()["funding"]
    )


def make_updates(actions: dict[str, Action], cycles: dict[date, Cycle]) -> None:
    entries = {entry["ref"]: entry for entry in plan()["actions"]}
    rows = []
    for action in Action.objects.with_story():
        owner = action.owner
        assert owner is not None  # noqa: S101 - every action of the demonstration has one
        for month, cycle in cycles.items():
            update = tell(entries[action.reference], action, month)
            if update and not is_missing(action, month):
                words, forecast, started = update
                if early := first_word(action, cycle, started):
                    rows.append(early)
                written = written_on(cycle)
                reported, why = entries[action.reference].get("reported", ("", "")) if month == OCTOBER else ("", "")
                rows.append(
                    Update(
                        action=action,
                        cycle=cycle,
                        words=words,
                        forecast_date=forecast,
                        started=started,
                        reported=reported,
                        why_better=why,
                        by=owner,
                        at=moment(written),
                        generated=True,
                    )
                )
    Update.objects.bulk_create(rows)


def first_word(action: Action, cycle: Cycle, started: bool) -> Update | None:
    """What most owners write by the day on which it is due; in the third week they write what the report prints."""
    on = updates_due(cycle.opened_on, ())
    gone = action.completed_on and action.completed_on <= on
    if cycle.month == OCTOBER or is_late(action, cycle.month) or gone or action.added_on > cycle.opened_on:
        return None
    return Update(
        action=action,
        cycle=cycle,
        words=plan()["first_word"],
        forecast_date=agreed_date(action, on),
        started=started and action.starts_on <= on,
        by=action.owner,
        at=moment(on, 9),
        generated=True,
    )


def is_late(action: Action, month: date) -> bool:
    """About one in seven."""
    return (number_of(action) * 5 + month.month * 3) % 7 == 0


def is_missing(action: Action, month: date) -> bool:
    """Of the generated months, about one in thirteen, of work that is well under way."""
    under_way = (month - action.starts_on).days > UNDER_WAY and not action.completed_on
    return month not in TOLD and under_way and (number_of(action) * 7 + month.month * 4) % 13 == 0


def number_of(action: Action) -> int:
    """The same in every database."""
    return int(action.reference.replace(".", ""))


def written_on(cycle: Cycle) -> date:
    """Owners write in the third week after the month, before the cycle closes."""
    return WRITTEN_ON.get(cycle.month) or working_days.first_from(months.add(cycle.month, 1).replace(day=16))


def tell(entry: dict[str, Any], action: Action, month: date) -> tuple[str, date | None, bool] | None:
    """Words, forecast, and whether it has started; None where the owner wrote nothing."""
    if month in TOLD:
        told = entry.get(TOLD[month])
        return (told[0], told[1], told[2] if len(told) > 2 else True) if told else None
    on = working_days.first_from(months.add(month, 1).replace(day=16))
    if action.added_on > on or (action.completed_on and action.completed_on < on):
        return None
    if action.starts_on > on:
        return "Not started; nothing has changed.", agreed_date(action, on), False
    told_before = (month.year - action.added_on.year) * 12 + month.month - action.added_on.month
    words = plan()["earlier"][max(0, min(told_before, len(plan()["earlier"]) - 1))]
    return words, agreed_date(action, on), True
