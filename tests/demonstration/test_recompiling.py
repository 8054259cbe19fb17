"""Any month that has a cycle compiles; a past one to the same facts at any later time."""

import csv
import hashlib
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audits.models import Case
from figures.models import Cycle
from figures.reader import Reader
from figures.registry import figure
from frontdoor.models import Contact
from improvement.models import Action, Funding, Theme
from intake.models import Load
from organisation.models import Council, Team
from reports.compiling.drafting import compile_draft, compiled_now, digest
from reports.models import Compilation, Edition, Report
from tests.demonstration.test_facts import strings

pytestmark = pytest.mark.xdist_group("demonstration")
AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in (8, 9, 10))


@pytest.mark.parametrize("month", [f"2020-{number:02d}" for number in range(1, 11)])
def test_every_month_with_a_cycle_compiles_into_seven_files(month, tmp_path):
    call_command("compile_report", month, out=tmp_path, stdout=io.StringIO())

    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [file["name"] for file in manifest["files"]] == [
        "report.html", "report.pdf", "report.docx", "report.xlsx", "report.csv", "report.json",
    ]  # fmt: skip
    for file in manifest["files"]:
        content = (tmp_path / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    assert manifest["snapshot_at"].startswith("2020-11-09")
    assert "typst" in manifest["renderers"]


def test_the_published_month_compiles_to_the_bytes_that_were_frozen(tmp_path):
    call_command("compile_report", "2020-08", out=tmp_path, stdout=io.StringIO())

    for file in Edition.objects.get(report__cycle__month=AUGUST).compilation.files.all():
        assert (tmp_path / file.name).read_bytes() == bytes(file.content), file.name


def test_a_closed_month_says_the_same_whatever_the_day(tmp_path):
    before = digest(compiled_now(Cycle.objects.get(month=AUGUST)))
    Council.objects.update(plays_on="2021-06-01")

    assert digest(compiled_now(Cycle.objects.get(month=AUGUST))) == before


def test_what_becomes_of_an_action_later_does_not_alter_a_closed_month():
    before = compiled_now(Cycle.objects.get(month=AUGUST)).as_dict()["readings"]
    Action.objects.filter(reference="6.1").update(completed_on=date(2020, 8, 30))

    assert compiled_now(Cycle.objects.get(month=AUGUST)).as_dict()["readings"] == before


def test_a_number_that_an_owner_corrected_later_stays_in_the_closed_month_as_it_was():
    key = "collected.supervisions_held_on_time"
    printed = {
        month: {row["month"]: row["counted"] for row in compiled["readings"] if row["key"] == key}
        | {point[0]: point[1] for point in compiled["histories"][key]}
        for month in (AUGUST, SEPTEMBER)
        for compiled in [compiled_now(Cycle.objects.get(month=month)).as_dict()]
    }

    assert printed[AUGUST]["2020-08"] == 97
    assert printed[SEPTEMBER]["2020-08"] == 92  # corrected before that one closed
    assert Reader().reading(figure(key), AUGUST).counted == 92


def test_the_open_month_judges_actions_as_they_stand_today():
    assert "6.1" not in overdue(OCTOBER)
    Council.objects.update(plays_on="2020-12-01")

    assert "6.1" in overdue(OCTOBER)


def overdue(month):
    body = compiled_now(Cycle.objects.get(month=month)).paper.tree["body"]
    tables = [node for node in body if node.get("id") == "t-overdue"]
    return [row[0] for table in tables for row in table["rows"]]


def test_before_categories_began_the_reason_is_not_recorded_and_never_zero():
    body = compiled_now(Cycle.objects.get(month=date(2020, 6, 1))).paper.tree["body"]
    words = " ".join(strings(body))

    assert "Why contacts were closed was not recorded in this month. It is recorded from July 2020." in words
    assert not [node for node in body if node.get("id") == "t-nfa"]


def test_a_month_without_audits_says_so():
    words = " ".join(strings(compiled_now(Cycle.objects.get(month=OCTOBER)).paper.tree["body"]))

    assert "No contacts were audited for October 2020." in words


def test_a_month_without_a_cycle_is_refused_with_the_months_that_have_one(tmp_path):
    with pytest.raises(CommandError, match=r"January 2019 has no cycle. There are cycles for: 2020-01"):
        call_command("compile_report", "2019-01", out=tmp_path, stdout=io.StringIO())


def test_compiling_an_unchanged_report_returns_the_draft_that_there_is():
    report = Report.objects.get(cycle__month=OCTOBER)

    first = compile_draft(report=report, at=timezone.now())
    second = compile_draft(report=report, at=timezone.now())

    assert first == second
    assert Compilation.objects.filter(report=report).count() == 1
    assert first.files.count() == 6


def test_a_changed_record_makes_a_new_draft_and_keeps_the_one_before():
    report = Report.objects.get(cycle__month=OCTOBER)
    first = compile_draft(report=report, at=timezone.now())
    Action.objects.filter(reference="6.1").update(title="Kit for the priority workers")
    second = compile_draft(report=report, at=timezone.now())

    assert first != second
    assert list(Compilation.objects.filter(report=report)) == [first, second]


def test_csv_and_json_hold_the_same_readings(tmp_path):
    call_command("compile_report", "2020-08", out=tmp_path, stdout=io.StringIO())
    data = json.loads((tmp_path / "report.json").read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))

    assert len(rows) == len(data["readings"])
    for row, reading in zip(rows, data["readings"], strict=True):
        assert (row["key"], row["month"]) == (reading["key"], reading["month"])
        assert (float(row["value"]) if row["value"] else None) == (
            float(reading["value"]) if reading["value"] is not None else None
        )


def test_small_numbers_of_children_are_hidden_in_what_is_compiled():
    """All but three of August's 'moved away' closures are taken out: the three may not be printed, nor inferred."""
    moved = Contact.objects.filter(month=AUGUST, category__code="moved_away").order_by("pk")
    keep = list(moved.values_list("pk", flat=True)[:3])
    Case.objects.filter(contact__in=moved).delete()
    moved.exclude(pk__in=keep).delete()

    compiled = compiled_now(Cycle.objects.get(month=AUGUST)).as_dict()
    by_category = {
        reading["by"]["category"]: reading
        for reading in compiled["readings"]
        if reading["key"] == "frontdoor.nfa" and reading["month"] == "2020-08" and reading["by"]
    }
    hidden = {code for code, reading in by_category.items() if reading["suppressed"]}
    assert "moved_away" in hidden
    assert len(hidden) == 2  # one alone could be had by subtraction
    assert all(by_category[code]["counted"] is None and by_category[code]["value"] is None for code in hidden)
    [table] = [node for node in compiled["tree"]["body"] if node.get("id") == "t-nfa"]
    cells = {row[0]: [cell if isinstance(cell, str) else cell[0]["text"] for cell in row] for row in table["rows"]}
    assert cells["Family moved out of area"][1:3] == ["Suppressed", "Suppressed"]


def closures_left(month, **left):
    """Takes closures of the month away until each category named has so many."""
    for category, count in left.items():
        closures = Contact.objects.filter(month=month, category__code=category).order_by("pk")
        kept = list(closures.values_list("pk", flat=True)[:count])
        Case.objects.filter(contact__in=closures).delete()
        closures.exclude(pk__in=kept).delete()


def test_a_sum_that_would_give_a_hidden_part_away_is_hidden_with_it():
    """Four closures below threshold, ten moved away (the next smallest): no consent and the sum of the two may not
    both be shown, or the four could be had by subtraction."""
    closures_left(AUGUST, below_threshold=4, moved_away=8)

    compiled = compiled_now(Cycle.objects.get(month=AUGUST)).as_dict()
    august = [row for row in compiled["readings"] if row["month"] == "2020-08"]
    hidden = {
        row["by"]["category"] for row in august if row["key"] == "frontdoor.nfa" and row["by"] and row["suppressed"]
    }
    two = [row for row in august if row["key"] == "frontdoor.nfa_threshold_or_consent"]
    words = " ".join(strings([compiled["tree"]["cover"], compiled["tree"]["body"]]))
    assert "below_threshold" in hidden
    assert all(row["suppressed"] and row["counted"] is None for row in two)
    assert "What threshold and consent make together is not published" in words
    told = {point[0]: point[1:] for point in compiled["histories"]["frontdoor.nfa_threshold_or_consent"]}
    assert told["2020-08"] == [None, None, None, True]


def test_contacts_are_hidden_where_what_is_left_of_them_is_a_handful():
    """All contacts but three were closed: contacts less closures, whole or added up, would be the three."""
    open_ = Contact.objects.filter(month=OCTOBER).exclude(outcome="nfa").order_by("pk")
    open_.exclude(pk__in=list(open_.values_list("pk", flat=True)[:3])).delete()

    compiled = compiled_now(Cycle.objects.get(month=OCTOBER)).as_dict()
    told = {row["key"]: row for row in compiled["readings"] if row["month"] == "2020-10" and not row["by"]}
    assert told["frontdoor.contacts"]["suppressed"]
    assert not told["frontdoor.nfa"]["suppressed"]
    assert {p[0]: p[4] for p in compiled["histories"]["frontdoor.contacts"]}["2020-10"] is True


def test_a_month_of_a_handful_of_contacts_compiles_and_shows_none_of_them():
    contacts = Contact.objects.filter(month=OCTOBER)
    kept = list(contacts.order_by("pk").values_list("pk", flat=True)[:3])
    contacts.exclude(pk__in=kept).delete()

    compiled = compiled_now(Cycle.objects.get(month=OCTOBER)).as_dict()
    october = [row for row in compiled["readings"] if row["month"] == "2020-10" and row["key"].startswith("frontdoor")]
    words = " ".join(strings([compiled["tree"]["cover"], compiled["tree"]["body"]]))
    assert all(row["counted"] in (None, 0) for row in october)
    assert "The counts of October 2020 are too small to be published in full." in words


def test_a_council_whose_first_month_has_few_contacts_compiles():
    Contact.objects.exclude(month=OCTOBER).exclude(pk__in=Case.objects.values("contact")).delete()
    contacts = Contact.objects.filter(month=OCTOBER)
    contacts.exclude(pk__in=list(contacts.values_list("pk", flat=True)[:2])).delete()
    Load.objects.filter(source="contacts").exclude(month=OCTOBER).update(source="contacts-put-aside")

    tree = compiled_now(Cycle.objects.get(month=OCTOBER)).paper.tree

    assert not [node for node in tree["body"] if node.get("id") == "contacts"]


def test_every_number_of_charts_and_comparisons_is_a_reading():
    readings = {
        (row["key"], row["month"])
        for row in compiled_now(Cycle.objects.get(month=AUGUST)).as_dict()["readings"]
        if row["by"] is None
    }

    assert {("frontdoor.contacts", f"2020-{month:02d}") for month in range(1, 9)} <= readings
    assert ("workforce.vacancy_rate", "2020-07") in readings
    assert ("improvement.overdue", "2020-07") in readings


def test_a_team_that_ended_leaves_the_tables_of_months_without_it():
    Team.objects.create(
        slug="old", name="A team of long ago", service=Team.objects.first().service, starts_on=date(2016, 4, 1),
        ends_on=date(2016, 9, 30),
    )  # fmt: skip

    body = compiled_now(Cycle.objects.get(month=AUGUST)).paper.tree["body"]

    assert "A team of long ago" not in " ".join(strings(body))


def test_themes_of_one_position_keep_their_actions_together():
    Theme.objects.filter(code__in=["3", "4"]).update(position=3)

    body = compiled_now(Cycle.objects.get(month=AUGUST)).paper.tree["body"]

    areas = [node["id"] for node in body if node.get("id", "").startswith("area-")]
    assert areas == [f"area-{number}" for number in range(1, 10)]


def test_money_decided_after_the_month_is_neither_in_the_total_nor_in_the_table():
    Funding.objects.create(
        theme=Theme.objects.get(code="1"), purpose="Late money", source="Council", lead="Somebody", allocated=5000,
        decided_on=date(2020, 9, 10),
    )  # fmt: skip

    body = compiled_now(Cycle.objects.get(month=AUGUST)).paper.tree["body"]
    words = " ".join(strings(body))

    assert "Late money" not in words
    assert "Allocated in all: £900,000" in words


def test_a_part_of_an_areas_money_does_not_lead_to_the_whole():
    Funding.objects.create(
        theme=Theme.objects.get(code="9"), purpose="More money", source="Council", lead="Somebody", allocated=1000,
        decided_on=date(2020, 8, 10),
    )  # fmt: skip

    body = compiled_now(Cycle.objects.get(month=AUGUST)).paper.tree["body"]
    [table] = [node for node in body if node.get("id") == "t-funding"]

    assert [row[3] for row in table["rows"] if row[0] == "More money"] == ["£1,000"]
