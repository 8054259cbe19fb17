"""Where time enters the product. Everything below a view, task or command is given it as an argument.

A demonstration plays on a day of its own, which its council's row holds. Jobs are leased by the machine's time instead.
"""

from datetime import date, datetime, time

from django.utils import timezone

from organisation.models import Council

MORNING = time(9)


def now() -> datetime:
    day = Council.current().plays_on
    return timezone.make_aware(datetime.combine(day, MORNING)) if day else timezone.now()


def today() -> date:
    return timezone.localdate(now())
