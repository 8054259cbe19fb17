"""A workbook with several sheets: the check says which one it read, and another can be chosen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frontdoor.models import Contact
from intake.models import Upload
from tests.factories.brought import HEADINGS
from tests.integration.intake.bringing import run_jobs, upload_of, words
from tests.workbooks import ods

pytestmark = pytest.mark.usefixtures("council", "folder")
COLUMNS = tuple(HEADINGS.split(","))
AUGUST = [COLUMNS, ("C-1", "K-1", "03/08/2020", "", "6", "4", "other", "")]
SEPTEMBER = [COLUMNS, ("C-2", "K-1", "03/09/2020", "", "6", "4", "other", ""),
             ("C-3", "K-2", "04/09/2020", "", "6", "4", "other", "")]  # fmt: skip
NOTES = [("Made by", "the analyst"), ("On", "1 October")]


@pytest.fixture
def choose(visitor, tmp_path):
    """Chooses a workbook of these sheets, and lets the worker check it."""

    def run(**sheets):
        content = ods(tmp_path / "contacts.ods", sheets).read_bytes()
        visitor.post("/files/contacts/", {"file": SimpleUploadedFile("contacts.ods", content)})
        run_jobs()
        return Upload.objects.latest("pk")

    return run


def test_where_several_sheets_fit_one_is_read_and_another_can_be_chosen(visitor, choose):
    upload = choose(Notes=NOTES, August=AUGUST, September=SEPTEMBER)
    page = visitor.get(f"/files/checks/{upload.pk}/")
    assert "The headings of ‘August’ and ‘September’ fit. ‘August’ was read, and no other." in words(page)
    assert '<option value="Notes">' in page.content.decode()

    visitor.post(f"/files/checks/{upload.pk}/sheet/", {"sheet": "September"})
    run_jobs()

    page = words(visitor.get(f"/files/checks/{upload.pk}/"))
    assert "ODS, sheet September" in page
    assert "‘September’ was read, as was chosen." in page
    assert "September 2020 not loaded 2 2 0 0" in page
    visitor.post(f"/files/checks/{upload.pk}/load/")
    run_jobs()
    assert sorted(f"{one:%B}" for one in Contact.objects.values_list("received_on", flat=True)) == ["September"] * 2


def test_where_no_sheet_fits_the_page_says_so_and_offers_them_all(visitor, choose):
    upload = choose(Empty=[], Notes=NOTES, More=NOTES)

    page = visitor.get(f"/files/checks/{upload.pk}/")

    assert "No sheet has the headings of this kind of file. ‘Empty’ was looked at." in words(page)
    assert all(f'<option value="{name}"' in page.content.decode() for name in ("Empty", "Notes", "More"))
    visitor.post(f"/files/checks/{upload.pk}/sheet/", {"sheet": "Notes"})
    run_jobs()
    assert upload_of(upload).told["sheets"]["read"] == "Notes"


def test_a_sheet_that_is_not_there_is_refused_and_nothing_is_checked(visitor, choose):
    upload = choose(August=AUGUST, September=SEPTEMBER)

    page = visitor.post(f"/files/checks/{upload.pk}/sheet/", {"sheet": "October"}, follow=True)

    assert "Choose a sheet that the workbook has" in words(page)
    assert upload_of(upload).state == Upload.State.CHECKED


def test_a_corrected_file_is_read_afresh(visitor, choose, tmp_path):
    """It may have other sheets than the one that it corrects."""
    wrong = choose(August=[COLUMNS, ("C-1", "K-1", "31/09/2020", "", "6", "4", "other", "")], September=SEPTEMBER)
    visitor.post(f"/files/checks/{wrong.pk}/sheet/", {"sheet": "September"})
    run_jobs()

    content = ods(tmp_path / "right.ods", {"October": AUGUST}).read_bytes()
    file = SimpleUploadedFile("right.ods", content)
    visitor.post("/files/contacts/", {"file": file, "in_place_of": wrong.pk})
    run_jobs()

    right = Upload.objects.latest("pk")
    assert (right.sheet, right.told["said"], right.told["refused"]) == ("", "ODS, sheet October", None)
    assert "Check another sheet" not in words(visitor.get(f"/files/checks/{right.pk}/"))


def test_names_of_very_many_sheets_are_bounded(visitor, choose):
    upload = choose(**{f"Sheet {n}": NOTES for n in range(120)}, August=AUGUST)

    assert len(upload.told["sheets"]["names"]) == 50
    assert upload.told["sheets"]["fitting"] == ["August"]
    assert "August" in upload.told["sheets"]["names"]
