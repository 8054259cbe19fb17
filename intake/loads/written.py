"""Rows that a file has just brought, within the transaction that writes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

from django.db.models import Count, Max, QuerySet

from intake.dataset import Records

ROWS_AT_ONCE = 5_000


def last_key(dataset: Records) -> int:
    """Of the rows that stand before any is written; 0 where there are none."""
    return dataset.model._default_manager.aggregate(last=Max("pk"))["last"] or 0


@dataclass(frozen=True)
class Written:
    """`after`: the last key of the rows before them. PostgreSQL knows how many rows come after a key, and not yet how
    many belong to loads that were made a moment ago: it would read the whole table for a hundred rows."""

    dataset: Records
    loads: Sequence[int]
    after: int

    def checked(self, number: int) -> Self:
        """`number`: of rows that were written. Keys come from a counter, which may be behind the keys that stand where
        a database was copied: then the loads alone tell."""
        return self if sum(self.counts.values()) == number else replace(self, after=0)

    def without(self, rows: Sequence[int]) -> Self:
        """Once those that turned out wrong are taken away, by their numbers in the file."""
        for numbers in batches(rows, ROWS_AT_ONCE):
            self.rows.filter(row__in=numbers).delete()
        return replace(self)

    @property
    def rows(self) -> QuerySet:
        return self.dataset.model._default_manager.filter(pk__gt=self.after, load__in=self.loads).order_by()

    @cached_property
    def counts(self) -> dict[int, int]:
        """{load: rows}; not those without any."""
        return dict(self.rows.values_list("load").annotate(rows=Count("*")))


def batches(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
