"""An action says by which figures it is measured, and its page shows whether they move."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.models import Entry
from improvement.models import ActionMeasure, Assurance
from tests.factories import (
    ActionFactory,
    ActionMeasureFactory,
    DateRequestFactory,
    EvidenceFactory,
    FundingFactory,
    HoldingFactory,
    MeasureFactory,
    PostFactory,
    RiskFactory,
    WorkerFactory,
    entered,
)
from tests.integration.plan.conftest import OCTOBER, SEPTEMBER
from tests.integration.plan.reading import words

PAGE = "/plan/actions/1.1/"
AT = datetime(2020, 11, 6, 10, tzinfo=UTC)


@pytest.fixture
def action(october):
    return ActionFactory(reference="1.1", title="Laptops for everybody")


@pytest.fixture
def laptops():
    measure = MeasureFactory(share=True)
    entered(measure, date(2020, 8, 1), 10, 40, at=AT)
    entered(measure, SEPTEMBER, 22, 40, at=AT)
    return measure


def test_the_page_of_an_action_shows_baseline_newest_reading_and_target(office, action, laptops):
    ActionMeasureFactory(action=action, baseline=Decimal(25), baseline_month=date(2020, 8, 1), note="Set by the board")

    page = words(office.get(PAGE))

    assert "Laptops issued Set by the board 25.0% August 2020" in page
    assert "55.0% September 2020, data as at 30\xa0September\xa02020".replace("\xa0", " ") in page
    assert "80.0% by 31 December 2020 On the way" in page
    assert 'aria-label="Aug 2020 25.0%; Sep 2020 55.0%"' in office.get(PAGE).content.decode()


def test_a_figure_without_data_and_one_that_is_known_no_longer_say_so(office, action):
    ActionMeasureFactory(action=action, figure="workforce.vacancy_rate")
    ActionMeasureFactory(action=action, figure="workforce.happiness", target=Decimal("7.5"))

    page = words(office.get(PAGE))

    assert "Vacancy rate Not set No data None 80.0% by 31 December 2020 Not known" in page
    assert "workforce.happiness This figure is not known any more. Not set No data None 7.5 by" in page


def test_small_numbers_of_children_are_hidden_from_those_who_may_not_see_the_records(client, action):
    entered(MeasureFactory(counts_children=True), OCTOBER, 4, at=AT)
    ActionMeasureFactory(action=action, figure="collected.children_waiting")

    client.force_login(action.owner)
    hidden = words(client.get(PAGE))
    client.force_login(HoldingFactory(role="programme_office").user)

    assert "Children waiting Not set Suppressed October 2020" in hidden
    assert "Children waiting Not set 4 October 2020" in words(client.get(PAGE))


def test_many_measures_take_no_more_queries_than_one(office, action, laptops):
    def count():
        with CaptureQueriesContext(connection) as found:
            office.get(PAGE)
        return len(found)

    for month in (SEPTEMBER, OCTOBER):
        PostFactory(month=month)
        WorkerFactory(month=month)
    ActionMeasureFactory(action=action)
    DateRequestFactory(action=action)
    RiskFactory(action=action, theme=None)
    FundingFactory(action=action, theme=action.theme)
    EvidenceFactory(action=action)
    EvidenceFactory(action=action, withdrawn_by=action.owner, withdrawn_at=AT)
    returned = {"by": action.owner, "at": AT, "completed_on": OCTOBER, "outcome": "returned", "words": "A draft"}
    Assurance.objects.create(action=action, **returned)
    one = count()
    for key in ("workforce.vacancy_rate", "workforce.in_post_fte", "workforce.agency_rate"):
        ActionMeasureFactory(action=action, figure=key)

    assert count() == one
    assert one <= 20, "with a collected measure, risks, money, evidence and what was returned"


def test_the_office_adds_changes_and_removes_a_measure(office, action, laptops):
    said = {
        "figure": laptops.key, "baseline": "25", "baseline_month": "2020-08-01", "target": "80",
        "target_on_day": "31", "target_on_month": "12", "target_on_year": "2020", "note": "Set by the board",
    }  # fmt: skip

    half = words(office.post(f"{PAGE}measures/add/", said | {"baseline_month": ""}))
    assert "Select the month of the baseline" in half
    added = words(office.post(f"{PAGE}measures/add/", said, follow=True))
    assert "1.1 is measured by: Laptops issued." in added
    assert "measured by this figure already" in words(office.post(f"{PAGE}measures/add/", said))
    measure = ActionMeasure.objects.get()
    change = f"/plan/action-measures/{measure.pk}/change/"
    assert 'value="25.00"' in office.get(change).content.decode()
    office.post(change, said | {"target": "90", "version": measure.versions.get().pk})
    assert ActionMeasure.objects.get().target == 90
    office.post(f"/plan/action-measures/{measure.pk}/remove/")

    assert not ActionMeasure.objects.exists()
    verbs = Entry.objects.about(action).order_by("pk").values_list("verb", "words")
    assert list(verbs) == [(f"measure {what}", "Laptops issued") for what in ("added", "changed", "removed")]
