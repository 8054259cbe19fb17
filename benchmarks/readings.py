"""Readings of every figure, by team where it has teams, in a fresh process: queries, and time beside SQL by hand."""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - the settings come first
from django.db.models import F  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks import by_hand  # noqa: E402
from figures import months, registry  # noqa: E402
from figures.reader import Reader  # noqa: E402
from figures.reading import Reading  # noqa: E402
from frontdoor.models import Contact  # noqa: E402
from organisation.models import Team  # noqa: E402
from workforce.models import Absence, Movement, Post, Worker  # noqa: E402

LAST = date(2020, 9, 1)
TIMES = 7
FIRST_ID = 100_001


def read(span: Sequence[date]) -> list[Reading]:
    reader = Reader()
    found = []
    for figure in registry.declared().values():
        by = ["team"] if any(dimension.key == "team" for dimension in figure.dimensions) else []
        found += reader.readings(figure, span, None, by)
    return found


def queries(span: Sequence[date]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(span)
    return len(captured)


def queries_with_teams(count: int, span: Sequence[date]) -> int:
    """In a council of so many teams, which is undone afterwards."""
    with transaction.atomic():
        service = Team.objects.values_list("service_id", flat=True)[0]
        made = [
            Team(pk=FIRST_ID + n, slug=f"team-{n}", name=f"Team {n}", service_id=service, starts_on=date(2016, 4, 1))
            for n in range(count)
        ]
        Team.objects.bulk_create(made)
        for model in (Worker, Post, Absence, Contact, Movement):
            model.objects.update(team_id=FIRST_ID + F("pk") % count)
        Movement.objects.filter(from_team__isnull=False).update(from_team_id=FIRST_ID)
        Team.objects.filter(pk__lt=FIRST_ID).delete()
        found = queries(span)
        transaction.set_rollback(True)
    return found


def sql_by_hand(span: Sequence[date]) -> list[list[tuple]]:
    years = months.spanning(span, 12)
    asked = [(sql, span) for sql in by_hand.IN_THE_MONTHS] + [(sql, years) for sql in by_hand.IN_THE_YEARS_BEFORE]
    found = []
    with connection.cursor() as cursor:
        for sql, needed in asked:
            marks = ", ".join(["%s"] * len(needed))
            cursor.execute(sql.format(months=marks), needed if "{months}" in sql else None)
            found.append(cursor.fetchall())
    return found


def agree(span: Sequence[date]) -> None:
    """Both ways count the same, or the comparison means nothing: in-post FTE, and contacts."""
    workers, _, contacts, *_ = sql_by_hand(span)
    for key, rows in (("workforce.in_post_fte", workers), ("frontdoor.contacts", contacts)):
        counted = sum((r.counted for r in read(span) if r.figure.key == key and r.counted is not None), Decimal(0))
        by_hand_ = sum(Decimal(str(row[2] or 0)) for row in rows)
        if abs(counted - by_hand_) > Decimal("0.01"):
            raise SystemExit(f"{key} is {counted} read and {by_hand_} by hand: mend benchmarks/by_hand.py.")


def seconds(work: Callable[[Sequence[date]], Any], span: Sequence[date]) -> float:
    start = time.perf_counter()
    work(span)
    return time.perf_counter() - start


def main() -> dict[str, float]:
    year = months.up_to(LAST, 13)
    agree(year)
    pairs = [(seconds(read, year), seconds(sql_by_hand, year)) for _ in range(TIMES)]
    return {
        "two_months": queries(months.up_to(LAST, 2)),
        "thirteen_months": queries(year),
        "three_teams": queries_with_teams(3, year),
        "twelve_teams": queries_with_teams(12, year),
        "readings": len(read(year)),
        "read": statistics.median(pair[0] for pair in pairs),
        "by_hand": statistics.median(pair[1] for pair in pairs),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
