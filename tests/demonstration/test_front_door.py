"""What the demonstration shows of the front door: families, who came back, and what waits for a category."""

from datetime import date

import pytest

from figures.reader import Reader
from figures.registry import figure
from frontdoor import bench, queue
from frontdoor.models import ClosureRule, Contact
from organisation.models import User

pytestmark = pytest.mark.xdist_group("demonstration")
JULY, OCTOBER = date(2020, 7, 1), date(2020, 10, 1)


def read(key, month):
    return Reader().reading(figure(f"frontdoor.{key}"), month)


def test_families_of_several_children_are_one_incident():
    contacts, incidents = read("contacts", OCTOBER).counted, read("incidents", OCTOBER).counted

    assert 0.5 < incidents / contacts < 0.9
    assert incidents == len(set(Contact.objects.current().filter(month=OCTOBER).values_list("incident", flat=True)))


def test_some_of_those_closed_came_back():
    assert 0 < read("returned_3", JULY).counted < read("returned_3", JULY).of == read("nfa", JULY).counted
    assert read("returned_12", date(2019, 10, 1)).counted
    assert read("returned_3", date(2020, 8, 1)).counted is None


def test_most_contacts_are_decided_within_a_working_day():
    assert 80 < read("decided_in_time", OCTOBER).value < 100


def test_october_waits_for_a_category_with_words_that_no_rule_knows():
    analyst = User.objects.get(holdings__role="front_door_analyst")

    waiting = queue.waiting(analyst)

    assert {contact.month for contact in waiting} == {OCTOBER}
    assert {contact.closure_reason for contact in waiting} == {"Closed by duty", "ADV / NFA", "Not known"}
    assert queue.commonest(waiting).reason == "Closed by duty"


def test_its_rules_give_what_its_months_were_counted_by():
    rules = list(ClosureRule.objects.select_related("category"))

    assert len(rules) == 2
    assert bench.tried(rules).all == 0
    assert bench.tried([]).all > 100
