"""Whether an action was updated by the day on which it was due: the fifth working day of the cycle."""

from datetime import UTC, date, datetime

import pytest

from improvement.closing import close_cycle
from improvement.due import updated, updates_due
from improvement.models import Standing, Updated
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    ActionFactory,
    CycleFactory,
    EvidenceFactory,
    UpdateFactory,
    UserFactory,
)

DUE = date(2020, 9, 7)  # the cycle of August opened on Tuesday 1 September
CLOSE = datetime(2020, 9, 28, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ([], Updated.MISSING),
        ([DUE], Updated.ON_TIME),
        ([date(2020, 9, 8)], Updated.LATE),
        ([date(2020, 9, 22), date(2020, 9, 3)], Updated.ON_TIME),
    ],
)
def test_the_first_of_what_was_written_counts(written, says):
    assert updates_due(date(2020, 9, 1), rules=()) == DUE
    assert updated(asked=True, written=written, due=DUE) == says
    assert updated(asked=False, written=written, due=DUE) == Updated.NOT_ASKED


@pytest.mark.django_db
def test_a_standing_says_whether_it_was_updated_and_who_owned_it_then():
    august, owner = CycleFactory(month=AUGUST), UserFactory()
    july = CycleFactory(month=date(2020, 7, 1))
    on_time, late, missing = (ActionFactory(reference=reference, owner=owner) for reference in ("A1", "A2", "A3"))
    UpdateFactory(action=on_time, cycle=august, at=datetime(2020, 9, 7, 22, 59, tzinfo=UTC))  # a minute to midnight
    UpdateFactory(action=on_time, cycle=august, at=datetime(2020, 9, 21, 9, tzinfo=UTC))
    UpdateFactory(action=late, cycle=august, at=datetime(2020, 9, 7, 23, 1, tzinfo=UTC))
    UpdateFactory(action=missing, cycle=july, at=datetime(2020, 8, 5, 9, tzinfo=UTC))
    ActionFactory(reference="A4", owner=owner, added_on=date(2020, 9, 2))
    ActionFactory(reference="A5", owner=owner, completed_on=date(2020, 7, 31))

    close_cycle(cycle=august, by=UserFactory(), at=CLOSE)

    found = dict(Standing.objects.filter(owned_by=owner).values_list("action__reference", "updated"))
    assert found == {"A1": "on_time", "A2": "late", "A3": "missing", "A4": "not_asked", "A5": "not_asked"}


@pytest.mark.django_db
def test_what_was_told_in_an_earlier_cycle_is_not_asked_again():
    july, august = CycleFactory(month=date(2020, 7, 1)), CycleFactory(month=AUGUST)
    told = ActionFactory(reference="A1", completed_on=date(2020, 8, 3))
    UpdateFactory(action=told, cycle=july, at=datetime(2020, 8, 5, 9, tzinfo=UTC))
    ActionFactory(reference="A2", completed_on=date(2020, 8, 3))

    close_cycle(cycle=august, by=UserFactory(), at=CLOSE)

    assert dict(Standing.objects.values_list("action__reference", "updated")) == {"A1": "not_asked", "A2": "missing"}


@pytest.mark.django_db
def test_a_standing_says_whether_evidence_stood_then():
    at, later = datetime(2020, 9, 28, 10, tzinfo=UTC), datetime(2020, 9, 29, 10, tzinfo=UTC)
    keeper = UserFactory()
    EvidenceFactory(action=ActionFactory(reference="A1", complete=True), added_at=at)
    EvidenceFactory(action=ActionFactory(reference="A2", complete=True), added_at=later)
    EvidenceFactory(action=ActionFactory(reference="A3", complete=True), withdrawn_by=keeper, withdrawn_at=at)
    EvidenceFactory(action=ActionFactory(reference="A4", complete=True), withdrawn_by=keeper, withdrawn_at=later)
    EvidenceFactory(action=ActionFactory(reference="A5", assured=True), withdrawn_by=keeper, withdrawn_at=at)
    ActionFactory(reference="A6", assured=True)  # in words, before there were pieces

    close_cycle(cycle=CycleFactory(month=AUGUST), by=keeper, at=CLOSE)

    with_evidence = Standing.objects.filter(with_evidence=True).values_list("action__reference", flat=True)
    assert sorted(with_evidence) == ["A1", "A4", "A6"]


@pytest.mark.django_db
def test_completing_late_is_recorded():
    ActionFactory(reference="A1", original_date=date(2020, 8, 10), completed_on=date(2020, 8, 20))
    ActionFactory(reference="A2", original_date=date(2020, 8, 10))
    september = CycleFactory(month=SEPTEMBER)

    close_cycle(cycle=september, by=UserFactory(), at=datetime(2020, 10, 26, 16, tzinfo=UTC))

    found = Standing.objects.values_list("action__reference", "days_overdue", "days_late")
    assert sorted(found) == [("A1", 0, 10), ("A2", 77, 0)]
