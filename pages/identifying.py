"""Words of free text that could identify a child or a family. They are shown to whoever wrote them, who knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pages.fields import real_day

CONTEXT = 30  # characters shown on either side of what was found
CHILDHOOD = range(2, 26)  # years before today in which somebody known to children's services may have been born

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
MONTH_NAME = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
            "twentieth", *(f"twenty {each}" for each in ("first", "second", "third", "fourth", "fifth", "sixth",
            "seventh", "eighth", "ninth")), "thirtieth", "thirty first")  # fmt: skip
DAY_WORDS = {word: n for n, word in enumerate(ORDINALS, 1)}
SINCE_2000 = dict(enumerate((*UNITS, "twenty", *(f"twenty {each}" for each in UNITS[:9])), 1))
YEAR_WORDS = {
    "two thousand": 2000,
    **{f"two thousand {word}": 2000 + n for n, word in SINCE_2000.items()},
    **{f"twenty {word}": 2000 + n for n, word in SINCE_2000.items() if n >= 10},
    "nineteen ninety": 1990,
    **{f"nineteen ninety {word}": 1990 + n for n, word in enumerate(UNITS[:9], 1)},
}


def one_of(words: Iterable[str]) -> str:
    """The longest first; 'and' and hyphens as people write them."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"(?:\s+and\s+|[\s-]+)".join(word.split()) for word in longest)


DAY_WORD, YEAR_WORD = one_of(DAY_WORDS), one_of(YEAR_WORDS)
NUMERIC = r"(?P<d1>\d{1,2})(?P<sep>[./-]|\u2013| / | - | \u2013 )(?P<m1>\d{1,2})(?P=sep)(?P<y1>\d{4}|\d{2})"
ISO = r"(?P<y2>\d{4})(?P<sep2>[/-])(?P<m2>\d{2})(?P=sep2)(?P<d2>\d{2})"
WRITTEN = (
    rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?(?:\s+|[./-])(?P<m3>{MONTH_NAME})"
    r"(?:\.?,?\s+(?P<y3>\d{4})|(?:\.?\s+|[./-])['\u2019]?(?P<y4>\d{4}|\d{2}))"
)
MONTH_FIRST = rf"\b(?P<m5>{MONTH_NAME})\.?\s+(?:the\s+)?(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y5>\d{{4}})"
SPACED = r"(?P<d6>0[1-9]|[12]\d|3[01])[ \u00a0](?P<m6>0[1-9]|1[0-2])[ \u00a0](?P<y6>(?:19|20)\d\d)"
IN_WORDS = rf"\b(?P<d7>{DAY_WORD})(?:\s+day)?(?:\s+of)?\s+(?P<m7>{MONTH_NAME}),?\s+(?P<y7>\d{{4}}|{YEAR_WORD})\b"
DATES = range(1, 8)  # which end the names of the groups above
A_DATE = re.compile(
    rf"(?<![\d/.-])(?:{ISO}|{NUMERIC}|{WRITTEN}|{MONTH_FIRST}|{SPACED}|{IN_WORDS})(?![\d/-])", re.IGNORECASE
)
PART_OF_A_DATE = re.compile(  # beside a word that says birth: 120314, 12 03 14, 12 March, March 12
    rf"(?<![\d/.-])(?:\d{{6}}|\d{{8}}|\d{{2}} \d{{2}} \d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTH_NAME})\b|\b(?:{MONTH_NAME})\s+\d{{1,2}}(?:st|nd|rd|th)?)(?![\d/-])",
    re.IGNORECASE,
)
NO_YEAR = re.compile(r"\s*(?:[a-z%\u2013-]|[.,:]\d)")  # behind '12 March 14': children, :30
BIRTH = re.compile(r"\b(?:d\.?o\.?b\b\.?|(?:date|day|place) of birth|birth ?(?:date|day)|born)", re.IGNORECASE)
NEAR_BIRTH = 25  # characters between the word and the date

DIGITS = re.compile(
    r"(?<![\d.,])(?:\d{3}[ \u00a0-]{0,2}\d{3}[ \u00a0-]{0,2}\d{4}|\d{3}\.\d{3}\.\d{4}|\d(?:[ \u00a0]\d){9})"
    r"(?![\d,]|\.\d)"
)
POSTCODE = re.compile(
    r"\b(?:GIR {0,2}0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d[\dABEHMNPRV-Y]?|\d[A-HJKPSTUW])"
    r"\s{0,2}\d[ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w.,])(?:(?:(?:\+|00)44[\s-]?(?:\(0\))?[\s-]?|\(?0)\d(?:[\s()-]{0,2}\d){8,9}"
    r"|0\d{2,4}\.\d{3,4}\.\d{3,4})(?![\d,]|\.\d)"
)
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
NAME = r"(?:(?:van|von|de|der|den|del|della|di|da|al|el|bin|ibn|mac|st)[ -])*[A-Z\u00c0-\u00de][\w\u2019'-]*"
NO_NAME = r"(?:a|an|and|are|as|at|by|for|from|has|in|is|of|on|or|the|to|was|were|who|with)\b"
TITLE = (
    r"(?:M(?:r|rs|s|x|iss)|D[rR]|Prof(?:essor)?|Sir|Dame|Lady|Lord|Re(?:v|vd|verend)|Baby|MRS?|MISS|MS|C(?:llr|LLR))"
)
NO_PERSON = (  # behind Master, Sister or Councillor
    r"(?:Plan|Data|Cop|List|File|Schedule|Record|Index|Key|Class|Agreement|Contract|Document|Version|Spreadsheet|"
    r"Service|Authorit|Council|Organisation|Board|Compan|Training|Development|Briefing|Enquir|Call)(?:s|y|ies)?\b"
)
NO_TITLE = (  # a maker's programs, an office, a version, the recovery from a disaster
    r"(?!(?:M[sS]\s+(?:Access|Excel|Forms|Office|Outlook|PowerPoint|Project|SharePoint|Teams|Windows|Word)"
    r"|Lord\s+(?:Mayor|Chancellor|Chief|Lieutenant)|Lady\s+Mayoress|DR\s+(?:Plan|Site|Test))\b(?![ -][A-Z])"
    r"|Rev\.?\s+[A-Z0-9]\b(?!\.?\s[A-Z]))"
)
TITLED = re.compile(
    rf"\b{NO_TITLE}(?:(?:{TITLE}\.?\s+|(?:Master|Sister|Councillor)\s+(?!{NO_PERSON})){NAME}(?:[ \u00a0]{NAME})*"
    rf"|[Mm]rs?\.?\s+(?!{NO_NAME})[a-z][\w\u2019'-]+)"
)


@dataclass(frozen=True)
class Found:
    """`words` stand in the text from `start` to `end`; `looks_like` ends the sentence 'This looks like …'."""

    words: str
    looks_like: str
    start: int
    end: int


def found(text: str, on: date) -> list[Found]:
    """What could identify somebody, in the order of the text, no two overlapping. `on` is today: a full date is a birth
    date beside a word that says so, or when a child or care leaver could have been born on it."""
    every = sorted(_every(text, on), key=lambda each: (each.start, -each.end))
    kept: list[Found] = []
    for each in every:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _every(text: str, on: date) -> Iterator[Found]:
    for match in DIGITS.finditer(text):
        if is_nhs_number(match[0]):
            yield _found(match, "an NHS number")
    for pattern, looks_like in (
        (EMAIL, "an e-mail address"),
        (PHONE, "a phone number"),
        (POSTCODE, "a postcode"),
        (TITLED, "a name"),
    ):
        for match in pattern.finditer(text):
            yield _found(match, looks_like)
    births = [match.span() for match in BIRTH.finditer(text)]
    for match in A_DATE.finditer(text):
        if is_near(match, births) or could_be_birth(match, on):
            yield _found(match, "a date of birth")
    if births:
        for match in PART_OF_A_DATE.finditer(text):
            if is_near(match, births):
                yield _found(match, "a date of birth")


def _found(match: re.Match[str], looks_like: str) -> Found:
    return Found(match[0], looks_like, match.start(), match.end())


def is_nhs_number(text: str) -> bool:
    """Ten digits of which the last is the check digit of the nine before it: weights 10 to 2, modulus 11 (NHS Data
    Dictionary, 'NHS number')."""
    digits = [int(each) for each in text if each.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == digits[9] and any(digits)


def is_near(match: re.Match[str], births: Iterable[tuple[int, int]]) -> bool:
    return any(max(match.start() - end, start - match.end()) <= NEAR_BIRTH for start, end in births)


def could_be_birth(match: re.Match[str], on: date) -> bool:
    """Two digits behind a month in words are no year where what follows makes a number or a time of them."""
    if is_short(match) and NO_YEAR.match(match.string, match.end()):
        return False
    day = day_of(match)
    return day is not None and on.year - day.year in CHILDHOOD


def is_short(match: re.Match[str]) -> bool:
    """12 March 14, but not 12-Mar-14."""
    return bool(match["y4"]) and len(match["y4"]) == 2 and match.string[match.start("y4") - 1].isspace()


def day_of(match: re.Match[str]) -> date | None:
    """None where it is no day of the calendar. A year of two digits is of this century."""
    day, month, year = (
        next(match[f"{part}{n}"] for n in DATES if match.groupdict().get(f"{part}{n}")) for part in "dmy"
    )
    day = str(DAY_WORDS.get(plain(day), day))
    year = str(YEAR_WORDS.get(plain(year), year))
    if not month.isdigit():
        month = str(1 + next(n for n, name in enumerate(MONTHS) if name.startswith(month[:3].lower())))
    return real_day(day, month, f"20{year}" if len(year) == 2 else year)


def plain(words: str) -> str:
    """'Twenty-first' as it stands among our words."""
    return " ".join(word for word in words.lower().replace("-", " ").split() if word != "and")


def marked(text: str, each: Found) -> dict[str, str]:
    """The words with a little of what stands around them, for a page: {before, words, after, looks_like}."""
    before = text[max(0, each.start - CONTEXT) : each.start]
    after = text[each.end : each.end + CONTEXT]
    return {
        "before": f"…{before.split(' ', 1)[-1]}" if each.start > CONTEXT else before,
        "words": each.words,
        "after": f"{after.rsplit(' ', 1)[0]}…" if each.end + CONTEXT < len(text) else after,
        "looks_like": each.looks_like,
    }
