"""The generated contacts, held against published referrals and the facts of the paper."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from demo.contact_history import load_contacts, make_categories
from demo.contact_months import Month, contact_history
from demo.organisation import make_organisation
from frontdoor.models import Category, Contact, Outcome, Source
from intake.models import Load
from tests import published

AUGUST = date(2020, 8, 1)
STRATA = {
    "police": ["police"],
    "education": ["schools", "education_services"],
    "health": ["health_services"],
    "other": ["individual", "housing", "la_services", "other_legal_agency", "other", "anonymous", "unknown"],
}


@pytest.fixture(scope="module")
def history():
    return {month.month: month.contacts for month in contact_history()}


def closed(contacts):
    return [row for row in contacts if row.outcome == "nfa"]


def test_contacts_follow_the_published_referrals_of_each_month(history):
    referrals = {
        date.fromisoformat(row["month"] + "-01"): int(row["referrals"])
        for row in published.rows("bradford_referrals_by_month_2012-04_2024-03.csv")
        if "2018-10" <= row["month"] <= "2020-10"
    }

    assert {month: len(contacts) for month, contacts in history.items()} == {
        month: round(count * 2.6) for month, count in referrals.items()
    }


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [
        (2019, date(2018, 10, 1), date(2019, 3, 1)),
        (2020, date(2019, 4, 1), date(2020, 3, 1)),
        (2021, date(2020, 4, 1), date(2020, 10, 1)),
    ],
)
def test_sources_have_the_published_shares_within_half_a_point(history, year, first, last):
    [row] = [
        row
        for row in published.rows("c5_children_in_need_referrals_by_source_2014_to_2024.csv")
        if row["time_period"] == str(year) and row["new_la_code"] == "E08000032"
    ]
    shares = {source: int(row[column]) for column in row for source in Source.values if column.lower() == source}
    made = Counter(one.source for month, contacts in history.items() if first <= month <= last for one in contacts)

    assert set(shares) == set(Source.values)
    for source, count in shares.items():
        share = 100 * count / sum(shares.values())
        assert 100 * made[source] / made.total() == pytest.approx(share, abs=0.5), source


def test_threshold_and_consent_together_close_nearly_half_of_augusts(history):
    nfa = closed(history[AUGUST])
    those = [row for row in nfa if row.category in ("below_threshold", "no_consent")]

    assert 0.47 <= len(those) / len(nfa) <= 0.50


def test_categories_are_recorded_from_july_2020_and_a_few_wait_for_one(history):
    for month, contacts in history.items():
        nfa = closed(contacts)
        waiting = sum(row.category is None for row in nfa)
        if month < date(2020, 7, 1):
            assert waiting == len(nfa)
        else:
            assert 0 < waiting / len(nfa) < 0.02
            assert len({row.category for row in nfa if row.category}) == 5


def test_only_what_is_closed_has_a_category(history):
    assert not any(row.category for rows in history.values() for row in rows if row.outcome != "nfa")


def test_the_months_with_categories_are_not_alike(history):
    shares = []
    for month in (7, 8, 9, 10):
        nfa = closed(history[date(2020, month, 1)])
        shares.append(round(100 * sum(row.category == "below_threshold" for row in nfa) / len(nfa), 1))

    assert len(set(shares)) == 4


def test_no_further_action_rises_slowly(history):
    shares = [100 * len(closed(contacts)) / len(contacts) for contacts in history.values()]

    assert all(51 < share < 58 for share in shares)
    assert 2 < sum(shares[-6:]) / 6 - sum(shares[:6]) / 6 < 6


@pytest.mark.parametrize("stratum", STRATA)
def test_each_stratum_of_the_audits_has_ten_incidents_to_draw_from(history, stratum):
    frame = [
        row
        for row in history[AUGUST]
        if row.category == "below_threshold" and row.source in STRATA[stratum] and row.received_on <= date(2020, 8, 21)
    ]

    assert len({row.incident for row in frame}) >= 10


def test_siblings_share_incident_source_and_day(history):
    for contacts in history.values():
        incidents = defaultdict(list)
        for row in contacts:
            incidents[row.incident].append(row)
        for rows in incidents.values():
            assert len({(row.source, row.received_on) for row in rows}) == 1
            assert len({row.child for row in rows}) == len(rows)
        assert 1.4 < len(contacts) / len(incidents) < 1.6


def test_decisions_come_within_three_days_and_the_month(history):
    for month, contacts in history.items():
        for row in contacts:
            assert row.received_on.replace(day=1) == month == row.decided_on.replace(day=1)
            assert 0 <= (row.decided_on - row.received_on).days <= 3


def test_ages_are_childrens_and_agree_with_the_time_between_two_contacts(history):
    ages = defaultdict(list)
    for month, contacts in history.items():
        for row in contacts:
            assert 0 <= row.age <= 18
            ages[row.child].append((month, row.age))
    for seen in ages.values():
        years = (seen[-1][0] - seen[0][0]).days / 365
        assert abs(seen[-1][1] - seen[0][1] - years) < 1.1


def test_some_children_come_back_in_later_months(history):
    seen = Counter(row.child for contacts in history.values() for row in contacts)

    assert 0.05 < sum(count > 1 for count in seen.values()) / len(seen) < 0.3


def test_references_are_hashes_and_each_is_used_once(history):
    rows = [row for contacts in history.values() for row in contacts]

    assert len({row.reference for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch("[0-9a-f]{32}", row.reference)
    assert all(len(row.child) == len(row.incident) == 32 for row in rows)


def test_two_generations_give_the_same_rows(history):
    assert contact_history() == list(history.items())


@pytest.fixture
def loaded(db, history):
    organisation = make_organisation()
    load_contacts(organisation, [Month(month, history[month]) for month in (date(2020, 6, 1), AUGUST)])
    return organisation


def test_loaded_contacts_carry_their_month_team_and_category(loaded):
    august = Contact.objects.filter(month=AUGUST)
    nfa = august.filter(outcome=Outcome.NFA)

    assert august.count() == round(668 * 2.6)
    assert {contact.team.slug for contact in august.select_related("team")} == {"integrated-front-door"}
    assert 0.47 <= nfa.filter(category__threshold_or_consent=True).count() / nfa.count() <= 0.50
    assert not Contact.objects.filter(month=date(2020, 6, 1), category__isnull=False).exists()


def test_loads_of_contacts_are_marked_as_generated(loaded):
    load = Load.objects.get(source="contacts", month=AUGUST)

    assert load.generated
    assert (load.name, load.rows, load.as_at) == ("contacts-2020-08.csv", 1737, date(2020, 8, 31))
    assert load.loaded_by.job_title == "Front Door Analyst"


def test_loading_twice_changes_nothing(loaded):
    before = list(Load.objects.values_list()), Contact.objects.count(), list(Category.objects.values_list())

    load_contacts(make_organisation())

    assert (list(Load.objects.values_list()), Contact.objects.count(), list(Category.objects.values_list())) == before


@pytest.mark.django_db
def test_the_five_categories_hold_from_july_2020():
    categories = make_categories()

    assert [category.label for category in categories.values()] == [
        "Does not meet threshold for Early Help",
        "No consent (sent back to gain consent)",
        "Family moved out of area",
        "Information and advice provided",
        "Signposted to other agency (universal services)",
    ]
    assert {category.holds_from for category in categories.values()} == {date(2020, 7, 1)}
    assert [code for code, category in categories.items() if category.threshold_or_consent] == [
        "below_threshold",
        "no_consent",
    ]
