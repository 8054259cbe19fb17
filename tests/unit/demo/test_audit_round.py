"""The audits of August and September 2020, drawn from the generated contacts."""

from datetime import date

import pytest

from audits.models import Case, Round, Stratum
from demo.audit_round import load_audits
from demo.contact_history import load_contacts
from demo.contact_months import contact_history
from demo.organisation import make_organisation
from intake.models import Load

AUGUST, SEPTEMBER = date(2020, 8, 1), date(2020, 9, 1)


@pytest.fixture(scope="module")
def contacts():
    return [month for month in contact_history() if month.month in (AUGUST, SEPTEMBER)]


@pytest.fixture
def organisation(db, contacts):
    organisation = make_organisation()
    load_contacts(organisation, contacts)
    load_audits(organisation)
    return organisation


def needless(month):
    strata = Stratum.objects.filter(round__month=month).order_by("position")
    return [(stratum.label, stratum.cases.count(), stratum.cases.filter(judgement="no").count()) for stratum in strata]


def test_august_has_forty_cases_of_which_nineteen_need_not_have_been_sent(organisation):
    assert needless(AUGUST) == [("Police", 10, 5), ("Education/Schools", 10, 10), ("Health", 10, 2), ("Other", 10, 2)]


def test_september_is_audited_too(organisation):
    assert needless(SEPTEMBER) == [
        ("Police", 10, 6),
        ("Education/Schools", 10, 4),
        ("Health", 10, 3),
        ("Other", 10, 2),
    ]


def test_october_is_not_yet_judged(organisation):
    assert set(Round.objects.values_list("month", flat=True)) == {AUGUST, SEPTEMBER}


def test_cases_are_of_the_frame_that_the_round_states(organisation):
    for case in Case.objects.select_related("contact__category", "stratum__round"):
        contact = case.contact
        assert contact.month == case.stratum.round.month
        assert (contact.outcome, contact.category.code) == ("nfa", "below_threshold")
        assert 0 <= contact.age <= 18
        assert contact.source in case.stratum.sources
        assert contact.received_on < case.stratum.round.drawn_on


def test_a_frame_counts_incidents(organisation, contacts):
    [police] = Stratum.objects.filter(round__month=AUGUST, code="police")
    [august] = [month for month in contacts if month.month == AUGUST]
    contacts = [
        row
        for row in august.contacts
        if row.category == "below_threshold" and row.source == "police" and row.decided_on <= date(2020, 8, 21)
    ]

    assert police.frame_size == len({row.incident for row in contacts}) < len(contacts)


def test_every_source_belongs_to_one_stratum(organisation):
    sources = [source for stratum in Stratum.objects.filter(round__month=AUGUST) for source in stratum.sources]

    assert len(sources) == len(set(sources)) == 11


def test_brothers_and_sisters_are_not_drawn_twice(organisation):
    for month in (AUGUST, SEPTEMBER):
        incidents = Case.objects.filter(stratum__round__month=month).values_list("contact__incident", flat=True)
        assert len(set(incidents)) == len(incidents) == 40


def test_judgements_lie_between_the_draw_and_the_feedback_day(organisation):
    for case in Case.objects.select_related("stratum__round", "judged_by"):
        assert case.stratum.round.drawn_on <= case.judged_on < case.stratum.round.feedback_on
        assert case.judged_by.job_title == "Auditor"
        assert case.reason


def test_feedback_is_on_the_last_working_day_of_the_month(organisation):
    days = dict(Round.objects.values_list("month", "feedback_on"))

    # 31 August 2020 was a bank holiday, the 29th a Saturday
    assert days == {AUGUST: date(2020, 8, 28), SEPTEMBER: date(2020, 9, 30)}


def test_judgements_are_loads_marked_as_generated(organisation):
    loads = Load.objects.filter(source="audits").order_by("month")

    assert [(load.name, load.rows) for load in loads] == [
        ("audit-judgements-2020-08.csv", 40),
        ("audit-judgements-2020-09.csv", 40),
    ]
    assert all(load.generated for load in loads)


def test_the_same_cases_are_drawn_again(organisation):
    drawn = Case.objects.order_by("pk").values_list("contact__reference", "judgement")
    before = list(drawn)
    Case.objects.all().delete()
    Round.objects.all().delete()
    Load.objects.filter(source="audits").delete()

    load_audits(organisation)

    assert list(drawn.all()) == before


def test_loading_twice_changes_nothing(organisation):
    before = list(Case.objects.values_list()), list(Round.objects.values_list())

    load_audits(organisation)

    assert (list(Case.objects.values_list()), list(Round.objects.values_list())) == before
