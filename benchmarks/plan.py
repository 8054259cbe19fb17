"""Pages of a big plan in a fresh process: queries, and processor time beside their bare SQL and beside plain loops."""

import json
import time
from collections.abc import Callable, Mapping

import django

django.setup()

from django.db import connection  # noqa: E402 - the settings come first
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from figures.models import Cycle  # noqa: E402
from improvement.models import Action  # noqa: E402
from organisation.models import User  # noqa: E402

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


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Of the processor, which other work on the machine changes least, unless by another clock; the best of several."""
    taken = []
    for _ in range(TIMES):
        start = clock()
        work()
        taken.append(clock() - start)
    return min(taken)


def measured(client: Client, address: str, clock: Callable[[], float] = time.process_time) -> Mapping[str, float]:
    opened(client, address)
    with CaptureQueriesContext(connection) as captured:
        opened(client, address)
    statements = [query["sql"] for query in captured.captured_queries if query["sql"].startswith(QUERIES)]
    return {
        "queries": len(captured),
        "page": seconds(lambda: opened(client, address), clock),
        "bare": seconds(lambda: bare(statements), clock),
    }


def main() -> dict[str, object]:
    office, owner = client_of("office@council.example"), client_of("owner1@council.example")
    pages = {name: measured(owner if "owner's" in name else office, address) for name, address in PAGES.items()}
    return {"pages": pages, "loops": seconds(loops)}


if __name__ == "__main__":
    print(json.dumps(main()))
