"""What a report of a day may cite of what is loaded, and in which edition."""

from datetime import date, timedelta

import pytest

from figures.published.areas import areas_held
from figures.published.benchmarks import BESIDE, benchmarks, editions
from figures.published.citing import citable, newest
from figures.published.models import ENGLAND, PublishedRow
from figures.registry import declared
from intake.models import Load
from organisation import clock
from tests.factories.published import COUNCIL, NEIGHBOUR, REGION, choose_areas, publish

pytestmark = pytest.mark.django_db

MEETING = date(2020, 10, 7)
VACANCIES = "workforce.vacancy_rate"


def vacancy(rate, area=COUNCIL):
    return {area: {"vacancy_rate_fte": rate}}


def cited(day, series="dfe_workforce", year=2019, column="vacancy_rate_fte"):
    """The value, its edition, and the words for it."""
    found = citable(day)[series, year]
    row = PublishedRow.objects.get(load=found.load, area_code=COUNCIL)
    return row.numbers[column], found.edition.year, found.edition_on(day).replace("\u00a0", " ")


def test_a_report_of_7_october_2020_cites_the_workforce_of_2019_and_children_in_need_to_march_2019():
    for year in (2018, 2019, 2020):
        publish("dfe_workforce", year, vacancy("1"))
        publish("dfe_referrals", year, {COUNCIL: {}})

    found = citable(MEETING)

    assert newest(found, "dfe_workforce") == 2019
    assert newest(found, "dfe_referrals") == 2019
    assert newest(citable(date(2021, 2, 24)), "dfe_workforce") == 2019
    assert newest(citable(date(2021, 2, 25)), "dfe_workforce") == 2020
    assert newest(citable(date(2018, 10, 24)), "dfe_referrals") is None


def test_of_two_editions_the_newest_counts_that_was_out_whatever_was_loaded_since():
    publish("dfe_workforce", 2019, vacancy("22.4"))
    publish("dfe_workforce", 2019, vacancy("22.6"), edition=2020)
    publish("dfe_workforce", 2019, vacancy("22.9"), edition=2021)

    assert cited(MEETING) == ("22.4", 2019, "time series to 2019, published 27 February 2020")
    assert cited(date(2021, 2, 25)) == ("22.6", 2020, "time series to 2020, published 25 February 2021")
    assert cited(date(2026, 1, 1))[:2] == ("22.9", 2021)


def test_where_only_later_editions_are_held_the_first_of_them_counts_and_is_said_to_be_revised():
    publish("dfe_workforce", 2019, vacancy("22.9"), edition=2021)
    publish("dfe_workforce", 2019, vacancy("22.6"), edition=2020)

    assert cited(MEETING) == ("22.6", 2020, "as revised in the time series to 2020, published 25 February 2021")


def test_of_one_edition_loaded_twice_the_last_load_counts_until_it_is_undone():
    first = publish("dfe_workforce", 2019, vacancy("22.4"))
    second = publish("dfe_workforce", 2019, vacancy("22.5"))

    assert cited(MEETING)[0] == "22.5"

    Load.objects.filter(pk=second.load.pk).update(undone_at=clock.now())
    assert cited(MEETING)[0] == "22.4"

    Load.objects.filter(pk=first.load.pk).update(undone_at=clock.now())
    assert ("dfe_workforce", 2019) not in citable(MEETING)


def test_a_figure_stands_beside_the_council_its_region_england_and_neighbours():
    choose_areas(NEIGHBOUR)
    areas = {ENGLAND: "16.4", REGION: "9.1", COUNCIL: "22.4", NEIGHBOUR: "c", "E06000902": "1"}
    publish("dfe_workforce", 2019, {code: {"vacancy_rate_fte": text} for code, text in areas.items()})

    found = benchmarks(MEETING, date(2020, 8, 1), [VACANCIES])

    assert [(one.label, one.shown, one.value is None) for one in found] == [
        ("This council", "22.4%", False),
        ("The North", "9.1%", False),
        ("England", "16.4%", False),
        ("Elmbury", "c", True),
    ]
    assert {one.reference_date for one in found} == {date(2019, 9, 30)}
    assert [said.replace("\u00a0", " ") for said in editions(found, MEETING)] == [
        "Department for Education, children's social work workforce, time series to 2019, published 27 February 2020"
    ]
    assert benchmarks(MEETING, date(2020, 8, 1), ["plan.actions"]) == []


def test_without_a_choice_england_stands_there_alone():
    publish("dfe_workforce", 2019, {ENGLAND: {}, COUNCIL: {}})

    assert [one.label for one in benchmarks(MEETING, date(2020, 8, 1), [VACANCIES])] == ["England"]


def test_authorities_that_report_together_are_named_together():
    choose_areas(NEIGHBOUR)
    publish(
        "dfe_workforce", 2019, vacancy("9.9", f"{COUNCIL} / E06000909") | vacancy("5.5", f"E06000908 / {NEIGHBOUR}")
    )

    [own, other] = benchmarks(MEETING, date(2020, 8, 1), [VACANCIES])

    assert (own.label, own.shown) == (f"This council, with others: Area {COUNCIL} / E06000909", "9.9%")
    assert (other.label, other.shown) == (f"Area E06000908 / {NEIGHBOUR}", "5.5%")


def test_the_areas_of_a_month_are_those_chosen_last_before_it():
    choose_areas(NEIGHBOUR, holds_from=date(2019, 4, 1))
    choose_areas("E06000905", "E06000906", holds_from=date(2021, 4, 1))

    assert [area.code for area in areas_held(date(2019, 3, 1))] == [ENGLAND]
    assert [area.code for area in areas_held(date(2021, 3, 1))] == [COUNCIL, REGION, ENGLAND, NEIGHBOUR]
    assert [area.code for area in areas_held(date(2021, 4, 1))] == [
        COUNCIL, REGION, ENGLAND, "E06000905", "E06000906",
    ]  # fmt: skip


def test_every_figure_that_published_values_stand_beside_is_declared():
    assert set(BESIDE) <= set(declared())
    assert all(series.measure(column) for series, column in BESIDE.values())


def test_a_closed_month_rests_on_what_was_loaded_when_it_closed():
    first = publish("dfe_workforce", 2019, vacancy("22.4"), edition=2020)
    closed_at = first.load.loaded_at + timedelta(days=10)
    later = publish("dfe_workforce", 2019, vacancy("22.6"))
    Load.objects.filter(pk=later.load.pk).update(loaded_at=closed_at + timedelta(days=1))
    Load.objects.filter(pk=first.load.pk).update(undone_at=closed_at + timedelta(days=2))

    def found(known_by):
        return [one.text for one in benchmarks(MEETING, date(2020, 8, 1), [VACANCIES], known_by)]

    choose_areas()
    assert found(None) == ["22.6"]
    assert found(closed_at) == ["22.4"]
    assert found(first.load.loaded_at - timedelta(days=1)) == []
