"""What a report cites of published statistics: what was out by its own day."""

from datetime import date

import pytest

from figures.published.models import ENGLAND
from reports.compiling.drafting import compiled_now
from reports.tree import flat
from tests.factories import CouncilFactory, PostFactory, ReportFactory, WorkerFactory
from tests.factories.published import COUNCIL, NEIGHBOUR, REGION, choose_areas, publish

AREAS = (ENGLAND, REGION, COUNCIL, NEIGHBOUR)


@pytest.fixture
def report(db):
    CouncilFactory(plays_on=date(2020, 10, 7))
    choose_areas(NEIGHBOUR)
    return ReportFactory()


def plain(words):
    return words.replace("\u00a0", " ")


def table(report, name):
    return next((node for node in compiled_now(report.cycle).paper.tree["body"] if node.get("id") == name), None)


def cells(row):
    return [cell if isinstance(cell, str) else flat(cell) for cell in row]


def test_a_report_of_7_october_2020_cites_referrals_to_march_2019(report):
    for year, rate in ((2018, "500"), (2019, "614.9"), (2020, "695.3")):
        publish("dfe_referrals", year, {area: {"Referrals_rate": rate, "Re_referrals_percent": "c"} for area in AREAS})

    found = table(report, "t-beside")

    assert plain(found["caption"]) == "Referrals in the year to 31 March 2019, as published"
    assert [cells(row) for row in found["rows"]] == [
        ["This council", "1", "614.9", "c", "1.0%"],
        ["The North", "1", "614.9", "c", "1.0%"],
        ["England", "1", "614.9", "c", "1.0%"],
    ]
    note = plain(flat(found["note"]))
    assert (
        "table C1, time series to 2019, published 31 October 2019. The year first came out on 31 October 2019" in note
    )
    assert "c: not shown by the publisher, to protect people." in note


def test_a_report_of_7_october_2020_cites_the_workforce_of_2019_and_not_of_2020(report):
    PostFactory()
    WorkerFactory()
    for year, rate in ((2018, "10.1"), (2019, "11.2"), (2020, "12.3")):
        publish("dfe_workforce", year, {area: {"vacancy_rate_fte": rate} for area in AREAS})

    found = table(report, "t-years")

    rows = [cells(row) for row in found["rows"] if row[0] == "Vacancy rate" and row[1] in ("England", "The North")]
    assert rows == [["Vacancy rate", area, "Not out", "10.1%", "11.2%", "Not out"] for area in ("The North", "England")]
    assert "time series to 2019, published 27 February 2020" in plain(flat(found["note"]))


def test_without_a_council_chosen_or_a_year_out_the_report_sets_nothing_beside(report):
    publish("dfe_referrals", 2020, {area: {} for area in AREAS})

    assert table(report, "t-beside") is None
