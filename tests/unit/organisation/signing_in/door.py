"""Coming in by the pages: a password typed, a link asked for and followed, and what the page says."""

import re

from lxml import html

PASSWORD = "three words together"
OTHER = "four other words entirely"


def sign_in(client, email: str = "dana@council.example", password: str = PASSWORD, to: str = "", **options):
    return client.post("/account/sign-in/", {"login": email, "password": password, "next": to}, **options)


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def text(response) -> str:
    page = html.fromstring(response.content)
    return " ".join(page.find(".//main").text_content().split())


def link_in(message) -> str:
    [link] = re.findall(r"http://testserver(\S+)", message.body)
    return link


def ask_for_a_link(client, email: str = "dana@council.example"):
    return client.post("/account/password/forgotten/", {"email": email}, follow=True)


def choose(client, link: str, first: str = OTHER, second: str = OTHER):
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": first, "password2": second}, follow=True)
