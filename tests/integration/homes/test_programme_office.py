"""The programme office's home: where the month stands, and what is late."""

from datetime import UTC, date, datetime, timedelta

from reports.asking import key_of
from tests.factories import (
    ActionFactory,
    CaseFactory,
    CompilationFactory,
    EditionFactory,
    JobFactory,
    LoadFactory,
    PublicationFactory,
    RoundFactory,
    StratumFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.homes.days import NOON, OCTOBER

FILES = ("contacts", "establishment", "staff", "movements", "absence")


def test_where_the_month_stands_and_what_is_late(arrive, report):
    LoadFactory(source="contacts", month=OCTOBER, loaded_by=UserFactory(name="Lee Mockup"))
    ActionFactory(reference="1.2", original_date=date(2020, 10, 31), owner=UserFactory(name="Alex Example"))

    page = arrive("programme_office")

    assert "Where October 2020 stands" in page
    assert "Day 6 of 17. Five parts are late" in page
    assert "Lee Mockup" in page
    assert "One action overdue, with no new date agreed" in page
    assert "1.2; nine days at most" in page
    assert "One action without an update" in page
    assert "owned by Alex Example" in page
    assert "Four files not loaded" in page
    assert "No draft is compiled yet" in page
    assert 'Tuesday <span class="app-nowrap">24 November 2020</span>' in page


def test_nothing_is_late_when_all_is_in(arrive, report):
    for source in FILES:
        LoadFactory(source=source, month=OCTOBER)
    action = ActionFactory()
    UpdateFactory(action=action, cycle=report.cycle, at=datetime(2020, 11, 6, 10, tzinfo=UTC))
    report.draft = CompilationFactory(report=report)
    report.drafted_at = NOON
    report.save()

    page = arrive("programme_office")

    assert "Day 6 of 17. Nothing is late." in page
    assert "Needs you (0)" in page
    assert "1 in; 0 missing" in page


def test_what_somebody_left_behind_waits_to_be_handed_over(arrive, report):
    gone = UserFactory(is_active=False)
    ActionFactory(reference="1.2", owner=gone)
    ActionFactory(reference="1.3", owner=gone, completed_on=date(2020, 10, 1))
    ActionFactory(reference="1.4")

    page = arrive("programme_office")

    assert "One action has an owner who cannot sign in" in page
    assert "1.2. Hand over what they own: nobody is reminded of it" in page


def test_a_load_since_the_draft_asks_for_another(arrive, report):
    report.draft = CompilationFactory(report=report)
    report.drafted_at = datetime(2020, 11, 3, 9, tzinfo=UTC)
    report.save()
    LoadFactory(source="staff", month=OCTOBER, loaded_at=datetime(2020, 11, 4, 9, tzinfo=UTC))

    assert "Compile the draft again" in arrive("programme_office")


def test_a_director_is_asked_first_to_read_and_sign_the_draft(arrive, report):
    ActionFactory(original_date=date(2020, 10, 31))
    report.draft, report.drafted_at = CompilationFactory(report=report, says="It says so"), NOON
    report.save()

    page = arrive("director")

    first = '<a class="govuk-link" href="/drafts/2020-10/sign/">Read and sign the draft of October 2020, by 20 November'
    assert page.index("Needs you") < page.index(first) < page.index("One action overdue")
    assert "<br>It says so" in page
    assert "Read it, then sign it" in page
    assert '<a class="govuk-link" href="/drafts/2020-10/sign/">Sign-off</a>' in page


def test_a_director_is_told_of_a_later_load_without_being_asked_to_compile(arrive, report):
    report.draft = CompilationFactory(report=report)
    report.drafted_at = datetime(2020, 11, 3, 9, tzinfo=UTC)
    report.save()
    LoadFactory(source="staff", month=OCTOBER, name="staff.csv", loaded_at=datetime(2020, 11, 4, 9, tzinfo=UTC))

    page = arrive("director")

    assert "Read and sign the draft of October 2020" in page
    assert "staff.csv was loaded since it was compiled. A new draft comes tonight" in page
    assert "ompile the draft again" not in page


def test_parts_of_the_month_lead_on_for_those_who_may_go_there(arrive, report):
    report.draft, report.drafted_at = CompilationFactory(report=report), NOON
    report.save()

    page = arrive("programme_office")

    assert '<a class="govuk-link" href="/figures/frontdoor.contacts/?month=2020-10">Contacts file' in page
    assert '<a class="govuk-link" href="/drafts/2020-10/">Draft</a>' in page
    assert "/drafts/2020-10/sign/" not in page
    assert "/drafts/2020-10/publish/" not in page


def test_what_is_signed_leads_to_publishing_and_what_is_public_to_the_report(arrive, report):
    edition = EditionFactory(compilation=CompilationFactory(report=report), report=report, number=1)
    assert '<a class="govuk-link" href="/drafts/2020-10/publish/">Publication</a>' in arrive("programme_office")

    PublicationFactory(edition=edition, at=NOON - timedelta(days=3))
    assert '<a class="govuk-link" href="/reports/2020-10/">Publication</a>' in arrive("programme_office")


def test_a_draft_that_failed_says_why(arrive, report):
    JobFactory(
        task="reports.compile_draft", key=key_of(report), state="failed", finished_at=NOON, problem="It broke.",
        remedy="Mend it.",
    )  # fmt: skip

    page = arrive("programme_office")

    assert "The draft could not be compiled" in page
    assert "It broke. Mend it." in page


def test_an_edition_that_is_signed_waits_to_be_published(arrive, report):
    EditionFactory(compilation=CompilationFactory(report=report), report=report, number=1)

    assert "An edition is signed and not published" in arrive("director")


def test_publication_is_near_in_its_last_week(arrive, report, council):
    council.plays_on = date(2020, 11, 20)
    council.save()

    assert "The last day is 24 November 2020, in two working days" in arrive("programme_office")


def test_a_cycle_without_a_report_says_so(arrive, october):
    assert "No report is set up for this cycle" in arrive("programme_office")


def test_audits_of_the_month_are_counted(arrive, report):
    stratum = StratumFactory(round=RoundFactory(month=OCTOBER))
    CaseFactory(stratum=stratum, appropriate=True)
    CaseFactory(stratum=stratum)

    assert "1 of 2 judged" in arrive("programme_office")
