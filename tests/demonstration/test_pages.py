"""The public pages, as anybody sees them."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from django.urls import reverse

from improvement.models import Action
from organisation.models import Council
from reports.models import Edition, File
from tests.vera import validator

pytestmark = pytest.mark.xdist_group("demonstration")


def test_the_list_shows_both_reports_newest_first_with_every_format_and_size(client):
    page = client.get("/").content.decode()

    assert page.index("September 2020") < page.index("August 2020")
    assert "29 September 2020" in page
    assert "7 October 2020" in page
    assert "9 November 2020" in page
    for name in ("report.pdf", "report.docx", "report.xlsx", "report.csv", "report.json", "report.html"):
        for month in ("2020-08", "2020-09"):
            assert f"/reports/{month}/files/{name}" in page
    assert len(re.findall(r", \d+ KB", page)) == 12


def test_next_report_is_october(client):
    page = client.get("/").content.decode()

    assert "October 2020" in page
    assert "24 November 2020" in page
    assert "2 December 2020" in page


def test_a_report_is_shown_only_once_it_is_published(client):
    Council.objects.update(plays_on="2020-09-28")

    assert client.get("/reports/2020-08/").status_code == 404
    assert "No report has been published yet" in client.get("/").content.decode()

    Council.objects.update(plays_on="2020-09-29")

    assert client.get("/reports/2020-08/").status_code == 200
    assert client.get("/reports/2020-09/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/reports/2020-10/",
        "/reports/2020-13/",
        "/reports/2020-08/files/report.exe",
        "/reports/2020-08/figures/workforce.vacancy_rate@2020-10/",
        "/reports/2020-08/figures/nothing/",
        "/nothing/",
    ],
)
def test_what_is_not_published_is_not_found(client, address):
    response = client.get(address)

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_files_are_the_bytes_that_were_frozen(client):
    for file in File.objects.filter(compilation__edition__report__cycle__month="2020-08-01"):
        response = client.get(f"/reports/2020-08/files/{file.name}")

        assert hashlib.sha256(response.content).hexdigest() == file.sha256
        assert len(response.content) == file.size
        assert "attachment" in response["Content-Disposition"]


def test_files_are_what_their_format_says(client):
    content = {
        name: client.get(f"/reports/2020-08/files/report.{name}").content
        for name in ("pdf", "docx", "xlsx", "csv", "json")
    }

    assert content["pdf"].startswith(b"%PDF-1.")
    for office in ("docx", "xlsx"):
        assert "[Content_Types].xml" in zipfile.ZipFile(io.BytesIO(content[office])).namelist()
    assert content["csv"].startswith(b"\xef\xbb\xbfkey,")
    data = json.loads(content["json"])
    assert {"tree", "readings", "loads", "definitions"} <= set(data)


@pytest.mark.vera
@validator.needs_java
def test_the_published_pdfs_are_accessible_and_fit_to_be_archived(client, tmp_path):
    files = [tmp_path / f"{month}.pdf" for month in ("2020-08", "2020-09")]
    for file in files:
        file.write_bytes(client.get(f"/reports/{file.stem}/files/report.pdf").content)

    assert set(validator.verdicts(*files).values()) == {"PASS"}


def test_every_number_of_the_page_opens_its_reading(client):
    page = client.get("/reports/2020-08/").content.decode()
    links = sorted(set(re.findall(r'href="(/reports/2020-08/figures/[^"]+)"', page)))

    assert len(links) > 100
    for link in links[::7]:
        assert client.get(link.replace("&#x27;", "'")).status_code == 200, link


def test_a_reading_shows_value_sides_definition_age_loads_and_history(client):
    page = client.get("/reports/2020-08/figures/workforce.vacancy_rate@2019-09/").content.decode()

    for shown in (
        "22.4%", "97 full-time equivalents vacant of 433.5", "Vacant full-time equivalents, of vacant and in-post",
        "Department for Education", "30 September 2019", "establishment-2019-09.csv", "staff-2019-09.csv", "SHA-256",
        "Generated for the demonstration", "Lower is better", "<svg", "Aug 2020",
    ):  # fmt: skip
        assert shown in page, shown


def test_a_reading_of_a_part_is_named_by_it_and_its_files_in_words(client):
    page = client.get("/reports/2020-08/figures/improvement.actions@2020-08:brag=blue/").content.decode()

    assert re.search(r"<h1[^>]*>Actions in the plan: Blue</h1>", page)
    assert "<title>Actions in the plan: Blue, Plan figure, August 2020, in the report of August 2020" in page
    files = page.split("What it was counted from")[1]
    assert "plan-2020-07.csv" in files
    assert ">plan<" not in files
    assert files.count("Generated for the demonstration") == 1


def test_the_contents_of_a_report_can_be_folded_and_its_sentences_have_room(client):
    page = client.get("/reports/2020-08/").content.decode()

    fold = page.split('<details class="app-fold')[1].split("</details>")[0]
    assert 'href="#' in fold
    assert 'data-label="Reason found"' in page


def test_a_rolling_year_names_all_its_loads(client):
    page = client.get("/reports/2020-08/figures/workforce.turnover_rate@2020-08/").content.decode()

    assert all(f"movements-{month}.csv" in page for month in ("2019-09", "2019-12", "2020-03", "2020-08"))
    assert "movements-2019-08.csv" not in page


def test_pages_of_a_report_take_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/reports/2020-08/")
    with django_assert_max_num_queries(6):
        client.get("/")
    with django_assert_max_num_queries(5):
        client.get("/reports/2020-08/figures/improvement.actions@2020-08/")


def test_nothing_inline_stands_in_a_page(client):
    for address in (
        "/",
        "/reports/2020-08/",
        "/reports/2020-08/figures/frontdoor.contacts@2020-08/",
        "/accessibility/",
    ):
        response = client.get(address)
        page = response.content.decode()

        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert " style=" not in page
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*src=)", page)


def test_only_reading_is_allowed(client):
    for address in ("/", "/reports/2020-08/", reverse("accessibility")):
        assert client.post(address).status_code == 405


def test_health_says_that_the_database_answers(client):
    assert client.get("/health/").json() == {"database": "ok"}


def test_the_page_shows_what_was_frozen_whatever_the_records_say_now(client):
    before = client.get("/reports/2020-08/").content
    Action.objects.update(title="Something else")

    assert client.get("/reports/2020-08/").content == before
    assert Edition.objects.get(report__cycle__month="2020-08-01").compilation.paper
