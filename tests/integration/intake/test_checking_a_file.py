"""An analyst chooses a file in the browser: it is checked behind the page, and thrown away if nobody loads it."""

import os
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frontdoor.models import Contact
from history.models import Sight
from intake.models import Load, Upload
from intake.uploads import kept
from intake.uploads.forgetting import forget
from tests.factories import loaded_file
from tests.factories.brought import text_of
from tests.integration.intake.bringing import AUGUST_ROWS, BAD_ROWS, bring, on_disk, run_jobs, upload_of, words

pytestmark = pytest.mark.usefixtures("council", "folder")


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
    assert len(on_disk()) == 5

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
