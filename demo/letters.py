"""The e-mails of October: what owners were sent when it opened, and two working days before updates were due.

They are written into the outbox, where it is one of files: nothing leaves the machine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import transaction

from demo.plan import moment
from improvement.models import Reminder
from improvement.reminders import recording as reminders
from improvement.reminders.posting import post

DAYS = (date(2020, 11, 2), date(2020, 11, 4))
HOUR = 8  # in the morning
SENDS = "django.core.mail.backends.smtp.EmailBackend"


def load_letters() -> bool:
    """True when it made them; False when they were there already, or a mail server is set."""
    if settings.EMAIL_BACKEND == SENDS or Reminder.objects.exists():
        return False
    for day in DAYS:
        at = moment(day, HOUR)
        for reminder in reminders.unsaved(day=day, at=at):
            reminder.save()
            post(reminder, at, at_once)
    return True


@contextmanager
def at_once() -> Iterator[None]:
    with transaction.atomic():
        yield
