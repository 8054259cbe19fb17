"""The days that matter to a draft, drafts made by hand, and what is opened and read."""

import re
from datetime import date

from django.urls import reverse

from organisation.models import Council, User
from reports.models import Compilation
from tests.factories import CompilationFactory, HoldingFactory, UserFactory

MONTH = date(2020, 8, 1)
MEETING = date(2020, 10, 7)
IN_TIME, TOO_LATE = date(2020, 9, 29), date(2020, 9, 30)
PAPER = {
    "tree": {"title": "Improvement", "month": "August 2020", "as_at": "2020-09-28", "body": [],
             "cover": {"lead": "", "fields": [], "asks": []}},
    "readings": [], "loads": [], "definitions": [], "histories": {},
}  # fmt: skip


def today_is(day: date) -> None:
    Council.objects.update(plays_on=day)


def holding(role: str) -> User:
    return HoldingFactory(role=role, user=UserFactory(name=f"The {role}")).user


def drafted(report, **fields) -> Compilation:
    """A draft by hand."""
    made = CompilationFactory(report=report, **{"paper": PAPER, **fields})
    report.draft, report.drafted_at = made, made.compiled_at
    report.save()
    return made


def at(name: str, *args: object) -> str:
    return reverse(f"drafts:{name}", args=[MONTH, *args])


def says(response) -> str:
    """The words of a page."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words.replace("\u00a0", " "))
