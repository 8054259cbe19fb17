"""E-mails that the demonstration keeps in files are shown to whoever has come in; a real council has no such page."""

import re
from datetime import date

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail

from tests.factories import CouncilFactory, UserFactory
from tests.integration.plan.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings, tmp_path, client):
    CouncilFactory(plays_on=date(2020, 11, 9))
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "outbox")
    client.force_login(UserFactory())


def letter(subject, day, text, html=""):
    message = EmailMultiAlternatives(
        subject, text, to=["jo@council.example"], headers={"Date": f"{day:02} Nov 2020 09:00:00 +0000"}
    )
    if html:
        message.attach_alternative(html, "text/html")
    return message


def opened(client, subject):
    page = client.get("/outbox/").content.decode()
    return client.get(re.search(rf'href="([^"]+)">{subject}<', page)[1])


def test_e_mails_are_listed_the_newest_first_several_in_one_file_too(client, demonstration):
    get_connection().send_messages([letter("Oldest", 2, "."), letter("Newest", 9, ".")])
    letter("Between", 4, ".").send()

    said = words(client.get("/outbox/"))

    assert "3 e-mails, the newest first" in said
    assert said.index("Newest") < said.index("Between") < said.index("Oldest")
    assert "jo@council.example" in said


def test_an_e_mail_is_read_as_text_whose_links_lead_here_and_whose_tags_are_words(client, demonstration):
    letter(
        "Links", 2, "http://127.0.0.1:8000/update/abc/?x=1&y=2\n<script>alert(1)</script> https://elsewhere.example/"
    ).send()

    page = opened(client, "Links").content.decode()

    assert (
        '<a class="govuk-link" href="/update/abc/?x=1&amp;y=2">http://127.0.0.1:8000/update/abc/?x=1&amp;y=2</a>'
        in page
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://elsewhere.example/" in page


def test_the_html_is_a_page_of_its_own_in_which_nothing_runs(client, demonstration):
    letter("Look", 2, "Text", '<a href="http://127.0.0.1:8000/update/abc/">Update</a>').send()
    link = re.search(r'href="([^"]+/html/)"', opened(client, "Look").content.decode())[1]

    response = client.get(link)

    assert response.content.decode().strip() == '<a href="/update/abc/">Update</a>'
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("; sandbox")
    assert "script" not in policy


@pytest.mark.parametrize(
    "address", ["/outbox/../../secret-key/0/", "/outbox/..%2f..%2fsecret-key/0/", "/outbox/x.log/7/"]
)
def test_nothing_else_is_read(client, demonstration, address):
    letter("One", 2, ".").send()

    assert client.get(address).status_code == 404


def test_an_empty_outbox_says_so(client, demonstration):
    assert "No e-mail yet" in words(client.get("/outbox/"))
    assert "Outbox of the demonstration" in words(client.get("/figures/"))


@pytest.mark.parametrize("name", ["DEMO", "EMAIL_BACKEND", "council", "session"])
def test_it_is_there_in_the_demonstration_alone(client, demonstration, settings, name):
    send_mail("One", ".", None, ["jo@council.example"])
    opens = opened(client, "One").request["PATH_INFO"]
    if name == "council":
        CouncilFactory._meta.model.objects.update(plays_on=None)
    elif name == "session":
        client.logout()
    else:
        setattr(settings, name, "")

    answers = {client.get(address).status_code for address in ("/outbox/", opens, f"{opens}html/")}

    assert answers == ({302} if name == "session" else {404})
