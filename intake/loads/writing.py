"""Rows into a table as fast as its database takes them: COPY on PostgreSQL, prepared inserts on SQLite.

Rows arrive in blocks, column by column. Each row hangs on the load of its month; loads are made when their month is
first met, between two COPYs, since nothing else may be said to the database while one runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, models

ESCAPED = re.compile(r"[\\\n\t\r]")
Columns = Mapping[str, Sequence[Any]]  # {field: values}


class Ready(NamedTuple):
    """Rows as the table holds them, without their loads. `months`: first days, a row each."""

    months: Sequence[date]
    columns: Columns


class Loads(dict[date, int]):
    """{month: id of its load}."""

    def __init__(self, make: Callable[[Sequence[date]], Mapping[date, int]]) -> None:
        super().__init__()
        self.make = make

    def make_missing(self, months: Iterable[date]) -> None:
        if missing := sorted(set(months) - self.keys()):
            self.update(self.make(missing))


def write(model: type[models.Model], blocks: Iterator[Ready], loads: Loads) -> None:
    """Within the transaction of whoever calls."""
    {"postgresql": copy, "sqlite": insert}[connection.vendor](model, blocks, loads)


# --- SQLite -----------------------------------------------------------------------------------------------------------


def insert(model: type[models.Model], blocks: Iterator[Ready], loads: Loads) -> None:
    texts: dict[str, Memo] = {}
    for block in blocks:
        loads.make_missing(block.months)
        columns = {"load": [loads[month] for month in block.months], "month": block.months, **block.columns}
        fields = [field_of(model, name) for name in columns]
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        cells = [
            [*map(texts.setdefault(name, Memo(days_as_text)).__getitem__, values)] if is_day(field) else values
            for field, (name, values) in zip(fields, columns.items(), strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608
                list(zip(*cells, strict=True)),
            )


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def copy(model: type[models.Model], blocks: Iterator[Ready], loads: Loads) -> None:
    waiting = next(blocks, None)
    while waiting is not None:
        loads.make_missing(waiting.months)
        lines = Lines(model, waiting, blocks, loads)
        names = ", ".join(connection.ops.quote_name(field_of(model, name).column) for name in lines.names)
        statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN"
        with connection.cursor() as cursor:
            cursor.copy_expert(statement, lines, size=64 * 1024)
        if lines.broken:
            raise lines.broken
        waiting = lines.left


class Lines:
    """Blocks as the lines of a COPY, read by its driver as a file. It ends before the first block with a month that has
    no load, which is then `left`; or where reading the file raised something, which is then `broken`: the driver would
    make an error of the database of it."""

    def __init__(self, model: type[models.Model], first: Ready, blocks: Iterator[Ready], loads: Loads) -> None:
        self.names = ["load", "month", *first.columns]
        self.texts = [texts_of(field_of(model, name)) for name in self.names]
        self.loads = loads
        self.left: Ready | None = None
        self.broken: Exception | None = None
        self.buffer = ""
        self.blocks = self.as_text(first, blocks)

    def as_text(self, first: Ready, blocks: Iterator[Ready]) -> Iterator[str]:
        yield self.text_of(first)
        for block in blocks:
            if not self.loads.keys() >= set(block.months):
                self.left = block
                return
            yield self.text_of(block)

    def text_of(self, block: Ready) -> str:
        columns = [[self.loads[month] for month in block.months], block.months, *block.columns.values()]
        texts = [texts(values) for texts, values in zip(self.texts, columns, strict=True)]
        return "\n".join(map("\t".join, zip(*texts, strict=True))) + "\n"

    def read(self, size: int) -> str:
        if not self.buffer:
            try:
                self.buffer = next(self.blocks, "")
            except Exception as broken:  # noqa: BLE001 - raised again once the COPY is over
                self.broken = broken
        given, self.buffer = self.buffer[:size], self.buffer[size:]
        return given


class Memo(dict[Any, str]):
    """What is made of a value that stands in many rows, made once."""

    MOST = 50_000

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, value: Any) -> Any:
        if len(self) > self.MOST:
            self.clear()
        made = self[value] = self.make(value)
        return made


def field_of(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def is_day(field: models.Field) -> bool:
    return isinstance(field, models.DateField)


def days_as_text(day: date | datetime | None) -> str | None:
    return None if day is None else day.isoformat(" ") if isinstance(day, datetime) else day.isoformat()


def texts_of(field: models.Field) -> Callable[[Sequence[Any]], Iterable[str]]:
    """A column of the field as the cells of lines."""
    if isinstance(field, models.BinaryField):
        return lambda values: ["\\N" if value is None else "\\\\x" + value.hex() for value in values]
    if isinstance(field, models.CharField):
        return words
    cells = Memo(as_line)
    return lambda values: map(cells.__getitem__, values)


def words(values: Sequence[str]) -> Iterable[str]:
    return values if ESCAPED.search("\0".join(values)) is None else map(escaped, values)


def as_line(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(days_as_text(value)) if isinstance(value, date) else str(value)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
