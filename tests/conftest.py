"""What every test stands on: a folder, a database and a queue of its own, and no network but this machine's.

The lane is what the environment says: PostgreSQL and Redis where DATABASE_URL and REDIS_URL are set, else SQLite and
files. The environment is set here, before the settings are read; that is why pyproject.toml does not name them.
"""

import gc
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
import pytest_django
import redis

DATA_DIR = Path(tempfile.mkdtemp(prefix="council-tests-"))

for name in (
    "DEMO", "DEBUG", "HTTPS", "PORT", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SECRET_KEY", "LOG_LEVEL",
    "EMAIL_URL", "DEFAULT_FROM_EMAIL",
    "JOB_LEASE_SECONDS", "JOB_RESEND_SECONDS", "JOB_SWEEP_SECONDS",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = str(DATA_DIR)
os.environ["JOB_QUEUE"] = DATA_DIR.name
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps an event loop in the tests' thread
django.setup()  # so that the conftest of a folder can import models
del os.environ["DJANGO_SETTINGS_MODULE"]  # or a parallel process would read the settings before it comes to this file


def pytest_collection_finish() -> None:
    """All that was imported and collected stays to the end: looking for garbage in it takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(DATA_DIR, ignore_errors=True)
    if os.environ.get("REDIS_URL"):
        with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
            for key in broker.scan_iter(f"*{DATA_DIR.name}*"):
                broker.delete(key)


# --- A skip for want of something is a failure where CI_STRICT is set -------------------------------------------------


def _strictly(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI_STRICT") != "1" or not report.skipped or not isinstance(report.longrepr, tuple):
        return
    reason = str(report.longrepr[2]).removeprefix("Skipped: ")
    if reason.startswith("needs "):
        report.outcome = "failed"
        report.longrepr = f"Skipped where nothing may be left out: {reason}"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    _strictly(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    _strictly(report)
    return report


# --- Network ----------------------------------------------------------------------------------------------------------


def _is_near(address: object) -> bool:
    if not isinstance(address, tuple):  # a socket of the file system
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session", autouse=True)
def no_network_but_this_machine() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for method in ("connect", "connect_ex"):
        real = getattr(socket.socket, method)

        def guarded(self: socket.socket, address: object, real=real):
            if not _is_near(address):
                raise AssertionError(f"A test tried to reach {address}")
            return real(self, address)

        patch.setattr(socket.socket, method, guarded)
    yield
    patch.undo()


# --- Database ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On SQLite a file, as in the product: threads and other processes can open it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """A test begins with empty tables: what migrations put there would be counted with what it makes, and a
    transactional test empties them all the same."""
    from figures.published.models import Release
    from frontdoor.models import Category, FlagOutcome

    with django_db_blocker.unblock():
        Release.objects.all().delete()
        Release.versions.all().delete()
        FlagOutcome.objects.all().delete()
        Category.objects.all().delete()
        Category.versions.all().delete()


@pytest.fixture(autouse=True)
def frozen_rows_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Triggers refuse to change or remove a frozen row, also to the flush that ends a transactional test.

    They are dropped before it. The flush sends `post_migrate`, which installs them again for the next test.
    """
    marker = request.node.get_closest_marker("django_db")
    is_transactional = {"transactional_db", "live_server"} & set(request.fixturenames) or (
        marker and marker.kwargs.get("transaction")
    )
    if not is_transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    _drop_triggers()


def _drop_triggers() -> None:
    from django.db import connection

    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
        for trigger, table in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"' + ("" if is_sqlite else f" ON {table}"))
