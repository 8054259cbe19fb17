"""The files as the Department for Education has them: read whole, markers kept; what is wrong in one, named."""

import csv
from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command

from figures.published.citing import citable
from figures.published.models import PublishedRow, PublishedYear
from intake.models import Load
from tests.factories import HoldingFactory
from tests.integration.administration.visiting import says, signed_in
from tests.processes import ROOT
from tests.published import FOLDER, read

ORIGINALS = ROOT.parent / "shared" / "data" / "dfe"
C1 = "c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv"
C5 = "c5_children_in_need_referrals_by_source_2014_to_2024.csv"
C6 = "c6_children_in_need_referrals_by_month_2013_to_2024.csv"
CSWW = "csww_indicators_2017_to_2025.csv"
FILES = [("dfe_referrals", C1), ("dfe_referral_sources", C5), ("dfe_referral_months", C6), ("dfe_workforce", CSWW)]
ABOUT = 11  # columns that say which row it is, before those of numbers; the workforce has no category
MARKERS = {"z", "x", "c", "low", "u", ":"}


def code(row):
    return row["new_la_code"] or row["region_code"] or row["country_code"]


def numbers_of(name):
    """{(area, year): {column: text}}, read by nothing of the product."""
    with (ORIGINALS / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = list(rows[0])[ABOUT if "category" in rows[0] else ABOUT - 1 :]
    return {(code(row), int(row["time_period"])): {column: row[column] for column in columns} for row in rows}


@pytest.mark.parametrize(("dataset", "name"), FILES)
def test_a_published_file_loads_whole_a_load_a_year_every_cell_as_published(load, dataset, name):
    if not ORIGINALS.exists():
        pytest.skip("needs ../shared: the publishers' whole files, over 1 MB, which a clone goes without")
    published = numbers_of(name)

    told = load(dataset, ORIGINALS / name)

    assert (told["refused"], told["errors"], told["warnings"]) == (None, [], [])
    assert told["good"] == len(published)
    stored = {(row.area_code, row.month.year): row.numbers for row in PublishedRow.objects.all()}
    assert stored == published
    markers = Counter(text for row in published.values() for text in row.values() if text in MARKERS)
    assert Counter(text for row in stored.values() for text in row.values() if text in MARKERS) == markers
    assert markers
    years = {year for _, year in published}
    assert {(one.release.year, one.edition.year) for one in PublishedYear.objects.with_editions()} == {
        (year, max(years)) for year in years
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_published_file_loads_in_other_encodings(load, tmp_path, encoding):
    path = tmp_path / "c5.csv"
    path.write_text((FOLDER / C5).read_text("utf-8-sig"), encoding=encoding)

    told = load("dfe_referral_sources", path)

    assert (told["errors"], told["rows"]) == ([], len(read(FOLDER / C5)))


@pytest.fixture
def file_of(tmp_path):
    """A few rows of a kept file, some cells changed: {row as a spreadsheet numbers it: {column: text}}."""

    def write(name, rows, changed, file="changed.csv"):
        for number, cells in changed.items():
            rows[number - 2] = rows[number - 2] | cells
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def test_each_error_is_named_by_row_and_column_and_no_good_row_is_blamed(load, file_of):
    rows = read(FOLDER / C1)[:12]
    local = next(number for number, row in enumerate(rows, 2) if row["new_la_code"])
    region = next(number for number, row in enumerate(rows, 2) if row["geographic_level"] == "Regional")
    others = [number for number in range(2, 14) if number not in (local, region)]
    wrong = {
        local: {"new_la_code": "E0800003"},
        region: {"region_name": ""},
        others[0]: {"Referrals": "n/a"},
        others[1]: {"Referrals_rate": ""},
        others[2]: {"time_period": "2025"},
        others[3]: {"time_period": "202324"},
        others[4]: {"geographic_level": "Ward"},
        others[5]: {"Re_referrals": "-5"},
        others[6]: {"Re_referrals": "C"},
    }
    another = next(number for number, row in enumerate(rows, 2) if row["new_la_code"] and number not in wrong)
    wrong[another] = {"region_code": "North"}

    told = load("dfe_referrals", file_of(C1, rows, wrong))

    assert sorted((one["row"], one["column"], one["code"]) for one in told["errors"]) == sorted(
        [
            (local, "new_la_code", "not_a_code"),
            (region, "region_name", "missing"),
            (others[0], "Referrals", "not_published"),
            (others[1], "Referrals_rate", "missing"),
            (others[2], "time_period", "no_release_day"),
            (others[3], "time_period", "not_a_year"),
            (others[4], "geographic_level", "not_in_list"),
            (others[5], "Re_referrals", "not_published"),
            (others[6], "Re_referrals", "not_published"),
            (another, "region_code", "not_a_code"),
        ]
    )
    assert told["good"] == 12 - len(wrong)
    [unknown] = [one for one in told["errors"] if one["code"] == "no_release_day"]
    assert "Add the day on the page Published statistics (/published-statistics/)" in unknown["message"]
    assert not Load.objects.exists()


def test_an_area_given_twice_for_one_year_is_named(load, file_of):
    rows = read(FOLDER / C1)[:3]

    told = load("dfe_referrals", file_of(C1, [*rows, rows[1]], {}))

    assert [(one["row"], one["code"]) for one in told["errors"]] == [(5, "given_twice")]


def test_a_later_edition_supersedes_year_by_year_shows_what_was_revised_and_is_undone(load, file_of):
    rows = read(FOLDER / C1)
    first = [row for row in rows if row["time_period"] in ("2018", "2019")]
    later = [row for row in rows if row["time_period"] in ("2019", "2020")]
    council = next(
        number for number, row in enumerate(later, 2) if code(row) == "E08000032" and row["time_period"] == "2019"
    )

    load("dfe_referrals", file_of(C1, first, {}, "to_2019.csv"))
    told = load(
        "dfe_referrals", file_of(C1, later, {council: {"Referrals": "9000", "Referrals_rate": "u"}}, "to_2020.csv")
    )

    assert (told["added"], told["changed"], told["gone"]) == (len(later) // 2, 1, 0)
    standing = [(one.release.year, one.edition.year, one.load.stands) for one in PublishedYear.objects.with_editions()]
    assert sorted(standing) == [(2018, 2019, True), (2019, 2019, False), (2019, 2020, True), (2020, 2020, True)]
    [load_of_2019] = Load.objects.filter(month=date(2019, 3, 1), superseded_by=None)
    office = signed_in(HoldingFactory(role="programme_office").user)
    says(office.get(f"/files/loads/{load_of_2019.pk}/changed/"), "E08000032|2019", "Referrals_rate: 614.9", "9000")

    call_command("undo_load", str(load_of_2019.pk))

    stood = citable(date(2021, 1, 1))["dfe_referrals", 2019]
    assert (stood.edition.year, stood.load.stands) == (2019, True)
    assert ("dfe_referrals", 2020) not in citable(date(2021, 1, 1))
