"""Rows of the generated files of the workforce, one tuple a row in the order of their columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from workforce.models import Kind

TENTHS = [Decimal(count).scaleb(-1) for count in range(11)]


class PostRow(NamedTuple):
    reference: str
    team: str
    level: str
    fte: Decimal
    vacant_fte: Decimal


class WorkerRow(NamedTuple):
    reference: str
    team: str
    level: str
    agency: bool
    fte: Decimal
    cases: int


class MovementRow(NamedTuple):
    reference: str
    team: str
    level: str
    kind: Kind
    on_date: date
    fte: Decimal
    from_team: str | None


class AbsenceRow(NamedTuple):
    reference: str
    team: str
    level: str
    days_lost: Decimal


class Month(NamedTuple):
    month: date
    posts: list[PostRow]
    workers: list[WorkerRow]
    movements: list[MovementRow]
    absences: list[AbsenceRow]
