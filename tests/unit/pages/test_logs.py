import logging

import pytest
from django.conf import settings

from pages.logs import WithoutSecrets


@pytest.mark.parametrize(
    "address", ["/update/Zm9v-YmFy_1/", "/calendar/Zm9v-YmFy_1.ics", "/account/password/new/1-Zm9v-YmFy_1/"]
)
def test_the_secret_of_an_address_is_not_logged(address):
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", ("Server Error", address), None)

    WithoutSecrets().filter(record)

    said = record.getMessage()
    assert said.startswith("Server Error: ")
    assert "YmFy" not in said


def test_whatever_is_printed_goes_through_it():
    assert [handler["filters"] for handler in settings.LOGGING["handlers"].values()] == [["secrets"]]
