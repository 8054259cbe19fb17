"""Kinds of columns: what a cell may hold, and what becomes of it.

A column reads one cell at a time, trimmed and never empty: `read` is a pure function of the text. What is done once
for each different text, and for whole columns at once, is the business of `intake.checks.cells`.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from unicodedata import category

from intake.dates import read_day, read_moment
from intake.problems import Unreadable

FORMULA_BEGINS = ("=", "@", "+", "-", "\t", "\r")
DISARMED_BEGINS = (*FORMULA_BEGINS, "\n", *"＝＋－＠")
NOTHING = ("NULL", "#N/A")  # what databases and spreadsheets write for an empty cell
NO_DAY = (date(1900, 1, 1), date(9999, 12, 31))  # stand-ins for a missing date
NO_ID = ("-1",)
LONGEST_TEXT = 200
WHOLE = re.compile(r"(-?\d{1,15})(?:\.0{0,15})?", re.ASCII)
YEARS = re.compile(r"-?\d{1,15}(?:\.\d{0,30})?(?:e-\d{1,3})?", re.ASCII)  # 5e-05: how a spreadsheet has a new-born
LONGEST_ID = 100


@dataclass(frozen=True, kw_only=True)
class Column(ABC):
    """A column of a file. `is_expected`: the file must have it, though a cell may be empty. `not_known`: words that
    mean an empty cell. `unusual`: a sentence that warns of one."""

    name: str  # the heading that the template has
    label: str
    means: str
    required: bool = False
    is_expected: bool = False
    synonyms: Sequence[str] = ()
    not_known: Sequence[str] = ()
    unusual: str = ""
    is_repeated: bool = True  # few different texts: each is read once

    @abstractmethod
    def read(self, text: str) -> Any:
        """Raises Unreadable."""

    @property
    @abstractmethod
    def takes(self) -> str:
        """What a cell may hold, for the page that explains the column."""


def begins_a_formula(text: str) -> bool:
    """A spreadsheet would calculate it. A negative number is none."""
    return text.startswith(FORMULA_BEGINS) and not (text[0] in "+-" and text[1:].replace(".", "", 1).isdecimal())


def is_formula_in_words(text: str) -> bool:
    """Of free text, in which a line may begin with a dash and a space."""
    return begins_a_formula(text) and not (text[0] in "+-" and text[1:2].isspace())


@dataclass(frozen=True, kw_only=True)
class Text(Column):
    longest: int = LONGEST_TEXT

    def read(self, text: str) -> str:
        if begins_a_formula(text):
            raise Unreadable("formula", f"Begins with {text[0]!r}, as a formula does. Write its value")
        if len(text) > self.longest:
            raise Unreadable("too_long", f"Longer than {self.longest} characters")
        if not text.isprintable():
            raise Unreadable("not_text", "Holds a character that cannot be printed. Remove it")
        return text

    @property
    def takes(self) -> str:
        return f"Text, up to {self.longest} characters"


@dataclass(frozen=True, kw_only=True)
class Words(Text):
    """Free text that people keep here too, of several lines or one. The apostrophe that a file has before what a
    spreadsheet would calculate is none of it; whether such a text may stay is for `intake.loads.merged` to say."""

    is_repeated: bool = False
    in_lines: bool = False

    def read(self, text: str) -> str:
        read = without_apostrophe(in_lines(text) if self.in_lines else " ".join(text.split()))
        if len(read) > self.longest:
            raise Unreadable("too_long", f"Longer than {self.longest} characters")
        if not all(map(may_be_typed, read)):
            raise Unreadable("not_text", "Holds a character that cannot be printed. Remove it")
        return read


def in_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def may_be_typed(letter: str) -> bool:
    """What joins the parts of an emoji and what Word leaves between words is no letter, and stands in what people type
    on pages; other control characters do not."""
    return letter.isprintable() or letter.isspace() or category(letter) != "Cc"


def without_apostrophe(text: str) -> str:
    return text[1:].strip() if text.startswith("'") and text[1:].startswith(DISARMED_BEGINS) else text


@dataclass(frozen=True, kw_only=True)
class Identifier(Text):
    """An id of the source system. Only its keyed hash is kept, and the id itself, encrypted, in the
    field `kept_in` where auditors need it.

    `of` names what it is an id of: the same child has the same hash, whichever file it stands in."""

    of: str
    kept_in: str = ""
    longest: int = LONGEST_ID
    not_known: Sequence[str] = (*NOTHING, *NO_ID)
    is_repeated: bool = False

    @property
    def takes(self) -> str:
        kept = "kept as a keyed hash"
        return f"Id of the source system; {kept}, and encrypted for auditors" if self.kept_in else f"Id; {kept}"


@dataclass(frozen=True, kw_only=True)
class Day(Column):
    """A day, or a day and a time: only the day is kept unless `with_time`. `is_past`: it cannot be still to come."""

    earliest: date = date(2000, 1, 1)
    is_past: bool = False
    not_known: Sequence[str] = NOTHING
    with_time: bool = False

    def read(self, text: str) -> date | datetime | None:
        found = read_moment(text) if self.with_time else read_day(text)
        day = found.date() if isinstance(found, datetime) else found
        if day in NO_DAY and not self.required:
            return None
        if day < self.earliest:
            raise Unreadable("too_early", f"Before {self.earliest:%d/%m/%Y}")
        return found

    @property
    def takes(self) -> str:
        return "Date as dd/mm/yyyy or yyyy-mm-dd, with or without a time"


@dataclass(frozen=True, kw_only=True)
class Whole(Column):
    """A whole number within a range."""

    least: int = 0
    most: int
    not_known: Sequence[str] = NOTHING

    def read(self, text: str) -> int:
        found = WHOLE.fullmatch(text)
        if found is None:
            raise Unreadable("not_a_number", "Not a whole number")
        return self.within(int(found[1]))

    def within(self, number: int) -> int:
        if not self.least <= number <= self.most:
            raise Unreadable("out_of_range", f"Outside {self.least} to {self.most}")
        return number

    @property
    def takes(self) -> str:
        return f"Whole number from {self.least} to {self.most}"


@dataclass(frozen=True, kw_only=True)
class Years(Whole):
    """An age. Years with a fraction, as spreadsheets work them out, are whole years passed."""

    def read(self, text: str) -> int:
        if YEARS.fullmatch(text) is None:
            raise Unreadable("not_a_number", "Not a number of years")
        return self.within(int(float(text) // 1))


@dataclass(frozen=True, kw_only=True)
class Choice(Column):
    """One of a list. Codes and labels are read alike, without regard to case; nothing is guessed."""

    codes: Mapping[str, str]  # {code: label}
    also: Mapping[str, str] = field(default_factory=dict)  # {another way of writing it: code}
    called: str = "the list"

    def read(self, text: str) -> str:
        found = self._written.get(folded(text))
        if found is None:
            raise Unreadable("not_in_list", f"Not in {self.called}.{self.nearest(text)}")
        return found

    def nearest(self, text: str) -> str:
        near = get_close_matches(folded(text), self._written, n=1, cutoff=0.75)
        if not near:
            return ""
        code = self._written[near[0]]
        label = self.codes[code]
        return f" Did you mean {label} ({code})?" if folded(label) != folded(code) else f" Did you mean {label}?"

    @cached_property
    def _written(self) -> Mapping[str, str]:
        """{any way of writing it, folded: code}. A code wins over a label, a label over another way."""
        return {
            **{folded(written): code for written, code in self.also.items()},
            **{folded(label): code for code, label in self.codes.items()},
            **{folded(code): code for code in self.codes},
        }

    @property
    def takes(self) -> str:
        return "One of " + ", ".join(f"{code} ({label})" for code, label in self.codes.items())


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    """A flag, as systems write them: true where it is yes."""

    codes: Mapping[str, str] = field(default_factory=lambda: {"Y": "Yes", "N": "No"})
    also: Mapping[str, str] = field(
        default_factory=lambda: {"true": "Y", "1": "Y", "a) Yes": "Y", "false": "N", "0": "N", "b) No": "N"}
    )
    not_known: Sequence[str] = (*NOTHING, "c) Unknown")
    called: str = "yes or no"

    def read(self, text: str) -> bool:  # type: ignore[override]
        return super().read(text) == "Y"

    @property
    def takes(self) -> str:
        return "Y or N"


@dataclass(frozen=True, kw_only=True)
class LeftOut(Column):
    """A column that such a file has and that is not kept: nothing in it is looked at or stored."""

    def read(self, text: str) -> None:
        return None

    @property
    def takes(self) -> str:
        return "Anything; it is not kept"


def folded(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold()
