from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from config.celery import app
from config.tasks import clear_sessions

LONG_AGO, TO_COME = datetime(2001, 1, 1, tzinfo=UTC), datetime(2101, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
def test_sessions_that_ran_out_are_removed_and_others_stay():
    for key, expires in (("gone", LONG_AGO), ("kept", TO_COME)):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)

    clear_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["kept"]


def test_whatever_the_scheduler_asks_for_is_there():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
