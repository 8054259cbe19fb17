from datetime import date
from fractions import Fraction

import pytest

from figures.reader import Reader
from figures.registry import figure
from figures.suppression import published
from frontdoor.models import Outcome, Source
from organisation.scopes import scope
from tests.factories import AUGUST, CategoryFactory, ContactFactory, TeamFactory, load_of

pytestmark = pytest.mark.django_db

JUNE, JULY = date(2020, 6, 1), date(2020, 7, 1)


def read(key, month=AUGUST, by=(), part=None):
    return Reader().readings(figure(f"frontdoor.{key}"), [month], part, by)


def split(key, by, month=AUGUST):
    return {reading.by[0][1]: reading for reading in read(key, month, [by])}


@pytest.fixture
def categories():
    CategoryFactory(code="threshold", position=1, threshold_or_consent=True, holds_from=JULY)
    CategoryFactory(code="no-consent", position=2, threshold_or_consent=True, holds_from=JULY)
    CategoryFactory(code="moved", position=3, holds_from=JULY)
    CategoryFactory(code="signposted", position=4, holds_from=AUGUST)


@pytest.fixture
def august(categories):
    """20 contacts; 8 closed: 3 for threshold, 1 for consent, 2 moved, 2 not categorised. Police brought 5, closed 4."""
    for code, source, number in (
        ("threshold", Source.POLICE, 3),
        ("no-consent", Source.POLICE, 1),
        ("moved", Source.SCHOOLS, 2),
        (None, Source.SCHOOLS, 2),
    ):
        category = CategoryFactory(code=code) if code else None
        ContactFactory.create_batch(number, closed=True, category=category, source=source)
    ContactFactory(outcome=Outcome.REFERRAL, source=Source.POLICE)
    ContactFactory.create_batch(11, outcome=Outcome.EARLY_HELP, source=Source.HEALTH)


@pytest.mark.usefixtures("august")
@pytest.mark.parametrize(
    ("key", "counted", "of"),
    [
        ("contacts", 20, None),
        ("nfa", 8, None),
        ("nfa_rate", 8, 20),
        ("nfa_threshold_or_consent", 4, 8),
    ],
)
def test_a_month_is_counted_per_child(key, counted, of):
    [reading] = read(key)

    assert (reading.counted, reading.of) == (counted, of)


def test_a_family_of_four_makes_four_contacts_of_one_incident():
    ContactFactory.create_batch(4, incident="i")

    assert read("contacts")[0].counted == 4


@pytest.mark.usefixtures("august")
def test_shares_are_exact():
    assert read("nfa_rate")[0].exact == 40
    assert read("nfa_threshold_or_consent")[0].exact == 50


@pytest.mark.usefixtures("august")
def test_a_share_of_a_source_is_of_that_source():
    found = split("nfa_rate", "source")

    assert (found["police"].counted, found["police"].of) == (4, 5)
    assert (found["schools"].counted, found["schools"].of) == (4, 4)
    assert (found["health_services"].counted, found["health_services"].of, found["health_services"].value) == (0, 11, 0)
    assert (found["housing"].of, found["housing"].value) == (0, None)
    assert split("nfa_threshold_or_consent", "source")["police"].exact == 100


@pytest.mark.usefixtures("august")
def test_a_share_of_a_category_is_of_all_closures():
    found = split("nfa_share", "category")

    assert {code: (reading.counted, reading.of) for code, reading in found.items()} == {
        "threshold": (3, 8), "no-consent": (1, 8), "moved": (2, 8), "signposted": (0, 8), "not_recorded": (2, 8)
    }  # fmt: skip
    assert found["threshold"].exact == Fraction(75, 2)


@pytest.mark.usefixtures("august")
def test_closures_by_category_add_up_to_all_closures():
    parts = read("nfa", by=["category"])

    assert sum(part.counted for part in parts) == read("nfa")[0].counted == 8
    assert sum(part.counted for part in read("nfa", by=["source", "category"])) == 8


@pytest.mark.usefixtures("categories")
def test_before_categories_were_recorded_their_share_has_no_data_though_closures_have():
    ContactFactory(month=JUNE, closed=True)

    assert read("nfa", JUNE)[0].counted == 1
    [reading] = read("nfa_threshold_or_consent", JUNE)
    assert (reading.counted, reading.of, reading.value) == (None, None, None)
    assert split("nfa", "category", JUNE)["threshold"].counted is None


@pytest.mark.usefixtures("categories")
def test_a_category_has_no_data_before_its_own_first_month():
    load_of("contacts", JULY)

    found = split("nfa", "category", JULY)

    assert (found["threshold"].counted, found["signposted"].counted) == (0, None)
    assert read("nfa_threshold_or_consent", JULY)[0].counted == 0


def test_without_any_category_for_threshold_or_consent_there_is_no_share():
    ContactFactory(closed=True)
    CategoryFactory(code="moved")

    assert read("nfa_threshold_or_consent")[0].counted is None


@pytest.mark.usefixtures("categories")
def test_a_month_never_loaded_has_no_data():
    assert [read(key)[0].counted for key in ("contacts", "nfa", "nfa_rate", "nfa_threshold_or_consent")] == [None] * 4


@pytest.mark.usefixtures("categories")
def test_a_team_counts_its_own():
    ContactFactory(closed=True, team=TeamFactory(slug="east"), category=CategoryFactory(code="threshold"))
    ContactFactory(closed=True, team=TeamFactory(slug="west"))
    ContactFactory(closed=True)

    [reading] = read("nfa_threshold_or_consent", part=scope("east"))

    assert (reading.counted, reading.of) == (1, 1)


def test_contacts_decided_by_the_next_working_day_are_in_time():
    for taken in (0, 1, 1, 2):
        ContactFactory(decided_on=AUGUST, working_days=taken)
    ContactFactory()  # not decided yet

    [reading] = read("decided_in_time")

    assert (reading.counted, reading.of) == (3, 5)


def test_a_file_that_never_says_when_contacts_were_decided_has_no_data_of_it():
    ContactFactory()

    assert read("decided_in_time")[0].counted is None


@pytest.mark.usefixtures("august")
def test_conversion_is_of_all_contacts_and_of_those_taken_on():
    [of_all], [of_taken_on] = read("referral_rate"), read("taken_on_referred")

    assert (of_all.counted, of_all.of) == (1, 20)
    assert (of_taken_on.counted, of_taken_on.of) == (1, 12)


def test_ages_are_in_the_bands_of_the_census():
    for age in (0, 1, 4, 5, 9, 10, 15, 16, 25, None):
        ContactFactory(age=age)

    assert {code: part.counted for code, part in split("contacts", "age").items()} == {
        "under_1": 1, "1_to_4": 2, "5_to_9": 2, "10_to_15": 2, "16_and_over": 2, "not_recorded": 1
    }  # fmt: skip


def test_areas_are_those_that_files_name():
    ContactFactory.create_batch(2, area="Eastfield")
    ContactFactory(area="Westfield", closed=True)
    ContactFactory()

    assert {code: part.counted for code, part in split("contacts", "area").items()} == {
        "Eastfield": 2, "Westfield": 1, "not_recorded": 1
    }  # fmt: skip
    assert split("nfa_rate", "area")["Westfield"].exact == 100


def test_few_other_outcomes_are_not_had_from_closures_and_referrals():
    """20 closed and 10 referred leave 2 of other outcomes: published, the three would say so."""
    ContactFactory.create_batch(20, closed=True)
    ContactFactory.create_batch(10, outcome=Outcome.REFERRAL)
    others = ContactFactory.create_batch(2, outcome=Outcome.OTHER)

    def is_hidden():
        [reading] = published(Reader(), figure("frontdoor.referral_rate"), [AUGUST])
        return reading.suppressed

    assert is_hidden()
    for contact in others:
        ContactFactory.create_batch(3, outcome=contact.outcome)
    assert not is_hidden()


def test_a_file_without_outcomes_has_contacts_and_no_closures():
    """List 1 of Annex A says of no contact what became of it."""
    CategoryFactory(code="threshold", threshold_or_consent=True, holds_from=JULY)
    ContactFactory.create_batch(2, outcome=Outcome.NOT_RECORDED)

    assert read("contacts")[0].counted == 2
    keys = ("nfa", "nfa_rate", "nfa_threshold_or_consent", "referral_rate", "taken_on_referred", "incidents_nfa_rate")
    assert [read(key)[0].counted for key in keys] == [None] * 6


def test_a_month_in_which_nothing_happened_reads_zero():
    load_of("contacts", AUGUST)

    assert [read(key)[0].counted for key in ("contacts", "nfa", "referral_rate", "decided_in_time")] == [0] * 4


def test_contacts_whose_outcome_is_not_recorded_are_not_taken_on():
    ContactFactory(outcome=Outcome.REFERRAL)
    ContactFactory(outcome=Outcome.NOT_RECORDED)

    [reading] = read("taken_on_referred")

    assert (reading.counted, reading.of) == (1, 1)
