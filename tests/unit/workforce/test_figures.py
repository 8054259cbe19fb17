"""The formulas of the Department for Education's workforce census, worked by hand and on published rows."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from figures.months import up_to
from figures.reader import Reader
from figures.registry import figure
from figures.words import rounded
from tests.factories import (
    AUGUST,
    AbsenceFactory,
    MovementFactory,
    PostFactory,
    TeamFactory,
    WorkerFactory,
    load_of,
)
from workforce.figures import working_days
from workforce.models import Level

pytestmark = pytest.mark.django_db


def year_loaded(month):
    for source in ("movements", "absence"):
        for each in up_to(month, 12):
            load_of(source, each)


def read(key, by=()):
    return Reader().readings(figure(f"workforce.{key}"), [AUGUST], by=by)


@pytest.fixture
def council():
    """East: 2.6 in post, 1 agency, 1.5 vacant, 1.8 left, 32.5 days lost. West: 1 in post, of level 3."""
    year_loaded(AUGUST)
    east, west = TeamFactory(slug="east", position=1), TeamFactory(slug="west", position=2)
    PostFactory(team=east, fte=1, vacant_fte=1)  # an agency worker covers it; it is vacant all the same
    PostFactory(team=east, fte=3, vacant_fte=Decimal("0.50"))
    PostFactory(team=west, level=Level.THREE, fte=1)
    WorkerFactory(team=east, fte=1, cases=18)
    WorkerFactory(team=east, fte=1, cases=0)  # holds no cases, is not of the caseload
    WorkerFactory(team=east, fte=Decimal("0.60"), cases=12)
    WorkerFactory(team=east, fte=1, cases=20, agency=True)
    WorkerFactory(team=west, level=Level.THREE, fte=1)
    MovementFactory(team=east, month=date(2019, 9, 1), fte=Decimal("0.80"))
    MovementFactory(team=east, fte=1)
    MovementFactory(team=east, month=date(2019, 8, 1), fte=1)  # thirteen months ago
    MovementFactory(team=east, starter=True, fte=1)
    MovementFactory(team=west, move=True, from_team=east, fte=1)  # stays with the council
    AbsenceFactory(team=east, month=date(2019, 9, 1), days_lost=20)
    AbsenceFactory(team=east, days_lost=Decimal("12.50"))
    AbsenceFactory(team=east, month=date(2019, 8, 1), days_lost=99)


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("in_post_fte", Fraction(36, 10)),
        ("funded_fte", 5),
        ("vacancy_fte", Fraction(15, 10)),
        ("vacancy_rate", Fraction(1500, 51)),  # 1.5 of 1.5 + 3.6
        ("agency_fte", 1),
        ("agency_rate", Fraction(1000, 46)),  # 1 of 1 + 3.6
        ("leavers_fte", Fraction(18, 10)),
        ("turnover_rate", 50),  # 1.8 of 3.6
        ("absence_rate", Fraction(32500, 9144)),  # 32.5 of 3.6 times 254 working days
        ("caseload", Fraction(500, 26)),  # 50 cases of 2.6 who hold any, agency workers among them
    ],
)
def test_the_council_is_as_worked_by_hand(key, expected):
    [reading] = read(key)

    assert reading.exact == expected


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(
    ("key", "east", "west"),
    [
        ("vacancy_rate", Fraction(1500, 41), 0),
        ("agency_rate", Fraction(1000, 36), 0),
        ("turnover_rate", Fraction(1800, 26), 0),
        ("absence_rate", Fraction(325000, 66040), 0),
        ("caseload", Fraction(500, 26), None),  # nobody there holds cases
    ],
)
def test_each_team_has_its_own_denominator(key, east, west):
    assert [reading.exact for reading in read(key, by=["team"])] == [east, west]


@pytest.mark.usefixtures("council")
def test_posts_and_people_are_told_apart_by_level():
    assert [reading.counted for reading in read("in_post_fte", by=["level"])] == [0, Decimal("2.60"), 1]
    assert [reading.of for reading in read("vacancy_rate", by=["level"])] == [0, Decimal("4.10"), 1]


def test_turnover_has_no_data_until_a_year_of_movements_is_loaded():
    load_of("staff", AUGUST)
    for month in up_to(AUGUST, 11):
        load_of("movements", month)

    assert read("turnover_rate")[0].counted is None
    assert read("in_post_fte")[0].counted == 0


@pytest.mark.parametrize(
    ("month", "days"),
    [
        (date(2019, 9, 1), 253),
        (date(2019, 10, 1), 254),
        (date(2020, 9, 1), 254),
        (date(2020, 10, 1), 253),
        (date(2023, 9, 1), 253),
        (date(2023, 10, 1), 254),
        (date(2024, 9, 1), 254),
        (date(2024, 10, 1), 253),
    ],
)
def test_the_working_days_are_those_of_the_census_year_from_october(month, days):
    assert working_days(month) == days


# A council's rows as the Department published them, for the year to 30 September: in post, leavers, turnover, agency,
# agency rate, vacancies, vacancy rate, days lost, absence rate.
PUBLISHED = [
    (2017, "333.4", "50.1", "15.0", "12.5", "3.6", "34", "9.3", "2824.9", "3.3"),
    (2018, "374.3", "55.4", "14.8", "51.8", "12.2", "44", "10.5", "2295.5", "2.4"),
    (2019, "336.5", "63.9", "19.0", "141.2", "29.6", "97", "22.4", "4417.7", "5.2"),
    (2020, "345.5", "52.4", "15.2", "173.7", "33.5", "122", "26.1", "4381", "5.0"),
    (2021, "336", "55.7", "16.6", "210.1", "38.5", "296", "46.8", "3230.2", "3.8"),
    (2022, "311.3", "69.6", "22.4", "262.5", "45.7", "197", "38.8", "6039.5", "7.7"),
    (2023, "342.5", "61", "17.8", "340.7", "49.9", "249", "42.1", "4155", "4.8"),
    (2024, "401.1", "47.6", "11.9", "186.7", "31.8", "219", "35.3", "5204", "5.1"),
    (2025, "467.1", "40.5", "8.7", "133", "22.2", "95.6", "17.0", "5195.6", "4.4"),
]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: str(row[0]))
def test_published_rates_come_out_of_published_numbers(row):
    year, in_post, left, turnover, agency, agency_rate, vacant, vacancy_rate, lost, absence_rate = row
    month = date(year, 9, 1)
    year_loaded(month)
    WorkerFactory(month=month, fte=Decimal(in_post))
    WorkerFactory(month=month, fte=Decimal(agency), agency=True)
    PostFactory(month=month, fte=Decimal(999), vacant_fte=Decimal(vacant))
    MovementFactory(month=month, fte=Decimal(left))
    AbsenceFactory(month=month, days_lost=Decimal(lost))

    reader = Reader()
    found = [
        str(rounded(reader.reading(figure(f"workforce.{key}"), month).exact, 1))
        for key in ("turnover_rate", "agency_rate", "vacancy_rate", "absence_rate")
    ]

    assert found == [turnover, agency_rate, vacancy_rate, absence_rate]
