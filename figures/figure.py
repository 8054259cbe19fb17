"""The contract of a Figure: a named, defined number, and what it counts. See docs/add-a-figure.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.db.models import QuerySet

from organisation.permissions import Permission
from organisation.scopes import Scope
from pages.tables import Column


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def sentence(self) -> str:
        return {"higher": "Higher is better", "lower": "Lower is better"}.get(self.value, "Neither is better")

    @property
    def words(self) -> str:
        """As pages say it; reports keep the sentence that they were signed with."""
        return "Neither up nor down is better" if self is Better.NEITHER else self.sentence


class SmallNumbers(StrEnum):
    """What is hidden of a figure in published material."""

    SHOWN = "shown"
    CHILDREN = "children"  # counts of children from 1 to 5, and what would give them away
    SMALL_TEAMS = "small_teams"  # what could show one person of a team of fewer than ten

    @property
    def sentence(self) -> str:
        return {
            "shown": "Published in full",
            "children": "Counts of 1 to 5 children, and what would give them away, are hidden in published material",
            "small_teams": "Hidden in published material for teams of fewer than ten full-time equivalents",
        }[self.value]


@dataclass(frozen=True)
class Unit:
    """How a value is written. `scale` turns the ratio of numerator and denominator into the unit."""

    name: str
    places: int = 0
    scale: int = 1


PERCENT = Unit("%", places=1, scale=100)
FTE = Unit("FTE", places=1)
POUNDS = Unit("£")


class Coverage(Protocol):
    @property
    def as_at(self) -> date: ...
    @property
    def loads(self) -> tuple[int, ...]: ...


class Source(Protocol):
    """What a term depends on. A month that it does not cover reads 'no data'."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    def coverage(self, months: Sequence[date] | None) -> Mapping[date, Coverage]:
        """Of these months, or of all that it covers where `months` is None."""

    def loads(self, ids: Sequence[int]) -> Sequence[Mapping[str, Any]]:
        """Of loads of any source: id, source, month, name, rows, sha256, loaded_on, loaded_by, generated, and
        whether it was entered, not a file."""


@dataclass(frozen=True)
class Value:
    """One value of a dimension; before `holds_from` and after `holds_until` it is not recorded, which is not zero."""

    code: str
    label: str
    holds_from: date | None = None
    holds_until: date | None = None

    def holds(self, month: date) -> bool:
        return not (self.holds_from and month < self.holds_from) and not (self.holds_until and month > self.holds_until)


NOT_RECORDED = Value("not_recorded", "Not recorded")


@dataclass(frozen=True, eq=False)
class Dimension:
    """How a figure breaks down: its values in the order of tables, within a scope."""

    key: str
    label: str
    values: Callable[[Scope | None], Sequence[Value]]


def unchanged(month: date) -> int:
    return 1


@dataclass(frozen=True, eq=False, kw_only=True)
class Term:
    """Part of a numerator or denominator: rows over many months at once, what each amounts to, and a factor.

    `window` 1 is the month itself: what flowed in it, or what stood at its end. `window` 12 is the rolling year that
    ends with the month, all of which must be covered. `paths` says how rows are told apart: dimension key to lookup,
    beside 'team' and 'service' for scopes. It leads each row to one value: wholes are added up from parts. A term
    without the path of a dimension stands whole beside its parts, as the denominator of a share does; one without the
    path of a scope is not counted for it. `totals` gives the same rows of the whole council as months and their totals
    (a month may have several), where a database adds them up faster so than by grouping rows.
    """

    source: Source
    rows: Callable[[Sequence[date]], QuerySet]
    totals: Callable[[Sequence[date]], QuerySet] | None = None
    amount: str = ""  # a numeric field; empty: each row counts 1
    factor: Callable[[date], int] = unchanged
    window: int = 1
    at_end: bool = False  # what stood at the end of the month, not what flowed in it
    month: str = "month"
    paths: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()  # what a record shows to those who may see it; the first names it
    records: str = ""  # what pages call its records, where that is not the name of their model

    @property
    def counts(self) -> tuple:
        """What is counted, apart from how it is told apart: the same of two terms is counted once."""
        return self.rows, self.amount, self.factor, self.window, self.month


@dataclass(frozen=True)
class Version:
    number: int
    holds_from: date | None
    definition: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Figure:
    """A number is a Figure: no page, report or clinic computes one of its own."""

    key: str
    label: str
    unit: Unit
    definition: str
    origin: str  # where the definition comes from
    better: Better
    counted: tuple[Term, ...]
    of: tuple[Term, ...] = ()
    counted_label: str = ""
    of_label: str = ""
    dimensions: tuple[Dimension, ...] = ()
    seen_with: Permission | None = None  # who may see its records; None: nobody
    own_with: Permission | None = None  # who else may see those of its records that are theirs, as visible_to says
    small_numbers: SmallNumbers = SmallNumbers.SHOWN
    hidden_with: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # figure and breakdown whose hidden parts it would give away
    later_versions: tuple[Version, ...] = ()
    known_after: int = 0  # months after a month in which it is first known of it: before, papers say nothing of it
    whole_by: str = ""  # a dimension without a value of which the figure says nothing: all of them are always 100%

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.counted + self.of

    @property
    def flows(self) -> bool:
        """True where each month is counted apart from the others, as limits of a control chart presume."""
        return all(term.window == 1 and not term.at_end for term in self.terms)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple({term.source.key: term.source for term in self.terms}.values())

    def version(self, month: date) -> Version:
        """The definition that holds in the month."""
        first = Version(1, None, self.definition)
        later = [v for v in self.later_versions if v.holds_from is None or v.holds_from <= month]
        return max(later, key=lambda v: v.number, default=first)

    def dimension(self, key: str) -> Dimension:
        """Raises NoSuchDimension with a sentence."""
        for dimension in self.dimensions:
            if dimension.key == key:
                return dimension
        known = ", ".join(d.key for d in self.dimensions) or "nothing"
        raise NoSuchDimension(f"{self.key} is not broken down by '{key}'. It is broken down by: {known}.")


class NoSuchDimension(LookupError):
    pass
