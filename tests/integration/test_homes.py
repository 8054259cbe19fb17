"""What each role finds when it arrives: with records, with none, and with many."""

from datetime import UTC, date, datetime, timedelta

import pytest

from history.seen import log
from organisation.roles import ROLES
from reports.asking import key_of
from tests.factories import (
    ActionFactory,
    AskFactory,
    CaseFactory,
    CategoryFactory,
    CompilationFactory,
    ContactFactory,
    CouncilFactory,
    CycleFactory,
    DateChangeFactory,
    EditionFactory,
    HoldingFactory,
    JobFactory,
    LoadFactory,
    MilestoneFactory,
    PostFactory,
    PublicationFactory,
    ReportFactory,
    RoundFactory,
    ServiceFactory,
    StratumFactory,
    TeamFactory,
    UpdateFactory,
    UserFactory,
    WorkerFactory,
    supersede,
)

AUGUST, SEPTEMBER, OCTOBER = date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
TODAY = date(2020, 11, 9)
NOON = datetime(2020, 11, 9, 12, tzinfo=UTC)
FILES = ("contacts", "establishment", "staff", "movements", "absence")


@pytest.fixture(autouse=True)
def council(db):
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def arrive(client):
    """Signs somebody in who holds these roles (each 'role' or ('role', service)), and gives the page's text."""

    def arriving(*held, user=None):
        user = user or UserFactory(name="Robin Specimen")
        for one in held:
            role, service = one if isinstance(one, tuple) else (one, None)
            HoldingFactory(user=user, role=role, service=service)
        client.force_login(user)
        response = client.get("/home/")
        assert response.status_code == 200
        return " ".join(response.content.decode().replace("\xa0", " ").split())

    return arriving


@pytest.fixture
def october():
    return CycleFactory(month=OCTOBER, opened_on=date(2020, 11, 2))


@pytest.fixture
def report(october):
    return ReportFactory(cycle=october, meeting_on=date(2020, 12, 2))


# --- Nothing there yet ------------------------------------------------------------------------------------------------


def test_somebody_without_a_role_is_told_whom_to_ask(arrive):
    page = arrive()

    assert "You have no role yet" in page
    assert "mailto:improvement@council.example" in page


def test_a_role_that_has_ended_shows_nothing_any_more(arrive):
    user = HoldingFactory(role="administrator", ends_on=TODAY - timedelta(days=1)).user

    assert "You have no role yet" in arrive(user=user)


@pytest.mark.parametrize(
    ("role", "says"),
    [
        ("programme_office", "No month is open"),
        ("director", "No month is open"),
        ("action_owner", "You own no action"),
        ("front_door_analyst", "One file of October 2020 is not loaded"),
        ("workforce_analyst", "Four files of October 2020 are not loaded"),
        ("auditor", "No round of audits yet"),
        ("scrutiny_officer", "No report is published yet"),
        ("administrator", "Everybody has a role"),
        ("data_protection_lead", "Nobody looked at records in November 2020"),
        ("head_of_service", "The whole council"),
    ],
)
def test_before_there_are_records_each_home_says_what_makes_them_appear(arrive, role, says):
    assert says in arrive(role)


def test_all_roles_at_once_stand_on_one_page(arrive):
    page = arrive(*ROLES)

    assert page.count("<h1") == 1
    for text in ("No month is open", "You own no action", "not loaded", "No round of audits yet", "No report is"):
        assert text in page


# --- The programme office ---------------------------------------------------------------------------------------------


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
    assert "Tuesday 24 November 2020" in page


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


def test_a_load_since_the_draft_asks_for_another(arrive, report):
    report.draft = CompilationFactory(report=report)
    report.drafted_at = datetime(2020, 11, 3, 9, tzinfo=UTC)
    report.save()
    LoadFactory(source="staff", month=OCTOBER, loaded_at=datetime(2020, 11, 4, 9, tzinfo=UTC))

    assert "Compile the draft again" in arrive("programme_office")


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


# --- Owners and Heads of Service --------------------------------------------------------------------------------------


def test_an_owner_sees_their_own_actions_overdue_first_with_every_date(arrive, october):
    owner = UserFactory()
    ActionFactory(owner=owner, reference="1.1", title="In time")
    late = ActionFactory(owner=owner, reference="1.2", title="Too late", original_date=date(2020, 8, 31))
    DateChangeFactory(action=late, to_date=date(2020, 9, 30))
    MilestoneFactory(action=late, done_on=date(2020, 9, 1))
    MilestoneFactory(action=late)
    ActionFactory(reference="9.9", title="Of somebody else")
    UpdateFactory(
        action=late, cycle=october, forecast_date=date(2020, 11, 30), at=datetime(2020, 11, 6, 10, tzinfo=UTC)
    )

    page = arrive("action_owner", user=owner)

    assert "One update is late" in page
    assert page.index("Too late") < page.index("In time")
    assert "Of somebody else" not in page
    assert "40 days overdue" in page
    for shown in ("30 Sep 2020", "31 Aug 2020", "moved 1 time", "30 Nov 2020", "1 of 2 done", "No update yet"):
        assert shown in page


def test_what_was_complete_before_the_month_is_not_asked_for(arrive, october):
    owner = UserFactory()
    ActionFactory(owner=owner, complete=True)

    page = arrive("action_owner", user=owner)

    assert "No update yet" not in page
    assert "Your action" in page


def test_an_end_that_an_earlier_cycle_told_is_not_asked_for_again(arrive, october):
    owner = UserFactory()
    action = ActionFactory(owner=owner, completed_on=date(2020, 10, 9))
    september = CycleFactory(month=SEPTEMBER, closed_at=datetime(2020, 10, 30, tzinfo=UTC))
    UpdateFactory(action=action, cycle=september, at=datetime(2020, 10, 20, 10, tzinfo=UTC))
    ActionFactory(owner=owner, completed_on=date(2020, 10, 9))

    assert "One update is late" in arrive("action_owner", user=owner)


def test_somebody_with_two_services_sees_both(arrive, october):
    page = arrive(
        ("head_of_service", ServiceFactory(name="Fostering")), ("head_of_service", ServiceFactory(name="Assessment"))
    )

    assert "Your two services" in page
    assert "Fostering" in page
    assert "Assessment" in page


def test_a_head_of_service_sees_the_figures_and_actions_of_that_service_only(arrive, october):
    service = ServiceFactory(slug="front-door", name="Front door")
    own, other = TeamFactory(service=service), TeamFactory()
    for team, count in ((own, 3), (other, 50)):
        for _ in range(count):
            ContactFactory(month=OCTOBER, team=team)
    ActionFactory(service=service, title="Ours", original_date=date(2020, 10, 31))
    ActionFactory(title="Theirs")

    page = arrive(("head_of_service", service))

    assert "Front door" in page
    assert "One action is overdue" in page
    assert "Ours" in page
    assert "Theirs" not in page
    assert '<p class="app-figures__value">3</p>' in page
    assert "/figures/frontdoor.contacts/?month=2020-10&amp;scope=front-door" in page


def test_an_owner_who_heads_the_service_sees_an_action_once(arrive, october):
    service, owner = ServiceFactory(), UserFactory()
    ActionFactory(service=service, owner=owner, title="Only once")

    page = arrive(("head_of_service", service), "action_owner", user=owner)

    assert page.count("Only once") == 1
    assert "One update of yours is missing" in page


def test_a_service_without_records_says_what_makes_them_appear(arrive, october):
    page = arrive(("head_of_service", ServiceFactory()))

    assert "No figures yet" in page
    assert "The plan has no action of this service" in page


# --- Analysts and auditors --------------------------------------------------------------------------------------------


def test_a_front_door_analyst_sees_loads_what_is_replaced_and_what_has_no_category(arrive, october):
    CategoryFactory()
    supersede(LoadFactory(source="contacts", month=OCTOBER))
    ContactFactory(month=OCTOBER, closed=True)

    page = arrive("front_door_analyst")

    assert "Every file of October 2020 is loaded" in page
    assert "In place of 1 earlier file" in page
    assert "One contact of October 2020 closed with no further action has no category." in page
    assert "Not loaded" in page


def test_a_workforce_analyst_sees_rates_of_the_newest_month_that_is_loaded(arrive, october):
    PostFactory(month=SEPTEMBER, fte="2", vacant_fte="1")
    WorkerFactory(month=SEPTEMBER, fte="1")

    page = arrive("workforce_analyst")

    assert "50.0%" in page
    assert "No data for October 2020." in page


def test_an_auditor_sees_own_judgements_and_what_waits(arrive):
    auditor = UserFactory()
    stratum = StratumFactory(round=RoundFactory(month=AUGUST))
    CaseFactory(stratum=stratum, inappropriate=True, judged_by=auditor)
    CaseFactory(stratum=stratum, appropriate=True)
    CaseFactory(stratum=stratum)

    page = arrive("auditor", user=auditor)

    assert "One case of August 2020 waits for a judgement" in page
    assert "You judged 1 of its three cases." in page
    assert "50.0%" in page
    assert "1 of 2 audited" in page


# --- Scrutiny, administration, data protection ------------------------------------------------------------------------


def test_a_scrutiny_officer_sees_the_newest_report_and_the_next(arrive, report):
    august = ReportFactory(cycle=CycleFactory(month=AUGUST), meeting_on=date(2020, 10, 7))
    edition = EditionFactory(compilation=CompilationFactory(report=august), report=august, number=1)
    PublicationFactory(edition=edition, at=datetime(2020, 9, 29, 8, tzinfo=UTC))
    AskFactory(report=august, resolution="That the committee notes the report.")

    page = arrive("scrutiny_officer")

    assert "August 2020 is the newest report" in page
    assert "That the committee notes the report." in page
    assert "Tuesday 24 November 2020" in page
    assert "/drafts/" not in page


def test_an_administrator_sees_who_has_no_role_whose_ends_and_what_ended(arrive):
    UserFactory(name="Without Any")
    UserFactory(name="Long Gone", is_active=False)
    HoldingFactory(user=UserFactory(name="Ending Soon"), role="auditor", ends_on=date(2020, 11, 30))
    HoldingFactory(user=UserFactory(name="Ending Later"), role="auditor", ends_on=date(2021, 3, 31))
    TeamFactory(name="Locality North", ends_on=date(2020, 10, 31), merged_into=TeamFactory(name="Locality East"))
    ServiceFactory(name="Youth offending", ends_on=date(2020, 10, 30))
    TeamFactory(name="Long closed", ends_on=date(2019, 10, 31))

    page = arrive("administrator")

    assert "One person is without a role; one role will end within 30 days" in page
    for shown in ("Without Any", "Ending Soon", "Locality North", "merged into Locality East", "Youth offending"):
        assert shown in page
    for hidden in ("Long Gone", "Ending Later", "Long closed"):
        assert hidden not in page


def test_a_data_protection_lead_sees_looks_and_downloads_of_the_month_by_person(arrive):
    analyst = UserFactory(name="Lee Mockup")
    log(by=analyst, at=NOON - timedelta(hours=4), what="Contacts", address="/a", rows=20)
    log(by=analyst, at=NOON - timedelta(hours=4), what="Contacts", address="/a.csv", rows=300, format="csv")
    log(by=analyst, at=datetime(2020, 10, 3, tzinfo=UTC), what="Contacts", address="/a", rows=1000)

    page = arrive("data_protection_lead")

    assert "One person looked at records in November 2020" in page
    assert "Lee Mockup" in page
    assert "<span>320</span>" in page


# --- Queries ----------------------------------------------------------------------------------------------------------


def fill(count):
    """Ten of everything, or a hundred."""
    for number in range(count):
        action = ActionFactory(original_date=date(2020, 10, 30))
        action.waits_for.add(ActionFactory())
        DateChangeFactory(action=action)
        MilestoneFactory(action=action)
        team = TeamFactory()
        ContactFactory(month=months_ago(number % 12), team=team, closed=True)
        PostFactory(month=OCTOBER, team=team)
        WorkerFactory(month=OCTOBER, team=team)
        CaseFactory(appropriate=True)
        HoldingFactory(role="auditor", ends_on=date(2020, 11, 30))
        log(by=action.owner, at=NOON - timedelta(hours=4), what="Contacts", address="/a", rows=1)


def months_ago(count):
    return date(2020 - (count > 9), (9 - count) % 12 + 1, 1)


SEVERAL = [
    ("programme_office",),
    ("director", "programme_office"),
    ("head_of_service",),
    ("head_of_service", "action_owner", "workforce_analyst", "auditor"),
    ("front_door_analyst", "workforce_analyst"),
    ("auditor",),
    ("scrutiny_officer", "action_owner"),
    ("administrator", "data_protection_lead"),
    ("programme_office", "head_of_service"),
    ("programme_office", "administrator"),
]


@pytest.mark.parametrize("held", SEVERAL, ids=" ".join)
@pytest.mark.parametrize("count", [3, 30])
def test_a_home_takes_few_queries_whatever_there_is(client, report, django_assert_max_num_queries, held, count):
    fill(count)
    user = UserFactory()
    for role in held:
        HoldingFactory(user=user, role=role)
    client.force_login(user)

    with django_assert_max_num_queries(20):
        assert client.get("/home/").status_code == 200
