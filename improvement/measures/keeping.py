"""The programme office says by which figures an action is measured."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from figures import registry
from history import tracking
from history.models import write
from improvement.confirming import confirmed
from improvement.models import Action, ActionMeasure
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_action_measure(
    *,
    action: Action,
    figure: str,
    baseline: Decimal | None,
    baseline_month: date | None,
    target: Decimal,
    target_on: date,
    note: str,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> ActionMeasure:
    """Raises Refused."""
    action = Action.objects.select_for_update().get(pk=action.pk)
    if figure not in registry.figures():
        raise Refused("Choose a figure from the list", "figure")
    if action.measures.filter(figure=figure).exists():
        raise Refused("The action is measured by this figure already. Change that one", "figure")
    refuse_half_a_baseline(baseline, baseline_month)
    measure = ActionMeasure(
        action=action,
        figure=figure,
        baseline=baseline,
        baseline_month=baseline_month,
        target=target,
        target_on=target_on,
        note=note,
    )
    save(measure, "measure added", by, at, may_stay)
    return measure


@transaction.atomic
def change_action_measure(
    *,
    measure: ActionMeasure,
    baseline: Decimal | None,
    baseline_month: date | None,
    target: Decimal,
    target_on: date,
    note: str,
    by: User,
    at: datetime,
    may_stay: str = "",
) -> ActionMeasure:
    """Raises Refused."""
    measure = ActionMeasure.objects.select_for_update().get(pk=measure.pk)
    refuse_half_a_baseline(baseline, baseline_month)
    measure.baseline, measure.baseline_month = baseline, baseline_month
    measure.target, measure.target_on, measure.note = target, target_on, note
    save(measure, "measure changed", by, at, may_stay)
    return measure


@transaction.atomic
def remove_action_measure(*, measure: ActionMeasure, by: User, at: datetime) -> None:
    measure = ActionMeasure.objects.select_for_update().get(pk=measure.pk)
    write(about=measure.action, verb="measure removed", by=by, at=at, words=registry.label(measure.figure))
    tracking.remove(measure, by=by, at=at)


def save(measure: ActionMeasure, verb: str, by: User, at: datetime, may_stay: str) -> None:
    tracking.save(measure, by=by, at=at)
    write(about=measure.action, verb=verb, by=by, at=at, words=registry.label(measure.figure))
    confirmed(measure.action, may_stay, by=by, at=at)


def refuse_half_a_baseline(baseline: Decimal | None, month: date | None) -> None:
    if baseline is not None and month is None:
        raise Refused("Select the month of the baseline", "baseline_month")
    if month is not None and baseline is None:
        raise Refused("Enter the baseline, or leave its month empty", "baseline")
