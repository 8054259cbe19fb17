"""Thresholds: what they are worth, and changes of them. What held in a closed month is settled: another one replaces
it from a month on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from figures import closed, months, registry
from figures.models import Kind, Threshold
from history import tracking
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_threshold(
    *,
    figure: str,
    value: Decimal,
    means: str,
    holds_from: date,
    by: User,
    at: datetime,
    kind: str = Kind.THRESHOLD,
) -> Threshold:
    if figure not in registry.figures():
        raise Refused("Choose a figure from the list.", "figure")
    _check_month(figure, kind, holds_from)
    threshold = Threshold(figure=figure, kind=kind, value=value, means=means, holds_from=holds_from)
    tracking.save(threshold, by=by, at=at)
    return threshold


@transaction.atomic
def change_threshold(
    *, threshold: Threshold, value: Decimal, means: str, holds_from: date, by: User, at: datetime
) -> Threshold:
    threshold = Threshold.objects.select_for_update().get(pk=threshold.pk)
    refuse_settled(threshold)
    _check_month(threshold.figure, threshold.kind, holds_from, but=threshold)
    threshold.value, threshold.means, threshold.holds_from = value, means, holds_from
    tracking.save(threshold, by=by, at=at)
    return threshold


@transaction.atomic
def remove_threshold(*, threshold: Threshold, by: User, at: datetime) -> None:
    threshold = Threshold.objects.select_for_update().get(pk=threshold.pk)
    refuse_settled(threshold)
    tracking.remove(threshold, by=by, at=at)


def worth(threshold: Threshold) -> str:
    """The value with the unit of its figure, without zeros that say nothing."""
    found = registry.known(threshold.figure)
    unit = found.unit.name if found else ""
    value = f"{threshold.value.normalize():,f}"
    return {"%": f"{value}%", "£": f"£{value}"}.get(unit, f"{value} {unit}".strip())


def is_settled(threshold: Threshold, last_closed: date | None) -> bool:
    return last_closed is not None and threshold.holds_from <= last_closed


def refuse_settled(threshold: Threshold) -> None:
    last = closed.last_closed_month()
    if last and is_settled(threshold, last):
        raise Refused(
            f"It has held in {months.name(last)}, which is closed, and stays as it was. "
            f"Add a {threshold.noun} from a later month: that one replaces it."
        )


def _check_month(figure: str, kind: str, holds_from: date, *, but: Threshold | None = None) -> None:
    if holds_from.day != 1:
        raise Refused("It holds from the first day of a month.", "holds_from")
    last = closed.last_closed_month()
    if last and holds_from <= last:
        raise Refused(f"{months.name(last)} is closed. Choose a later month.", "holds_from")
    same = Threshold.objects.filter(figure=figure, kind=kind, holds_from=holds_from)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise Refused(
            f"This figure has a {kind} from {months.name(holds_from)} already. Change that one, or choose "
            "another month.",
            "holds_from",
        )
