"""The front-door page: what it counts, what its headings find, and what it says where there is nothing to count."""

import pytest

from frontdoor.models import Category, Outcome, Source
from intake.models import Load
from tests.factories import ContactFactory, HoldingFactory, ServiceFactory, load_of
from tests.integration.frontdoor.months import AUGUST, JULY, JUNE, LOADED, OCTOBER, SEPTEMBER, closed, load_all

PAGE = "/front-door/"


@pytest.fixture
def autumn(categories):
    """September: 60 contacts. October: 40, 20 fewer from the police; 16 closed, 8 of them for threshold or consent.
    July: 40 closed without consent of whom 20 came back, 40 with advice of whom 2 did."""
    load_all()
    ContactFactory.create_batch(30, month=SEPTEMBER, source=Source.POLICE)
    ContactFactory.create_batch(30, month=SEPTEMBER, source=Source.SCHOOLS)
    ContactFactory.create_batch(10, month=OCTOBER, source=Source.POLICE, decided_on=OCTOBER, working_days=1)
    ContactFactory.create_batch(14, month=OCTOBER, source=Source.SCHOOLS)
    closed(OCTOBER, 6, categories["threshold"], source=Source.SCHOOLS)
    closed(OCTOBER, 2, categories["consent"], source=Source.SCHOOLS)
    closed(OCTOBER, 7, categories["advice"], source=Source.SCHOOLS)
    closed(OCTOBER, 1, None, source=Source.SCHOOLS)
    for category, back in (("consent", 20), ("advice", 2)):
        children = [contact.child for contact in closed(JULY, 40, categories[category])]
        for child in children[:back]:
            ContactFactory(month=AUGUST, child=child)


@pytest.mark.usefixtures("autumn")
def test_the_page_counts_the_month_and_its_headings_say_what_was_found(open_as):
    said = open_as(PAGE)

    assert "Front door, October 2020" in said
    assert "Fewer contacts than in September (40 against 60), all of the difference from Police." in said
    assert "Of those closed in July as ‘No consent’, 1 in 2 came back within 3 months." in said
    assert "Half of closures are for threshold or no consent" in said
    assert "Those closed as ‘No consent’ come back most often" in said
    assert "All of the 20 fewer contacts are explained by Police" in said
    assert "No consent (sent back) 20 40 50.0%" in said
    assert "Advice 2 40 5.0%" in said
    assert "Not yet categorised 1 6.3%" in said
    assert "22 of 80 closed in July" in said
    assert "Decided in 1 working day 25.0% 10 of 40" in said


@pytest.mark.usefixtures("autumn")
def test_what_is_counted_is_always_said(open_as):
    ContactFactory.create_batch(3, month=OCTOBER, incident="family")

    assert "per child" in (child := open_as(PAGE))
    assert "Contacts 43 children" in child
    assert "per incident" in (incident := open_as(f"{PAGE}?unit=incident"))
    assert "Incidents 41 incidents" in incident
    assert "Counted per child" in incident  # returns


@pytest.mark.usefixtures("autumn")
def test_a_month_before_categories_is_not_recorded_and_not_zero(open_as):
    closed(JUNE, 12)

    said = open_as(f"{PAGE}?month=2020-06")

    assert "Why contacts closed was not recorded before July 2020" in said
    assert "12 closed with no further action." in said
    assert "Closed for threshold or no consent Not recorded" in said
    assert "May: no data" in said
    assert "Whether those closed in March 2020 came back within 3 months is not known" in said


@pytest.mark.usefixtures("autumn")
def test_the_first_month_of_categories_is_compared_with_nothing(open_as):
    said = open_as(f"{PAGE}?month=2020-07")

    assert "Category Bar Jul Share No consent (sent back)" in said


@pytest.mark.usefixtures("categories")
@pytest.mark.parametrize("unit", ["child", "incident"])
def test_where_no_closure_has_a_category_yet_none_is_said_to_be_for_consent_and_none_not(open_as, unit):
    closed(OCTOBER, 12)

    said = open_as(f"{PAGE}?unit={unit}")

    assert "Why contacts closed is still to be categorised" in said
    assert "Closed for threshold or no consent Not yet known No closure has a category yet" in said
    assert "Dark bars" not in said


def test_nothing_loaded_yet(open_as):
    assert "The front door appears when a month of contacts is loaded." in open_as(PAGE)


def test_no_categories(open_as):
    load_all()
    closed(OCTOBER, 8)

    said = open_as(PAGE)

    assert "Why contacts closed is not recorded" in said
    assert "There is no category yet." in said


@pytest.mark.usefixtures("categories")
def test_a_file_without_outcomes_says_which_extract_has_them(open_as):
    load_all()
    ContactFactory.create_batch(8, month=OCTOBER, outcome=Outcome.NOT_RECORDED)

    said = open_as(PAGE)

    assert "Why contacts closed is not in this file" in said
    assert "need an extract of the case system with outcomes" in said
    assert "Closed, no further action No data" in said


@pytest.mark.usefixtures("categories")
def test_a_month_that_is_missing_in_between(open_as):
    load_of("contacts", JULY)
    load_of("contacts", OCTOBER)

    assert "No contacts file is loaded for August 2020. Choose another month." in open_as(f"{PAGE}?month=2020-08")
    assert "‘tomorrow’ is not a month" in open_as(f"{PAGE}?month=tomorrow")


@pytest.mark.usefixtures("categories")
def test_a_month_in_which_nothing_happened_reads_zero(open_as):
    load_all()

    said = open_as(PAGE)

    assert "As many contacts as in September: 0." in said
    assert "Nothing was closed with no further action" in said


@pytest.mark.usefixtures("autumn")
def test_small_numbers_are_hidden_from_those_of_another_service(open_as):
    """They hold the role for one service only: the 2 closed without consent are not theirs to see."""
    everything, outside = open_as(PAGE), open_as(PAGE, "head_of_service", service=ServiceFactory())

    assert "No consent (sent back) 2 12.5%" in everything
    assert "No consent (sent back) Suppressed Suppressed" in outside
    assert "Contacts 40 children" in outside


@pytest.mark.usefixtures("autumn")
def test_a_longer_history_asks_no_more(client, django_assert_max_num_queries):
    client.force_login(HoldingFactory(role="front_door_analyst").user)
    client.get(PAGE)
    with django_assert_max_num_queries(20) as asked:
        client.get(PAGE)
    now = len(asked)
    for year in range(2009, 2020):
        for month in LOADED:
            load_of("contacts", month.replace(year=year))

    with django_assert_max_num_queries(now):
        client.get(PAGE)


@pytest.mark.usefixtures("autumn")
@pytest.mark.parametrize("role", ["front_door_analyst", "head_of_service"])
@pytest.mark.parametrize("asked", ["", "?unit=incident", "?month=2020-07"])
def test_the_page_asks_few_questions(client, django_assert_max_num_queries, role, asked):
    holding = {"service": ServiceFactory()} if role == "head_of_service" else {}
    client.force_login(HoldingFactory(role=role, **holding).user)
    client.get(PAGE)

    with django_assert_max_num_queries(20):
        client.get(PAGE + asked)


@pytest.mark.usefixtures("autumn")
def test_a_category_that_had_not_begun_is_not_listed(open_as):
    Category.objects.filter(code="advice").update(holds_from=OCTOBER)
    Load.objects.filter(month=OCTOBER).update(superseded_by=None)

    assert "Advice" not in open_as(f"{PAGE}?month=2020-09").split("Returned within")[0]
