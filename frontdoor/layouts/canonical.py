"""Contacts as the product's own template has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from frontdoor.deciding_days import taken
from frontdoor.layouts.common import (
    AGE,
    AREA,
    CHILD_ID,
    CONTACT_ID,
    DECIDED,
    DECIDED_BEFORE_RECEIVED,
    INCIDENT_ID,
    RECEIVED,
    REFERRAL_ID,
    TEAM,
    Categories,
    Teams,
    filled,
)
from frontdoor.models import Category, Outcome
from frontdoor.source_codes import CENSUS, CODES, GROUPS, WRITTEN
from intake.columns import NOTHING, Choice
from intake.dataset import Layout, RowCheck, Values
from intake.dates import as_days

SOURCE = Choice(
    name="source", label="Source", required=True, codes=CODES, also=WRITTEN, called="the list of sources",
    means="Who made contact: a source code of the children in need census, its name, or a group of the Department for "
    "Education.",
    synonyms=("contact source", "source of contact"),
)  # fmt: skip
OUTCOME = Choice(
    name="outcome", label="Outcome", required=True, called="the list of outcomes",
    codes={outcome.value: str(outcome.label) for outcome in Outcome if outcome != Outcome.NOT_RECORDED},
    means="What became of the contact.", synonyms=("contact outcome",), also={"referral": Outcome.REFERRAL},
)  # fmt: skip
REASON_WITHOUT_NFA = RowCheck(
    columns=("closure_reason", "outcome"),
    code="reason_without_nfa",
    wrong=lambda reason, outcome: bool(reason and outcome) and outcome != Outcome.NFA,
    message=lambda reason, outcome: "Only contacts closed with no further action have a closure reason",
)


def layout() -> Layout:
    categories = list(Category.objects.all())
    closure_reason = Choice(
        name="closure_reason", label="Closure reason", called="the list of closure reasons", not_known=NOTHING,
        codes={category.code: category.label for category in categories},
        means="Why a contact was closed with no further action. Empty: it waits to be categorised.",
        synonyms=("reason for closure", "nfa reason"),
    )  # fmt: skip
    return Layout(
        name="contacts",
        label="Contacts",
        columns=(
            CONTACT_ID, CHILD_ID, INCIDENT_ID, RECEIVED, DECIDED, SOURCE, AGE, AREA, TEAM, OUTCOME, closure_reason,
            REFERRAL_ID,
        ),
        checks=(DECIDED_BEFORE_RECEIVED, REASON_WITHOUT_NFA),
        stored=Stored(Categories(categories), Teams()),
    )  # fmt: skip


class Stored:
    """Checked columns as fields of a contact."""

    def __init__(self, categories: Categories, teams: Teams) -> None:
        self.categories, self.teams = categories, teams

    def __call__(self, values: Values) -> dict[str, Sequence[Any]]:
        received, decided = as_days(values["received"]), as_days(values["decided"])
        nothing = [""] * len(received)
        return {
            "reference": values["contact_id"],
            "child": values["child_id"],
            "incident": filled(values["incident_id"]),
            "referral": filled(values["referral_id"]),
            "received_on": received,
            "decided_on": decided,
            "working_days": taken(received, decided),
            "source": [*map(GROUPS.__getitem__, values["source"])],
            "source_code": [code if code in CENSUS else "" for code in values["source"]],
            "source_said": nothing,
            "age": values["age"],
            "area": filled(values["area"]),
            "team": [*map(self.teams.get, values["team"])],
            "team_said": filled(values["team"]),
            "outcome": values["outcome"],
            "outcome_said": nothing,
            "flags": nothing,
            "closure_reason": filled(values["closure_reason"]),
            "category": [*map(self.categories.of, values["closure_reason"], received)],
        }
