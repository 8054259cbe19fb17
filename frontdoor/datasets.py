"""The file of contacts, in the layouts in which systems export it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from frontdoor.figures import CONTACTS_FILE
from frontdoor.models import Category, Contact, Outcome
from frontdoor.source_codes import CODES, GROUPS, WRITTEN
from intake.checking import midnight
from intake.columns import NOTHING, Choice, Day, Identifier, Text, Years
from intake.dataset import Dataset, Layout, RowCheck, Values
from organisation.models import Team
from organisation.permissions import Permission

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
    synonyms=("referral", "referral number"),
)  # fmt: skip
RECEIVED = Day(
    name="received", label="Received", required=True, with_time=True,
    means="When the request reached the front door. Its month is the month of the contact.",
    synonyms=("date of contact", "contact date", "received date", "date received"),
)  # fmt: skip
DECIDED = Day(
    name="decided", label="Decided", with_time=True, means="When it was decided what becomes of the contact.",
    synonyms=("date of decision", "decision date", "decided date", "date decided"),
)  # fmt: skip
SOURCE = Choice(
    name="source", label="Source", required=True, codes=CODES, also=WRITTEN, called="the list of sources",
    means="Who made contact: a source code of the children in need census, or its name.",
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
OUTCOME = Choice(
    name="outcome", label="Outcome", required=True, codes=dict(Outcome.choices), called="the list of outcomes",
    means="What became of the contact.", synonyms=("contact outcome",),
    also={"no further action": Outcome.NFA, "referral": Outcome.REFERRAL, "early help": Outcome.EARLY_HELP},
)  # fmt: skip

DECIDED_BEFORE_RECEIVED = RowCheck(
    columns=("decided", "received"),
    code="decided_before_received",
    wrong=lambda decided, received: bool(decided and received) and is_before(decided, received),
    message=lambda decided, received: f"Before it was received, on {received:%d/%m/%Y}",
)
REASON_WITHOUT_NFA = RowCheck(
    columns=("closure_reason", "outcome"),
    code="reason_without_nfa",
    wrong=lambda reason, outcome: bool(reason and outcome) and outcome != Outcome.NFA,
    message=lambda reason, outcome: "Only contacts closed with no further action have a closure reason",
)


def is_before(one: date | datetime, other: date | datetime) -> bool:
    """A day without a time is before another day only."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one < other
    return midnight(one).date() < midnight(other).date()


def layouts() -> list[Layout]:
    categories = {category.code: category for category in Category.objects.all()}
    closure_reason = Choice(
        name="closure_reason", label="Closure reason", called="the list of closure reasons", not_known=NOTHING,
        codes={code: category.label for code, category in categories.items()},
        means="Why a contact was closed with no further action. Empty: it waits to be categorised.",
        synonyms=("reason for closure", "nfa reason"),
    )  # fmt: skip
    return [
        Layout(
            name="contacts",
            label="Contacts",
            columns=(
                CONTACT_ID, CHILD_ID, INCIDENT_ID, RECEIVED, DECIDED, SOURCE, AGE, AREA, TEAM, OUTCOME, closure_reason,
                REFERRAL_ID,
            ),
            checks=(DECIDED_BEFORE_RECEIVED, REASON_WITHOUT_NFA),
            stored=Stored(categories),
        )
    ]  # fmt: skip


class Stored:
    """Checked columns as fields of a contact."""

    def __init__(self, categories: dict[str, Category]) -> None:
        self.categories: dict[str | None, int] = {code: category.pk for code, category in categories.items()}
        self.teams: dict[str | None, int] = {}
        for pk, slug, name in Team.objects.values_list("pk", "slug", "name"):
            self.teams |= {slug: pk, name: pk}

    def __call__(self, values: Values) -> dict[str, Sequence[Any]]:
        nothing = [""] * len(values["contact_id"])
        return {
            "reference": values["contact_id"],
            "child": values["child_id"],
            "incident": filled(values["incident_id"]),
            "referral": filled(values["referral_id"]),
            "received_on": days(values["received"]),
            "decided_on": days(values["decided"]),
            "source": [*map(GROUPS.__getitem__, values["source"])],
            "source_code": values["source"],
            "age": values["age"],
            "area": filled(values["area"]),
            "team": [*map(self.teams.get, values["team"])],
            "team_said": filled(values["team"]),
            "outcome": values["outcome"],
            "closure_reason": filled(values["closure_reason"]),
            "category": [*map(self.categories.get, values["closure_reason"])],
            "source_said": nothing,
            "outcome_said": nothing,
            "flags": nothing,
        }


def filled(values: Sequence[str | None]) -> Sequence[str]:
    return [value or "" for value in values]


def days(values: Sequence[date | datetime | None]) -> Sequence[date | None]:
    return [value.date() if isinstance(value, datetime) else value for value in values]


CONTACTS = Dataset(
    name="contacts",
    label="Contacts",
    means="Every contact that reached the Integrated Front Door, one row a child.",
    source=CONTACTS_FILE,
    model=Contact,
    layouts=layouts,
    month_of="received",
    key="contact_id",
    key_field="reference",
    compared=(
        "child", "incident", "referral", "received_on", "decided_on", "source", "source_code", "age", "area",
        "team_said", "outcome", "closure_reason",
    ),
    loaded_with=Permission.SEE_CONTACTS,
)  # fmt: skip

DATASETS = [CONTACTS]
