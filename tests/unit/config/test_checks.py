import pytest

from config import checks


@pytest.fixture
def earnest(settings):
    """A product that lacks nothing."""
    settings.DEMO = settings.DEBUG = settings.SECRET_KEY_IS_KEPT = False
    settings.HTTPS = True
    settings.REDIS_URL = ""
    settings.SITE_URL = "https://improvement.council.example"
    settings.ALLOWED_HOSTS = ["improvement.council.example"]
    return settings


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_nothing_is_said_of_a_product_that_lacks_nothing(earnest):
    assert checks.ready_for_production(None) == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SECRET_KEY_IS_KEPT", True, "config.W001"),
        ("DEBUG", True, "config.W002"),
        ("HTTPS", False, "config.W003"),
        ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "config.W006"),
        ("SITE_URL", "http://127.0.0.1:8000", "config.W005"),
    ],
)
def test_what_is_lacking_is_named_when_others_can_reach_the_product(earnest, name, value, expected):
    setattr(earnest, name, value)

    assert ids(checks.ready_for_production(None)) == [expected]

    earnest.ALLOWED_HOSTS = ["localhost"]
    assert checks.ready_for_production(None) == []


def test_redis_beside_sqlite_is_named(earnest, monkeypatch):
    earnest.REDIS_URL = "redis://redis:6379/0"
    monkeypatch.setitem(earnest.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")

    assert ids(checks.ready_for_production(None)) == ["config.W004"]

    monkeypatch.setitem(earnest.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    assert checks.ready_for_production(None) == []
