"""The public pages of a report and a reading, in a fresh process: queries, and time beside bare SQL and the article."""

import json
import statistics
import time
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import wsgi  # noqa: F401 - as the web server has it
from reports.models import Edition
from reports.renderers import article

REPORT = "/reports/2020-08/"
READING = f"{REPORT}figures/workforce.vacancy_rate@2020-08/"
MONTH = date(2020, 8, 1)
TIMES = 15


def opened(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}.")


def captured(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        opened(client, address)
    return [query["sql"] for query in queries.captured_queries]


def bare(statements: list[str]) -> None:
    """The page's own SQL without the ORM, the paper parsed, and the article as the page has it."""
    paper = ""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql.replace("%", "%%"), [])
            for row in cursor.fetchall():
                paper = next((cell for cell in row if isinstance(cell, str) and cell.startswith('{"tree"')), paper)
    tree = json.loads(paper)["tree"]
    article.contents(tree)
    article.body(tree, lambda ref: f"{REPORT}figures/{ref}/")


def main() -> dict[str, float]:
    Edition.objects.get(report__cycle__month=MONTH)
    client = Client(HTTP_HOST="localhost")
    opened(client, REPORT)
    statements = captured(client, REPORT)
    page, beside = [], []
    for _ in range(TIMES):
        start = time.perf_counter()
        opened(client, REPORT)
        middle = time.perf_counter()
        bare(statements)
        page.append(middle - start)
        beside.append(time.perf_counter() - middle)
    return {
        "queries": len(statements),
        "reading_queries": len(captured(client, READING)),
        "page": statistics.median(page),
        "bare": statistics.median(beside),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
