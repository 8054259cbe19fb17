"""Evidence is brought with an update: saved with it or not at all, once, and nothing typed is lost by a bad file."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from history.models import Entry
from improvement.evidence import keeping as evidence
from improvement.models import Evidence, KeptUpdate, Update
from tests.factories import ActionFactory, EvidenceFactory, HoldingFactory
from tests.integration.plan.owners_page import PAGE, action, owner, parts, typed
from tests.integration.plan.reading import words
from tests.integration.plan.test_evidence import BAD, PDF, folder

__all__ = ["action", "folder", "owner"]  # fixtures

TODAY = parts(date(2020, 11, 9), "dated_on") | {"sight": "programme"}


def brought(action, *, place="", title="Strategy as agreed", **more):
    """A whole update, with a piece of evidence."""
    return typed(action, place=place, title=title, **(TODAY | more))


def filed(action, content=PDF, name="Strategy.pdf", **more):
    return brought(action, file=SimpleUploadedFile(name, content), **more)


def save(client, data, which="all", **options):
    return client.post(PAGE, data | {"save": which}, **options)


def test_a_file_is_saved_with_its_update(client, owner, action, folder):
    response = save(client, filed(action, **parts(date(2020, 11, 6), "dated_on"), sight="assurers"), follow=True)

    piece, update = Evidence.objects.get(), Update.objects.get()
    assert (piece.action, piece.added_by, piece.title, piece.name) == (
        action,
        owner,
        "Strategy as agreed",
        "Strategy.pdf",
    )
    assert (piece.dated_on, piece.review_on, piece.sight, piece.added_at) == (
        date(2020, 11, 6), None, "assurers", update.at
    )  # fmt: skip
    assert (folder / piece.file.name).read_bytes() == PDF
    assert "Evidence: Strategy as agreed dated 6 November 2020" in words(response)
    assert f'href="/plan/evidence/{piece.pk}/file"' in response.content.decode()


def test_a_place_is_an_address_or_words(client, owner, action):
    second = ActionFactory(reference="1.2", owner=owner)

    said = brought(action, place="http://intranet/minutes?id=4", **parts(date(2021, 2, 1), "review_on"))
    save(client, said | brought(second, place="Room 4, blue binder", title="Minutes"))

    first, other = Evidence.objects.order_by("action__reference")
    assert (first.url, first.where, first.review_on) == ("http://intranet/minutes?id=4", "", date(2021, 2, 1))
    assert (other.url, other.where, other.review_on) == ("", "Room 4, blue binder", None)
    assert first.dated_on == other.dated_on == date(2020, 11, 9)


def test_the_form_is_first_shown_closed_with_today_and_everybody(client, action):
    page = client.get(PAGE).content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert '<details class="govuk-details" open>' not in page
    assert f'name="action-{action.pk}-dated_on_year" type="text" inputmode="numeric" value="2020"' in page
    assert '<option value="programme" selected>' in page


def test_an_update_without_evidence_brings_none(client, action):
    save(client, typed(action, title="", place="", **TODAY))

    assert Update.objects.count() == 1
    assert not Evidence.objects.exists()


def test_what_is_filled_in_before_makes_no_update(client, owner, action):
    """A page that was left open over night, too."""
    second = ActionFactory(reference="1.2", owner=owner)
    untouched = typed(second, "", "", title="", place="", sight="programme", **parts(date(2020, 11, 8), "dated_on"))

    response = save(client, typed(action, **TODAY) | untouched)

    assert response.status_code == 302
    assert [update.action for update in Update.objects.all()] == [action]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "1.1: Enter what the evidence is"),
        ({"place": ""}, "1.1: Choose a file, or say where the evidence is"),
        ({"place": "https://me:secret@a.example/"}, "1.1: Enter the address without a user name or password"),
        ({"place": "https://a b.example/"}, "1.1: Enter the whole address, starting with https:// or http://"),
        ({"place": "x" * 201}, "1.1: Say in 200 characters or fewer where it lies"),
        (parts(date(2020, 11, 10), "dated_on"), "1.1: The day of the evidence must be today or in the past"),
        ({"dated_on_day": "", "dated_on_month": "", "dated_on_year": ""}, "1.1: Enter the day of the evidence"),
        ({"dated_on_day": "31"}, "1.1: The day of the evidence must be a real date"),
        (parts(date(2020, 11, 9), "review_on"), "1.1: The review date must be after the day of the evidence"),
    ],
)
def test_what_is_wrong_of_the_evidence_is_said_and_nothing_is_saved_or_lost(client, action, change, said):
    response = save(client, brought(action, **{"place": "Blue binder"} | change))

    assert said in words(response)
    assert not Update.objects.exists()
    assert not Evidence.objects.exists()
    page = response.content.decode()
    assert "Two workshops were held." in page
    assert '<details class="govuk-details" open><summary class="govuk-details__summary"><span class="govuk-details__s'\
        'ummary-text">Add evidence' in page  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_and_the_update_with_it(client, action, folder, bad):
    content, name, said = BAD[bad]

    response = save(client, filed(action, content, name))

    assert f"1.1: {said}" in words(response) or said in words(response)
    assert not Update.objects.exists()
    assert not Evidence.objects.exists()
    assert list(folder.iterdir()) == []
    page = response.content.decode()
    assert "Two workshops were held." in page
    assert 'value="Strategy as agreed"' in page


def test_a_file_is_to_be_chosen_again_when_something_else_is_wrong(client, owner, action, folder):
    second = ActionFactory(reference="1.2", owner=owner)

    response = save(client, filed(action, reported="") | filed(second, place="Blue binder"))

    said = words(response)
    assert "1.1: Choose the file again: it was not kept" in said
    assert "1.2: You chose a file too. Leave this empty, or choose no file" in said
    assert "1.2: Choose the file again: it was not kept" in said
    assert list(folder.iterdir()) == []


def test_what_is_wrong_with_a_file_is_said_whatever_else_is_and_it_may_be_left_out(client, action):
    bad = {"content": b"MZ\x90\x00", "name": "Minutes.exe"}

    said = words(save(client, filed(action, **bad, reported="")))
    assert "1.1: This kind of file is not accepted. Save it as PDF, Word" in said
    assert "Choose the file again" not in said
    assert "Put right what is marked, or empty all of the evidence to save without it." in said

    assert "To save without it, empty all of it" in words(save(client, brought(action)))
    save(client, brought(action, title=""))
    assert (Update.objects.count(), Evidence.objects.count()) == (1, 0)


def test_a_draft_of_a_file_is_not_asked_for_once_the_form_is_sent_without_it(client, action):
    client.post(PAGE, filed(action, reported="", title="") | {"save": "keep"})
    assert "choose ‘Strategy.pdf’ again" in words(client.get(PAGE))

    said = words(save(client, typed(action, reported="")))

    assert "Strategy.pdf" not in said


def test_evidence_alone_is_added_to_a_saved_update(client, action, folder):
    said = typed(action, "complete", "Published.")
    save(client, said)
    seen = {"seen": Update.objects.get().pk}

    for _ in range(2):
        save(client, filed(action, reported="complete", said="Published.", **seen))

    assert (Update.objects.count(), Evidence.objects.count(), len(list(folder.iterdir()))) == (1, 1, 1)


def test_one_that_is_right_is_saved_though_another_s_file_is_refused(client, owner, action):
    second = ActionFactory(reference="1.2", owner=owner)

    response = save(client, filed(action) | filed(second, b"MZ\x90\x00", "Minutes.pdf"))

    assert [update.action for update in Update.objects.all()] == [action]
    assert [piece.action for piece in Evidence.objects.all()] == [action]
    assert "1.2: This kind of file is not accepted" in words(response)


def test_a_draft_keeps_the_words_and_asks_for_the_file_again(client, action):
    response = save(client, filed(action, said="Half a sentence", reported=""), "keep", follow=True)

    page = response.content.decode()
    assert "A draft keeps no file: choose ‘Strategy.pdf’ again." in words(response)
    assert 'value="Strategy as agreed"' in page
    assert "Half a sentence" in page
    assert not Evidence.objects.exists()

    save(client, brought(action))
    assert not Update.objects.exists()  # the title says that a file was meant
    save(client, filed(action))
    assert (Update.objects.count(), Evidence.objects.count(), KeptUpdate.objects.count()) == (1, 1, 0)


def test_saving_one_keeps_the_words_of_another_s_evidence(client, owner, action):
    second = ActionFactory(reference="1.2", owner=owner)

    response = save(client, typed(action) | filed(second, title="Minutes"), str(action.pk), follow=True)

    assert "A draft keeps no file: choose ‘Strategy.pdf’ again." in words(response)
    assert 'value="Minutes"' in response.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("once", [{"once": "a-token"}, {}])
def test_a_page_sent_twice_saves_one_update_and_one_piece(client, action, folder, once):
    for _ in range(2):
        assert save(client, filed(action) | once).status_code == 302

    assert (Update.objects.count(), Evidence.objects.count(), len(list(folder.iterdir()))) == (1, 1, 1)


def test_a_file_chosen_on_the_page_of_a_saved_update_is_added(client, action):
    """By the browser's way back."""
    save(client, typed(action))
    save(client, filed(action))

    assert (Update.objects.count(), Evidence.objects.count()) == (1, 1)


def test_words_that_look_like_somebodys_are_checked_in_evidence_and_in_a_file_s_name(client, action):
    letter = {"name": "Letter of Mrs Placeholder.pdf", "title": "Letter to Mr Placeholder"}
    response = save(client, filed(action, **letter))

    page = response.content.decode()
    assert not Update.objects.exists()
    assert "Letter of <mark>Mrs Placeholder</mark>.pdf" in page
    assert "Letter to <mark>Mr Placeholder</mark>" in page
    said = words(response)
    assert (
        "There is a problem 1.1: Nothing is saved yet: check the words below. Change them, or say why they may" in said
    )
    assert "1.1: Choose the file again: it was not kept" in said

    save(client, filed(action, **letter, may_stay="They are the auditors"))
    assert Evidence.objects.count() == 1
    assert Entry.objects.get(verb="words confirmed").words == "They may stay because: They are the auditors"


def test_an_update_that_fails_leaves_no_file(client, action, folder, monkeypatch):
    monkeypatch.setattr(evidence, "write", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        save(client, filed(action))

    assert not Update.objects.exists()
    assert not Evidence.objects.exists()
    assert list(folder.iterdir()) == []


def test_complete_without_evidence_says_that_assurance_needs_it(client, action):
    said = "It has no evidence yet. Nobody can assure it (Blue) until it has"
    assert said not in words(client.get(PAGE))

    saved = words(save(client, typed(action, "complete", "Published."), follow=True))
    assert said in saved
    assert "Add evidence to 1.1 : nobody can assure it until it has some." in saved

    EvidenceFactory(action=action)
    assert said not in words(client.get(PAGE))


def test_evidence_that_others_added_is_listed_and_what_is_withdrawn_is_not(client, owner, action):
    other = HoldingFactory(role="programme_office").user
    EvidenceFactory(action=action, title="Audit", added_by=other, sight="assurers")
    EvidenceFactory(action=action, title="Old minutes", withdrawn_by=other, withdrawn_at="2020-10-01T10:00Z")
    EvidenceFactory(title="Of another action")

    said = words(client.get(PAGE))

    assert "Evidence: Audit dated 20 August 2020" in said
    assert "Old minutes" not in said
    assert "Of another action" not in said
