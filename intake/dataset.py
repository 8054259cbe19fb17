"""A Dataset: one kind of file that people bring, declared once.

From the declaration come the template, the reading, the errors by row and column, the load, the difference and the page
that explains each column. A dataset may come in more than one layout, as different systems export the same thing; the
layout whose headings fit is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db import models

from intake.columns import Column
from intake.dates import as_days
from intake.merging import Merging
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
    """What every kind of file declares. `layouts` is asked when a file comes, since lists may be the council's own;
    `key` is the column that no two rows share."""

    of_months: ClassVar[bool] = True  # whether each of its loads is of a month, and takes the place of one before

    name: str
    label: str
    means: str
    source: Source
    layouts: Callable[[], Sequence[Layout]]
    key: str
    loaded_with: Permission
    harmless: Sequence[str] = ()  # codes of warnings that need no reason, beside those of harmless checks of rows


@dataclass(frozen=True, kw_only=True)
class Records(Dataset):
    """Records of months, which only files bring: a later file of a month takes the place of the one before.
    `month_of` is the column whose day says the month of a row."""

    model: type[models.Model]
    month_of: str
    key_field: str
    compared: Sequence[str]  # fields in which a record of the same key may have changed
    after: Sequence[Callable[[Sequence[int]], Any]] = field(default=())  # checks of what was loaded, given loads
    figures: Callable[[date], Sequence[tuple[str, str]]] | None = None  # of a month, as they stand: what each is, value
    settle: Callable[[Sequence[int]], None] = lambda loads: None  # fills in what is worked out from all rows at once

    def day_of(self, values: Values) -> Sequence[date | None]:
        return as_days(values[self.month_of])


@dataclass(frozen=True, kw_only=True)
class Merged(Dataset):
    """Records that people keep here as well: a file adds to them and changes them, and what it does not name stays as
    it is. `merging`, given today, says how."""

    of_months: ClassVar[bool] = False

    merging: Callable[[date], Merging]

    @property
    def columns(self) -> Sequence[Column]:
        return [column for layout in self.layouts() for column in layout.columns]
