"""The generated workforce, held against the published figures with arithmetic of this module's own."""

import hashlib
import io
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum

from demo.organisation import make_organisation
from demo.workforce_history import load_workforce
from demo.workforce_months import workforce_history
from intake.models import Load
from tests import published as original
from workforce.models import Absence, Movement, Post, Worker

YEARS = (2017, 2018, 2019, 2020)
WORKING_DAYS = {2017: 253, 2018: 253, 2019: 253, 2020: 254}


@pytest.fixture(scope="module")
def history():
    return {month.month: month for month in workforce_history()}


@pytest.fixture(scope="module")
def published():
    found = original.rows("csww_indicators_2017_to_2025.csv")
    return {int(row["time_period"]): row for row in found if row["new_la_code"] == "E08000032"}


def year_to(history, year):
    first, last = date(year - 1, 10, 1), date(year, 9, 1)
    return [month for start, month in history.items() if first <= start <= last]


def counted(history, year):
    """What the publisher counts, from the rows of the year and of its 30 September."""
    end, months = history[date(year, 9, 1)], year_to(history, year)
    movements = [row for month in months for row in month.movements]
    return {
        "inpost_fte": sum(row.fte for row in end.workers if not row.agency),
        "agency_fte": sum(row.fte for row in end.workers if row.agency),
        "vacancy_fte": sum(row.vacant_fte for row in end.posts),
        "case_holders_fte": sum(row.fte for row in end.workers if row.cases > 0),
        "cases": sum(row.cases for row in end.workers),
        "starters_fte": sum(row.fte for row in movements if row.kind == "starter"),
        "leavers_fte": sum(row.fte for row in movements if row.kind == "leaver"),
        "working_days_lost_fte": sum(row.days_lost for month in months for row in month.absences),
    }


def rates(row, year):
    in_post, agency, vacant = row["inpost_fte"], row["agency_fte"], row["vacancy_fte"]
    return {
        "turnover_rate_fte": row["leavers_fte"] / in_post * 100,
        "agency_rate_fte": agency / (agency + in_post) * 100,
        "vacancy_rate_fte": vacant / (vacant + in_post) * 100,
        "caseload_fte": row["cases"] / row["case_holders_fte"],
        "absence_rate_fte": row["working_days_lost_fte"] / (in_post * WORKING_DAYS[year]) * 100,
    }


@pytest.mark.parametrize("year", YEARS)
def test_counts_at_30_september_equal_the_published_ones(history, published, year):
    mine = counted(history, year)

    assert mine == {column: Decimal(published[year][column]) for column in mine}


@pytest.mark.parametrize("year", YEARS)
def test_rates_at_30_september_are_within_a_tenth_of_the_published_ones(history, published, year):
    for column, rate in rates(counted(history, year), year).items():
        assert abs(rate - Decimal(published[year][column])) <= Decimal("0.1"), column


def test_the_rates_of_2019_are_those_that_the_committee_was_owed(history):
    mine = {column: round(rate, 1) for column, rate in rates(counted(history, 2019), 2019).items()}

    assert mine["vacancy_rate_fte"] == Decimal("22.4")
    assert mine["agency_rate_fte"] == Decimal("29.6")
    assert mine["turnover_rate_fte"] == Decimal("19.0")
    assert mine["absence_rate_fte"] == Decimal("5.2")


def test_august_2020_lies_between_the_septembers_around_it(history):
    august = history[date(2020, 8, 1)]
    in_post = sum(row.fte for row in august.workers if not row.agency)
    agency = sum(row.fte for row in august.workers if row.agency)
    vacant = sum(row.vacant_fte for row in august.posts)

    assert Decimal(25) < vacant / (vacant + in_post) * 100 < Decimal(26)
    assert Decimal(32) < agency / (agency + in_post) * 100 < Decimal("33.5")


def test_there_is_a_snapshot_of_each_month_from_october_2016_to_october_2020(history):
    assert len(history) == 49
    assert (min(history), max(history)) == (date(2016, 10, 1), date(2020, 10, 1))


def test_no_month_is_a_step(history):
    for amount in (
        lambda month: sum(row.vacant_fte for row in month.posts),
        lambda month: sum(row.fte for row in month.workers if not row.agency),
        lambda month: sum(row.fte for row in month.workers if row.agency),
    ):
        values = [amount(month) for month in history.values()]
        assert max(abs(after - before) for before, after in pairwise(values)) < 10


def test_nobody_is_twice_in_a_month(history):
    for month in history.values():
        for rows in (month.posts, month.workers, month.absences):
            assert len({row.reference for row in rows}) == len(rows)


def test_in_each_team_and_level_posts_less_vacancies_are_the_hours_of_those_employed(history):
    for month in history.values():
        balance = Counter()
        for row in month.posts:
            balance[row.team, row.level] += row.fte - row.vacant_fte
        for row in month.workers:
            balance[row.team, row.level] -= 0 if row.agency else row.fte
        assert not any(balance.values()), month.month


def test_workers_keep_their_hours_and_change_team_or_level_only_by_a_recorded_move(history):
    months = list(history.values())
    for before, after in pairwise(months):
        was = {row.reference: row for row in before.workers}
        moved = {row.reference: row for row in after.movements if row.kind == "move"}
        for row in after.workers:
            old = was.get(row.reference, row)
            assert (old.fte, old.agency) == (row.fte, row.agency)
            if (old.team, old.level) != (row.team, row.level):
                assert (moved[row.reference].from_team, moved[row.reference].team) == (old.team, row.team)


def test_starters_arrive_and_leavers_are_gone_in_the_month_of_their_movement(history):
    months = list(history.values())
    for before, after in pairwise(months):
        was, now = ({row.reference for row in month.workers} for month in (before, after))
        for row in after.movements:
            assert (row.reference in was) == (row.kind != "starter")
            assert (row.reference in now) == (row.kind != "leaver")
            assert row.on_date.replace(day=1) == after.month


def test_what_starters_and_leavers_do_not_explain_goes_one_way_in_a_year(history):
    """Transfers from and to other work in the council: nobody's in the first year, in for 2018, then out."""
    other = {}
    for year, before in ((2018, "333.4"), (2019, "374.3"), (2020, "336.5")):
        row = counted(history, year)
        other[year] = row["inpost_fte"] - Decimal(before) - row["starters_fte"] + row["leavers_fte"]

    assert other == {2018: Decimal("32.8"), 2019: Decimal("-17.2"), 2020: Decimal("-6.0")}


def test_absence_is_of_people_employed_and_no_longer_than_the_month(history):
    for month in history.values():
        employed = {row.reference: row for row in month.workers if not row.agency}
        for row in month.absences:
            assert 0 < row.days_lost <= 23 * employed[row.reference].fte
            assert employed[row.reference].team == row.team


def test_level_3_has_most_vacancies_and_posts_follow_the_councils_scale(history):
    posts = history[date(2020, 8, 1)].posts
    vacant, funded = Counter(), Counter()
    for row in posts:
        vacant[row.level] += row.vacant_fte
        funded[row.level] += row.fte
    shares = {level: float(fte / sum(funded.values())) for level, fte in funded.items()}

    assert vacant["3"] > vacant["2"] > vacant["1"] > 0
    assert shares == pytest.approx({"1": 0.15, "2": 0.40, "3": 0.45}, abs=0.02)


def test_references_say_nothing_of_a_person(history):
    for month in (history[date(2016, 10, 1)], history[date(2020, 10, 1)]):
        assert {row.reference[:2] for row in month.workers} == {"SW", "AG"}
        assert all(row.reference.strip("SWAGP").isdigit() for row in [*month.workers, *month.posts])


def test_two_generations_give_the_same_rows(history):
    assert workforce_history() == list(history.values())


def total(rows, amount):
    return rows.aggregate(total=Sum(amount))["total"]


@pytest.fixture
def loaded(db, history):
    """The census year to 30 September 2020."""
    organisation = make_organisation()
    load_workforce(organisation, year_to(history, 2020))
    return organisation


def test_loaded_records_give_the_published_figures_of_2020(loaded):
    end = {"month": date(2020, 9, 1)}

    assert total(Worker.objects.filter(agency=False, **end), "fte") == Decimal("345.5")
    assert total(Worker.objects.filter(agency=True, **end), "fte") == Decimal("173.7")
    assert total(Post.objects.filter(**end), "vacant_fte") == 122
    assert total(Movement.objects.filter(kind="leaver"), "fte") == Decimal("52.4")
    assert total(Absence.objects.all(), "days_lost") == 4381


def test_each_month_has_a_load_of_each_file_marked_as_generated(loaded):
    august = Load.objects.filter(month=date(2020, 8, 1))

    assert {load.name for load in august} == {
        "establishment-2020-08.csv",
        "staff-2020-08.csv",
        "movements-2020-08.csv",
        "absence-2020-08.csv",
    }
    assert all(load.generated and load.loaded_by.job_title == "Workforce Analyst" for load in august)
    assert {load.as_at for load in august} == {date(2020, 8, 31)}
    # 31 August was a bank holiday, and the third working day of September its third day
    assert {load.loaded_at for load in august} == {datetime(2020, 9, 3, 10, tzinfo=ZoneInfo("Europe/London"))}


def test_the_hash_of_a_load_is_that_of_its_rows_as_a_file(loaded, history):
    rows = history[date(2020, 8, 1)].posts
    file = io.StringIO()
    file.write("reference,team,level,fte,vacant_fte\n")
    file.writelines(f"{row.reference},{row.team},{row.level},{row.fte},{row.vacant_fte}\n" for row in rows)

    load = Load.objects.get(source="establishment", month=date(2020, 8, 1))

    assert load.sha256 == hashlib.sha256(file.getvalue().encode()).hexdigest()
    assert load.rows == len(rows) == Post.objects.filter(load=load).count()


def test_loading_twice_changes_nothing(loaded):
    before = list(Load.objects.values_list()), Worker.objects.count()

    load_workforce(make_organisation())

    assert (list(Load.objects.values_list()), Worker.objects.count()) == before


def test_people_are_made_once_and_cannot_sign_in(loaded):
    again = make_organisation()

    assert {slug: person.pk for slug, person in again.people.items()} == {
        slug: person.pk for slug, person in loaded.people.items()
    }
    for slug, person in again.people.items():
        assert (person.email, person.generated) == (f"{slug}@council.example", True)
        assert person.name
        assert not person.has_usable_password()
