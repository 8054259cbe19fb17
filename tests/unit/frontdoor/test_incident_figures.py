import pytest

from figures.reader import Reader
from figures.registry import figure
from frontdoor.models import Outcome, Source
from tests.factories import AUGUST, CategoryFactory, ContactFactory, supersede

pytestmark = pytest.mark.django_db


def read(key, by=()):
    return Reader().readings(figure(f"frontdoor.{key}"), [AUGUST], None, by)


def split(key, by):
    return {part.by[0][1]: part.counted for part in read(key, [by]) if part.counted}


@pytest.fixture
def families():
    """A family of four closed for all, one of two closed for one, two contacts that belong to no incident."""
    threshold = CategoryFactory(code="threshold", threshold_or_consent=True, holds_from=AUGUST)
    moved = CategoryFactory(code="moved", holds_from=AUGUST)
    given = {"incident": "four", "outcome": Outcome.NFA, "source": Source.POLICE}
    ContactFactory.create_batch(1, **given, category=threshold, working_days=1)
    ContactFactory.create_batch(3, **given, category=moved, working_days=2)
    ContactFactory(incident="two", outcome=Outcome.NFA, source=Source.SCHOOLS, working_days=2)
    ContactFactory(incident="two", outcome=Outcome.REFERRAL, source=Source.HEALTH, working_days=0)
    ContactFactory(incident="", outcome=Outcome.NFA, source=Source.SCHOOLS)
    ContactFactory(incident="", outcome=Outcome.REFERRAL, source=Source.SCHOOLS, decided_on=AUGUST, working_days=0)


@pytest.mark.usefixtures("families")
@pytest.mark.parametrize(
    ("key", "counted", "of"),
    [
        ("incidents", 4, None),
        ("incidents_nfa", 2, None),
        ("incidents_nfa_rate", 2, 4),
        ("incidents_threshold_or_consent", 1, 2),
        ("incidents_decided_in_time", 2, 4),
        ("contacts", 8, None),
        ("nfa", 6, None),
    ],
)
def test_a_month_is_counted_per_incident(key, counted, of):
    [reading] = read(key)

    assert (reading.counted, reading.of) == (counted, of)


@pytest.mark.usefixtures("families")
def test_an_incident_is_told_apart_by_its_first_contact_and_counted_once():
    assert split("incidents", "source") == {"police": 1, "schools": 3}
    assert split("incidents_nfa", "category") == {"threshold": 1, "not_recorded": 1}


def test_the_same_incident_in_a_superseded_load_and_its_successor_is_one():
    first = ContactFactory(incident="one")
    supersede(first.load)
    ContactFactory(incident="one")

    assert read("incidents")[0].counted == 1
