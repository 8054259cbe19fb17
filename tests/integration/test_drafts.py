"""The month's draft: who reads it, compiling it, what changed, signing it, and publishing it in time."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from figures.models import Cycle
from history.models import Entry
from improvement.models import Standing
from jobs.models import Job
from jobs.running import run_job
from organisation.models import User
from reports.compiling.drafting import compile_draft
from reports.models import Compilation, Edition, Publication, Report
from tests.factories import (
    ActionFactory,
    CompilationFactory,
    CouncilFactory,
    CycleFactory,
    EditionFactory,
    FileFactory,
    HoldingFactory,
    JobFactory,
    NarrativeFactory,
    PublicationFactory,
    ReportFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONTH = date(2020, 8, 1)
MEETING = date(2020, 10, 7)
IN_TIME, TOO_LATE = date(2020, 9, 29), date(2020, 9, 30)
PAPER = {
    "tree": {"title": "Improvement", "month": "August 2020", "as_at": "2020-09-28", "body": [],
             "cover": {"lead": "", "fields": [], "asks": []}},
    "readings": [], "loads": [], "definitions": [], "histories": {},
}  # fmt: skip


@pytest.fixture(autouse=True)
def council():
    return CouncilFactory(plays_on=date(2020, 9, 28))


def today_is(day: date) -> None:
    from organisation.models import Council

    Council.objects.update(plays_on=day)


@pytest.fixture
def report():
    return ReportFactory(cycle=CycleFactory(month=MONTH), meeting_on=MEETING)


@pytest.fixture
def plan():
    """A report says something where there is something to count."""
    return ActionFactory(added_on=date(2020, 6, 1), starts_on=date(2020, 6, 1), original_date=date(2020, 8, 31))


def holding(role: str) -> User:
    return HoldingFactory(role=role, user=UserFactory(name=f"The {role}")).user


@pytest.fixture
def office(client):
    """The programme office's browser."""
    client.force_login(holding("programme_office"))
    return client


@pytest.fixture
def director(client):
    client.force_login(holding("director"))
    return client


def drafted(report, **fields) -> Compilation:
    """A draft by hand."""
    made = CompilationFactory(report=report, **{"paper": PAPER, **fields})
    report.draft, report.drafted_at = made, made.compiled_at
    report.save()
    return made


@pytest.fixture
def edition(report):
    report.cycle.closed_at = datetime(2020, 9, 28, 15, tzinfo=UTC)
    report.cycle.save()
    return EditionFactory(compilation=drafted(report))


def at(name: str, *args: object) -> str:
    return reverse(f"drafts:{name}", args=[MONTH, *args])


def says(response) -> str:
    """The words of a page."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("\u00a0", " "))


# Who


@pytest.mark.parametrize("name", ["draft", "read", "changes"])
@pytest.mark.parametrize("role", ["administrator", "auditor", "scrutiny_officer", "action_owner"])
def test_a_draft_is_not_for_everybody(client, report, role, name):
    client.force_login(holding(role))
    assert client.get(at(name)).status_code == 403


@pytest.mark.parametrize(("name", "role"), [("sign", "programme_office"), ("sign", "head_of_service"),
                                            ("publish", "head_of_service")])  # fmt: skip
def test_signing_and_publishing_are_for_fewer_still(client, report, name, role):
    client.force_login(holding(role))

    assert client.get(at(name)).status_code == 403
    assert client.post(at(name)).status_code == 403


def test_a_head_of_service_reads_the_draft_but_does_not_compile_it(client, report):
    client.force_login(holding("head_of_service"))

    assert client.get(at("draft")).status_code == 200
    assert client.post(at("compile")).status_code == 403
    assert not Job.objects.exists()


def test_a_queryset_gives_an_outsider_only_what_is_public(report, edition):
    outsider, insider = holding("auditor"), holding("director")
    querysets = (Report.objects, Compilation.objects, Edition.objects)
    assert [q.all().visible_to(outsider).count() for q in querysets] == [0, 0, 0]

    PublicationFactory(edition=edition, at=datetime(2020, 9, 28, 8, 1, tzinfo=UTC))
    assert [q.all().visible_to(outsider).count() for q in querysets] == [0, 0, 0]

    today_is(IN_TIME)
    assert [q.all().visible_to(outsider).count() for q in querysets] == [1, 1, 1]
    assert [q.all().visible_to(insider).count() for q in querysets] == [1, 1, 1]


def test_a_job_is_seen_by_whoever_asked_and_by_those_who_read_drafts():
    asker, other = holding("auditor"), holding("auditor")
    job = JobFactory(task="reports.compile_draft", by=asker)

    assert list(Job.objects.visible_to(asker)) == [job]
    assert list(Job.objects.visible_to(other)) == []
    assert list(Job.objects.visible_to(holding("director"))) == [job]


# Where it stands


def test_a_month_without_a_draft_says_how_one_appears(office, report):
    assert "Nothing has been compiled yet" in says(office.get(at("draft")))
    for name in ("read", "changes"):
        assert "There is no draft yet" in says(office.get(at(name)))
    assert office.get(at("file", "report.pdf")).status_code == 404


def test_a_month_that_has_no_report_is_not_found(office, report):
    assert office.get("/drafts/2019-01/").status_code == 404
    assert office.get("/drafts/2019-13/").status_code == 404
    assert office.post("/drafts/2019-01/compile/").status_code == 404


def test_the_list_tells_what_is_being_prepared_from_what_is_published(office, report, edition):
    CycleFactory(month=date(2020, 9, 1))
    ReportFactory(cycle=Cycle.objects.get(month=date(2020, 9, 1)), meeting_on=date(2020, 11, 4))

    page = office.get("/drafts/").context
    assert [(row["title"], row["words"].replace("\u00a0", " ")) for row in page["preparing"]] == [
        ("September 2020", "No draft yet"),
        ("August 2020", "Edition 1, signed on 28 September 2020, not published yet"),
    ]

    PublicationFactory(edition=edition, at=datetime(2020, 9, 28, 8, tzinfo=UTC))
    page = office.get("/drafts/").context
    assert [row["title"] for row in page["preparing"]] == ["September 2020"]
    assert [row["title"] for row in page["published"]] == ["August 2020"]


def test_without_any_report_the_list_says_when_one_appears(office):
    assert "No report is being prepared" in says(office.get("/drafts/"))


def test_the_page_says_by_which_day_it_is_in_time(office, report):
    drafted(report)
    words = says(office.get(at("draft")))

    assert "29 September 2020: five clear working days before the meeting" in words
    assert "28 September 2020 at 06:01" in words


# Compiling


def test_compiling_is_a_job_and_twice_is_once(office, report):
    for _ in range(2):
        response = office.post(at("compile"))
        assert response.status_code == 302
        assert response.url == at("draft")

    assert Job.objects.count() == 1
    page = office.get(at("draft"))
    assert "A draft is being compiled" in says(page)
    assert "See whether it is ready" in says(page)
    assert b'hx-trigger="every 1s"' in page.content
    assert "Compile the draft" not in says(page)


def test_progress_is_a_piece_of_the_page_and_then_the_whole_page(office, report):
    job = JobFactory(task="reports.compile_draft", key=f"draft-{report.pk}", running=True,
                     progress_done=2, progress_of=6, progress_text="Making Word")  # fmt: skip
    piece = office.get(at("progress"), headers={"HX-Request": "true"})
    assert "Step 3 of 6: Making Word" in says(piece)
    assert b"<html" not in piece.content

    Job.objects.filter(pk=job.pk).update(state="done", finished_at=datetime(2020, 9, 28, 6, tzinfo=UTC))
    assert office.get(at("progress"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_without_scripts_progress_leads_to_the_page(office, report):
    assert office.get(at("progress")).url == at("draft")


def test_a_compilation_that_failed_says_why_and_may_be_tried_again(office, report, plan):
    NarrativeFactory(report=report, section="finance", words="Now {{ no.such_figure }}.")
    office.post(at("compile"))
    run_job(Job.objects.get().pk)

    words = says(office.get(at("draft")))
    assert "The report cannot be compiled." in words
    assert "no.such_figure" in words
    assert "Mend it and compile again." in words
    assert "Try again" in words


def test_the_job_makes_the_draft_that_the_page_shows(office, report, plan):
    office.post(at("compile"))
    run_job(Job.objects.get().pk)

    report.refresh_from_db()
    assert report.draft.says in says(office.get(at("draft")))
    assert office.get(at("file", "report.pdf")).content.startswith(b"%PDF")


def test_a_draft_is_never_kept_by_what_lies_between(office, report):
    FileFactory(compilation=drafted(report), format="pdf")

    response = office.get(at("file", "report.pdf"))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == 'attachment; filename="improvement-2020-08-draft.pdf"'


def test_records_that_return_to_what_they_were_give_back_that_draft(report, plan):
    first = compile_draft(report=report, at=datetime(2020, 9, 28, 9, tzinfo=UTC))
    narrative = NarrativeFactory(report=report, section="summary", words="Something new.")
    second = compile_draft(report=report, at=datetime(2020, 9, 28, 10, tzinfo=UTC))
    narrative.delete()
    again = compile_draft(report=report, at=datetime(2020, 9, 28, 11, tzinfo=UTC))

    report.refresh_from_db()
    assert first == again == report.draft
    assert first != second
    assert report.drafted_at.hour == 11


# Reading


def test_every_number_leads_to_its_figure_as_it_stands_now(office, report, plan):
    compile_draft(report=report, at=datetime(2020, 9, 28, 9, tzinfo=UTC))

    links = set(re.findall(r'app-fig" href="([^"]+)"', office.get(at("read")).content.decode()))
    assert "/figures/improvement.actions/?month=2020-08" in links
    assert "/figures/improvement.actions/?month=2020-08&amp;brag=red" in links
    assert all(link.startswith("/figures/") for link in links)


def test_an_earlier_draft_is_read_by_its_number_and_no_other_months(office, report):
    first = drafted(report, says="It was the first.")
    drafted(report, says="It is the second.")
    other = CompilationFactory(report=ReportFactory(cycle=CycleFactory(month=date(2020, 9, 1))), paper=PAPER)

    assert "It was the first." in says(office.get(at("draft")))
    assert office.get(f"{at('read')}?of={first.pk}").status_code == 200
    for wrong in (other.pk, 0, "x", "-1", "9" * 30, "²"):
        assert office.get(f"{at('read')}?of={wrong}").status_code == 404
        assert office.get(f"{at('changes')}?with={wrong}").status_code == 404


def test_what_changed_is_told_of_the_two_newest_unless_another_is_asked_for(office, report):
    first = drafted(report, paper={**PAPER, "tree": {**PAPER["tree"], "title": "The first title"}})
    drafted(report, paper={**PAPER, "tree": {**PAPER["tree"], "title": "The second title"}})
    drafted(report)

    words = says(office.get(at("changes")))
    assert "second" in words
    assert "first title" not in words.replace("Compare with", "")
    assert "first" in says(office.get(f"{at('changes')}?with={first.pk}"))


def test_the_first_draft_has_nothing_to_be_compared_with(office, report):
    drafted(report)
    assert "There is no draft before this one" in says(office.get(at("changes")))


# Signing


@pytest.fixture
def compiled(report, plan):
    draft = compile_draft(report=report, at=datetime(2020, 9, 28, 7, tzinfo=UTC))
    report.refresh_from_db()
    return draft


def test_signing_freezes_the_very_draft_that_was_read(director, report, compiled):
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert response.url == at("draft")
    edition = Edition.objects.get()
    assert (edition.compilation, edition.number, edition.signed_by.name) == (compiled, 1, "The director")
    assert Cycle.objects.get().closed_at is not None
    assert Standing.objects.get().days_overdue == 28
    assert "You signed the report of August 2020 as edition 1." in says(director.get(at("draft")))


def test_signing_needs_a_confirmation(director, report, compiled):
    response = director.post(at("sign"), {"read": compiled.pk})

    assert "Confirm that you have read this draft and sign it off" in says(response)
    assert not Edition.objects.exists()


def test_records_that_changed_since_are_not_signed_and_the_cycle_stays_open(director, report, compiled):
    ActionFactory(added_on=date(2020, 6, 1))
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert "The records have changed since this draft was compiled." in says(response)
    assert not Edition.objects.exists()
    assert not Standing.objects.exists()
    assert Cycle.objects.get().closed_at is None


def test_a_newer_draft_than_the_one_read_is_not_signed(director, report, compiled):
    drafted(report)
    response = director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})

    assert "A newer draft has been compiled since you opened this page." in says(response)
    assert not Edition.objects.exists()


def test_a_draft_of_another_day_says_so_before_it_is_signed(director, report, compiled):
    today_is(IN_TIME)

    assert "This draft is of another day" in says(director.get(at("sign")))
    assert "The records have changed" in says(director.post(at("sign"), {"read": compiled.pk, "confirm": "on"}))


def test_signing_twice_signs_once(director, report, compiled):
    form = {"read": compiled.pk, "confirm": "on", "once": "the-same"}
    responses = [director.post(at("sign"), form) for _ in range(2)]

    assert [response.url for response in responses] == [at("draft"), at("draft")]
    assert Edition.objects.count() == 1
    assert "This draft is signed already" in says(director.post(at("sign"), {"read": compiled.pk, "confirm": "on"}))


def test_there_is_nothing_to_sign_before_a_draft(director, report):
    assert "There is nothing to sign yet" in says(director.get(at("sign")))
    assert director.post(at("sign"), {"confirm": "on"}).status_code == 200


def test_a_correction_says_what_it_changes_and_why(director, report, compiled):
    director.post(at("sign"), {"read": compiled.pk, "confirm": "on"})
    NarrativeFactory(report=report, section="summary", words="A correction.")
    newer = compile_draft(report=Report.objects.get(), at=datetime(2020, 9, 28, 8, tzinfo=UTC))

    assert "a correction is drafted" in says(director.get(at("draft")))
    response = director.post(at("sign"), {"read": newer.pk, "confirm": "on"})
    assert "what does it change of the edition before, and why" in says(response).lower()
    assert Edition.objects.count() == 1

    director.post(at("sign"), {"read": newer.pk, "confirm": "on", "corrects": "A sentence was missing."})
    assert [(e.number, e.corrects) for e in Edition.objects.all()] == [(1, ""), (2, "A sentence was missing.")]


# Publishing


def later(day: date, time: str = "", **more: str) -> dict[str, str]:
    parts = {"day_day": day.day, "day_month": day.month, "day_year": day.year}
    names = {"day_0": day.day, "day_1": day.month, "day_2": day.year}  # whichever way a date's boxes are called
    return {"when": "later", "time": time, **{k: str(v) for k, v in (parts | names).items()}, **more}


def test_published_now_it_is_public_at_once(office, report, edition):
    assert office.post(at("publish"), {"when": "now"}).url == at("draft")

    publication = Publication.objects.get()
    assert publication.at == datetime(2020, 9, 28, 8, tzinfo=UTC)
    assert publication.by.name == "The programme_office"
    assert "The report of August 2020 is published." in says(office.get(at("draft")))
    assert "August 2020" in says(office.get("/"))


def test_published_later_it_is_public_from_that_time_on(office, report, edition):
    office.post(at("publish"), later(IN_TIME, "08:30"))

    assert Publication.objects.get().at == datetime(2020, 9, 29, 7, 30, tzinfo=UTC)
    assert "Planned for 29 September 2020 at 08:30" in says(office.get(at("draft")))
    assert "No report has been published yet" in says(office.get("/"))

    today_is(IN_TIME)
    assert "29 September 2020" in says(office.get("/"))
    assert [(entry.verb) for entry in Entry.objects.about(edition)] == ["planned publication"]


def test_without_a_time_a_planned_day_begins_at_nine(office, report, edition):
    office.post(at("publish"), later(IN_TIME))
    assert Publication.objects.get().at == datetime(2020, 9, 29, 8, tzinfo=UTC)


def test_a_planned_publication_may_be_taken_back_until_its_time(office, report, edition):
    office.post(at("publish"), later(IN_TIME))
    assert office.post(at("cancel")).url == at("draft")
    assert not Publication.objects.exists()

    office.post(at("publish"), later(IN_TIME))
    today_is(IN_TIME)
    office.post(at("cancel"))
    assert Publication.objects.exists()


def test_there_must_be_something_to_take_back(office, report, edition):
    assert office.post(at("cancel")).status_code == 404


def test_late_it_needs_a_reason(office, report, edition):
    today_is(TOO_LATE)
    assert "It is late." in says(office.get(at("publish")))

    response = office.post(at("publish"), {"when": "now"})
    assert "29 September 2020. Say why it is late." in says(response)
    assert not Publication.objects.exists()

    office.post(at("publish"), {"when": "now", "late_because": "The chair agreed."})
    assert Publication.objects.get().late_because == "The chair agreed."


def test_planned_for_too_late_a_day_it_needs_a_reason_too(office, report, edition):
    assert "Say why it is late." in says(office.post(at("publish"), later(TOO_LATE)))
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "When is it to be public?"),
        (later(date(2020, 9, 27)), "The day and time must be in the future"),
        (later(date(2020, 9, 28), "09:00"), "The day and time must be in the future"),
        (later(IN_TIME, "25:00"), "Time must be hours and minutes, like 09:00"),
        ({**later(IN_TIME), "day_month": "13", "day_1": "13"}, "The day must be a real date"),
        ({"when": "later"}, "Enter the day"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_is_published(office, report, edition, form, told):
    response = office.post(at("publish"), form)

    assert "There is a problem" in says(response)
    assert told in says(response)
    assert not Publication.objects.exists()


def test_publishing_twice_publishes_once(office, report, edition):
    form = {"when": "now", "once": "the-same"}
    for _ in range(2):
        assert office.post(at("publish"), form).url == at("draft")

    assert Publication.objects.count() == 1
    assert "has been published" in says(office.post(at("publish"), {"when": "now"}))


def test_what_is_not_signed_is_not_published(office, report):
    drafted(report)
    assert "There is nothing to publish yet" in says(office.post(at("publish"), {"when": "now"}))


# Flat


@pytest.mark.parametrize("count", [1, 10])
@pytest.mark.parametrize("address", ["", "2020-08/", "2020-08/read/", "2020-08/changes/", "2020-08/publish/"])
def test_a_page_takes_few_queries_however_many_drafts(office, report, django_assert_max_num_queries, address, count):
    for number in range(count):
        compilation = drafted(report, compiled_at=datetime(2020, 9, 1, tzinfo=UTC) + timedelta(days=number))
        FileFactory(compilation=compilation)
        month = date(2019, 12 - number, 1)
        other = drafted(ReportFactory(cycle=CycleFactory(month=month)))
        PublicationFactory(edition=EditionFactory(compilation=other))
    EditionFactory(compilation=compilation)

    with django_assert_max_num_queries(14):
        assert office.get(f"/drafts/{address}").status_code == 200
