"""Who is not let in: a stranger, and somebody whose account was closed."""

import pytest

from organisation.models import User
from tests.unit.organisation.signing_in.door import PASSWORD, is_signed_in, sign_in, text

pytestmark = pytest.mark.django_db


def test_nobody_makes_an_account_for_themselves(client):
    asked = client.post("/account/sign-up/", {"email": "new@council.example", "password1": PASSWORD})

    assert "You cannot make an account yourself" in text(asked)
    assert not User.objects.exists()


def test_whose_account_was_closed_is_out_at_the_next_request(client, person):
    sign_in(client)
    User.objects.update(is_active=False)

    answer = client.get("/account/sessions/")

    assert answer["Location"] == "/account/sign-in/?next=/account/sessions/"


def test_whose_account_was_closed_is_told_so_with_the_right_password_only(client, person):
    User.objects.update(is_active=False)

    assert "is wrong" in text(sign_in(client, password="wrong"))
    assert "Your account is closed" in text(sign_in(client, follow=True))
    assert not is_signed_in(client)
