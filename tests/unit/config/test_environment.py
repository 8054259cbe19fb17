import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, database, mail
from tests.processes import ROOT

SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": "council.sqlite3", "OPTIONS": {"timeout": 20}}


def test_no_address_is_sqlite():
    assert database("", sqlite=SQLITE) is SQLITE


def test_another_sqlite_file_keeps_the_options():
    assert database("sqlite:////srv/other.sqlite3", sqlite=SQLITE) == SQLITE | {"NAME": "/srv/other.sqlite3"}


def test_postgresql_is_waited_for_five_seconds():
    named = database("postgres://council:secret@db:5433/tracker", sqlite=SQLITE)

    assert named["ENGINE"] == "django.db.backends.postgresql"
    assert (named["USER"], named["PASSWORD"], named["HOST"], named["PORT"]) == ("council", "secret", "db", 5433)
    assert named["NAME"] == "tracker"
    assert named["OPTIONS"]["connect_timeout"] == 5


def test_options_in_the_address_win():
    named = database("postgres://council@db/tracker?connect_timeout=9&sslmode=require", sqlite=SQLITE)

    assert str(named["OPTIONS"]["connect_timeout"]) == "9"
    assert named["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["council", "mysql://db/tracker", "postgres://db", "postgres://db:port/tracker"])
def test_an_address_that_is_of_no_use_is_said_in_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL .* Write it as postgres://"):
        database(url, sqlite=SQLITE)


def test_a_number_that_is_none_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")

    with pytest.raises(ImproperlyConfigured, match=r"^PORT is 'eighty', which cannot be understood\."):
        Environment().int("PORT", default=8000)


@pytest.mark.parametrize(("given", "queue"), [("", "council"), ("council-test", "council-test")])
def test_an_empty_name_of_the_queue_is_none(given, queue):
    env = {**os.environ, "JOB_QUEUE": given}
    asked = "from config.settings import CELERY_TASK_DEFAULT_QUEUE; print(CELERY_TASK_DEFAULT_QUEUE)"

    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, env=env, capture_output=True, text=True)

    assert told.stdout.strip() == queue, told.stderr


def test_without_a_mail_server_each_e_mail_is_a_file(tmp_path):
    assert mail("", outbox=tmp_path) == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }


def test_a_mail_server_is_named_in_one_address(tmp_path):
    named = mail("smtp+tls://council:p%40ss@mail.council.example:587", outbox=tmp_path)

    assert named["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (named["EMAIL_HOST"], named["EMAIL_PORT"]) == ("mail.council.example", 587)
    assert (named["EMAIL_HOST_USER"], named["EMAIL_HOST_PASSWORD"]) == ("council", "p@ss")
    assert named["EMAIL_USE_TLS"] is True


@pytest.mark.parametrize("url", ["mail.council.example", "pigeon://mail", "smtp://", "smtp://mail:port"])
def test_a_mail_address_that_is_of_no_use_is_said_in_a_sentence(url, tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL .* Write it as smtp"):
        mail(url, outbox=tmp_path)
