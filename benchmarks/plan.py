"""Pages of a big plan in a fresh process: queries, and processor time beside their bare SQL and beside plain loops."""

import json
import time
from collections.abc import Callable, Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import wsgi  # noqa: F401 - as the web server has it
from figures.models import Cycle
from improvement.models import Action
from organisation.models import User

TIMES = 9
QUERIES = ("SELECT", "(SELECT")
PAGES = {
    "plan": "/plan/",
    "one area of it": "/plan/?theme=3&sort=due",
    "action": "/plan/actions/1.1/",
    "what changed": "/plan/changes/2020-09/",
    "timeline": "/plan/timeline/",
    "export": "/plan/export.csv",
    "figure by owner": "/figures/improvement.days_overdue/?by=owner,theme",
    "owner's updates": "/plan/updates/",
}


def client_of(email: str) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=email))
    return client


def opened(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}.")
    if answer.streaming:
        for _ in answer:
            pass
    answer.close()


def bare(statements: list[str]) -> None:
    """The page's own SQL without the ORM, its rows read and thrown away."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql.replace("%", "%%"), [])
            cursor.fetchall()


def loops() -> list[tuple]:
    """The list of actions as one would first write it: each row asks for what it shows."""
    month = Cycle.objects.get(closed_at=None)
    return [
        (
            action.reference,
            action.title,
            action.theme.title,
            action.owner.job_title if action.owner else "",
            getattr(action.date_changes.last(), "to_date", action.original_date),
            action.milestones.filter(done_on=None).count(),
            [each.reference for each in action.waits_for.all()],
            action.updates.filter(cycle=month).exists(),
            getattr(action.updates.last(), "words", ""),
        )
        for action in Action.objects.all()
    ]


def in_turn(*works: Callable[[], object], clock: Callable[[], float] = time.process_time) -> list[float]:
    """Seconds of each, the best of several: of the processor, which other work on the machine changes least, unless by
    another clock. A busy moment of the machine hits all of them."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES):
        for work, times in zip(works, taken, strict=True):
            start = clock()
            work()
            times.append(clock() - start)
    return [*map(min, taken)]


def measured(client: Client, address: str, clock: Callable[[], float] = time.process_time) -> Mapping[str, float]:
    opened(client, address)
    with CaptureQueriesContext(connection) as captured:
        opened(client, address)
    every = captured.captured_queries  # which the next request forgets
    if not every:
        raise SystemExit(f"{address} asked the database nothing.")
    statements = [query["sql"] for query in every if query["sql"].startswith(QUERIES)]
    page, sql = in_turn(lambda: opened(client, address), lambda: bare(statements), clock=clock)
    return {"queries": len(every), "page": page, "bare": sql}


def main() -> dict[str, object]:
    office, owner = client_of("office@council.example"), client_of("owner1@council.example")
    pages = {name: measured(owner if "owner's" in name else office, address) for name, address in PAGES.items()}
    return {"pages": pages, "loops": in_turn(loops)[0]}


if __name__ == "__main__":
    print(json.dumps(main()))
