"""The published rows that the product carries, beside the publisher's."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from demo import dfe
from demo.organisation import make_organisation
from demo.published import load_published
from figures.published.benchmarks import benchmarks
from figures.published.models import Comparator, PublishedRow
from intake.models import Load
from tests import published
from tests.factories.published import known_releases

CARRIED = Path(settings.BASE_DIR) / "demo" / "dfe"


@pytest.fixture
def organisation(db):
    known_releases()
    return make_organisation()


def are_rows_of(carried, original):
    """Whether each carried row is a published one, with columns left out at most."""
    columns = list(carried[0])
    whole = {tuple(row[column] for column in columns) for row in original}
    return all(tuple(row.values()) in whole for row in carried)


@pytest.mark.parametrize(
    ("carried", "original", "count"),
    [
        ("workforce_2017_to_2020.csv", "csww_indicators_2017_to_2025.csv", 12),
        ("referrals_by_source_2018_to_2021.csv", "c5_children_in_need_referrals_by_source_2014_to_2024.csv", 12),
        ("referrals_2018_to_2020.csv", "c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv", 27),
        (
            "referrals_by_month_of_year_2018_to_2020.csv",
            "c6_children_in_need_referrals_by_month_2013_to_2024.csv",
            9,
        ),
        ("referrals_by_month_2018-10_to_2020-10.csv", "bradford_referrals_by_month_2012-04_2024-03.csv", 25),
    ],
)
def test_every_row_that_the_product_carries_is_as_published(carried, original, count):
    rows = published.read(CARRIED / carried)

    assert len(rows) == count
    assert are_rows_of(rows, published.rows(original))


@pytest.mark.parametrize("marker", ["z", "x", "c", "low", "u", ":", "", " c "])
def test_a_marker_is_no_figure_and_never_zero(marker):
    assert dfe.number(marker) is None


def test_a_published_zero_stays_zero():
    assert dfe.number("0") == 0


def test_the_council_of_2019_reads_as_published():
    row = dfe.workforce()["E08000032", 2019]

    assert row["inpost_fte"] == Decimal("336.5")
    assert row["vacancy_rate_fte"] == Decimal("22.4")
    assert row["cases"] == 5377


def test_referrals_of_august_2020_read_as_published():
    assert dfe.referrals_by_month()[date(2020, 8, 1)] == 668


def test_sources_are_known_by_the_year_that_ends_in_march():
    assert dfe.referral_sources()[2020]["police"] == 3825


def test_readme_credits_the_publisher_and_the_licence():
    text = (CARRIED / "README.md").read_text("utf-8")

    assert "Department for Education" in text
    assert "Open Government Licence v3.0" in text
    assert all(path.name in text for path in CARRIED.glob("*.csv"))


def test_published_statistics_are_loaded_with_the_extracts_and_stand_beside_figures(organisation):
    load_published(organisation)
    loaded = list(PublishedRow.objects.values_list())

    load_published(organisation)

    assert list(PublishedRow.objects.values_list()) == loaded
    assert len(loaded) == 27 + 12 + 9 + 12
    assert not Load.objects.filter(generated=True).exists()
    assert "Bradford" not in {
        *PublishedRow.objects.values_list("area_name", flat=True),
        *map(str, Comparator.objects.all()),
    }


@pytest.mark.parametrize(
    ("figure", "area", "year", "value"),
    [
        ("workforce.vacancy_rate", "This council", 2019, "22.4%"),
        ("workforce.agency_rate", "England", 2020, "15.4%"),
        ("workforce.turnover_rate", "Yorkshire and The Humber", 2019, "13.6%"),
        ("workforce.absence_rate", "England", 2019, "3.1%"),
        ("workforce.caseload", "This council", 2018, "16.5"),
    ],
)
def test_figures_stand_beside_the_published_values(organisation, figure, area, year, value):
    load_published(organisation)

    [found] = [
        one
        for one in benchmarks(date(2021, 3, 1), date(2020, 8, 1), [figure])
        if (one.label, one.reference_date) == (area, date(year, 9, 30))
    ]

    assert found.shown == value


def test_no_value_of_2020_was_out_when_the_committee_met_in_october_2020(organisation):
    load_published(organisation)

    found = benchmarks(date(2020, 10, 7), date(2020, 8, 1))

    assert {one.reference_date.year for one in found} == {2017, 2018, 2019}
