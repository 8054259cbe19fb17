"""A Dataset: one kind of file that people bring, declared once.

From the declaration come the template, the reading, the errors by row and column, the load, the difference and the page
that explains each column. A dataset may come in more than one layout, as different systems export the same thing; the
layout whose headings fit is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from intake.columns import Column
from intake.dates import as_days
from intake.sources import Source
from organisation.permissions import Permission

Values = Mapping[str, Sequence[Any]]  # {column's name: its values, a row each}


@dataclass(frozen=True, kw_only=True)
class RowCheck:
    """What must hold between the cells of a row. `wrong` and `message` are given the values of `columns` in order; the
    first of them is blamed. `is_unusual`: it may be so, with a reason. `is_harmless`: it is told, and needs none."""

    columns: Sequence[str]
    code: str
    wrong: Callable[..., bool]
    message: Callable[..., str]
    is_unusual: bool = False
    is_harmless: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns that one kind of export has, and what they say together. `stored` makes of checked columns the fields
    of the model, except load, month and row."""

    name: str
    label: str
    columns: Sequence[Column]
    checks: Sequence[RowCheck] = ()
    stored: Callable[[Values], Values]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """`layouts` is asked when a file comes, since lists may be the council's own. `month_of` is the column whose day
    says the month of a row; `key` the column that no two rows share."""

    name: str
    label: str
    means: str
    source: Source
    model: type[models.Model]
    layouts: Callable[[], Sequence[Layout]]
    month_of: str
    key: str
    key_field: str
    compared: Sequence[str]  # fields in which a record of the same key may have changed
    loaded_with: Permission
    after: Sequence[Callable[[Sequence[int]], Any]] = field(default=())  # checks of what was loaded, given loads
    figures: Callable[[date], Sequence[tuple[str, str]]] | None = None  # of a month, as they stand: what each is, value
    settle: Callable[[Sequence[int]], None] = lambda loads: None  # fills in what is worked out from all rows at once

    def day_of(self, values: Values) -> Sequence[date | None]:
        return as_days(values[self.month_of])
