"""Every fact of the month is in the database, and in the report that is compiled from it."""

import io
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from audits.models import Case, Round
from demo.facts import facts
from demo.organisation import PEOPLE
from figures.models import Cycle, Threshold
from figures.published.benchmarks import BESIDE
from figures.published.series import SERIES
from figures.registry import figures, read_once
from frontdoor.models import Category, Contact
from improvement.models import (
    Action,
    ActionMeasure,
    Allocation,
    CollectedMeasure,
    CollectedNumber,
    Funding,
    Recommendation,
    Risk,
    RiskReview,
    Spending,
    Standing,
    Theme,
)
from intake.models import Load
from organisation.models import Council, User
from reports.models import Compilation, Edition, Publication, Report
from reports.tree import flat

pytestmark = pytest.mark.xdist_group("demonstration")
ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "october-2020.yaml"
AUGUST = date(2020, 8, 1)


@pytest.fixture
def tree():
    return Edition.objects.get(report__cycle__month=AUGUST).compilation.paper["tree"]


@pytest.fixture
def words(tree):
    """Everything that the report says, in one string."""
    return re.sub(r"\s+", " ", " ".join(strings([tree["cover"], tree["body"]])))


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        if value and all(isinstance(part, dict) and "text" in part and "kind" in part for part in value):
            yield flat(value)
        else:
            for part in value:
                yield from strings(part)


def test_the_facts_kept_here_are_those_of_the_shared_file():
    if not SHARED.exists():
        pytest.skip("needs ../shared: the facts of the paper as first written down, which a clone goes without")
    shared = yaml.safe_load(SHARED.read_text("utf-8"))
    del shared["inconsistencies_in_the_paper"]

    assert facts() == shared


def test_a_second_run_changes_nothing():
    def state():
        return [
            (model.__name__, sorted(model.objects.values_list("pk", flat=True)))
            for model in (
                CollectedMeasure,
                CollectedNumber,
                ActionMeasure,
                Load,
                Action,
                Standing,
                Risk,
                RiskReview,
                Spending,
                Allocation,
                Cycle,
                Report,
                Compilation,
                Edition,
                Publication,
                Case,
                User,
            )
        ] + [Contact.objects.count()]

    before = state()
    call_command("load_demo", stdout=io.StringIO())

    assert state() == before


def test_it_plays_on_9_november_2020():
    council = Council.current()

    assert council.name == facts()["council"]
    assert council.plays_on == date(2020, 11, 9)


def test_particulars_of_the_report_are_those_of_the_paper(words):
    told, report = facts()["report"], Report.objects.get(cycle__month=AUGUST)

    assert report.meeting_on == told["meeting_date"] == date(2020, 10, 7)
    assert (report.committee, report.subject) == (told["committee"], told["subject"])
    assert (report.presented_by, report.contact) == (told["presented_by"], told["report_contact"])
    assert (report.portfolio, report.scrutiny_area) == (told["portfolio"], told["scrutiny_area"])
    assert report.letter == told["document_letter"]
    for fact in (told["subject"], told["presented_by"], told["report_contact"], told["portfolio"]):
        assert fact in words
    assert told["committee"] in words


def test_august_is_published_in_time_for_its_meeting_and_so_is_september():
    on = dict(Publication.objects.values_list("edition__report__cycle__month", "at"))

    assert {month: at.date() for month, at in on.items()} == {
        AUGUST: date(2020, 9, 29),
        date(2020, 9, 1): date(2020, 10, 27),
    }
    assert Report.objects.get(cycle__month=date(2020, 9, 1)).meeting_on == date(2020, 11, 4)
    assert Cycle.objects.get(month=date(2020, 10, 1)).closed_at is None


def test_standard_sections_and_other_implications_are_there_in_order(tree):
    headings = [node for node in tree["body"] if node["kind"] == "heading" and node["number"]]
    sections = [node["text"] for node in headings if node["level"] == 1 and node["number"].isdigit()]
    implications = [node["text"] for node in headings if node["level"] == 2 and node["number"].startswith("6.")]

    assert sections == facts()["report"]["standard_sections"]
    assert implications == facts()["report"]["other_implications"]


def test_headings_and_paragraphs_are_numbered_without_a_gap(tree):
    numbers = [node["number"] for node in tree["body"] if node["kind"] in ("heading", "para") and node["number"]]
    plain = [tuple(map(int, number.split("."))) for number in numbers if number[0].isdigit()]

    last = (0,)
    for number in plain:
        deeper = number == (*last, 1)
        beside = any(number == (*last[:depth], last[depth] + 1) for depth in range(len(last)))
        assert deeper or beside, f"{last} is followed by {number}"
        last = number


def test_highlights_and_areas_for_improvement_are_in_the_report(words):
    for point in facts()["highlights"]:
        assert f"{point['what']} ({point['ref']}): {point['state']}." in words
        assert point["next"] in words
    assert "30 September 2020" in words
    assert "31 October 2020" in words
    for aim in facts()["improvement_areas"]:
        assert aim["what"] in words
        for part in aim.get("covers", []) + aim.get("serves", []):
            assert part in words


def test_every_area_of_focus_has_its_actions():
    assert [theme.title for theme in Theme.objects.all()] == [area["title"] for area in facts()["focus_areas"]]
    counts = Counter(Action.objects.values_list("theme__code", flat=True))
    assert counts == {area["ref"]: len(area["actions"]) for area in facts()["focus_areas"]}


# What each area's facts name beside its actions' titles
NAMED = {
    "1": ["awaits ratification", "recruitment, retention and capability", "level 3 social workers"],
    "2": [
        "early October 2020", "vacancies by level and team", "staff reference group", "communications team",
        "external branding organisation", "invest to save", "2-3 agencies at a fixed rate", "Community Care",
        "JobsGoPublic", "BASW", "Facebook", "Twitter", "LinkedIn", "interview packs",
        "fewer starters leaving with under 12 months' service", "induction packs", "microsite", "tone of voice",
    ],
    "3": ["Reflective supervision"],
    "4": ["Review of demand and cost", "management team"],
    "5": ["Detailed analysis of the reasons for rising absence"],
    "6": ["Modern Workplace kit", "11 projects over 2 years", "11 new case-work forms", "Commenced"],
    "7": [
        "Lead Practitioner role", "lead practitioner handbook", "early help assessment and planning tool",
        "multi-agency learning programme", "until partners have access",
    ],
    "8": [
        "Rolled out in July and August 2020", "begins in October 2020", "Safeguarding Board",
        "launch is in November 2020", "Signs of Safety refresher", "trauma-informed practice",
        "relationship-based practice", "From November 2020",
    ],
    "9": [
        "supported housing units for families with children", "whole-family workers", "YIDVA", "CIDVA",
        "counselling for children, subject to face-to-face resuming", "support for victims and perpetrators",
        "higher level of referrals", "New provision for perpetrators", "£900,000", "Place Directorate",
    ],
}  # fmt: skip


@pytest.mark.parametrize("area", NAMED)
def test_the_report_carries_what_the_facts_say_of_an_area(words, area):
    missing = [fact for fact in NAMED[area] if fact not in words]

    assert missing == []


def test_each_action_is_told_with_state_reason_dates_and_update(tree):
    actions = [node for node in tree["body"] if node["kind"] == "action"]
    standings = {row.action.reference: row for row in Standing.objects.filter(cycle__month=AUGUST)}

    assert [node["ref"] for node in actions] == [action.reference for action in Action.objects.all()]
    for node in actions:
        standing = standings[node["ref"]]
        assert node["brag"] == standing.get_brag_display()
        assert flat(node["reason"]) == standing.reason
        assert node["original"] == standing.original_date.isoformat()
        assert node["update"]["runs"]
        assert "generated" in node["mark"]


def test_dates_that_the_paper_gives_are_the_records():
    due = dict(Action.objects.values_list("reference", "original_date"))

    assert due["4.1"] == date(2020, 9, 30)
    assert due["4.2"] == date(2020, 10, 31)
    assert due["8.3"].strftime("%Y-%m") == due["8.4"].strftime("%Y-%m") == "2020-11"
    assert due["8.2"].strftime("%Y-%m") == "2020-10"
    assert Action.objects.get(reference="8.1").completed_on == date(2020, 8, 31)


def test_funding_is_900_000_pounds():
    [allocated] = Funding.objects.filter(allocated__isnull=False)

    assert (int(allocated.allocated), allocated.lead, allocated.theme.code) == (900_000, "Place Directorate", "9")


def test_nfa_categories_are_the_five_of_the_paper_from_july_2020():
    categories = list(Category.objects.all())

    assert [category.label for category in categories] == facts()["front_door"]["nfa_categories"]
    assert {category.holds_from for category in categories} == {date(2020, 7, 1)}


def test_threshold_and_consent_together_are_almost_half_of_augusts_closures():
    closed = Contact.objects.filter(month=AUGUST, outcome="nfa")
    two = closed.filter(category__code__in=["below_threshold", "no_consent"])

    assert 0.47 <= two.count() / closed.count() <= 0.50


def test_audits_are_those_of_the_paper(words):
    [round_] = Round.objects.filter(month=AUGUST)
    for stratum in facts()["audits"]["strata"]:
        cases = Case.objects.filter(stratum__round=round_, stratum__label=stratum["source"])
        assert cases.count() == stratum["sample"]
        assert cases.filter(judgement="no").count() == stratum["inappropriate"]
    assert round_.feedback_on == date(2020, 8, 28)  # the 31st was a bank holiday
    assert "19 of 40" in words
    assert "47.5%" in words
    assert not re.search(r"\ba third\b", words, re.IGNORECASE)


def test_audited_cases_are_closures_below_threshold_of_children_aged_0_to_18():
    for case in Case.objects.filter(stratum__round__month=AUGUST).select_related("contact__category", "stratum"):
        assert case.contact.month == AUGUST
        assert case.contact.outcome == "nfa"
        assert case.contact.category.code == "below_threshold"
        assert 0 <= case.contact.age <= 18
        assert case.contact.source in case.stratum.sources


def test_the_report_prints_published_figures_and_not_the_papers_claims(words):
    table = words
    for figure in ("9.3%", "10.5%", "22.4%", "3.3%", "2.4%", "5.2%", "50.1", "55.4", "63.9", "12.2%", "29.6%"):
        assert figure in table


def test_benchmarks_of_2020_are_not_cited_before_they_came_out(tree):
    [table] = [node for node in tree["body"] if node.get("id") == "t-years"]
    england = [[flat(cell) for cell in row] for row in table["rows"] if row[1] == "England"]

    assert [column["text"] for column in table["columns"]][2:] == [
        "Sep\u00a02017", "Sep\u00a02018", "Sep\u00a02019", "Aug\u00a02020",
    ]  # fmt: skip
    assert england[0] == ["Vacancy rate", "England", "17.0%", "16.5%", "16.4%", "Not out"]
    assert "as revised in the time series to 2025, published 26\u00a0February\u00a02026" in flat(table["note"])


def test_recommendations_are_those_of_the_paper(words):
    assert "That the committee notes the report and the progress made." in words
    assert "a detailed analysis of recruitment and of sickness absence" in words


def test_every_stored_key_of_a_figure_resolves():
    models = (Threshold, ActionMeasure)
    stored = {key for model in models for key in model.objects.values_list("figure", flat=True)} | set(BESIDE)
    for compilation in Compilation.objects.all():
        stored |= {reading["key"] for reading in compilation.paper["readings"]}

    assert stored <= set(figures())


def test_every_action_says_what_success_is_and_answers_something_but_one_recommendation_is_left():
    actions = Action.objects.prefetch_related("answers")

    assert [action.reference for action in actions if not action.success or not action.answers.all()] == []
    assert list(Recommendation.objects.filter(answered_by=None).values_list("reference", flat=True)) == ["IN5"]
    assert Recommendation.objects.filter(generated=True).count() == 12
    assert set(Action.objects.exclude(owner_role=None).values_list("reference", flat=True)) == {"8.3", "8.4"}
    assert Action.objects.get(reference="9.7").owner.in_full == "Detective Inspector, District Police (demo)"


def test_names_are_made_up_and_stand_in_no_paper():
    names = set(User.objects.values_list("name", flat=True))

    assert names == {name for name, _ in PEOPLE.values()}
    for compilation in Compilation.objects.all():
        paper = json.dumps(compilation.paper)
        assert not [name for name in names if name in paper]
    assert all(email.endswith("@council.example") for email in User.objects.values_list("email", flat=True))


def test_what_is_generated_says_so():
    real = Load.objects.filter(generated=False)
    assert set(real.values_list("source", flat=True)) == set(SERIES)  # what was published is not made up
    paper = Edition.objects.get(report__cycle__month=AUGUST).compilation.paper
    assert all(load["generated"] for load in paper["loads"])
    notes = [
        flat(node["note"]) for node in paper["tree"]["body"] if node["kind"] in ("table", "chart") and node["note"]
    ]
    assert sum("Generated for the demonstration" in note for note in notes) >= 6


def test_closed_cycles_have_a_standing_for_each_action_of_the_plan():
    closed = Cycle.objects.filter(closed_at__isnull=False)

    assert [cycle.month for cycle in closed] == [date(2020, month, 1) for month in range(1, 10)]
    for cycle in closed:
        in_plan = Action.objects.filter(added_on__lte=cycle.closed_at.date())
        assert Standing.objects.filter(cycle=cycle).count() == in_plan.count()


def test_numbers_of_the_report_are_in_its_data(tree):
    """Every number that leads somewhere leads to a reading that is there, with the loads that it rests on."""
    paper = Edition.objects.get(report__cycle__month=AUGUST).compilation.paper
    known = {reading["ref"]: reading for reading in paper["readings"]}
    loads = {load["id"] for load in paper["loads"]}
    printed = list(figure_runs(tree["body"]))

    assert len(printed) > 200
    for run in printed:
        reading = known[run["reading"]]
        assert reading["key"] == run["key"]
        assert set(reading["loads"]) <= loads
        assert reading["loads"]
        assert reading["as_at"]


def figure_runs(value):
    if isinstance(value, dict):
        if value.get("kind") == "figure":
            yield value
        for part in value.values():
            yield from figure_runs(part)
    elif isinstance(value, list):
        for part in value:
            yield from figure_runs(part)


def test_readings_of_the_report_equal_those_of_the_command_line():
    paper = Edition.objects.get(report__cycle__month=AUGUST).compilation.paper
    closed_at = Cycle.objects.get(month=AUGUST).closed_at
    fields = ("key", "month", "scope", "by", "counted", "of", "value", "unit", "as_at", "loads", "definition_version")
    wanted = {}
    for reading in paper["readings"]:
        wanted.setdefault((reading["month"], tuple(reading["by"] or ())), []).append(reading)

    for (month, by), readings in wanted.items():
        out = io.StringIO()
        keys = sorted({reading["key"] for reading in readings})
        with read_once(known_by=closed_at):  # one number that an owner entered has been corrected since
            call_command("figures", month, *keys, *(f"--by={key}" for key in by), "--json", stdout=out)
        told = {(row["key"], str(row["by"])): row for row in json.loads(out.getvalue())}
        for reading in readings:
            row = told[reading["key"], str(reading["by"])]
            assert {field: row[field] for field in fields} == {field: reading[field] for field in fields}
