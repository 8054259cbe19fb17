"""The front-door page in a fresh process, with whatever contacts are loaded: queries, and time beside its bare SQL."""

import json
import time
from datetime import date

from django.db import connection
from django.test import Client

from benchmarks import plan
from config import wsgi  # noqa: F401 - as the web server has it
from organisation.models import Holding, User

ANALYST = "analyst@council.example"
PAGE = "/front-door/"  # as it opens: of October 2020, when returns by category are known too


def analyst() -> Client:
    user, made = User.objects.get_or_create(email=ANALYST, defaults={"name": "Sam Sample", "job_title": "Analyst"})
    if made:
        Holding.objects.create(user=user, role="front_door_analyst", starts_on=date(2020, 1, 1))
    return plan.client_of(ANALYST)


def main() -> dict[str, float]:
    """On PostgreSQL by the clock on the wall, since its work is done in another process, and once its autovacuum has
    been there, which comes within a minute."""
    if connection.vendor != "postgresql":
        return dict(plan.measured(analyst(), PAGE))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return dict(plan.measured(analyst(), PAGE, time.perf_counter))


if __name__ == "__main__":
    print(json.dumps(main()))
