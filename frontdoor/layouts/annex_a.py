"""Annex A of an inspection: list 1 (contacts) and list 3 (referrals). Neither has an id of its records.

A birth date becomes the age at the contact and is forgotten. Gender, ethnicity and workers are not kept. List 1 has no
outcome: why contacts were closed needs an extract of the case system.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from frontdoor.layouts.canonical import SOURCE
from frontdoor.layouts.common import AGE, CHILD_ID, RECEIVED, TEAM, Teams, filled, of_code
from frontdoor.models import Outcome
from intake.columns import NOTHING, Day, Identifier, LeftOut, Whole, YesNo
from intake.dataset import Layout, RowCheck, Values
from intake.dates import as_day, as_days
from intake.references import keys

OLDEST = 25
BORN = Day(
    name="birth_date", label="Date of birth", earliest=date(1980, 1, 1), not_known=NOTHING,
    means="Becomes the age at the contact and is then forgotten.", synonyms=("date of birth", "dob"),
)  # fmt: skip
GENDER = LeftOut(name="gender", label="Gender", means="It is not kept.", is_expected=True)
ETHNICITY = LeftOut(name="ethnicity", label="Ethnicity", means="It is not kept.", is_expected=True)
WORKER = LeftOut(name="allocated_worker", label="Allocated worker", means="A person's name: it is not kept.")
AGE_SAID = replace(AGE, unusual="", means="Used where the date of birth is empty: it may be the age on another day.")
SHARED = (CHILD_ID, GENDER, ETHNICITY, BORN, AGE_SAID)

REFERRED = replace(
    RECEIVED, name="referred", label="Referred", means="When the referral was made.",
    synonyms=("date of referral", "referral date"),
)  # fmt: skip
REFERRAL_SOURCE = replace(
    SOURCE, means=SOURCE.means.replace("contact", "the referral"),
    synonyms=("referral source", "source of referral"),
)  # fmt: skip
CLOSED = YesNo(
    name="nfa", label="No further action", means="Yes where the referral was closed with no further action.",
    synonyms=("referral nfa", "referral nfa?"),
)  # fmt: skip
EARLIER = Whole(
    name="earlier_referrals", label="Earlier referrals", most=99,
    means="Referrals of the child in the 12 months before.",
    synonyms=("number of referrals in last 12 months",),
)  # fmt: skip
REFERRAL_ID = Identifier(
    name="referral_id", label="Referral", of="referral", required=True,
    means="The source system's own id of the referral.", synonyms=("referral", "referral number", "fact referral id"),
)  # fmt: skip


def age_on(day: date, born: date) -> int:
    """Whole years passed. Somebody not yet born is 0."""
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def is_too_old(born: date | None, day: date | datetime | None) -> bool:
    return born is not None and day is not None and age_on(as_day(day), born) > OLDEST


def checks(day: str) -> tuple[RowCheck, ...]:
    """`day`: the column of the day on which the age is wanted."""
    return (
        RowCheck(
            columns=("birth_date", day),
            code="out_of_range",
            wrong=is_too_old,
            message=lambda born, day: f"Older than {OLDEST} years on {day:%d/%m/%Y}",
        ),
        RowCheck(
            columns=("age", "birth_date"),
            code="not_known",
            wrong=lambda age, born: age is None and born is None,
            message=lambda age, born: "Age not known",
            is_unusual=True,
        ),
        RowCheck(
            columns=("birth_date", "age"),
            code="no_birth_date",
            wrong=lambda born, age: born is None and age is not None,
            message=lambda born, age: (
                f"No date of birth: the age in the file is kept, {age}, which may be of another day"
            ),
            is_harmless=True,
        ),
        RowCheck(
            columns=("age", "birth_date", day),
            code="age_of_another_day",
            wrong=lambda age, born, on: None not in (age, born, on) and age != age_on(as_day(on), as_day(born)),
            message=lambda age, born, on: (
                f"{age} in the file; kept is the age on {on:%d/%m/%Y} by the date of birth, "
                f"{age_on(as_day(on), as_day(born))}"
            ),
            is_harmless=True,
        ),
    )


def ages(values: Values, on: Sequence[date | None]) -> list[int | None]:
    return [
        age_on(day, as_day(born)) if born and day else age
        for age, born, day in zip(values["age"], values["birth_date"], on, strict=True)
    ]


class Keys:
    """A key for records that have none: of the child, the day, the source, and which of several alike it is."""

    def __init__(self, of: str) -> None:
        self.hashed = keys.hashing(of)
        self.times: Counter[tuple[Any, ...]] = Counter()

    def of(self, *alike: Any) -> str:
        self.times[alike] += 1
        return self.hashed("|".join(map(str, (*alike, self.times[alike]))))


def contacts() -> Layout:
    return Layout(
        name="annex_a_list_1",
        label="Annex A, list 1: contacts",
        columns=(*SHARED, replace(RECEIVED, with_time=False), SOURCE),
        checks=checks("received"),
        stored=StoredContacts(),
    )


class StoredContacts:
    def __init__(self) -> None:
        self.keys, self.source = Keys("contact"), cache(of_code)

    def __call__(self, values: Values) -> dict[str, Sequence[Any]]:
        received = as_days(values["received"])
        sources = [*map(self.source, values["source"])]
        nothing = [""] * len(received)
        return {
            "reference": [*map(self.keys.of, values["child_id"], received, values["source"])],
            "child": values["child_id"],
            "incident": nothing,
            "referral": nothing,
            "received_on": received,
            "decided_on": [None] * len(received),
            "source": [source.group for source in sources],
            "source_code": [source.code for source in sources],
            "source_said": nothing,
            "age": ages(values, received),
            "area": nothing,
            "team_said": nothing,
            "outcome": [Outcome.NOT_RECORDED.value] * len(received),
            "outcome_said": nothing,
            "flags": nothing,
            "closure_reason": nothing,
        }


def referrals() -> list[Layout]:
    teams = Teams()
    return [
        Layout(
            name="referrals",
            label="Referrals",
            columns=(REFERRAL_ID, CHILD_ID, REFERRED, REFERRAL_SOURCE, AGE, TEAM, CLOSED, EARLIER),
            stored=StoredReferrals(teams),
        ),
        Layout(
            name="annex_a_list_3",
            label="Annex A, list 3: referrals",
            columns=(*SHARED, REFERRED, REFERRAL_SOURCE, CLOSED, EARLIER, TEAM, WORKER),
            checks=checks("referred"),
            stored=StoredReferrals(teams),
        ),
    ]


class StoredReferrals:
    def __init__(self, teams: Teams) -> None:
        self.teams, self.keys, self.source = teams, Keys("referral"), cache(of_code)

    def __call__(self, values: Values) -> dict[str, Sequence[Any]]:
        referred = as_days(values["referred"])
        sources = [*map(self.source, values["source"])]
        return {
            "reference": values["referral_id"]
            if "referral_id" in values
            else [*map(self.keys.of, values["child_id"], referred, values["source"])],
            "child": values["child_id"],
            "referred_on": referred,
            "source": [source.group for source in sources],
            "source_code": [source.code for source in sources],
            "source_said": [""] * len(referred),
            "age": ages(values, referred) if "birth_date" in values else values["age"],
            "closed_at_once": values["nfa"],
            "earlier": values["earlier_referrals"],
            "team": [*map(self.teams.get, values["team"])],
            "team_said": filled(values["team"]),
        }
