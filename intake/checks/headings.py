"""Which heading of a file is which column of a dataset."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from intake.checks.personal import looks_personal
from intake.columns import Column
from intake.dataset import Layout

WORDS = re.compile(r"[^\w]|_", re.UNICODE)


def plain(heading: str) -> str:
    """Without case, punctuation and what stands between words: 'Child_Unique-ID ' is 'child unique id'."""
    return " ".join(WORDS.sub(" ", heading).split()).casefold()


@dataclass(frozen=True)
class Matched:
    """`places`: {column's name: index of its heading}."""

    places: Mapping[str, int]
    missing: Sequence[Column] = ()
    twice: Sequence[str] = ()  # headings that name a column that another one names already
    left_out: Sequence[str] = ()  # headings that no column has
    personal: Mapping[str, str] = field(default_factory=dict)  # {heading: what it looks like}

    @property
    def fits(self) -> bool:
        return not (self.missing or self.twice or self.personal)


def matched(headings: Sequence[str], columns: Sequence[Column], remembered: Mapping[str, str]) -> Matched:
    """`remembered`: {plain heading: column's name, or '' to leave it out}, as whoever sends such files said before."""
    chosen = meanings(columns, remembered)
    places: dict[str, int] = {}
    twice, left_out, personal = [], [], {}
    for index, heading in enumerate(headings):
        name = chosen.get(plain(heading))
        if name and name in places:
            twice.append(heading)
        elif name:
            places[name] = index
        elif heading.strip():
            left_out.append(heading)
            if looks_like := looks_personal(heading):
                personal[heading] = looks_like
    wanted = [column for column in columns if column.required or column.is_expected]
    missing = [column for column in wanted if column.name not in places]
    return Matched(places, missing, twice, left_out, personal)


def meanings(columns: Sequence[Column], remembered: Mapping[str, str]) -> Mapping[str, str]:
    """{plain heading: column's name, or '' to leave it out}."""
    known = {plain(written): column.name for column in columns for written in (column.name, *column.synonyms)}
    return {**known, **remembered}


def fitting(layouts: Sequence[Layout], remembered: Mapping[str, str]) -> Callable[[Sequence[str]], int]:
    """A function that says how many of some headings are known in the layout that knows most of them."""
    every = [meanings(layout.columns, remembered) for layout in layouts]

    def fits(headings: Sequence[str]) -> int:
        said = {*map(plain, headings)}
        return max(len({chosen[heading] for heading in said & chosen.keys()} - {""}) for chosen in every)

    return fits
