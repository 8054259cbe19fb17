"""Where time enters the product. Everything below a view, task or command is given it as an argument.

The demonstration plays 9 November 2020: it has a NOW in the settings. Jobs are leased by the machine's own time instead.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    return settings.NOW or timezone.now()


def today() -> date:
    return timezone.localdate(now())
