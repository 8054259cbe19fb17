"""Measures whose numbers their owners enter: what is settled stays, and the first number stays."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from history.models import Entry
from improvement.collected.collecting import (
    EnteredMeanwhile,
    change_measure,
    define_measure,
    end_measure,
    enter_number,
    redefine_measure,
)
from improvement.models import CollectedMeasure, CollectedNumber
from improvement.owners.owning import NOBODY, Ownership
from organisation.refused import Refused
from tests.factories import CycleFactory, HoldingFactory, MeasureFactory, UserFactory, entered

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in (7, 8, 9, 10))
AT = datetime(2020, 10, 6, 10, tzinfo=UTC)
LATER = datetime(2020, 10, 7, 10, tzinfo=UTC)


def numbers():
    return [(each.numerator, each.denominator, each.why) for each in CollectedNumber.objects.order_by("pk")]


def test_a_number_keeps_who_entered_it_and_as_what():
    owner = UserFactory(job_title="Head of ICT Delivery")
    number = entered(MeasureFactory(share=True, owner=owner), SEPTEMBER, 14, 30, at=AT, evidence="Delivery notes")
    owner.job_title = "Director of ICT"
    owner.save()

    number.refresh_from_db()
    assert (number.entered_by, number.entered_as, number.entered_at) == (owner, "Head of ICT Delivery", AT)
    assert (number.load.name, number.load.as_at) == ("Entered by Head of ICT Delivery", date(2020, 9, 30))


def test_sent_twice_a_number_is_entered_once():
    measure = MeasureFactory()
    once = {"measure": measure, "month": SEPTEMBER, "numerator": Decimal(14), "seen": 0, "by": measure.owner}

    assert enter_number(**once, at=AT) == enter_number(**once, at=LATER)
    assert numbers() == [(14, None, "")]


def test_a_correction_says_why_and_keeps_the_first():
    measure = MeasureFactory()
    first = entered(measure, SEPTEMBER, 14, at=AT)

    with pytest.raises(Refused, match=r"14 was entered already\. Say why it is corrected"):
        entered(measure, SEPTEMBER, 12, at=LATER)
    second = entered(measure, SEPTEMBER, 12, at=LATER, why="Two were counted twice")

    assert numbers() == [(14, None, ""), (12, None, "Two were counted twice")]
    assert second.corrects == first
    for load in (first.load, second.load):
        load.refresh_from_db()
    assert (first.load.superseded_by, second.load.superseded_by) == (second.load, None)
    assert second.load.name == "Corrected by Head of Early Help"


def test_a_number_may_be_corrected_back_to_the_first():
    measure = MeasureFactory()
    for numerator, why in ((14, ""), (12, "Counted twice"), (14, "It was not")):
        entered(measure, SEPTEMBER, numerator, at=AT, why=why)

    [counting] = CollectedNumber.objects.counting()
    assert (counting.numerator, counting.why) == (14, "It was not")


def test_who_did_not_see_the_number_of_another_is_told_of_it():
    office = HoldingFactory(role="programme_office").user
    office.job_title = "Programme Manager"
    measure = MeasureFactory()
    entered(measure, SEPTEMBER, 14, at=AT, by=office)

    with pytest.raises(EnteredMeanwhile, match="Programme Manager entered 14 while you typed"):
        enter_number(measure=measure, month=SEPTEMBER, numerator=Decimal(9), why="x", seen=0, by=measure.owner, at=AT)
    assert numbers() == [(14, None, "")]


@pytest.mark.parametrize(
    ("numerator", "denominator", "says", "field"),
    [
        (31, 30, "Laptops issued must not be more than Laptops needed", "numerator"),
        (0, 0, "Laptops needed: enter more than 0", "denominator"),
        (14, None, "Laptops needed: enter more than 0", "denominator"),
        (-1, 30, "Laptops issued: enter 0 or more", "numerator"),
        (14, 99_999_999_999, "Enter a smaller number", "numerator"),
    ],
)
def test_what_is_no_share_is_refused(numerator, denominator, says, field):
    with pytest.raises(Refused, match=says) as refusal:
        entered(MeasureFactory(share=True), SEPTEMBER, numerator, denominator, at=AT)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    "wrong",
    [{"numerator": -1}, {"denominator": 0}, {"denominator": 13}, {"month": date(2020, 9, 2)}, {"why": "No reason"}],
)
def test_the_database_refuses_it_too(wrong):
    number = entered(MeasureFactory(share=True), SEPTEMBER, 14, 30, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        CollectedNumber.objects.filter(pk=number.pk).update(**wrong)


def test_a_month_that_is_not_over_or_not_asked_for_is_refused():
    quarterly = MeasureFactory(quarterly=True, first_month=AUGUST)

    for month, says in (
        (OCTOBER, "October 2020 is not over yet"),
        (AUGUST, "No number of August 2020 is asked for"),
        (date(2020, 6, 1), "No number of June 2020 is asked for"),
    ):
        with pytest.raises(Refused, match=says):
            entered(quarterly, month, 1, at=AT)
    assert entered(quarterly, SEPTEMBER, 1, at=AT).numerator == 1


def test_nobody_else_enters_numbers():
    with pytest.raises(Refused, match="has another owner now"):
        entered(MeasureFactory(), SEPTEMBER, 14, at=AT, by=HoldingFactory(role="head_of_service").user)


def test_a_measure_is_asked_for_from_its_first_month_to_its_last_and_quarterly_in_the_last_of_three():
    monthly = MeasureFactory(ended_after=AUGUST)
    quarterly = MeasureFactory(slug="q", name="Q", quarterly=True)

    asked = {month: set(CollectedMeasure.objects.asked_for(month)) for month in (date(2020, 6, 1), AUGUST, SEPTEMBER)}

    assert asked == {date(2020, 6, 1): set(), AUGUST: {monthly}, SEPTEMBER: {quarterly}}
    for month, measures in asked.items():
        assert {each for each in (monthly, quarterly) if each.is_asked_for(month)} == measures


DEFINED = {
    "definition": "Laptops that were handed over.", "unit": "", "numerator_label": "Laptops issued",
    "denominator_label": "Laptops needed", "better": "higher", "at_end": True, "counts_children": False,
    "owner": NOBODY, "how_often": "monthly", "first_month": JULY,
}  # fmt: skip


def test_a_measure_has_a_key_from_its_name_and_one_name():
    office = UserFactory()

    first = define_measure(name="Laptops, issued to workers!", **DEFINED, by=office, at=AT)
    second = define_measure(name="Laptops issued (to workers)", **DEFINED, by=office, at=AT)

    assert [each.key for each in (first, second)] == [
        "collected.laptops_issued_to_workers", "collected.laptops_issued_to_workers_2",
    ]  # fmt: skip
    assert (first.unit, [each.words for each in first.definitions.all()]) == ("%", ["Laptops that were handed over."])
    with pytest.raises(Refused, match="There is a measure of this name already"):
        define_measure(name="laptops, issued to workers!", **DEFINED, by=office, at=AT)
    with pytest.raises(Refused, match="Enter what is counted"):
        define_measure(name="Others", **DEFINED | {"denominator_label": ""}, by=office, at=AT)
    long = "Staff who were trained in the new standards of practice"
    assert define_measure(name=long, **DEFINED, by=office, at=AT).slug == "staff_who_were_trained_in_the_new"
    assert define_measure(name="Add", **DEFINED, by=office, at=AT).slug == "add_2"  # 'add' is an address


def test_which_way_is_better_is_settled_by_the_first_number():
    measure, office = MeasureFactory(), UserFactory()
    changed = {"name": "Children who wait", "owner": Ownership(person=office), "how_often": "monthly"}

    change_measure(measure=measure, **changed, better="neither", by=office, at=AT)
    measure.refresh_from_db()
    entered(measure, SEPTEMBER, 14, at=AT)

    assert (measure.name, measure.owner, measure.better) == ("Children who wait", office, "neither")
    with pytest.raises(Refused, match="which way is better stays"):
        change_measure(measure=measure, **changed, better="higher", by=office, at=AT)


def test_another_definition_holds_from_an_open_month_after_the_last():
    CycleFactory(month=AUGUST, closed_at=AT)
    measure, office = MeasureFactory(), UserFactory()

    redefine_measure(measure=measure, definition="Those with a plan.", holds_from=OCTOBER, by=office, at=AT)

    assert [each.holds_from for each in measure.definitions.all()] == [None, OCTOBER]
    assert "defined anew" in Entry.objects.about(measure).values_list("verb", flat=True)
    for month, says in ((AUGUST, "August 2020 is closed"), (SEPTEMBER, "from then on already")):
        with pytest.raises(Refused, match=says):
            redefine_measure(measure=measure, definition="Others.", holds_from=month, by=office, at=AT)


def test_what_reports_of_closed_months_say_is_settled():
    CycleFactory(month=AUGUST, closed_at=AT)
    measure, office = MeasureFactory(), UserFactory()

    with pytest.raises(Refused, match="Months of it are closed"):
        change_measure(measure=measure, name="N", owner=NOBODY, better="lower", how_often="quarterly", by=office, at=AT)
    with pytest.raises(Refused, match="August 2020 is closed"):
        end_measure(measure=measure, ended_after=JULY, by=office, at=AT)
    end_measure(measure=measure, ended_after=AUGUST, by=office, at=AT)


def test_a_measure_ends_after_the_months_that_have_numbers():
    measure, office = MeasureFactory(), UserFactory()
    entered(measure, SEPTEMBER, 14, at=AT)

    with pytest.raises(Refused, match="for a month after August 2020"):
        end_measure(measure=measure, ended_after=AUGUST, by=office, at=AT)
    end_measure(measure=measure, ended_after=SEPTEMBER, by=office, at=AT)

    assert CollectedMeasure.objects.get().ended_after == SEPTEMBER
