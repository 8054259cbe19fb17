"""An administrator's pages, and the data-protection lead's log: what is on them, and what a press changes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from figures.models import Threshold
from frontdoor.models import Category
from history import seen, tracking
from organisation import people
from organisation.models import Holding, Service, Team, User
from organisation.refused import Refused
from tests.factories import (
    CategoryFactory,
    ContactFactory,
    CouncilFactory,
    CycleFactory,
    HoldingFactory,
    ServiceFactory,
    TeamFactory,
    ThresholdFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2020, 11, 9)
MORNING = datetime(2020, 11, 9, 9, tzinfo=UTC)
MOST_QUERIES = 20


@pytest.fixture(autouse=True)
def council():
    return CouncilFactory(plays_on=TODAY)


@pytest.fixture
def administrator():
    return HoldingFactory(user__name="Sam Sample").user


@pytest.fixture
def page(administrator):
    return signed_in(administrator)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def on(day, name):
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year} | {
        f"{name}_day": day.day,
        f"{name}_month": day.month,
        f"{name}_year": day.year,
    }


def says(response, *words):
    shown = response.content.decode()
    for each in words:
        assert each in shown
    return shown


def address(name, *args):
    return reverse(f"organisation:{name}", args=args)


# --- Who may come in --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index", "people", "add_person", "services", "teams", "add_team"])
def test_only_an_administrator_comes_in(page, name):
    other = signed_in(HoldingFactory(role="programme_office").user)

    assert page.get(address(name)).status_code == 200
    assert other.get(address(name)).status_code == 403
    assert Client().get(address(name)).status_code == 302


def test_an_unknown_person_role_service_or_team_is_not_found(page):
    held = HoldingFactory(role="auditor")

    for name, args in [
        ("person", (0,)),
        ("change_person", (0,)),
        ("give_role", (0,)),
        ("end_role", (UserFactory().pk, held.pk)),
        ("service", (0,)),
        ("end_service", (0,)),
        ("team", (0,)),
        ("merge_team", (0,)),
    ]:
        assert page.get(address(name, *args)).status_code == 404, name


@pytest.mark.parametrize("rest", [f"people/{10**30}/", f"teams/{10**30}/", "people/-1/", "people/x/"])
def test_what_is_no_number_of_anybody_is_not_found(page, rest):
    assert page.get(f"/administration/{rest}").status_code == 404


def test_the_first_page_says_how_much_there_is_and_which_roles_end_soon(page):
    HoldingFactory(role="auditor", user__name="Toni Trial", ends_on=date(2020, 12, 9))
    HoldingFactory(role="auditor", user__name="Later Still", ends_on=date(2020, 12, 10))
    TeamFactory()

    shown = says(page.get(address("index")), "Toni Trial", "9 December 2020", "can sign in", "Thresholds")

    assert "Later Still" not in shown
    assert "Access log" not in shown.split("<main")[1]


# --- People -----------------------------------------------------------------------------------------------------------


def test_people_are_found_by_words_role_and_state(page):
    HoldingFactory(user=UserFactory(name="Ann Example", job_title="Auditor"), role="auditor")
    UserFactory(name="Bo Sample", is_active=False)

    def found(**asked):
        return [row.get_full_name() for row in page.get(address("people"), asked).context["table"].shown]

    assert found() == ["Ann Example", "Bo Sample", "Sam Sample"]
    assert found(words="exam aud") == ["Ann Example"]
    assert found(role="auditor") == ["Ann Example"]
    assert found(role="none") == ["Bo Sample"]
    assert found(state="inactive") == ["Bo Sample"]
    assert found(sort="-name") == ["Sam Sample", "Bo Sample", "Ann Example"]
    assert found(words="nobody at all") == found(words="100%") == found(role="king") == []
    assert found(page="-3") == found(page="x") == found()


def test_a_person_is_added_and_sent_a_link_to_choose_a_password(page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = page.post(
            address("add_person"), {"email": "New@council.example", "name": "Nova", "job_title": "Auditor"}, follow=True
        )

    person = User.objects.get(email="new@council.example")
    assert response.redirect_chain == [(address("person", person.pk), 302)]
    says(response, "Nova is added", "They hold no role", "Sam Sample")
    [message] = mail.outbox
    assert message.to == ["new@council.example"]
    assert "http" in message.body


def test_an_address_that_somebody_has_is_refused_beside_its_field(page):
    UserFactory(email="ann@council.example")

    response = page.post(address("add_person"), {"email": "ANN@council.example", "name": "", "job_title": "Auditor"})

    assert response.status_code == 200
    says(response, "There is a problem", 'href="#id_email"', "there already")
    assert User.objects.count() == 2


def test_a_form_sent_twice_adds_one_person(page):
    once = {"email": "new@council.example", "name": "", "job_title": "Auditor", "once": "a-token"}

    first, second = page.post(address("add_person"), once), page.post(address("add_person"), once)

    assert first["Location"] == second["Location"]
    assert User.objects.filter(email="new@council.example").count() == 1


def test_particulars_are_changed_and_the_page_says_what_they_were(page):
    person = UserFactory(job_title="Auditor", email="ann@council.example")

    response = page.post(
        address("change_person", person.pk),
        {"email": "ann@council.example", "name": "Ann", "job_title": "Lead auditor"},
        follow=True,
    )

    says(response, "Job title changed from ‘Auditor’ to ‘Lead auditor’.", "9 November 2020, 09:00")


def test_somebody_kept_out_is_out_at_the_next_request(page):
    person = HoldingFactory(role="programme_office").user
    theirs = signed_in(person)
    assert theirs.get("/home/").status_code == 200

    page.post(address("deactivate", person.pk))

    assert theirs.get("/home/").status_code == 302
    page.post(address("reactivate", person.pk))
    assert User.objects.get(pk=person.pk).is_active


def test_the_last_administrator_is_told_why_they_stay(page, administrator):
    response = page.post(address("deactivate", administrator.pk), follow=True)

    says(response, "can still sign in", "Make somebody else administrator first", "Not done")
    response = page.post(address("end_role", administrator.pk, administrator.holdings.get().pk), on(TODAY, "ends_on"))
    says(response, "There is a problem", "Nobody would be administrator from 10 November 2020 on")


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_other_at_once_do_not_both_succeed(administrator):
    other = HoldingFactory().user
    start = Barrier(2)

    def end(by, whose):
        start.wait()
        try:
            people.end_role(holding=whose.holdings.get(), ends_on=TODAY, by=by, at=MORNING)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(end, (administrator, other), (other, administrator)))

    assert sorted(done) == [False, True]
    assert Holding.objects.filter(ends_on=None).count() == 1


def test_a_button_is_no_link(page, administrator):
    assert page.get(address("deactivate", administrator.pk)).status_code == 405


# --- Roles ------------------------------------------------------------------------------------------------------------


def test_a_role_is_given_ended_and_shown_where_it_belongs(page):
    person, team = UserFactory(name="Ann Example"), TeamFactory(name="East")
    give = {"role": "head_of_service", "scope": "team", "team": team.pk} | on(TODAY, "starts_on")

    response = page.post(address("give_role", person.pk), give, follow=True)
    held = Holding.objects.get(user=person)
    says(response, "Ann Example holds the role from 9 November 2020: Head of Service, East.", "Roles held now")
    response = page.post(address("end_role", person.pk, held.pk), on(date(2020, 11, 8), "ends_on"))
    says(response, "The last day must be 9 November 2020")
    page.post(address("end_role", person.pk, held.pk), on(TODAY, "ends_on"))

    held.refresh_from_db()
    assert held.ends_on == TODAY
    says(
        page.get(address("person", person.pk)), "Head of Service, East: last day changed from empty to 9 November 2020."
    )


def test_what_the_radios_hide_does_not_count(page):
    person, team = UserFactory(), TeamFactory()

    page.post(
        address("give_role", person.pk), {"role": "auditor", "scope": "whole", "team": team.pk} | on(TODAY, "starts_on")
    )

    assert Holding.objects.get(user=person).team is None


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({}, "Select a role"),
        ({"role": "auditor"}, "Select the part of the council"),
        ({"role": "auditor", "scope": "service"}, "Select a service"),
        ({"role": "director", "scope": "team"}, "Select a team"),
        ({"role": "auditor", "scope": "whole"}, "Enter the first day"),
    ],
)
def test_what_is_missing_is_said(page, typed, error):
    says(page.post(address("give_role", UserFactory().pk), typed), "There is a problem", error)


def test_a_role_to_come_is_taken_back_and_one_that_ended_is_explained(page):
    to_come = HoldingFactory(role="auditor", starts_on=date(2020, 12, 1))
    ended = HoldingFactory(role="auditor", ends_on=date(2020, 10, 31))

    says(page.get(address("person", to_come.user_id)), "Roles to come", "Take it back")
    says(page.post(address("take_back_role", to_come.user_id, to_come.pk), follow=True), "Removed: Auditor.")
    says(page.post(address("take_back_role", ended.user_id, ended.pk), follow=True), "has begun", "Roles held before")
    says(
        page.get(address("end_role", ended.user_id, ended.pk), follow=True),
        "This role ended on 31 October 2020",
        "note",
    )


# --- Services and teams -----------------------------------------------------------------------------------------------


def test_a_service_and_its_team_are_added_changed_and_ended(page):
    page.post(address("add_service"), {"name": "Safeguarding"} | on(date(2020, 4, 1), "starts_on"))
    service = Service.objects.get()
    says(page.get(address("add_team"), {"service": service.pk}), f'<option value="{service.pk}" selected>')
    page.post(
        address("add_team"), {"name": "East", "service": service.pk, "position": 1} | on(date(2020, 4, 1), "starts_on")
    )
    team = Team.objects.get()
    page.post(address("change_service", service.pk), {"name": "Safeguarding and assessment"})
    page.post(address("change_team", team.pk), {"name": "Locality East", "position": 3})
    says(page.post(address("end_service", service.pk), on(TODAY, "ends_on")), "It has teams after 9 November 2020")
    page.post(address("end_team", team.pk), on(TODAY, "ends_on"))
    response = page.post(address("end_service", service.pk), on(TODAY, "ends_on"), follow=True)

    says(response, "ends on 9 November 2020. Its past stays.", "Name changed from ‘Safeguarding’")
    says(page.get(address("team", team.pk)), "Its last day is 9 November 2020", "Locality East")
    says(page.get(address("end_team", team.pk), follow=True), "has its last day already: 9 November 2020")
    says(page.get(address("end_service", service.pk), follow=True), "has its last day already: 9 November 2020")
    says(page.get(address("teams")), "Locality East")
    says(page.get(address("services")), "Safeguarding and assessment")


def test_a_team_that_merged_says_into_which_and_when(page):
    east, west = TeamFactory(name="East"), TeamFactory(name="West")

    page.post(address("merge_team", east.pk), {"into": west.pk} | on(TODAY, "ends_on"))

    shown = says(page.get(address("team", east.pk)), "To be merged into", "on 9 November 2020")
    Team.objects.filter(pk=east.pk).update(ends_on=date(2020, 11, 8))
    says(page.get(address("team", east.pk)), "Merged into", "on 8 November 2020")
    assert "Merge it into another team" not in shown
    says(page.get(address("team", west.pk)), "Teams that were merged into it", "East")
    says(page.get(address("merge_team", east.pk), follow=True), "has its last day already")


def test_errors_of_services_and_teams_stand_beside_their_fields(page):
    team = TeamFactory(name="East")
    TeamFactory(name="West", service=team.service)
    long_ago = on(date(2001, 1, 1), "ends_on")

    first = on(TODAY, "starts_on")
    says(page.post(address("add_service"), {"name": team.service.name} | first), "a service of this name already")
    says(page.post(address("change_service", ServiceFactory().pk), {"name": team.service.name}), "of this name already")
    added = {"name": "East", "service": team.service_id, "position": 1} | first
    says(page.post(address("add_team"), added), "a team of this name already")
    says(page.post(address("change_team", team.pk), {"name": "West", "position": 1}), "a team of this name already")
    says(page.post(address("end_team", team.pk), long_ago), "the first day, or later")
    says(page.post(address("merge_team", team.pk), {"into": team.pk} | long_ago), "no longer offered")
    other = TeamFactory()
    says(page.post(address("merge_team", team.pk), {"into": other.pk} | long_ago), "the first day, or later")


# --- Categories and thresholds ----------------------------------------------------------------------------------------


def test_a_category_is_added_ended_and_removed_only_without_contacts(page):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    used = CategoryFactory(label="Below threshold")
    ContactFactory(month=date(2020, 10, 1), closed=True, category=used)

    added = {"label": "Signposted", "position": 9, "holds_from": "2020-11-01"}
    says(page.post(reverse("frontdoor:add_category"), added, follow=True), "Signposted is recorded from November 2020")
    says(page.post(reverse("frontdoor:add_category"), added), "There is a category of this name already")
    says(page.post(reverse("frontdoor:add_category"), added | {"holds_from": "2020-09-01"}), "no longer offered")
    new = Category.objects.get(label="Signposted")
    remove = reverse("frontdoor:remove_category", args=[used.pk])
    says(page.post(remove, follow=True), "cannot be removed", "only ended")
    says(page.post(reverse("frontdoor:remove_category", args=[new.pk]), follow=True), "Signposted is removed")
    change = reverse("frontdoor:change_category", args=[used.pk])
    end = {"label": "Below threshold", "position": 1}
    says(page.post(change, end | {"holds_until": "2020-09-01"}), "Contacts of October 2020 were closed for it")
    says(page.post(change, end | {"holds_until": "2020-10-01"}, follow=True), "Last month changed from empty")
    says(page.get(reverse("frontdoor:categories")), "Below threshold", "October 2020")
    says(page.get(change), '<option value="2020-10-01" selected>')


def test_a_threshold_is_added_changed_removed_and_settled_once_a_month_closed(page):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    Threshold.objects.all().delete()
    settled = ThresholdFactory(holds_from=date(2020, 1, 1))
    typed = {"figure": settled.figure, "value": "12.5", "means": "it is hard", "holds_from": "2020-11-01"}

    says(page.post(reverse("thresholds:add"), typed, follow=True), "12.5%", "November 2020", "Holds")
    says(page.post(reverse("thresholds:add"), typed), "has a threshold from November 2020 already")
    added = Threshold.objects.get(means="it is hard")
    change = reverse("thresholds:change", args=[added.pk])
    says(page.post(change, typed | {"value": "-1"}), "must be 0 or more")
    says(page.post(change, typed | {"value": "13"}, follow=True), "Value changed from 12.50 to 13")
    says(page.get(reverse("thresholds:list")), "13%", "15%", "Replaced")
    says(page.get(reverse("thresholds:threshold", args=[settled.pk])), "A closed month used it")
    says(page.get(reverse("thresholds:change", args=[settled.pk]), follow=True), "It has held in September 2020")
    says(page.post(reverse("thresholds:remove", args=[settled.pk]), follow=True), "It has held in September 2020")
    says(page.post(reverse("thresholds:remove", args=[added.pk]), follow=True), "is removed")
    assert Threshold.objects.get().value == Decimal(15)


def test_definitions_are_for_those_who_manage_them():
    other = signed_in(HoldingFactory(role="front_door_analyst").user)

    assert other.get(reverse("frontdoor:categories")).status_code == 403
    assert other.get(reverse("thresholds:list")).status_code == 403


# --- Access log -------------------------------------------------------------------------------------------------------


@pytest.fixture
def log():
    lead = HoldingFactory(role="data_protection_lead").user
    analyst = UserFactory(name="Lee Mockup")
    for day, what in ((7, "Contacts, September 2020"), (9, "=Absence, September 2020")):
        at = datetime(2020, 11, day, 23, 30, tzinfo=UTC)
        seen.log(by=analyst, at=at, what=what, address="/figures/x/records/", rows=12, format="csv")
    return signed_in(lead)


def test_the_log_is_read_by_person_and_days_newest_first(log):
    def found(**asked):
        return [row.what for row in log.get(address("access_log"), asked).context["table"].shown]

    assert found() == ["=Absence, September 2020", "Contacts, September 2020"]
    assert found(since="8/11/2020") == ["=Absence, September 2020"]
    assert found(until="2020-11-07") == ["Contacts, September 2020"]
    assert found(person=str(User.objects.get(name="Lee Mockup").pk), since="1/1/2020") == found()
    assert found(person="0") == found(person="x") == found()
    assert found(person=str(UserFactory().pk)) == []
    says(log.get(address("access_log")), "Lee Mockup", "12", "CSV")


def test_a_day_that_is_none_is_said_and_nothing_is_downloaded(log):
    says(log.get(address("access_log"), {"since": "31/2/2020"}), "Enter a real date", "Error: ")
    assert log.get(address("download_access_log"), {"until": "soon"}).status_code == 400


def test_the_log_is_downloaded_as_it_is_filtered_and_no_cell_is_a_formula(log):
    response = log.get(address("download_access_log"), {"since": "8/11/2020"})

    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "When,Who,E-mail,What,Rows,As,Address"
    assert len(lines) == 2
    assert '"\'=Absence, September 2020"' in lines[1]


def test_an_administrator_does_not_read_the_log(page):
    assert page.get(address("access_log")).status_code == 403
    assert page.get(address("download_access_log")).status_code == 403


# --- Ten times the data -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("times", [1, 10])
def test_pages_ask_the_database_as_often_whatever_there_is(administrator, log, django_assert_max_num_queries, times):
    service = ServiceFactory()
    person = UserFactory()
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    for number in range(6 * times):
        team = TeamFactory(service=service)
        HoldingFactory(role="auditor", team=team, user=person)
        held = HoldingFactory(role="auditor", team=team, ends_on=date(2020, 11, 20))
        tracking.save(held, by=administrator, at=MORNING)
        CategoryFactory()
        ThresholdFactory(figure=f"figure.{number}")
        seen.log(by=held.user, at=MORNING, what="Contacts", address="/", rows=1)
        person.name = f"Name {number}"
        tracking.save(person, by=administrator, at=MORNING)
    page = signed_in(administrator)
    names = ("index", "people", "services", "teams")
    addresses = [
        *map(address, names),
        address("person", person.pk),
        address("service", service.pk),
        address("team", team.pk),
        address("give_role", person.pk),
        reverse("frontdoor:categories"),
        reverse("thresholds:list"),
        reverse("thresholds:threshold", args=[Threshold.objects.latest("pk").pk]),
        reverse("frontdoor:category", args=[Category.objects.latest("pk").pk]),
    ]

    for each in addresses:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert page.get(each).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert log.get(address("access_log")).status_code == 200
