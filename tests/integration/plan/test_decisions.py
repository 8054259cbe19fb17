"""New dates and assurance are decided by others than the owner, each once."""

from datetime import UTC, date, datetime

import pytest

from history.models import Entry
from improvement.decisions.assuring import assure
from improvement.decisions.deciding import agree
from improvement.models import Action, Assurance, DateChange, DateRequest, Theme
from organisation.refused import Refused
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    DateRequestFactory,
    EvidenceFactory,
    HoldingFactory,
    UserFactory,
)
from tests.integration.plan.reading import words

NOW = datetime(2020, 11, 9, 9, tzinfo=UTC)
DUE, LATER = date(2020, 10, 31), date(2020, 12, 30)


@pytest.fixture
def director(client):
    director = HoldingFactory(role="director").user
    client.force_login(director)
    return director


@pytest.fixture
def asked(october):
    action = ActionFactory(reference="1.1", original_date=DUE)
    return DateRequestFactory(action=action, to_date=LATER)


def page(asked):
    return f"/plan/dates/{asked.pk}/"


def test_an_agreed_date_moves_and_the_original_stays(client, director, asked):
    assert "Red Due 31 October 2020, 9 days overdue" in words(client.get("/plan/actions/1.1/"))

    response = client.post(page(asked), {"decision": "agree"}, follow=True)

    said = words(response)
    assert "The new date of 1.1 is agreed." in said
    assert "Original date 31 October 2020 Agreed date 30 December 2020" in said
    assert "Times moved 1 by 60 days" in said
    assert "Green On track for 30 December 2020" in said
    change = DateChange.objects.get()
    assert (change.agreed_by, change.agreed_on, change.reason) == (director, date(2020, 11, 9), asked.reason)


def test_a_refusal_gives_its_reason_and_moves_nothing(client, director, asked):
    assert "Say why the new date is refused" in words(client.post(page(asked), {"decision": "refuse"}))

    client.post(page(asked), {"decision": "refuse", "words": "The board needs it sooner"})

    said = words(client.get("/plan/actions/1.1/"))
    assert "Refused 9 Nov 2020 by" in said
    assert "The board needs it sooner" in said
    assert "Red Due 31 October 2020, 9 days overdue" in said
    assert not DateChange.objects.exists()


def test_of_two_who_decide_the_second_is_told(client, director, asked):
    agree(request=asked, by=HoldingFactory(role="director").user, at=NOW)

    assert "This was decided already: agreed." in words(client.post(page(asked), {"decision": "agree"}))
    assert DateChange.objects.count() == 1


def test_what_is_complete_is_as_late_as_it_was(client, director, asked):
    Action.objects.update(completed_on=date(2020, 11, 5))

    assert "This action is complete, so it needs no new date." in words(client.post(page(asked), {"decision": "agree"}))
    assert not DateChange.objects.exists()


def test_a_date_that_moved_meanwhile_is_not_moved_from_where_it_was(client, director, asked):
    DateChangeFactory(action=asked.action, to_date=date(2020, 11, 30), agreed_on=date(2020, 11, 8))

    said = words(client.post(page(asked), {"decision": "agree"}))

    assert "The date has become 30 November 2020 since this was asked for." in said
    assert DateChange.objects.count() == 1


def test_a_director_decides_no_date_of_an_action_of_their_own(client, director, october):
    own = DateRequestFactory(action=ActionFactory(owner=director))

    assert client.get(page(own)).status_code == 404
    assert client.post(page(own), {"decision": "agree"}).status_code == 404
    with pytest.raises(Refused, match="their own action"):
        agree(request=own, by=director, at=NOW)


@pytest.mark.parametrize("role", ["programme_office", "head_of_service", "action_owner", "scrutiny_officer"])
def test_others_decide_no_dates(client, asked, role):
    client.force_login(HoldingFactory(role=role).user)

    assert client.post(page(asked), {"decision": "agree"}).status_code == 404
    assert DateRequest.objects.get().decision == "waiting"


def test_whom_the_director_names_decides_for_that_area_of_focus(client, director, asked):
    named = UserFactory(job_title="Deputy Director")
    theme = asked.action.theme
    client.post(f"/plan/areas/{theme.code}/approver/", {"approver": named.pk})
    elsewhere = DateRequestFactory(action=ActionFactory(reference="2.1"))
    client.force_login(named)

    assert Theme.objects.get(pk=theme.pk).approver == named
    waiting = words(client.get("/plan/waiting/"))
    assert "1.1 Do what 1.1 says" in waiting
    assert "Original and agreed date 31 October 2020 , never moved. Forecast not known." in waiting
    assert "2.1 Do what 2.1 says" not in words(client.get("/plan/waiting/"))
    assert client.get(page(elsewhere)).status_code == 404
    assert client.post(page(asked), {"decision": "agree"}).status_code == 302


# --- Assurance --------------------------------------------------------------------------------------------------------


@pytest.fixture
def complete(october):
    return ActionFactory(
        reference="1.1", original_date=DUE, completed_on=date(2020, 11, 5), evidence="Minutes of the board"
    )


ASSURANCE = "/plan/actions/1.1/assurance/"


def test_assured_by_another_it_is_blue(client, complete):
    head = HoldingFactory(role="head_of_service", service=complete.service).user
    client.force_login(head)
    assert "1.1 Do what 1.1 says" in words(client.get("/plan/waiting/"))

    said = words(client.post(ASSURANCE, {"decision": "assure"}, follow=True))

    assert "1.1 is assured. It is Blue now." in said
    assert (
        f"Blue Complete since 5 November 2020, 5 days after its agreed date, evidence assured by the {head.job_title}."
        in said
    )
    assert "Nothing waits for you" in words(client.get("/plan/waiting/"))
    assert Assurance.objects.get().outcome == "assured"


def test_returned_it_is_as_late_as_it_was(client, director, complete):
    assert "Say what is missing" in words(client.post(ASSURANCE, {"decision": "return"}))

    said = words(client.post(ASSURANCE, {"decision": "return", "words": "The minutes are a draft"}, follow=True))

    assert "Red Due 31 October 2020, 9 days overdue, no new date agreed." in said
    assert "Returned by" in said
    assert "The minutes are a draft" in said
    assert Assurance.objects.get().completed_on == date(2020, 11, 5)
    assert Entry.objects.get(verb="returned").words == "The minutes are a draft"


def test_without_evidence_nothing_is_assured(client, director, complete):
    Action.objects.update(evidence="")

    page = client.get(ASSURANCE)
    assert "There is no evidence yet, and nothing is assured without it." in words(page)
    assert "I assure it" not in words(page)
    assert 'href="/plan/actions/1.1/evidence/add/"' in page.content.decode()
    with pytest.raises(Refused, match="There is no evidence yet"):
        assure(action=complete, by=director, at=NOW)
    client.post(ASSURANCE, {"decision": "assure"})
    assert Action.objects.get().assured_by is None

    client.post(ASSURANCE, {"words": "The minutes"})
    assert Action.objects.get().completed_on is None


@pytest.mark.parametrize(
    ("evidence", "reviews", "assured"),
    [
        ("", [(2020, 11, 8), (2020, 10, 1)], False),
        ("", [(2020, 11, 9), (2020, 10, 1)], True),
        ("", [None, (2020, 10, 1)], True),
        ("Minutes of the board", [(2020, 11, 8)], True),
    ],
)
def test_evidence_that_has_run_out_assures_nothing(client, director, complete, evidence, reviews, assured):
    Action.objects.update(evidence=evidence)
    for review in reviews:
        EvidenceFactory(action=complete, review_on=review and date(*review))
    EvidenceFactory(action=complete, withdrawn_by=director, withdrawn_at=NOW)

    said = words(client.post(ASSURANCE, {"decision": "assure"}, follow=True))

    refused = "All of its evidence was to be looked at again by 8 November 2020."
    assert (refused in said) is not assured
    assert (Action.objects.get().assured_by is not None) is assured


def test_what_few_may_open_is_not_named_to_all(client, director, complete):
    Action.objects.update(evidence="")
    EvidenceFactory(action=complete, title="Minutes", sight="programme")
    EvidenceFactory(action=complete, title="Case list", sight="assurers")

    client.post(ASSURANCE, {"decision": "assure"})

    assert Action.objects.get().evidence == "Minutes"


def test_nobody_assures_their_own_work(client, complete):
    head = HoldingFactory(role="head_of_service", service=complete.service).user
    Action.objects.update(owner=head)
    client.force_login(head)

    assert client.get(ASSURANCE).status_code == 404
    assert client.post(ASSURANCE, {"decision": "assure"}).status_code == 404
    with pytest.raises(Refused, match="their own work"):
        assure(action=complete, by=head, at=NOW)


def test_a_head_assures_for_their_service_alone(client, complete):
    client.force_login(HoldingFactory(role="head_of_service", service=ActionFactory().service).user)

    assert client.post(ASSURANCE, {"decision": "assure"}).status_code == 404


def test_words_that_look_like_somebodys_are_checked_before_a_return(client, director, complete):
    said = {"decision": "return", "words": "Ask Mrs Placeholder for the minutes"}

    assert "Ask Mrs Placeholder for the minutes” looks like a name." in words(client.post(ASSURANCE, said))
    assert Action.objects.get().completed_on

    client.post(ASSURANCE, said | {"may_stay": "She takes the minutes."})
    assert Entry.objects.filter(verb="words confirmed").exists()
    assert Action.objects.get().completed_on is None


def test_what_waits_takes_few_queries(client, director, october, django_assert_max_num_queries):
    for _ in range(12):
        DateRequestFactory(action=ActionFactory())
        ActionFactory(complete=True)

    with django_assert_max_num_queries(20):
        assert client.get("/plan/waiting/").status_code == 200
