"""Rows into a table as fast as its database takes them: COPY on PostgreSQL, prepared inserts on SQLite.

Rows arrive in blocks, column by column. Each row hangs on the load of its month; loads are made when their month is
first met, between two COPYs, since nothing else may be said to the database while one runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, datetime
from functools import partial
from itertools import chain
from operator import itemgetter
from queue import Queue
from typing import Any, NamedTuple

from django.db import connection, models

from intake.loads.written import batches
from intake.references.fields import ReferenceField

ESCAPED = "\\\n\t\r"
NOTHING = {"": "''", None: "NULL"}
MOST_PARAMETERS = 999  # of a statement, in any SQLite
Columns = Mapping[str, Sequence[Any]]  # {field: values}


class Ready(NamedTuple):
    """Rows as the table holds them, without their loads. `months`: first days, a row each."""

    months: Sequence[date]
    columns: Columns

    def by_month(self) -> Ready:
        """In the order of months, and within a month of the file: who asks of one month then finds its rows of this
        block in one place, however the file mixes them."""
        order = sorted(range(len(self.months)), key=self.months.__getitem__)
        if order == list(range(len(order))):
            return self
        turned = itemgetter(*order)
        columns = {name: values if is_same(values) else turned(values) for name, values in self.columns.items()}
        return Ready(turned(self.months), columns)


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
        table = connection.ops.quote_name(model._meta.db_table)
        names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        marks = [mark_of(field, values) for field, values in zip(fields, columns.values(), strict=True)]
        cells = [
            bound(field, values, texts.setdefault(name, Memo(days_as_text)))
            for field, mark, (name, values) in zip(fields, marks, columns.items(), strict=True)
            if "%s" in mark
        ]
        into = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608
        insert_rows(into, f"({', '.join(marks)})", [*zip(*cells, strict=True)])


def insert_rows(into: str, marks: str, rows: Sequence[Sequence[Any]]) -> None:
    """Many a statement, which takes two thirds of the time of one a statement; what is left over one by one."""
    together = MOST_PARAMETERS // len(rows[0])
    most = len(rows) // together * together
    with connection.cursor() as cursor:
        many = [[*chain.from_iterable(part)] for part in batches(rows[:most], together)]
        cursor.executemany(into + ", ".join([marks] * together), many)
        cursor.executemany(into + marks, rows[most:])


def mark_of(field: models.Field, values: Sequence[Any]) -> str:
    """What stands in the statement for a cell. Where all of them are empty it is said once in place of in every row."""
    if values[0] in NOTHING and is_same(values):
        return NOTHING[values[0]]
    return "NULLIF(%s, '')" if field.null else "%s"


def bound(field: models.Field, values: Sequence[Any], as_texts: Memo) -> Sequence[Any]:
    """As the driver takes them at once. It asks what to make of each None and of bytes, which takes longer than to
    write them: NULLIF makes NULL of an empty text, which no field has that may be NULL."""
    if is_day(field):
        values = [*map(as_texts.__getitem__, values)]
    elif isinstance(field, models.BinaryField):
        values = [value and bytearray(value) for value in values]
    return ["" if value is None else value for value in values] if field.null else values


def is_same(values: Sequence[Any]) -> bool:
    """All of them alike."""
    return values.count(values[0]) == len(values)


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def copy(model: type[models.Model], blocks: Iterator[Ready], loads: Loads) -> None:
    """A thread of its own hands the database one block while the next is read and checked: both take about as long."""
    waiting = next(blocks, None)
    while waiting is not None:
        loads.make_missing(waiting.months)
        lines = Lines(model, waiting, blocks, loads)
        names = ", ".join(connection.ops.quote_name(field_of(model, name).column) for name in lines.names)
        statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({names}) FROM STDIN"
        with connection.cursor() as cursor, ThreadPoolExecutor(max_workers=1) as beside:
            pipe = Pipe()
            copied = beside.submit(pipe.copy_with, cursor, statement)
            with closing(pipe):
                for text in lines:
                    pipe.write(text)
            with connection.wrap_database_errors:
                copied.result()
        waiting = lines.left


class Lines:
    """Blocks as the lines of a COPY. They end before the first block with a month that has no load, which is then
    `left`."""

    def __init__(self, model: type[models.Model], first: Ready, blocks: Iterator[Ready], loads: Loads) -> None:
        self.names = ["load", "month", *first.columns]
        self.texts = [texts_of(field_of(model, name)) for name in self.names]
        self.first, self.blocks = first, blocks
        self.loads = loads
        self.left: Ready | None = None

    def __iter__(self) -> Iterator[str]:
        yield self.text_of(self.first)
        for block in self.blocks:
            if not self.loads.keys() >= set(block.months):
                self.left = block
                return
            yield self.text_of(block)

    def text_of(self, block: Ready) -> str:
        columns = [[self.loads[month] for month in block.months], block.months, *block.columns.values()]
        texts = [texts(values) for texts, values in zip(self.texts, columns, strict=True)]
        return "\n".join(map("\t".join, zip(*texts, strict=True))) + "\n"


class Pipe:
    """Texts on their way from the thread that makes them to the one that waits for the database, a few at a time. Its
    end is that of the COPY, also where something went wrong: the transaction about it undoes what was written."""

    END = ""
    ANY_SIZE = 1 << 30  # the driver takes what it is given

    def __init__(self) -> None:
        self.texts: Queue[str] = Queue(maxsize=2)
        self.has_ended = False

    def write(self, text: str) -> None:
        self.texts.put(text)

    def close(self) -> None:
        self.texts.put(self.END)

    def copy_with(self, cursor: Any, statement: str) -> None:
        try:
            cursor.copy_expert(statement, self, size=self.ANY_SIZE)
        finally:
            while not self.has_ended:  # whoever writes must not wait for ever where the database takes no more
                self.read(self.ANY_SIZE)

    def read(self, size: int) -> str:
        """As the driver reads a file: the next text, whatever its size."""
        text = self.texts.get()
        self.has_ended = text == self.END
        return text


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
    if isinstance(field, ReferenceField):
        return lambda values: values
    if isinstance(field, models.CharField):
        return words
    if isinstance(field, models.PositiveIntegerField) and not field.null:
        return partial(map, str)  # as of rows, of which no two are the same
    return partial(map, Memo(as_line).__getitem__)


def words(values: Sequence[str]) -> Iterable[str]:
    every = "\0".join(values)
    return map(escaped, values) if any(mark in every for mark in ESCAPED) else values


def as_line(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(days_as_text(value)) if isinstance(value, date) else str(value)


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
