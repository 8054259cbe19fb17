from decimal import Decimal

import pytest
from django.db import IntegrityError

from tests.factories import AUGUST, AbsenceFactory, MovementFactory, PostFactory, TeamFactory, WorkerFactory
from workforce.models import Kind, Movement, Worker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("vacant", [Decimal("-0.1"), Decimal("1.1")])
def test_a_vacancy_lies_within_its_post(vacant):
    with pytest.raises(IntegrityError, match="vacancy_within_its_post"):
        PostFactory(fte=1, vacant_fte=vacant)


@pytest.mark.parametrize("record", [PostFactory, WorkerFactory])
def test_a_load_brings_a_post_or_worker_once(record):
    record(reference="R1")

    with pytest.raises(IntegrityError):
        record(reference="R1")


def test_an_absence_is_some_days():
    with pytest.raises(IntegrityError, match="absence_is_some_days"):
        AbsenceFactory(days_lost=0)


def test_a_move_comes_from_a_team():
    with pytest.raises(IntegrityError, match="only_a_move_comes_from_a_team"):
        MovementFactory(kind=Kind.MOVE)


def test_a_leaver_comes_from_no_other_team():
    with pytest.raises(IntegrityError, match="only_a_move_comes_from_a_team"):
        MovementFactory(kind=Kind.LEAVER, from_team=TeamFactory())


def test_workers_are_told_apart():
    employed, agency = WorkerFactory(cases=0), WorkerFactory(agency=True, cases=4)

    assert list(Worker.objects.in_months([AUGUST]).employed()) == [employed]
    assert list(Worker.objects.in_months([AUGUST]).from_agencies()) == [agency]
    assert list(Worker.objects.holding_cases()) == [agency]


def test_movements_are_told_apart():
    leaver, starter, move = MovementFactory(), MovementFactory(starter=True), MovementFactory(move=True)

    assert list(Movement.objects.leavers()) == [leaver]
    assert list(Movement.objects.starters()) == [starter]
    assert move.from_team


def test_records_are_named_by_their_reference():
    assert str(PostFactory(reference="P7")) == "P7"
    assert str(WorkerFactory(reference="W7")) == "W7"
    assert str(MovementFactory(reference="W7")) == "W7 Left"
    assert str(AbsenceFactory(reference="W7", days_lost=Decimal("2.50"))) == "W7, 2.50 days"
