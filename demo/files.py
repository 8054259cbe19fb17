"""A file that waits: the first days of November, as the front-door analyst's system exports them, with mistakes that
people make. Its check names each; nothing of it is loaded."""

from __future__ import annotations

import random
from contextlib import nullcontext
from datetime import date, timedelta

from django.core.files.base import ContentFile

from demo.loading import csv_text
from demo.organisation import Organisation
from demo.plan import moment
from intake.models import Upload
from intake.registry import dataset
from intake.uploads import bringing, work

NAME = "contacts-2020-11-to-8-november.csv"
FIRST, DAYS, ROWS = date(2020, 11, 1), 8, 437
BROUGHT_ON, HOUR = date(2020, 11, 9), 8
HEADINGS = (
    "contact_id", "child_id", "incident_id", "Date of contact", "Decided", "Source", "Age", "Team", "Outcome",
    "Closure reason", "Worker code",
)  # fmt: skip
SOURCES = ("Police", "2A", "3C", "Health visitor", "1A", "Police", "2A")
OUTCOMES = ("nfa", "nfa", "referral", "early_help", "existing_case")
REASONS = ("below_threshold", "no_consent", "moved_away", "advice_given", "signposted")
WRONG = {  # row as a spreadsheet numbers it: column and what stands in it
    14: (3, "31/11/2020"), 15: (3, "00/11/2020"), 88: (3, "2 Nov"),
    102: (4, "01/11/2020"), 347: (4, "02/11/2020"),
    9: (5, "Polcie"), 412: (5, "Skool"),
    77: (6, "190"),
    205: (1, ""),
    120: (8, "closed"),
}  # fmt: skip
NOT_KNOWN = (56, 57, 301, 366)  # ages
TWICE = {312: 311}  # row: whose contact it repeats


def load_files(organisation: Organisation) -> bool:
    """True when it brought the file; False when somebody has brought one already."""
    if Upload.objects.exists():
        return False
    by, at = organisation.people["front-door-analyst"], moment(BROUGHT_ON, HOUR)
    file = ContentFile(csv_text(HEADINGS, rows()).encode(), name=NAME)
    upload = bringing.bring(of=dataset("contacts"), file=file, month=None, by=by, at=at)
    work.check(upload=upload, at=at, finishing=nullcontext)
    if upload.job:
        upload.job.delete()  # done here and now
    return True


def rows() -> list[list[str]]:
    draw = random.Random(11)
    found = []
    for number in range(2, ROWS + 2):
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        decided = min(day + timedelta(days=draw.choice((0, 1, 1, 2))), FIRST + timedelta(days=DAYS - 1))
        outcome = draw.choice(OUTCOMES)
        found.append([
            f"C-20-{11500 + number}", f"P-{draw.randrange(40_000, 60_000)}", f"I-{4100 + number * 3 // 4}",
            f"{day:%d/%m/%Y}", f"{decided:%d/%m/%Y}", draw.choice(SOURCES), str(draw.randrange(18)),
            "Integrated Front Door", outcome, draw.choice(REASONS) if outcome == "nfa" else "",
            f"W{draw.randrange(10, 40)}",
        ])  # fmt: skip
    for number, (column, text) in WRONG.items():
        found[number - 2][column] = text
        if column == 4:  # the day before it was received
            found[number - 2][3] = "06/11/2020"
    for number in NOT_KNOWN:
        found[number - 2][6] = ""
    for number, other in TWICE.items():
        found[number - 2][0] = found[other - 2][0]
    return found
