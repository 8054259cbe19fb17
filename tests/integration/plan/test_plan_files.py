"""The plan from spreadsheets: what was exported comes back without a difference, what a council has is taken in by the
rules, and a load is undone as if it had not been."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from history.models import Entry
from improvement.models import Action, DateChange, Milestone, OwnerRole, Recommendation, Theme
from intake.models import Load
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    HoldingFactory,
    MilestoneFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.intake.bringing import run_jobs, words

EXPORTED = "/plan/export.{format}"
HEADINGS = "No.,What?,Area code,Area of focus,Service,Who?,When?"


@pytest.fixture
def load(tmp_path):
    """`./manage.py load NAME FILE … --json`: what it printed."""

    def run(dataset, content, *options, name="plan.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, loaded = StringIO(), True
        try:
            call_command("load", dataset, str(path), *options, "--json", stdout=out)
        except SystemExit as left:
            loaded = not left.code
        told = json.loads(out.getvalue())
        assert loaded == (told["load"] is not None)
        return told

    return run


@pytest.fixture
def service():
    return ServiceFactory(name="Safeguarding", slug="safeguarding")


@pytest.fixture
def area():
    return ThemeFactory(code="1", title="Recruiting", position=1)


def refusals(told):
    return {(found["row"], found["column"]): found["message"] for found in told["errors"]}


def changed(told):
    return told["added"], told["changed"], told["gone"]


def kept():
    """All that a file may change, as the database has it."""
    return {
        "actions": sorted(
            (
                each.reference, each.title, each.success, each.origin, each.theme.code, each.service.slug,
                each.owner and each.owner.email, each.owner_role and each.owner_role.title, each.starts_on,
                each.original_date, each.completed_on, sorted(one.reference for one in each.answers.all()),
                sorted(one.reference for one in each.waits_for.all()),
            )
            for each in Action.objects.all()
        ),
        "milestones": sorted(
            map(str, Milestone.objects.values_list("action__reference", "title", "due_on", "done_on"))
        ),
        "recommendations": sorted(
            Recommendation.objects.values_list("reference", "words", "kind", "source", "made_on")
        ),
        "areas": sorted(Theme.objects.values_list("code", "title")),
        "roles": sorted(OwnerRole.objects.values_list("title", "held_by__email"), key=str),
    }  # fmt: skip


@pytest.fixture
def plan(october, service, area):
    """Of each thing that a file may say, one that is awkward to write down and read back."""
    recommendations = [
        RecommendationFactory(reference="IN1", words="Do this.\nAnd that"),
        RecommendationFactory(reference="IN2"),
    ]
    role = OwnerRoleFactory(title="Head of Recruiting", held_by=UserFactory())
    first = ActionFactory(
        reference="1.1", title="- Recruit “ten” workers – soon, at once", theme=area, service=service,
        owner=role.held_by, owner_role=role, success="=Fewer vacancies;\n\n10% of posts", origin="Board, 3 March",
        answers=recommendations,
    )  # fmt: skip
    ActionFactory(reference="1.10", theme=area, service=service, owner=None, original_date=None, waits_for=[first])
    moved = ActionFactory(reference="1.2", theme=area, service=service, complete=True)
    DateChangeFactory(action=moved, to_date=date(2021, 1, 31))
    MilestoneFactory(action=first, title="Advert, out", due_on=date(2020, 10, 1), done_on=date(2020, 10, 2))
    MilestoneFactory(action=first, title="Interviews", due_on=date(2020, 11, 1))
    MilestoneFactory(action=first, title="Interviews", due_on=date(2020, 12, 1))
    return first


class TestWhatWasExported:
    def test_the_workbook_holds_no_difference(self, plan, office, load):
        before, exported = kept(), b"".join(office.get(EXPORTED.format(format="xlsx")).streaming_content)
        for dataset, rows in (("recommendations", 2), ("actions", 3), ("milestones", 3)):
            told = load(dataset, exported, name="plan.xlsx")
            assert (told["errors"], told["warnings"], told["rows"], changed(told)) == ([], [], rows, (0, 0, 0))
        assert kept() == before

    def test_nor_does_the_csv(self, plan, office, load):
        before = kept()
        told = load("actions", b"".join(office.get(EXPORTED.format(format="csv")).streaming_content))
        assert (told["errors"], told["warnings"], changed(told)) == ([], [], (0, 0, 0))
        assert kept() == before

    def test_a_plan_that_was_lost_comes_back(self, plan, office, load):
        Action.objects.filter(reference="1.1").update(success="Fewer vacancies;\n\n10% of posts")
        before, exported = kept(), b"".join(office.get(EXPORTED.format(format="xlsx")).streaming_content)
        DateChange.objects.all().delete()
        for kind in (Milestone, Action, Recommendation):
            kind.objects.all().delete()
        by = ("--by", UserFactory().email)
        assert load("recommendations", exported, *by, name="plan.xlsx")["added"] == 2
        assert load("actions", exported, *by, name="plan.xlsx")["added"] == 3
        assert load("milestones", exported, *by, name="plan.xlsx")["added"] == 3
        assert kept() == before
        moved = DateChange.objects.get()
        assert (moved.action.reference, moved.from_date, moved.to_date) == (
            "1.2",
            date(2020, 12, 31),
            date(2021, 1, 31),
        )


class TestWhatACouncilHas:
    def test_a_spreadsheet_of_its_own_headings(self, october, service, load):
        RecommendationFactory(reference="IN1")
        owner = UserFactory(email="ada@council.example")
        told = load(
            "actions",
            f"{HEADINGS},Recommendations,Depends on\n"
            "1.2,Induct them,1,Recruiting,Safeguarding,Head of Recruiting,31/03/2021,IN1,1.1\n"
            "1.1,Recruit  ten,1,Recruiting,safeguarding,ADA@council.example,2020-12-01,,\n"
            "1.3,Keep them,,recruiting,safeguarding,unknown yet,tbc,,\n",
            "--accept-warnings",
            "As the board agreed",
        )
        assert (told["errors"], changed(told)) == ([], (3, 0, 0))
        assert [(found["row"], found["code"]) for found in told["warnings"]] == [(2, "new_area"), (2, "new_role")]
        first, second, third = Action.objects.order_by("reference")
        assert (first.title, first.owner, first.original_date) == ("Recruit ten", owner, date(2020, 12, 1))
        assert (second.owner, second.owner_role.title) == (None, "Head of Recruiting")
        assert ([*second.waits_for.all()], second.answers.get().reference) == ([first], "IN1")
        assert (third.theme.title, third.owner, third.original_date) == ("Recruiting", None, None)
        assert third.starts_on == date(2020, 11, 9)  # the day on which it is loaded

    def test_warnings_stop_it_until_somebody_says_why_not(self, october, service, load):
        told = load("actions", f"{HEADINGS}\n1.1,Recruit,1,Recruiting,safeguarding,Head of it,\n")
        assert (told["load"], told["needs_reason"], Action.objects.count()) == (None, True, 0)
        assert not Theme.objects.exists()
        assert not OwnerRole.objects.exists()

    def test_every_rule_that_a_file_breaks_is_told_by_row_and_column(self, october, service, area, load):
        ActionFactory(reference="1.1", theme=area, service=service, owner=UserFactory(email="ada@council.example"))
        ended = ServiceFactory(name="Old", slug="old", ends_on=date(2020, 1, 31))
        told = load(
            "actions",
            f"{HEADINGS},Waits for,Recommendations\n"
            "1.1,,1,,safeguarding,ada@council.example,01/02/2021,,\n"
            f"1.2,Two,9,,{ended.name},aba@council.example,31/02/2021,,IN9\n"
            "1.3,Three,9,,old,aba@council.example,,1.99,IN9\n"
            "1.4,Four,1,,safeguarding,,,1.5,\n"
            "1.5,Five,1,,safeguarding,,,1.4,\n"
            "1.6,Six,1,,safeguarding,,,1.2; 1.3,\n"
            "1.7,=1+1,1,,safeguarding,,,,\n"
            "1 8,Eight,1,,safeguarding,,,,\n"
            "1.6,Again,1,,safeguarding,,,,\n"
            "1.9,- a dash is none,1,,safeguarding,,,,\n",
        )
        assert refusals(told) == {
            (2, "What?"): "It needs its title",
            (
                2,
                "When?",
            ): "It was first due on 31\u00a0December\u00a02020, and that never changes. Ask for a new date instead",
            (3, "When?"): "February 2021 has 28 days",
            (4, "Area code"): "There is no area of focus 9. There are: 1. A new one needs its title",
            (4, "Service"): "Old ended on 31/01/2020. Choose another service",
            (4, "Who?"): "Nobody has the e-mail address aba@council.example. Did you mean ada@council.example?",
            (6, "Waits for"): "It would wait for itself: 1.5 waits for 1.4 waits for 1.5",
            (8, "What?"): "Begins as a formula does. Write it in words",
            (9, "No."): "Use letters, digits, dots and hyphens, without spaces",
            (10, "No."): "Given twice: row 7 has it too. Keep one of them",
        }
        assert (told["good"], told["load"], Action.objects.count()) == (3, None, 1)  # rows 5, 7 and 11

    def test_lateness_is_not_erased_by_a_file(self, october, service, area, load):
        action = ActionFactory(
            reference="1.1", theme=area, service=service, owner=None, original_date=date(2020, 9, 30)
        )
        told = load("actions", "Reference,Original date,Starts on\n1.1,,01/01/2020\n")
        assert refusals(told) == {
            (2, "Original date"): "It was first due on 30/09/2020, and that never changes",
            (2, "Starts on"): "It starts on 03/02/2020, and that does not change",
        }
        told = load("actions", "Reference,Agreed date,Completed on\n1.1,31/12/2020,02/11/2020\n")
        assert [(found["column"], found["code"]) for found in told["warnings"]] == [
            ("Agreed date", "kept_elsewhere"), ("Completed on", "kept_elsewhere"),
        ]  # fmt: skip
        assert (told["needs_reason"], changed(told)) == (False, (0, 0, 0))
        action.refresh_from_db()
        assert (action.original_date, action.completed_on, action.date_changes.count()) == (date(2020, 9, 30), None, 0)

    def test_what_the_file_does_not_name_stays(self, plan, load):
        before = kept()
        told = load("actions", "Reference,Title\n1.10,Another title\n")
        assert changed(told) == (0, 1, 0)
        assert [each for each in kept()["actions"] if each[0] != "1.10"] == [
            each for each in before["actions"] if each[0] != "1.10"
        ]
        assert Action.objects.get(reference="1.10").title == "Another title"

    def test_words_that_look_like_somebodys_are_shown(self, october, service, area, load):
        row = f"{HEADINGS}\n1.1,See the boy born on 3 March 2014,1,,safeguarding,,\n"
        told = load("actions", row)
        assert [(found["column"], found["code"]) for found in told["warnings"]] == [("What?", "could_identify")]
        by = UserFactory()
        load("actions", row, "--by", by.email, "--accept-warnings", "It is a made-up example")
        entry = Entry.objects.get(verb="words confirmed")
        assert (entry.by, entry.words) == (by, "They may stay because: It is a made-up example")

    def test_a_month_is_not_asked_for(self, october, load):
        assert load("actions", "Reference\n1.1\n", "--month", "2020-10")["refused"].startswith(
            "This kind of file is of no"
        )

    def test_milestones_and_recommendations(self, plan, load):
        told = load(
            "milestones",
            "Action,Milestone,Due on,Done on\n"
            "1.1,Interviews,01/11/2020,02/11/2020\n"
            '1.1,"Advert, out",02/10/2020,\n'
            "1.99,New,01/12/2020,\n"
            "1.1,Induction,01/01/2020,\n",
        )
        assert refusals(told) == {
            (3, "Due on"): "It is due on 01/10/2020, and that does not change",
            (3, "Done on"): "It is done already. Leave the day as it is",
            (4, "Action"): "There is no action 1.99. Load the actions first",
            (5, "Due on"): "The action starts later, on 03/02/2020",
        }
        assert changed(
            load("milestones", "Action,Milestone,Due on,Done on\n1.1,Interviews,01/11/2020,02/11/2020\n")
        ) == (0, 1, 0)
        assert Milestone.objects.get(due_on=date(2020, 11, 1)).done_on == date(2020, 11, 2)
        told = load("recommendations", "Ref,What was asked for,Asked for by,Made on\nIN3,,Nobody,31/12/2020\n")
        assert set(refusals(told)) == {(2, "Asked for by"), (2, "Made on")}
        told = load(
            "recommendations", "Ref,What was asked for,Asked for by,Made on\nIN3,More,Monitoring visit,31/10/2020\n"
        )
        assert changed(told) == (1, 0, 0)
        assert Recommendation.objects.get(reference="IN3").kind == "visit"


class TestUndone:
    FILE = (
        f"{HEADINGS},Recommendations,Waits for\n"
        "1.10,Changed,2,A new area,safeguarding,A new role,31/12/2021,IN1,1.11\n"
        "1.11,Added,2,A new area,safeguarding,,,,\n"
    )

    def test_everything_is_what_it_was(self, plan, load):
        before = kept()
        told = load("actions", self.FILE, "--accept-warnings", "As agreed")
        assert (changed(told), kept() != before) == ((1, 1, 0), True)
        call_command("undo_load", str(told["load"]), stdout=StringIO())
        assert kept() == before
        assert changed(load("actions", self.FILE, "--accept-warnings", "As agreed")) == (1, 1, 0)

    def test_not_where_somebody_changed_a_record_since(self, plan, load):
        told = load("actions", self.FILE, "--accept-warnings", "As agreed")
        Action.objects.filter(reference="1.10").update(title="Changed again")
        after = kept()
        with pytest.raises(CommandError, match=r"^1\.10 changed since"):
            call_command("undo_load", str(told["load"]), stdout=StringIO())
        assert (kept(), Load.objects.get(pk=told["load"]).stands) == (after, True)

    def test_nor_where_somebody_worked_with_what_it_added(self, plan, october, load):
        told = load("actions", self.FILE, "--accept-warnings", "As agreed")
        UpdateFactory(action=Action.objects.get(reference="1.11"), cycle=october, by=UserFactory())
        after = kept()
        with pytest.raises(CommandError, match=r"^1\.11 has updates since"):
            call_command("undo_load", str(told["load"]), stdout=StringIO())
        assert kept() == after

    def test_of_milestones_and_recommendations(self, plan, load):
        before = kept()
        steps = load(
            "milestones", "Action,Milestone,Due on,Done on\n1.1,Interviews,01/11/2020,02/11/2020\n1.1,New,01/12/2020,\n"
        )
        asked = load(
            "recommendations", "Ref,What was asked for,Made on\nIN1,Otherwise,01/10/2020\nIN3,More,01/10/2020\n"
        )
        assert (changed(steps), changed(asked)) == ((1, 1, 0), (1, 1, 0))
        for told in (asked, steps):
            call_command("undo_load", str(told["load"]), stdout=StringIO())
        assert kept() == before


def test_the_office_brings_it_in_the_browser(plan, office, folder):
    """Checked, looked at, loaded, undone."""
    before = kept()
    sent = office.post("/files/actions/", {"file": SimpleUploadedFile("plan.csv", TestUndone.FILE.encode())})
    run_jobs()
    page = words(office.get(sent.url))
    assert "1 added, 1 changed. What the file does not name stays as it is." in page
    assert "Original date: nothing to 31 December 2021" in page
    assert "The plan has no area 2: it is added as ‘A new area’" in page
    assert "Months in it" not in page
    office.post(f"{sent.url}load/", {"reason": "As the board agreed"})
    run_jobs()
    load = Load.objects.get(file__name="plan.csv")
    shown = words(office.get(f"/files/loads/{load.pk}/"))
    assert "2 warnings did not stop it, because: As the board agreed" in shown
    assert "1.11 new" in shown
    assert Action.objects.get(reference="1.10").title == "Changed"
    assert f"Load {load.pk}: plan.csv" in words(office.get("/plan/actions/1.10/history/"))
    office.post(f"/files/loads/{load.pk}/undo/", {"because": "The wrong file"})
    assert kept() == before


def test_what_the_plan_says_meanwhile_is_checked_again(plan, office, folder):
    sent = office.post("/files/actions/", {"file": SimpleUploadedFile("plan.csv", b"Reference,Title\n1.10,Changed\n")})
    run_jobs()
    Action.objects.filter(reference="1.2").update(title="Changed by somebody else meanwhile")
    office.post(f"{sent.url}load/", {"reason": ""})
    run_jobs()
    run_jobs()  # the check that it asked for
    assert "so this one was checked again" in words(office.get(sent.url))
    assert Action.objects.get(reference="1.10").title != "Changed"


def test_others_do_not_bring_it(client, plan):
    client.force_login(HoldingFactory(role="front_door_analyst").user)
    assert client.get("/files/actions/").status_code == 404
