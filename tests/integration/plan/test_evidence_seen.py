"""Who may add, see, open and withdraw evidence; to others it is not there."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import storages

from history.models import Sight
from improvement.evidence import keeping as evidence
from improvement.evidence.keeping import Piece, StoredFiles, add_evidence, safe_name
from improvement.evidence.shown import review
from improvement.models import Evidence
from organisation.refused import Refused
from tests.factories import ActionFactory, EvidenceFactory, HoldingFactory, ServiceFactory, UserFactory
from tests.integration.plan.reading import words
from tests.integration.plan.test_evidence import ADD, NOW, PAGE, action, as_role, fetched, folder, owner, typed

__all__ = ["action", "folder", "owner"]  # fixtures


def opened(client, piece, method="get"):
    """The status of the answer to whoever asks for the file."""
    response = getattr(client, method)(f"/plan/evidence/{piece.pk}/file")
    fetched(response)
    return response.status_code


def service_of(action, role, own):
    return action.service if own else ServiceFactory() if role == "head_of_service" else None


@pytest.mark.parametrize(
    ("role", "own", "adds"),
    [
        ("programme_office", False, True),
        ("director", False, True),
        ("head_of_service", True, True),
        ("head_of_service", False, False),
        ("action_owner", False, False),
        ("auditor", False, False),
    ],
)
def test_who_may_add(client, action, role, own, adds):
    person = as_role(client, role, service=service_of(action, role, own))

    assert client.get(ADD).status_code == (200 if adds else 404)
    assert client.post(ADD, typed(url="https://a.example/")).status_code == (302 if adds else 404)
    assert Evidence.objects.filter(added_by=person).exists() is adds


def test_a_former_owner_adds_nothing(owner, action):
    action.owner = UserFactory()
    action.save()

    with pytest.raises(Refused, match="another owner now"), StoredFiles() as files:
        add_evidence(action=action, piece=Piece("A", date(2020, 11, 6), where="Here"), files=files, by=owner, at=NOW)


SEEN = {  # (role, of the action's service): which pieces it sees
    ("programme_office", False): {"programme", "service", "assurers"},
    ("director", False): {"programme", "service", "assurers"},
    ("head_of_service", True): {"programme", "service", "assurers"},
    ("head_of_service", False): {"programme"},
    ("scrutiny_officer", False): set(),
    ("action_owner", False): set(),
}


@pytest.mark.parametrize("sight", ["programme", "service", "assurers"])
@pytest.mark.parametrize(("role", "own"), SEEN)
def test_a_file_opens_to_those_who_may_see_it_and_is_not_there_for_others(client, action, role, own, sight):
    piece = EvidenceFactory(action=action, sight=sight, in_file=True)
    as_role(client, role, service=service_of(action, role, own))

    assert opened(client, piece) == (200 if sight in SEEN[role, own] else 404)


def test_signed_out_nobody_opens_a_file(client, action):
    piece = EvidenceFactory(action=action, in_file=True)
    client.logout()

    assert client.get(f"/plan/evidence/{piece.pk}/file").url.startswith("/account/sign-in/")


def test_only_downloads_of_what_few_may_see_are_written_down(client, action):
    few = EvidenceFactory(action=action, sight="assurers", in_file=True)
    many = EvidenceFactory(action=action, sight="service", in_file=True)
    person = as_role(client, "programme_office")

    assert opened(client, few, "head") == opened(client, many) == 200
    assert not Sight.objects.exists()

    opened(client, few)
    sight = Sight.objects.get()
    assert (sight.by, sight.rows, sight.format) == (person, 1, "pdf")
    assert sight.what == f"Evidence {few.pk} of action 1.1, for those who may assure it"
    assert sight.address == f"/plan/evidence/{few.pk}/file"


def test_a_file_that_is_lost_is_not_found_and_said_in_the_log(client, action, caplog):
    piece = EvidenceFactory(action=action, in_file=True)
    storages["evidence"].delete(piece.file.name)

    assert opened(client, piece) == 404
    assert "restore it with the database" in caplog.text


def test_what_is_at_an_address_has_no_file(client, action):
    assert opened(client, EvidenceFactory(action=action)) == 404


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("Minutes.pdf", "Minutes.pdf"),
        ("Minutes\u202efdp.exe.pdf", "Minutesfdp.exe.pdf"),
        ('a"b;\r\nX: y.pdf', "a-b;X- y.pdf"),
        ("Entwürfe.pdf", "Entwürfe.pdf"),
        ("a" * 200 + ".pdf", "a" * 156 + ".pdf"),
    ],
)
def test_a_name_leads_nobody_astray(came, kept):
    assert safe_name(came) == kept


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, ""),
        (date(2020, 11, 8), "passed"),
        (date(2020, 11, 9), "soon"),
        (date(2020, 12, 9), "soon"),
        (date(2020, 12, 10), ""),
    ],
)
def test_a_review_is_soon_for_thirty_days_and_then_passed(day, said):
    assert review(day, date(2020, 11, 9)) == said


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_a_withdrawn_piece_stays_listed_with_its_reason_and_opens_to_the_office_alone(client, owner, action):
    piece = EvidenceFactory(action=action, in_file=True, title="Wrong minutes")
    withdraw = f"/plan/evidence/{piece.pk}/withdraw/"
    assert "Say why it no longer counts" in words(client.post(withdraw, {"reason": ""}))

    client.post(withdraw, {"reason": "It is of another board"})

    piece.refresh_from_db()
    assert (piece.withdrawn_by, piece.withdrawn_at) == (owner, NOW)
    page = client.get(PAGE)
    assert "Wrong minutes (PDF, 9" in words(page)
    assert "Withdrawn 9 November 2020, Team Manager: It is of another board" in words(page)
    assert f"/plan/evidence/{piece.pk}/" not in page.content.decode()
    assert opened(client, piece) == 404
    assert "Somebody has withdrawn this evidence already." in words(client.post(withdraw, {"reason": "Again"}))

    as_role(client, "programme_office")
    assert opened(client, piece) == 200


def test_the_reason_is_checked_for_words_that_look_like_somebodys(client, action):
    withdraw = f"/plan/evidence/{EvidenceFactory(action=action).pk}/withdraw/"

    page = client.post(withdraw, {"reason": "I asked Mrs Placeholder."}).content.decode()
    assert "<mark>Mrs Placeholder</mark>" in page
    assert Evidence.objects.standing().exists()

    client.post(withdraw, {"reason": "I asked Mrs Placeholder.", "may_stay": "She is the auditor"})
    assert not Evidence.objects.standing().exists()


@pytest.mark.parametrize(("role", "may"), [("programme_office", True), ("director", False), ("auditor", False)])
def test_who_may_withdraw_what_another_added(client, action, role, may):
    piece = EvidenceFactory(action=action)
    as_role(client, role)

    assert client.post(f"/plan/evidence/{piece.pk}/withdraw/", {"reason": "Wrong"}).status_code == (302 if may else 404)
    assert Evidence.objects.standing().exists() is not may


@pytest.mark.parametrize(("day", "rests"), [(25, True), (26, False)])
def test_the_owner_does_not_withdraw_what_an_assurance_rests_on(client, owner, day, rests):
    action = ActionFactory(reference="1.2", owner=owner, assured=True)  # on 25 August
    piece = EvidenceFactory(action=action, added_at=datetime(2020, 8, day, 10, tzinfo=UTC))
    HoldingFactory(role="programme_office", user=owner)
    withdraw = f"/plan/evidence/{piece.pk}/withdraw/"

    response = client.post(withdraw, {"reason": "Wrong"})

    assert Evidence.objects.standing().exists() is rests
    assert ("The assurance rests on this evidence" in words(response)) is rests
    if rests:
        as_role(client, "programme_office")
        assert client.post(withdraw, {"reason": "Wrong"}).status_code == 302


def test_a_former_owner_does_not_withdraw_what_an_assurance_rests_on(client, owner):
    action = ActionFactory(reference="1.2", owner=UserFactory(), assured=True)
    piece = EvidenceFactory(action=action, added_by=owner)

    said = words(client.post(f"/plan/evidence/{piece.pk}/withdraw/", {"reason": "Wrong"}))

    assert "The assurance rests on this evidence, so ask the programme office." in said
    assert Evidence.objects.standing().exists()


def test_an_assured_action_says_that_the_last_of_its_evidence_was_withdrawn(
    client, owner, django_assert_max_num_queries
):
    action = ActionFactory(reference="1.2", owner=owner, assured=True)
    pieces = EvidenceFactory.create_batch(2, action=action, sight="assurers")
    as_role(client, "programme_office")

    said = []
    for piece in pieces:
        client.post(f"/plan/evidence/{piece.pk}/withdraw/", {"reason": "Wrong"})
        with django_assert_max_num_queries(20):
            said.append("Its evidence was withdrawn since." in words(client.get("/plan/actions/1.2/")))

    assert said == [False, True]


def test_what_another_added_is_not_withdrawn_by_the_owner(owner, action):
    piece = EvidenceFactory(action=action, added_by=UserFactory())

    with pytest.raises(Refused, match="Ask whoever added"):
        evidence.withdraw(piece=piece, reason="Wrong", by=owner, at=NOW)


# --- Where it is shown and asked for ----------------------------------------------------------------------------------


def test_the_page_lists_what_the_person_may_see(client, action):
    other = UserFactory()
    for sight in ("programme", "service", "assurers"):
        EvidenceFactory(action=action, title=f"Of {sight}", sight=sight, added_by=other)

    said = words(client.get(PAGE))

    assert all(f"Of {sight} (address)" in said for sight in ("programme", "service", "assurers"))
    assert "Withdraw" not in said
    assert "Add evidence to 1.1" in said


def test_the_text_of_old_stays_shown(client, action):
    action.evidence = "Minutes of the board, 5 August"
    action.save()

    assert "Evidence: Minutes of the board, 5 August" in words(client.get(PAGE))


def test_many_pieces_take_no_more_queries(client, action, django_assert_max_num_queries):
    for number in range(30):
        EvidenceFactory(action=action, title=f"Piece {number}", added_by=UserFactory())
    EvidenceFactory.create_batch(5, action=action, withdrawn_by=UserFactory(), withdrawn_at=NOW)

    with django_assert_max_num_queries(20):
        assert client.get(PAGE).status_code == 200
