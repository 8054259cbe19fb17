"""Generated files as loads: each has a name, a text, and the SHA-256 of that text, as a real file would."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from figures import months
from intake.models import Load
from organisation import working_days
from organisation.models import User

LOADED_AT = time(10, tzinfo=ZoneInfo("Europe/London"))
BATCH = 2000  # rows an INSERT


def is_loaded(source: str) -> bool:
    return Load.objects.filter(source=source, generated=True).exists()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return file.getvalue()


def working_day_after(month: date, count: int) -> date:
    """The count-th working day after the month."""
    day = months.last_day(month)
    for _ in range(count):
        day = working_days.first_from(day + timedelta(days=1))
    return day


def make_load(source: str, month: date, header: Sequence[str], rows: Sequence[Sequence[Any]], by: User) -> Load:
    """Not yet saved. Analysts load a month on its third working day."""
    text = csv_text(header, rows)
    return Load(
        source=source,
        month=month,
        name=f"{source}-{months.code(month)}.csv",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        rows=len(rows),
        as_at=months.last_day(month),
        loaded_at=datetime.combine(working_day_after(month, 3), LOADED_AT),
        loaded_by=by,
        generated=True,
    )


def store(model: type[Model], records: Iterable[Model]) -> None:
    model._default_manager.bulk_create(records, batch_size=BATCH)
