"""Whose demonstration it is, and the day that it plays on."""

from datetime import date

from demo.facts import facts
from organisation.models import Council

PLAYS_ON = date(2020, 11, 9)


def load_council() -> None:
    if not Council.objects.exists():
        Council.objects.create(name=facts()["council"], email="improvement@council.example", plays_on=PLAYS_ON)
