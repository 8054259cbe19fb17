"""What only the whole of a file shows: asked of the table, within the transaction that wrote its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Count, F, QuerySet

from intake.loads.written import Written, batches
from intake.models import Load, standing
from intake.problems import Problem

GIVEN_TWICE = "given_twice"
LOADED_ELSEWHERE = "loaded_in_another_month"


def given_twice(written: Written, bad: Sequence[tuple[int, str, str]], heading: str) -> list[Problem]:
    """Each row whose key an earlier row has. `bad`: (row, key, as it stands in the file) of rows that were not written
    since something else is wrong with them."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, key, _ in bad:
        rows[key].append(row)
    key_field = written.dataset.key_field
    every = in_order_of_keys(written) if connection.vendor == "sqlite" else written.rows
    twice = every.values(key_field).annotate(times=Count("pk")).filter(times__gt=1).values_list(key_field, flat=True)
    # Two queries: of rows that are this new PostgreSQL may expect one, and would count them all again for each
    for keys in batches([*twice.iterator(), *{key for _, key, _ in bad}], 500):
        for key, row in written.rows.filter(**{f"{key_field}__in": keys}).values_list(key_field, "row"):
            rows[key].append(row)
    found = []
    for numbers in rows.values():
        first, *later = sorted(set(numbers))
        found += [
            Problem(row, heading, GIVEN_TWICE, "", f"Given twice: row {first:,} has it too. Keep one of them")
            for row in later
        ]
    return found


def in_order_of_keys(written: Written) -> QuerySet:
    """Asked so that SQLite walks the index of keys: it would sort all of them otherwise, in memory."""
    every = written.dataset.model._default_manager.annotate(of_load=F("load") + 0)
    return every.filter(of_load__in=written.loads).order_by()


def already_elsewhere(written: Written, superseded: Iterable[Load], heading: str) -> list[Problem]:
    """Rows whose record stands in a month that the file does not bring: it would be counted in both."""
    source, key = written.dataset.source.key, written.dataset.key_field
    others = [*written.loads, *(load.pk for load in superseded)]
    if not Load.objects.current().filter(source=source).exclude(pk__in=others).exists():
        return []
    elsewhere = (
        written.dataset.model._default_manager.filter(standing("load__"), load__source=source)
        .exclude(load__in=others)
        .filter(**{f"{key}__in": written.rows.values(key)})
        .order_by()
        .values_list(key, "month", "load")
    )
    months = {reference: (month, load) for reference, month, load in elsewhere.iterator()}
    found = []
    for keys in batches(list(months), 500):
        rows = written.rows.filter(**{f"{key}__in": keys}).values_list(key, "row")
        found += [elsewhere_problem(row, heading, *months[reference]) for reference, row in rows]
    return found


def elsewhere_problem(row: int, heading: str, month: object, load: int) -> Problem:
    said = f"Loaded already in {month:%B %Y} (load {load}). Send both months in one file, so that it is counted once"
    return Problem(row, heading, LOADED_ELSEWHERE, "", said)
