"""Evidence is added, listed, opened and withdrawn by those who may; a bad file is refused and leaves nothing."""

import io
import re
import shutil
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from history.models import Entry
from improvement.evidence import keeping as evidence
from improvement.evidence.keeping import Piece, StoredFiles, add_evidence
from improvement.models import Evidence
from pages.kept import FIELD, made_for
from tests.factories import ActionFactory, HoldingFactory
from tests.integration.plan.reading import words

PAGE, ADD = "/plan/actions/1.1/", "/plan/actions/1.1/evidence/add/"
PDF = b"%PDF-1.7\nwords"
NOW = datetime(2020, 11, 9, 9, tzinfo=UTC)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture(autouse=True)
def folder():
    """Where files of evidence lie, empty."""
    folder = Path(storages["evidence"].location)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


@pytest.fixture
def owner(client):
    owner = HoldingFactory(role="action_owner", user__job_title="Team Manager").user
    client.force_login(owner)
    return owner


@pytest.fixture
def action(owner):
    return ActionFactory(reference="1.1", title="Strategy", owner=owner)


def parts(name, *day):
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), day, strict=True))


def typed(kind="url", **more):
    fields = {"title": "Strategy as agreed", "kind": kind, "sight": "programme"} | parts("dated_on", 6, 11, 2020)
    return fields | more


def filed(content=PDF, name="Strategy.pdf", **more):
    return typed("file", file=SimpleUploadedFile(name, content), **more)


def as_role(client, role, **more):
    person = HoldingFactory(role=role, **more).user
    client.force_login(person)
    return person


def fetched(response):
    """The file of an answer, to its end; b'' where there is none."""
    if not response.streaming:
        return b""
    content = b"".join(response.streaming_content)
    if response.file_to_stream:  # of a HEAD nothing was read
        response.file_to_stream.close()
    return content


def test_a_file_is_added_and_opened_again(client, owner, action, folder):
    response = client.post(ADD, filed(**parts("review_on", 30, 11, 2020)), follow=True)

    piece = Evidence.objects.get()
    assert response.redirect_chain == [("/plan/actions/1.1/#evidence", 302)]
    assert (piece.action, piece.added_by, piece.title) == (action, owner, "Strategy as agreed")
    assert (piece.name, piece.kind, piece.size) == ("Strategy.pdf", "pdf", 14)
    assert piece.sha256 == sha256(PDF).hexdigest()
    assert (piece.dated_on, piece.review_on) == (date(2020, 11, 6), date(2020, 11, 30))
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", piece.file.name)
    assert (folder / piece.file.name).read_bytes() == PDF
    assert (folder / piece.file.name).stat().st_mode & 0o777 == 0o600
    said = words(response)
    assert "The evidence is added to 1.1." in said
    assert (
        "Strategy as agreed (PDF, 14 bytes) Withdraw Strategy as agreed 6 Nov 2020 9 Nov 2020 Team Manager "
        "Everybody who sees the plan Soon 30 Nov 2020" in said
    )

    file = client.get(f"/plan/evidence/{piece.pk}/file")
    assert fetched(file) == PDF
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="Strategy.pdf"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Cache-Control"] == "private, no-store"


def test_the_form_is_first_shown_without_a_complaint_and_with_everybody_chosen(client, action):
    page = client.get(ADD).content.decode()

    assert "There is a problem" not in page
    assert 'name="sight" value="programme" id="id_sight_0" checked' in page


def test_an_address_is_added(client, action):
    client.post(ADD, typed(url="http://intranet/board/minutes?id=4&v=2"))

    assert Evidence.objects.get().url == "http://intranet/board/minutes?id=4&v=2"
    page = client.get(PAGE).content.decode()
    assert '<a class="govuk-link" href="http://intranet/board/minutes?id=4&amp;v=2" rel="noopener noreferrer">' in page


def test_words_that_say_where_it_lies_are_added(client, action):
    client.post(ADD, typed("where", where="Room 4, blue binder", url="javascript:alert(1)"))

    piece = Evidence.objects.get()
    assert (piece.where, piece.url, piece.file.name) == ("Room 4, blue binder", "", "")
    assert "Room 4, blue binder" in words(client.get(PAGE))


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://council.example/a", "www.council.example", "https://", "//council.example/a",
     "https://a b.example", "http://[::1", 'https://a.example/"onclick=', "data:text/html,x", "https://a.example:port/"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(client, action, url):
    response = client.post(ADD, typed(url=url))

    assert not Evidence.objects.exists()
    assert "Enter the whole address, starting with https:// or http://" in words(response)
    assert "Strategy as agreed" in response.content.decode()


def test_an_address_with_a_password_is_refused(client, action):
    assert "without a user name or password" in words(client.post(ADD, typed(url="https://me:secret@a.example/")))
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Enter what it is"),
        ({"kind": ""}, "Select where it is"),
        ({"url": ""}, "Enter the address"),
        (parts("dated_on", 10, 11, 2020), "The day of the evidence must be today or in the past"),
        (parts("dated_on", "", "", ""), "Enter the day of the evidence"),
        (parts("dated_on", 31, 2, 2020), "The day of the evidence must be a real date"),
        (parts("review_on", 6, 11, 2020), "The review date must be after the day of the evidence"),
        ({"sight": "nobody"}, "no longer offered"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_lost(client, action, change, said):
    response = client.post(ADD, typed(url="https://a.example/minutes") | change)

    assert not Evidence.objects.exists()
    assert said in words(response)
    assert response.content.decode().count("https://a.example/minutes") == (0 if "url" in change else 1)


def test_today_is_early_enough(client, action):
    client.post(ADD, typed(url="https://a.example/", **parts("dated_on", 9, 11, 2020)))

    assert Evidence.objects.get().dated_on == date(2020, 11, 9)


# --- Files that are refused -------------------------------------------------------------------------------------------


def word(*more):
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (("[Content_Types].xml", types), ("word/document.xml", "<document/>"), *more):
            packed.writestr(name, content)
    return file.getvalue()


BAD = {
    "macros": (word(("word/vbaProject.bin", b"macro")), "Plan.docx", "This file has macros. Save it without them"),
    "docm": (word(("word/vbaProject.bin", b"macro")), "Plan.docm", "This file has macros. Save it without them"),
    "bomb": (word(("word/a.bmp", bytes(30_000_000))), "Plan.docx", "Unpacked, this file would be far too large"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "Plan.doc", "This is a file of an old Office"),
    "html": (b"<html><script>alert(1)</script>", "Minutes.pdf", "This is a web page, whatever its name says"),
    "renamed": (b"\x89PNG\r\n\x1a\n" + bytes(50), "Minutes.pdf", "name ends in .pdf, but by its content it is PNG"),
    "empty": (b"", "Minutes.pdf", "The file is empty. Choose another"),
    "program": (b"MZ\x90\x00" + bytes(50), "Minutes.pdf", "This kind of file is not accepted"),
    "large": (PDF.ljust(10 * 1024 * 1024 + 1), "Minutes.pdf", "The file is larger than 10 MB"),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_file_is_refused_and_leaves_nothing(client, action, folder, bad):
    content, name, said = BAD[bad]

    response = client.post(ADD, filed(content, name))

    assert response.status_code == 200
    assert said in words(response)
    assert "Strategy as agreed" in response.content.decode()
    assert not Evidence.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_file_is_to_be_chosen_again_when_something_else_is_wrong(client, action):
    assert "Choose the file again: it was not kept" in words(client.post(ADD, filed() | {"title": ""}))
    assert "Choose a file" in words(client.post(ADD, typed("file")))


def test_a_form_sent_twice_adds_one(client, action, folder):
    for _ in range(2):
        assert client.post(ADD, filed(once="a-token")).status_code == 302

    assert Evidence.objects.count() == 1
    assert len(list(folder.iterdir())) == 1


def test_words_that_look_like_somebodys_are_checked_first_in_a_file_s_name_too(client, action):
    letter = filed(name="Letter of Mrs Placeholder.pdf")
    response = client.post(ADD, letter)

    assert not Evidence.objects.exists()
    assert "Letter of <mark>Mrs Placeholder</mark>.pdf" in response.content.decode()
    assert "Choose the file again" in words(response)

    client.post(ADD, filed(name="Letter of Mrs Placeholder.pdf", may_stay="She is the auditor"))
    confirmed = Entry.objects.about(Evidence.objects.get()).get(verb="words confirmed")
    assert confirmed.words == "They may stay because: She is the auditor"


def test_a_transaction_that_fails_takes_its_file_with_it(client, action, folder, monkeypatch):
    monkeypatch.setattr(evidence, "write", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.post(ADD, filed())

    assert not Evidence.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_transaction_that_fails_later_takes_its_file_with_it_too(owner, action, folder):
    piece = Piece("Minutes", date(2020, 11, 6), file=("Minutes.pdf", PDF))

    def fail_late():
        with StoredFiles() as files, transaction.atomic():
            add_evidence(action=action, piece=piece, files=files, by=owner, at=NOW)
            assert len(list(folder.iterdir())) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()

    assert not Evidence.objects.exists()
    assert list(folder.iterdir()) == []


def test_what_was_typed_while_the_session_ran_out_is_there_after_signing_in_again(client, owner, action):
    client.logout()
    client.post(ADD, filed() | {FIELD: made_for(owner)})
    client.force_login(owner)

    page = client.get(ADD)

    assert not Evidence.objects.exists()
    assert "Strategy as agreed" in page.content.decode()
    assert "Choose the file again." in words(page)
