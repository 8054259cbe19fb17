"""Columns that several layouts of contacts have, and what becomes of them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from frontdoor.models import Category
from frontdoor.source_codes import CENSUS, GROUPS
from intake.checks.cells import MOST_REMEMBERED
from intake.columns import NOTHING, Day, Identifier, Text, Years
from intake.dataset import RowCheck
from intake.dates import as_day
from organisation.models import Team

NO_DAYS = (*NOTHING, "99991231", "19000101")  # what databases write where a date is missing

CONTACT_ID = Identifier(
    name="contact_id", label="Contact", of="contact", kept_in="contact_id_kept", required=True, is_repeated=False,
    means="The source system's own id of the contact. A contact about several children has an id for each of them.",
    synonyms=("contact", "contact number", "contact reference"),
)  # fmt: skip
CHILD_ID = Identifier(
    name="child_id", label="Child", of="child", required=True,
    means="The source system's own id of the child, the same in every file.",
    synonyms=("child unique id", "person id", "child reference"),
)  # fmt: skip
INCIDENT_ID = Identifier(
    name="incident_id", label="Incident", of="incident",
    means="What brings the contacts of one family together: four children of one incident are four contacts.",
    synonyms=("incident", "incident number"),
)  # fmt: skip
REFERRAL_ID = Identifier(
    name="referral_id", label="Referral", of="referral", means="The referral that the contact became, if it did.",
    synonyms=("referral", "referral number", "fact referral id"),
)  # fmt: skip
RECEIVED = Day(
    name="received", label="Received", required=True, with_time=True, is_past=True,
    means="When the request reached the front door. Its month is the month of the contact.",
    synonyms=("date of contact", "contact date", "received date", "date received"),
)  # fmt: skip
DECIDED = Day(
    name="decided", label="Decided", with_time=True, is_past=True,
    means="When it was decided what becomes of the contact.",
    synonyms=("date of decision", "decision date", "decided date", "date decided"),
)  # fmt: skip
SOURCE_TEXT = Text(
    name="source", label="Source", longest=100, is_expected=True, not_known=NOTHING, unusual="Source not known",
    means="Who made contact, in the source system's own words. A census code, its name or a group of the Department "
    "for Education is read as such, and so are words of which the council has said what they mean. Others are kept as "
    "they are and counted as unknown.",
    synonyms=("contact source", "source of contact"),
)  # fmt: skip
AGE = Years(
    name="age", label="Age", most=25, not_known=NOTHING, unusual="Age not known",
    means="Age of the child in years at the contact.", synonyms=("age of child (years)", "age of child"),
)  # fmt: skip
AREA = Text(name="area", label="Area", longest=60, not_known=NOTHING, means="Where the child lives: ward, locality.",
            synonyms=("locality", "ward"))  # fmt: skip
TEAM = Text(name="team", label="Team", longest=60, not_known=NOTHING, means="The team that dealt with the contact.",
            synonyms=("allocated team",))  # fmt: skip
REASON_TEXT = Text(
    name="closure_reason", label="Closure reason", not_known=NOTHING,
    means="Why the contact was closed, in the source system's own words. Rules make a category of them.",
    synonyms=("reason for closure", "nfa reason"),
)  # fmt: skip


def is_before(one: date | datetime, other: date | datetime) -> bool:
    """A day without a time is before another day only."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return as_day(one) < as_day(other)


DECIDED_BEFORE_RECEIVED = RowCheck(
    columns=("decided", "received"),
    code="decided_before_received",
    wrong=lambda decided, received: bool(decided and received) and is_before(decided, received),
    message=lambda decided, received: f"Before it was received, on {received:%d/%m/%Y}",
)


# --- What is stored ---------------------------------------------------------------------------------------------------


def filled(values: Sequence[str | None]) -> Sequence[str]:
    return [value or "" for value in values]


class From(NamedTuple):
    """Who made contact: the group, the census code where it is one, the text where it is neither."""

    group: str
    code: str
    said: str


def of_code(code: str | None) -> From:
    return From(GROUPS[code], code if code in CENSUS else "", "")


class Teams(dict[str | None, int]):
    """{name or slug: id}. What is called by no team's name has none."""

    def __init__(self) -> None:
        super().__init__()
        for pk, slug, name in Team.objects.values_list("pk", "slug", "name"):
            self[slug] = self[name] = pk


class Categories:
    """A category is recorded in the months in which it holds, never before."""

    def __init__(self, categories: Sequence[Category]) -> None:
        self.held = {category.code: (category.pk, category.holds_from, category.holds_until) for category in categories}
        self.of = lru_cache(MOST_REMEMBERED)(self.recorded)  # asked for each row

    def recorded(self, code: str | None, day: date | None) -> int | None:
        if code is None or day is None:
            return None
        pk, start, end = self.held[code]
        month = day.replace(day=1)
        return pk if start <= month and (end is None or month <= end) else None
