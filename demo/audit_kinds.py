"""What the demonstration's auditors look at: the strata of a round, what is found of each, and when rounds sit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from demo.facts import facts
from frontdoor.models import Source


class Kind(NamedTuple):
    """A stratum of every round: which contacts, and what auditors found of them."""

    code: str
    label: str  # as the facts call it
    sources: tuple[str, ...]
    needless: str
    needed: str


NAMED = (Source.POLICE, Source.SCHOOLS, Source.EDUCATION, Source.HEALTH)
KINDS = (
    Kind(
        "police",
        "Police",
        (Source.POLICE.value,),
        "Verbal dispute between parents; no child was present",
        "A child was there, and officers were worried about them",
    ),
    Kind(
        "education",
        "Education/Schools",
        (Source.SCHOOLS.value, Source.EDUCATION.value),
        "Notice that an education, health and care (EHC) needs assessment is under way; nothing was asked for",
        "A pupil's attendance and mood gave cause for worry",
    ),
    Kind(
        "health",
        "Health",
        (Source.HEALTH.value,),
        "Paediatrician's letter on an accidental injury; no safeguarding concern",
        "An appointment missed more than once, and a parent who seemed not to cope",
    ),
    Kind(
        "other",
        "Other",
        tuple(source.value for source in Source if source not in NAMED),
        "Court order sent for information; the case is already closed",
        "A relative or another service asked what help there is for a family",
    ),
)


class Sitting(NamedTuple):
    """When a month's round was drawn and judged, and how many of each stratum need not have been sent."""

    month: date
    received_until: date
    drawn_on: date
    judged_until: date
    needless: Mapping[str, int]


def sittings() -> list[Sitting]:
    by_label = {stratum["source"]: stratum["inappropriate"] for stratum in facts()["audits"]["strata"]}
    august = {kind.code: by_label[kind.label] for kind in KINDS}
    september = {"police": 6, "education": 4, "health": 3, "other": 2}
    return [
        Sitting(date(2020, 8, 1), date(2020, 8, 21), date(2020, 8, 24), date(2020, 8, 27), august),
        Sitting(date(2020, 9, 1), date(2020, 9, 18), date(2020, 9, 21), date(2020, 9, 24), september),
    ]


def sample_sizes() -> dict[str, int]:
    return {stratum["source"]: stratum["sample"] for stratum in facts()["audits"]["strata"]}
