"""A plan of 400 actions and 60 owners with years of monthly updates and closed cycles, made in an empty database.

python -m benchmarks.big_plan YEARS
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402 - the settings come first

from figures import months  # noqa: E402
from figures.models import Cycle  # noqa: E402
from improvement.models import (  # noqa: E402
    Action,
    Brag,
    DateChange,
    Evidence,
    Milestone,
    Standing,
    Theme,
    Update,
    Updated,
)
from organisation import working_days  # noqa: E402
from organisation.models import Council, Holding, Service, User  # noqa: E402

TODAY = date(2020, 11, 9)
LAST = date(2020, 10, 1)
ACTIONS, OWNERS, AREAS, SERVICES = 400, 60, 9, 6
BEGAN = date(2015, 10, 1)
EACH = 3  # milestones, and changes of the date, of an action
WORDS = "Two of three teams use it. The third begins when its training is over, which is planned for next month. " * 3
DAY = timedelta(days=1)
NO_PASSWORD = "!"  # nobody signs in with it


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def make(cycles_: int, actions_: int = ACTIONS, owners_: int = OWNERS) -> dict[str, int]:
    office, *owners = people(owners_)
    cycles = make_cycles(months.up_to(LAST, cycles_))
    actions = make_actions(actions_, owners)
    work(actions, office)
    Update.objects.bulk_create(updates(actions, cycles), batch_size=2000)
    Standing.objects.bulk_create(standings(actions, cycles[:-1]), batch_size=2000)
    return {"actions": len(actions), "updates": Update.objects.count(), "standings": Standing.objects.count()}


def people(count: int) -> list[User]:
    rows = [
        User(email=f"owner{n}@council.example", job_title=f"Service manager {n}", password="!") for n in range(count)
    ]
    office = User.objects.create(email="office@council.example", job_title="Programme manager", password=NO_PASSWORD)
    Holding.objects.create(user=office, role="programme_office", starts_on=BEGAN)
    return [office, *User.objects.bulk_create(rows)]


def make_cycles(wanted: Sequence[date]) -> list[Cycle]:
    rows = []
    for month in wanted:
        opened = working_days.first_from(months.add(month, 1))
        rows.append(
            Cycle(month=month, opened_on=opened, closed_at=None if month == LAST else moment(opened + 20 * DAY))
        )
    return Cycle.objects.bulk_create(rows)


def make_actions(count: int, owners: Sequence[User]) -> list[Action]:
    themes = Theme.objects.bulk_create(Theme(code=str(n), title=f"Area {n}", position=n) for n in range(AREAS))
    services = Service.objects.bulk_create(
        Service(slug=f"service-{n}", name=f"Service {n}", starts_on=BEGAN) for n in range(SERVICES)
    )
    actions = Action.objects.bulk_create(
        Action(
            reference=f"{n % AREAS}.{n}",
            title=f"Bring the practice standards to team {n}",
            theme=themes[n % AREAS],
            service=services[n % SERVICES],
            owner=owners[n % len(owners)],
            position=n,
            added_on=BEGAN,
            starts_on=BEGAN,
            original_date=date(2020, 6, 1) + n * DAY,
        )
        for n in range(count)
    )
    waits = Action.waits_for.through
    waits.objects.bulk_create(waits(from_action=actions[n], to_action=actions[n + 1]) for n in range(0, count, 4))
    return actions


def work(actions: Sequence[Action], office: User) -> None:
    """The same however long the history is."""
    milestones, changes, evidence = [], [], []
    for action in actions:
        first = action.original_date or TODAY
        dates = [first + 30 * step * DAY for step in range(EACH + 1)]
        for step in range(EACH):
            done = dates[step] if step == 0 else None
            milestones.append(Milestone(action=action, title=f"Step {step}", due_on=dates[step], done_on=done))
            changes.append(
                DateChange(
                    action=action, from_date=dates[step], to_date=dates[step + 1], reason="The supplier is late",
                    agreed_by=office, agreed_on=date(2020, 5, 1) + step * DAY,
                )
            )  # fmt: skip
        evidence.append(
            Evidence(
                action=action,
                title="Minutes",
                where="In the file",
                dated_on=BEGAN,
                added_by=office,
                added_at=moment(BEGAN),
            )
        )
    Milestone.objects.bulk_create(milestones)
    DateChange.objects.bulk_create(changes)
    Evidence.objects.bulk_create(evidence)


def updates(actions: Sequence[Action], cycles: Sequence[Cycle]) -> Iterator[Update]:
    """Of the open cycle, those of half of the actions are missing."""
    for cycle in cycles:
        for n, action in enumerate(actions):
            if cycle.closed_at or n % 2:
                at = moment(cycle.opened_on + 3 * DAY)
                yield Update(action=action, cycle=cycle, words=WORDS, reported="on_track", by=action.owner, at=at)


def standings(actions: Sequence[Action], cycles: Sequence[Cycle]) -> Iterator[Standing]:
    states = [Brag.GREEN, Brag.AMBER, Brag.RED, Brag.GREY]
    for number, cycle in enumerate(cycles):
        for n, action in enumerate(actions):
            brag = states[(n + number // 6) % len(states)]
            yield Standing(
                cycle=cycle,
                action=action,
                theme=action.theme,
                service=action.service,
                owner=action.owner.job_title if action.owner else "",
                owned_by=action.owner,
                brag=brag,
                reason="due 31 August 2020, 9 days overdue, no new date agreed",
                previous=states[(n + max(0, number - 1) // 6) % len(states)] if number else "",
                original_date=action.original_date,
                agreed_date=action.original_date,
                days_overdue=9 if brag == Brag.RED else 0,
                updated=Updated.ON_TIME if n % 5 else Updated.LATE,
                judged_on=cycle.closed_at.date() if cycle.closed_at else TODAY,
            )


if __name__ == "__main__":
    with transaction.atomic():
        Council.objects.create(name="Ashdale Council", email="improvement@council.example", plays_on=TODAY)
        print(json.dumps(make(12 * int(sys.argv[1]))))
