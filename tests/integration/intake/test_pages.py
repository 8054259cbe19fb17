"""An analyst brings a file in the browser: chosen, checked, loaded, looked at, undone."""

import io
import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import load_workbook

from frontdoor.models import Contact
from history.models import Sight
from intake import kept
from intake.forgetting import forget
from intake.models import HeadingMeaning, Load, Upload, intake_storage
from jobs.models import Job, State
from jobs.running import run_job
from tests.factories import CouncilFactory, HoldingFactory, UserFactory, checked_upload, loaded_file
from tests.factories.brought import text_of

AUGUST_ROWS = ("C-1,K-1,03/08/2020,,6,4,other,", "C-2,K-2,05/08/2020,,6,5,referral,")
BAD_ROWS = (
    "C-1,K-1,31/09/2020,,6,4,other,",
    "C-2,K-2,05/08/2020,,Polcie,5,referral,",
    "C-3,K-3,05/08/2020,,6,,referral,",
    "C-4,K-4,06/08/2020,,6,4,referral,",
)


@pytest.fixture(autouse=True)
def council(categories):
    return CouncilFactory(plays_on=date(2020, 9, 28))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    of_intake = {**settings.STORAGES["intake"], "OPTIONS": {"location": tmp_path / "intake"}}
    settings.STORAGES = {**settings.STORAGES, "intake": of_intake}


@pytest.fixture
def analyst():
    return HoldingFactory(role="front_door_analyst", user=UserFactory(name="Lee Specimen")).user


@pytest.fixture
def visitor(client, analyst):
    client.force_login(analyst)
    return client


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\u00a0", " "))


def bring(visitor, *rows, name="contacts.csv", headings=None, **fields):
    """Chooses the file, and lets the worker check it. Gives the upload and its page."""
    content = text_of(*rows, **({"headings": headings} if headings else {}))
    sent = visitor.post("/files/contacts/", {"file": SimpleUploadedFile(name, content), **fields})
    assert sent.status_code == 302, words(sent)
    upload = Upload.objects.latest("pk")
    run_jobs()
    return upload, visitor.get(sent.url)


def upload_of(upload):
    return Upload.objects.get(pk=upload.pk)


def run_jobs():
    for pk in Job.objects.unfinished().order_by("pk").values_list("pk", flat=True):
        run_job(pk)


def on_disk():
    folder = Path(intake_storage().location)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# --- Choosing and checking --------------------------------------------------------------------------------------------


def test_a_file_is_checked_behind_the_page_and_every_error_told(visitor):
    upload, page = bring(visitor, *BAD_ROWS)

    told = words(page)
    assert "2 errors stop this file" in told
    assert "2 of 4 rows are good. Correct the 2 others" in told
    assert "Not in the list source 1 : Not in the list, source 3 Polcie Use a code or a name of the list" in told
    assert "2 received 31/09/2020 September 2020 has 30 days" in told
    assert "Not known age 1 : Not known, age 4" in told
    assert "Load this file" not in told
    assert not Contact.objects.exists()
    assert "Polcie" in words(visitor.get(f"/files/checks/{upload.pk}/errors/"))
    assert "Age not known" in words(visitor.get(f"/files/checks/{upload.pk}/warnings/"))
    assert list(Sight.objects.order_by("pk").values_list("rows", flat=True)) == [2, 1]


def test_while_it_is_checked_the_page_can_be_left_and_comes_back(visitor):
    sent = visitor.post("/files/contacts/", {"file": SimpleUploadedFile("a.csv", text_of(*AUGUST_ROWS))})

    assert "It waits for its turn" in words(visitor.get(sent.url))
    assert "Being checked" in words(visitor.get("/files/"))
    run_jobs()
    assert "No errors: ready to load" in words(visitor.get(sent.url))
    assert "Checked: ready to load" in words(visitor.get("/files/"))


def test_errors_are_paged(visitor):
    upload, _ = bring(visitor, *(f"C-{n},K-1,31/09/2020,,6,4,other," for n in range(120)))

    last = words(visitor.get(f"/files/checks/{upload.pk}/errors/?page=3"))

    assert "101 to 120 of 120" in last
    assert "121 received 31/09/2020" in last
    assert "100 received" not in last


def test_errors_of_one_kind_are_shown_alone(visitor):
    upload, page = bring(visitor, *BAD_ROWS)
    kinds = [kind["code"] for kind in upload_of(upload).told["kinds"]]
    one = f"/files/checks/{upload.pk}/errors/?kind={kinds.index('not_in_list') + 1}"
    assert one in page.content.decode()

    shown = words(visitor.get(one))

    assert "Polcie" in shown
    assert "31/09/2020" not in shown
    assert "31/09/2020" in words(visitor.get(f"/files/checks/{upload.pk}/errors/?kind=99"))


def test_no_file_or_too_large_a_one_is_refused_with_a_sentence(visitor, settings, monkeypatch):
    assert "Choose a file" in words(visitor.post("/files/contacts/", {}))

    settings.MOST_BYTES_OF_A_FILE = 1000
    monkeypatch.setattr("pages.uploads.AROUND", 500)
    before = on_disk()
    for size in (1200, 200_000):  # told by what arrives, and by what the request announces
        file = SimpleUploadedFile("contacts.csv", b"x" * size)
        assert "The file is larger than 0 MB" in words(visitor.post("/files/contacts/", {"file": file}))
    assert on_disk() == before
    assert not Upload.objects.exists()


def test_the_same_file_chosen_twice_waits_once(visitor):
    first, _ = bring(visitor, *AUGUST_ROWS)
    again, _ = bring(visitor, *AUGUST_ROWS, name="renamed.csv")

    assert again == first
    assert Upload.objects.count() == 1


def test_the_corrected_file_takes_the_place_of_the_wrong_one(visitor, django_capture_on_commit_callbacks):
    wrong, page = bring(visitor, *BAD_ROWS)
    assert f'name="in_place_of" value="{wrong.pk}"' in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        right, _ = bring(visitor, *AUGUST_ROWS, in_place_of=wrong.pk)

    wrong.refresh_from_db()
    assert (wrong.state, wrong.told) == (Upload.State.THROWN_AWAY, {})
    assert all(name.startswith(right.stored) for name in on_disk())


def test_a_file_with_names_is_refused_by_name_and_not_kept(visitor, django_capture_on_commit_callbacks):
    headings = "contact_id,child_id,received,source,age,outcome,Child Name"
    with django_capture_on_commit_callbacks(execute=True):
        _, page = bring(visitor, "A,1,01/08/2020,6,4,other,x", headings=headings)

    assert "‘Child Name’ looks like a name" in words(page)
    assert "What you sent is not kept" in words(page)
    assert on_disk() == []


def test_throwing_away_removes_what_the_file_held(visitor, django_capture_on_commit_callbacks):
    upload, _ = bring(visitor, *BAD_ROWS)
    assert len(on_disk()) == 4

    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"/files/checks/{upload.pk}/throw-away/")

    upload.refresh_from_db()
    assert (upload.state, upload.told, upload.stored) == (Upload.State.THROWN_AWAY, {}, "")
    assert on_disk() == []
    assert "This file was thrown away" in words(visitor.get(f"/files/checks/{upload.pk}/"))


def test_what_nobody_loads_is_forgotten_after_four_weeks(visitor, django_capture_on_commit_callbacks):
    old, _ = bring(visitor, *BAD_ROWS)
    new, _ = bring(visitor, *AUGUST_ROWS)
    left_over = kept.path_of("0" * 32)
    left_over.write_text("x")
    os.utime(left_over, (0, 0))
    Upload.objects.filter(pk=old.pk).update(brought_at=datetime(2020, 8, 30, tzinfo=UTC))

    with django_capture_on_commit_callbacks(execute=True):
        assert forget(datetime(2020, 9, 28, tzinfo=UTC)) == 1

    old.refresh_from_db()
    assert old.state == Upload.State.THROWN_AWAY
    assert {name.partition(".")[0] for name in on_disk()} == {new.stored}


def test_the_check_tells_what_figures_would_become(visitor):
    loaded_file("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,nfa,no_consent")

    _, page = bring(visitor, "A,1,01/08/2020,,6,4,nfa,no_consent", "B,2,02/08/2020,,6,4,nfa,no_consent")

    assert "Contacts 2 2" in words(page)
    assert "Share of contacts closed with no further action 50.0% 100.0%" in words(page)
    assert Load.objects.current().get().rows == Contact.objects.count() == 2
    _, page = bring(visitor, "C,1,01/09/2020,,6,4,nfa,no_consent")
    assert "Contacts No data 1" in words(page)


# --- Loading ----------------------------------------------------------------------------------------------------------


def test_a_good_file_is_loaded_and_its_sender_told(visitor, analyst, django_capture_on_commit_callbacks):
    upload, page = bring(visitor, *AUGUST_ROWS)
    assert "August 2020 not loaded 2 2 0 0" in words(page)

    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"/files/checks/{upload.pk}/load/")
        visitor.post(f"/files/checks/{upload.pk}/load/")  # pressed twice
        run_jobs()
        run_jobs()  # the e-mail

    load = Load.objects.get()
    assert (load.rows, load.loaded_by, load.file.upload) == (2, analyst, upload)
    assert Contact.objects.current().count() == 2
    assert visitor.get(f"/files/checks/{upload.pk}/").url == f"/files/loads/{load.pk}/"
    assert on_disk() == []
    [letter] = mail.outbox
    assert letter.to == [analyst.email]
    assert "contacts.csv is loaded: 2 rows" in letter.body
    assert f"/files/loads/{load.pk}/" in letter.body


def test_warnings_need_a_reason_which_is_kept(visitor):
    upload, page = bring(visitor, BAD_ROWS[2])
    assert "No errors, 1 warning" in words(page)

    refused = visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": ""})
    assert "Enter why the warnings do not stop this file" in words(refused)
    visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": "The age is asked for"})
    run_jobs()

    load = Load.objects.get()
    assert load.file.accepted_because == "The age is asked for"
    assert "1 warning did not stop it, because: The age is asked for" in words(visitor.get(f"/files/loads/{load.pk}/"))


def test_a_file_with_errors_is_never_loaded(visitor):
    upload, _ = bring(visitor, *BAD_ROWS)

    page = visitor.post(f"/files/checks/{upload.pk}/load/", {"reason": "x"}, follow=True)

    assert "Errors stop this file" in words(page)
    assert not Job.objects.unfinished().exists()


def test_what_another_load_changed_meanwhile_is_checked_again(visitor):
    """Nobody loads a difference that they did not see."""
    upload, _ = bring(visitor, *AUGUST_ROWS)
    loaded_file("X-1,K-1,03/08/2020,,6,4,other,")

    visitor.post(f"/files/checks/{upload.pk}/load/")
    run_jobs()
    run_jobs()

    assert Load.objects.count() == 1
    page = words(visitor.get(f"/files/checks/{upload.pk}/"))
    assert "Another file was loaded meanwhile, so this one was checked again" in page
    assert "August 2020 1 2 2 0 1" in page


def test_a_file_that_is_loaded_already_is_recognised(visitor):
    loaded_file(*AUGUST_ROWS)

    _, page = bring(visitor, *AUGUST_ROWS)

    assert "This very file is loaded already" in words(page)


def test_a_job_that_failed_says_so_and_can_be_tried_again(visitor):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    visitor.post(f"/files/checks/{upload.pk}/load/")
    upload.refresh_from_db()
    Job.objects.filter(pk=upload.job_id).update(
        state=State.FAILED, finished_at=datetime(2020, 9, 28, tzinfo=UTC), problem="It broke.", remedy="Try once more."
    )
    assert "The file was not loaded It broke. Try once more." in words(visitor.get(f"/files/checks/{upload.pk}/"))

    visitor.post(f"/files/checks/{upload.pk}/try-again/")
    run_jobs()

    assert Load.objects.count() == 1


def test_a_job_that_is_lost_is_asked_for_again(visitor):
    visitor.post("/files/contacts/", {"file": SimpleUploadedFile("a.csv", text_of(*AUGUST_ROWS))})
    upload = Upload.objects.get()
    Job.objects.all().delete()
    assert "is not there any more. Try again" in words(visitor.get(f"/files/checks/{upload.pk}/"))

    visitor.post(f"/files/checks/{upload.pk}/try-again/")
    run_jobs()

    assert upload_of(upload).state == Upload.State.CHECKED


# --- The file sent back, headings, template ---------------------------------------------------------------------------


def test_the_file_comes_back_with_what_is_wrong_in_each_row(visitor):
    rows = (*BAD_ROWS, '=1+1,K-5,07/08/2020,,6,4,"a,b",')
    upload, _ = bring(visitor, *rows)

    content = b"".join(visitor.get(f"/files/checks/{upload.pk}/marked.xlsx").streaming_content)
    text = b"".join(visitor.get(f"/files/checks/{upload.pk}/marked.csv").streaming_content).decode("utf-8-sig")

    found = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert found[0][:4] == ["Row in your file", "What is wrong", "What is unusual", "contact_id"]
    assert [row[0] for row in found[1:]] == [2, 3, 4, 5, 6]
    assert found[1][1] == "received: September 2020 has 30 days"
    assert found[2][1].startswith("source: Not in the list of sources. Did you mean Police (6)?")
    assert found[3][1:3] == ["", "age: Age not known"]
    assert found[4][1:4] == ["", "", "C-4"]
    assert "'=1+1" in text
    assert Sight.objects.filter(format="xlsx", rows=5).exists()


def test_a_heading_is_given_a_meaning_once_and_remembered_for_its_sender(visitor, analyst):
    headings = "contact_id,child_id,received,source,age,What became,worker"
    upload, page = bring(visitor, "A,1,01/08/2020,6,4,other,x", headings=headings)
    assert "The file has no column ‘outcome’" in words(page)

    form = visitor.get(f"/files/checks/{upload.pk}/headings/").content.decode()
    assert "‘What became’" in form
    assert "‘worker’" in form
    both = {"heading_0": "outcome", "heading_1": "outcome"}
    assert "means this column already" in words(visitor.post(f"/files/checks/{upload.pk}/headings/", both))
    visitor.post(f"/files/checks/{upload.pk}/headings/", {"heading_0": "outcome", "heading_1": ""})
    run_jobs()

    page = words(visitor.get(f"/files/checks/{upload.pk}/"))
    assert "No errors: ready to load" in page
    assert "What became means outcome , as was said; worker is left out" in page  # and can be said otherwise
    _, later = bring(visitor, "B,1,01/09/2020,6,4,other,x", headings=headings)
    assert "No errors: ready to load" in words(later)
    said = HeadingMeaning.objects.filter(said_by=analyst).values_list("heading", "column")
    assert dict(said) == {"what became": "outcome", "worker": ""}


def test_a_heading_of_something_personal_is_not_asked_for(visitor):
    upload = checked_upload("A,1,01/08/2020,6,4,other", headings="contact_id,child_id,received,source,age,result")
    Upload.objects.filter(pk=upload.pk).update(told={**upload.told, "headings": ["result", "Date of birth"]})

    form = visitor.get(f"/files/checks/{upload.pk}/headings/").content.decode()

    assert "‘result’" in form
    assert "birth’" not in form


def test_a_filled_in_template_loads(visitor, tmp_path):
    content = b"".join(visitor.get("/files/contacts/template.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(content))
    assert book.sheet_names == ["Contacts", "Columns", "Lists"]
    [headings] = book.get_sheet_by_index(0).to_python()
    text = b"".join(visitor.get("/files/contacts/template.csv").streaming_content).decode("utf-8-sig")
    assert text.strip().split(",") == headings
    explained = book.get_sheet_by_name("Columns").to_python()
    assert [row[0] for row in explained[1:]] == headings
    assert ["contact_id", "Yes"] == [explained[1][0], explained[1][2]]

    cells = {"contact_id": "A", "child_id": "K", "received": "01/08/2020", "source": "Police", "outcome": "Other"}
    _, page = bring(visitor, ",".join(cells.get(head, "") for head in headings), headings=",".join(headings))

    assert "No errors" in words(page)


def test_the_template_itself_is_a_file_in_which_nothing_happened(visitor):
    content = b"".join(visitor.get("/files/contacts/template.xlsx").streaming_content)
    file = SimpleUploadedFile("contacts-template.xlsx", content)

    sent = visitor.post("/files/contacts/", {"file": file, "month": "2020-08"})
    run_jobs()

    page = words(visitor.get(sent.url))
    assert "No errors: ready to load" in page
    assert "read as XLSX, sheet Contacts" in page
    assert "August 2020 not loaded 0 0 0 0" in page


def test_every_column_is_explained(visitor):
    page = words(visitor.get("/files/contacts/columns/"))

    assert "received Received. When the request reached the front door." in page
    assert "date of contact" in page


# --- A load -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def second(analyst):
    """August loaded again: one record changed, one gone, one added."""
    loaded_file("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,other,", "C,3,03/08/2020,,6,4,other,")
    return loaded_file(
        "B,2,02/08/2020,,6,5,other,", "C,3,03/08/2020,,6,4,other,", "D,4,04/08/2020,,6,4,other,", by=analyst
    ).loads.get()


def test_a_load_says_what_it_changed_and_lists_it(visitor, second):
    page = words(visitor.get(f"/files/loads/{second.pk}/"))

    assert "August 2020 3 3 1 1 1 Stands" in page
    assert second.sha256 in page
    changed = words(visitor.get(f"/files/loads/{second.pk}/changed/"))
    reference = Contact.objects.get(load=second, row=2).reference
    assert f"{reference[:8]} August 2020 2 Age: 4 to 5" in changed
    assert "1 to 1 of 1" in words(visitor.get(f"/files/loads/{second.pk}/added/"))
    gone = Contact.objects.exclude(load=second).get(row=2)
    assert gone.reference[:8] in words(visitor.get(f"/files/loads/{second.pk}/gone/"))
    assert Sight.objects.filter(rows=1).count() == 3


def test_a_load_is_undone_with_a_reason(visitor, second):
    address = reverse("files:undo", args=[second.pk])
    assert "Enter why it is undone" in words(visitor.post(address, {"because": ""}))

    page = words(visitor.post(address, {"because": "The wrong file"}, follow=True))

    assert "This load was undone on 28 September 2020 by Lee Specimen: The wrong file" in page
    assert Load.objects.current().get().rows == 3
    assert "There are none" in words(visitor.get(f"/files/loads/{second.pk}/changed/"))


def test_a_load_that_a_later_one_rests_on_is_not_undone(visitor, second):
    first = Load.objects.exclude(pk=second.pk).get()

    assert f"Load {second.pk} of August 2020 came after it" in words(visitor.get(f"/files/loads/{first.pk}/undo/"))
    refused = visitor.post(f"/files/loads/{first.pk}/undo/", {"because": "x"})

    assert "Undo that one first" in words(refused)
    second.refresh_from_db()
    assert second.stands


def test_whoever_signs_in_sees_where_a_figure_comes_from_and_none_of_its_records(client, second):
    client.force_login(UserFactory())

    page = client.get(f"/files/loads/{second.pk}/")

    assert page.status_code == 200
    assert "Undo" not in words(page)
    assert "1 changed" not in words(page)
    assert client.get(f"/files/loads/{second.pk}/changed/").status_code == 403


def test_progress_is_read_while_the_rows_are_written(visitor):
    upload, _ = bring(visitor, *AUGUST_ROWS)
    visitor.post(f"/files/checks/{upload.pk}/load/")
    upload.refresh_from_db()
    now = datetime(2020, 9, 28, tzinfo=UTC)
    Job.objects.filter(pk=upload.job_id).update(state=State.RUNNING, started_at=now, lease_until=now, worker="w")
    kept.Progress(upload)(1)

    page = visitor.get(f"/files/checks/{upload.pk}/progress/", headers={"HX-Request": "true"})

    assert "1 of 2 rows written (50%)" in words(page)
