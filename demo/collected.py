"""What owners of the demonstration count themselves, and the figures that measure its actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml
from django.db import transaction

from demo.facts import HERE
from demo.organisation import Organisation
from demo.plan import moment
from figures import months, registry
from figures.models import Kind, Threshold
from figures.reader import Reader
from history import tracking
from improvement.collected.collecting import define_measure, enter_number
from improvement.models import Action, ActionMeasure, CollectedMeasure, CollectedNumber
from improvement.owners.owning import Ownership
from organisation import working_days
from organisation.models import User

ENTERED_ON = 4  # working days after the month has ended
DEFINED_ON = date(2020, 1, 6)


@cache
def collected() -> dict[str, Any]:
    return yaml.safe_load((HERE / "collected.yaml").read_text("utf-8"))


@transaction.atomic
def load_collected(organisation: Organisation) -> bool:
    """True when it made them; False when they were there already."""
    if CollectedMeasure.objects.exists():
        return False
    office = organisation.people["programme-manager"]
    for entry in collected()["measures"]:
        owner = organisation.people[entry["owner"]]
        measure = define(entry, owner, office)
        aim(measure, *entry["target"], by=office)
        enter_all(measure, entry, owner)
    measure_actions(office)
    return True


def define(entry: dict[str, Any], owner: User, office: User) -> CollectedMeasure:
    return define_measure(
        name=entry["name"],
        definition=entry["definition"],
        unit=entry.get("unit", ""),
        numerator_label=entry["numerator"],
        denominator_label=entry.get("denominator", ""),
        better=entry["better"],
        at_end=entry["at_end"],
        counts_children=entry.get("children", False),
        owner=Ownership(person=owner),
        how_often="monthly",
        first_month=entry["from"],
        by=office,
        at=moment(max(entry["from"], DEFINED_ON)),
        generated=True,
    )


def aim(measure: CollectedMeasure, value: int, by_whom: str, holds_from: date, *, by: User) -> None:
    target = Threshold(figure=measure.key, kind=Kind.TARGET, value=Decimal(value), means=by_whom, holds_from=holds_from)
    tracking.save(target, by=by, at=moment(measure.added_at.date()))


def enter_all(measure: CollectedMeasure, entry: dict[str, Any], owner: User) -> None:
    for count, amounts in enumerate(entry["numbers"]):
        month = months.add(entry["from"], count)
        on = working_days.nth(months.add(month, 1), ENTERED_ON)
        enter(measure, month, amounts, owner, on, evidence=entry.get("evidence", ""))
    if corrected := entry.get("corrected"):
        first = CollectedNumber.objects.get(measure=measure, month=corrected["month"])
        more = {"why": corrected["why"], "seen": first.pk, "evidence": first.evidence}
        enter(measure, first.month, corrected["to"], owner, corrected["when"], **more)


def enter(measure: CollectedMeasure, month: date, amounts: int | list[int], owner: User, on: date, **more: Any) -> None:
    numerator, denominator = amounts if isinstance(amounts, list) else (amounts, None)
    enter_number(
        measure=measure,
        month=month,
        numerator=Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        by=owner,
        at=moment(on, 11),
        generated=True,
        **({"seen": 0} | more),
    )


def measure_actions(office: User) -> None:
    """Each began where its figure stood."""
    reader = Reader()
    for reference, key, baseline_month, target, target_on in collected()["actions"]:
        began = reader.reading(registry.figure(key), baseline_month).exact
        row = ActionMeasure(
            action=Action.objects.get(reference=reference),
            figure=key,
            baseline=None if began is None else round(Decimal(began.numerator) / began.denominator, 2),
            baseline_month=None if began is None else baseline_month,
            target=Decimal(target),
            target_on=target_on,
            note="Generated for the demonstration",
        )
        tracking.save(row, by=office, at=moment(months.add(baseline_month, 1)))
