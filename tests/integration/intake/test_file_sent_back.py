"""The file sent back with what is wrong in it, headings that get a meaning, and the template to fill in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import load_workbook

from history.models import Sight
from intake.models import HeadingMeaning, Upload
from tests.factories import checked_upload
from tests.integration.intake.bringing import BAD_ROWS, bring, run_jobs, words

pytestmark = pytest.mark.usefixtures("council", "folder")


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
