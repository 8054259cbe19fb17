"""Readings of figures. A Reader asks each question once: terms and sources shared by figures are counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from figures import months as calendar
from figures.counting import Group, JudgedTerm, Rows, Uncounted, rows_of, split, sums
from figures.figure import NOT_RECORDED, Coverage, Dimension, Figure, Source, Term, Value
from figures.gathering import gathered, of_part
from figures.reading import Reading
from organisation.scopes import Scope

Values = tuple[Value, ...]
Covers = Callable[[Sequence[date]], Mapping[date, Coverage]]
Question = tuple[Any, Any, Any, tuple[str, ...]]  # what is counted, of whom, by which path, by what


class Reader:
    """Reads figures within one moment (one transaction, or one page). Nothing it read is read again."""

    def __init__(self, ahead: Sequence[date] = ()) -> None:
        """`ahead`: months that will be asked for; whatever is counted is counted for all of them at once."""
        self._ahead = tuple(ahead)
        self._sums: dict[Question, dict[date, Mapping[Group, Decimal]] | None] = {}
        self._coverage: dict[str, dict[date, Coverage | None]] = {}
        self._covers: dict[str, Covers] = {}  # what is asked in place of a source itself
        self._values: dict[tuple, Sequence[Value]] = {}
        self._shared: dict = {"coverage": self._coverage}

    def reading(self, figure: Figure, month: date, scope: Scope | None = None) -> Reading:
        return self.readings(figure, [month], scope)[0]

    def readings(
        self, figure: Figure, months: Sequence[date], scope: Scope | None = None, by: Sequence[str] = ()
    ) -> list[Reading]:
        """One reading a month, or one a month and combination of the dimensions' values, in the dimensions' order."""
        dimensions = [figure.dimension(key) for key in by]
        totals = [(term, self.sums(term, months, scope, by)) for term in figure.terms]
        known = None if any(total is None for _, total in totals) else self.known(figure, months)
        found = []
        for month in months:
            coverage = self.covered(figure, month, known) if known is not None else None
            for values in self.combinations(dimensions, scope, [(t, total[month]) for t, total in totals if total]):
                found.append(self.build(figure, month, scope, by, values, coverage, totals))
        return found

    def count(self, figure: Figure, months: Sequence[date], by: Sequence[str]) -> None:
        """Counts in one query a term what readings by any of these dimensions, or by none, will ask. Not for terms that
        are judged as they are read."""
        for term in figure.terms:
            self.sums(term, months, None, by)

    def build(
        self,
        figure: Figure,
        month: date,
        scope: Scope | None,
        by: Sequence[str],
        values: Values,
        coverage: tuple[date, tuple[int, ...]] | None,
        totals: list[tuple[Term, Mapping[date, Mapping[Group, Decimal]] | None]],
    ) -> Reading:
        codes = tuple(zip(by, (value.code for value in values), strict=True))
        slug = scope.slug if scope else None
        if coverage is None:
            return Reading(figure, month, slug, codes, None, None)
        as_at, loads = coverage
        if not all(value.holds(month) for value in values):
            return Reading(figure, month, slug, codes, None, None, as_at, loads)
        sides = [self.pick(term, total[month], by, values) for term, total in totals if total is not None]
        counted = sum(sides[: len(figure.counted)], Decimal(0))
        of = sum(sides[len(figure.counted) :], Decimal(0)) if figure.of else None
        return Reading(figure, month, slug, codes, counted, of, as_at, loads)

    @staticmethod
    def pick(term: Term, groups: Mapping[Group, Decimal], by: Sequence[str], values: Values) -> Decimal:
        codes = dict(zip(by, values, strict=True))
        group = tuple(None if codes[key] is NOT_RECORDED else codes[key].code for key in split(term, by))
        return groups.get(group, Decimal(0))

    def learn(self, dimension: Dimension, values: Sequence[Value]) -> None:
        """The dimension's values for the whole council, for one who has read them already."""
        self._values[dimension, None] = values

    def rows(self, term: Term, month: date, scope: Scope | None, wanted: Mapping[str, str | None]) -> Rows:
        """The records behind a sum; what was judged to count them is not judged again. Raises Uncounted."""
        return rows_of(term, month, scope, wanted, self._shared)

    def sums(
        self, term: Term, months: Sequence[date], scope: Scope | None, by: Sequence[str]
    ) -> Mapping[date, Mapping[Group, Decimal]] | None:
        """None: the term is not counted for this scope."""
        groups = split(term, by)
        question = asked_of(term, scope, groups)
        known = self._sums.setdefault(question, {})
        if known is None:
            return None
        missing = [month for month in months if month not in known]
        if missing and not isinstance(term, JudgedTerm):  # one that is judged reads its rows once in any case
            known.update(self.added_up(question, missing))
        asked = [month for month in dict.fromkeys((*months, *self._ahead)) if month not in known]
        if any(month in asked for month in months):
            try:
                known.update(sums(term, asked, scope, groups, self._shared))
            except Uncounted:
                self._sums[question] = None
                return None
        return known

    def added_up(self, question: Question, months: Sequence[date]) -> Mapping[date, Mapping[Group, Decimal]]:
        """Sums of those months whose parts are counted already: each row is in one part."""
        *whole, wanted = question
        found: dict[date, Mapping[Group, Decimal]] = {}
        for (*of, groups), known in self._sums.items():
            if known and of == whole and set(groups) >= set(wanted):
                places = [groups.index(path) for path in wanted]
                found |= {month: merged(known[month], places) for month in months if month in known.keys() - found}
        return found

    def gather(self, figures: Iterable[Figure], months: Sequence[date], scopes: Collection[Scope | None]) -> None:
        """Counts these figures for all these scopes at once. Terms that are judged as they are read wait for that; a
        whole that is counted already is not counted again."""
        every = [term for figure in figures for term in figure.terms if not isinstance(term, JudgedTerm)]
        terms = [term for term in every if not all(self.has(term, months, scope) for scope in scopes)]
        each = {term.counts: term for term in terms}
        whole = not any(scopes)
        found = dict(zip(each, gathered(list(each.values()), months, whole=whole), strict=True))
        for term, scope in product(terms, scopes):
            question = asked_of(term, scope, ())
            if scope and scope.kind not in term.paths:
                self._sums[question] = None
            elif (known := self._sums.setdefault(question, {})) is not None:
                known.update({month: {(): of_part(groups, scope)} for month, groups in found[term.counts].items()})

    def has(self, term: Term, months: Sequence[date], scope: Scope | None) -> bool:
        """Whether the term's whole is counted for all these months."""
        known = self._sums.get(asked_of(term, scope, ()), {})
        return known is None or all(month in known for month in months)

    def known(self, figure: Figure, months: Sequence[date]) -> list[tuple[Term, Mapping[date, Coverage | None]]]:
        """Each term with the coverage of every month that its window needs."""
        asked = dict.fromkeys((*months, *self._ahead))
        return [
            (term, self.coverage(term.source, calendar.spanning(list(asked), term.window))) for term in figure.terms
        ]

    @staticmethod
    def covered(
        figure: Figure, month: date, known: list[tuple[Term, Mapping[date, Coverage | None]]]
    ) -> tuple[date, tuple[int, ...]] | None:
        """As-at day and loads of a reading; None where a month that it needs is not covered."""
        as_at: list[date] = []
        loads: set[int] = set()
        for term, coverage in known:
            parts = [coverage[part] for part in calendar.up_to(month, term.window)]
            for part in parts:
                if part is None:
                    return None
                loads.update(part.loads)
            as_at += [part.as_at for part in parts[-1:] if part]
        return min(as_at), tuple(sorted(loads))

    def coverage(self, source: Source, months: Iterable[date]) -> Mapping[date, Coverage | None]:
        known = self._coverage.setdefault(source.key, {})
        asked = [month for month in months if month not in known]
        if asked:
            found = self._covers.get(source.key, source.coverage)(asked)
            known.update({month: found.get(month) for month in asked})
        return known

    def span(self, source: Source) -> tuple[date, date] | None:
        """The first and the last month that the source covers; None where there is none yet. Its coverage is known
        from then on."""
        found = source.coverage(None)
        self.learn_coverage(source, found)
        return (min(found), max(found)) if found else None

    def learn_coverage(self, source: Source, found: Mapping[date, Coverage]) -> None:
        """Which months the source covers, for one who has read it: it covers no other that will be asked for."""
        self._coverage[source.key] = dict(found)
        self.learn_to_cover(source, lambda months: {})

    def learn_to_cover(self, source: Source, covers: Covers) -> None:
        """What tells the source's coverage of some months without asking the database."""
        self._covers[source.key] = covers

    def combinations(
        self,
        dimensions: Sequence[Dimension],
        scope: Scope | None,
        totals: list[tuple[Term, Mapping[Group, Decimal]]],
    ) -> Iterable[Values]:
        """Every combination of the dimensions' values, and 'not recorded' where rows lack one."""
        columns = []
        for dimension in dimensions:
            values = list(self.values(dimension, scope))
            if any(self.lacks(term, groups, dimension, dimensions) for term, groups in totals):
                values.append(NOT_RECORDED)
            columns.append(values)
        return product(*columns)

    @staticmethod
    def lacks(term: Term, groups: Mapping[Group, Decimal], dimension: Dimension, all_: Sequence[Dimension]) -> bool:
        keys = split(term, [each.key for each in all_])
        return dimension.key in keys and any(group[keys.index(dimension.key)] is None for group in groups)

    def values(self, dimension: Dimension, scope: Scope | None) -> Sequence[Value]:
        key = (dimension, scope)
        if key not in self._values:
            self._values[key] = dimension.values(scope)
        return self._values[key]

    def label(self, figure: Figure, dimension: str, code: str) -> str:
        """A value's name, for headings."""
        if code == NOT_RECORDED.code:
            return NOT_RECORDED.label
        values = self.values(figure.dimension(dimension), None)
        return next((value.label for value in values if value.code == code), code)


def merged(parts: Mapping[Group, Decimal], places: Sequence[int]) -> Mapping[Group, Decimal]:
    """Sums by what stands at these places of each group alone."""
    total: dict[Group, Decimal] = defaultdict(Decimal)
    for group, amount in parts.items():
        total[tuple(group[place] for place in places)] += amount
    return dict(total)


def asked_of(term: Term, scope: Scope | None, groups: Sequence[str]) -> Question:
    """The same for two terms, or twice, is counted once."""
    return term.counts, scope, scope and term.paths.get(scope.kind), tuple(term.paths[key] for key in groups)
