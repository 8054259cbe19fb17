"""Contacts as case systems export them: ids that may be unknown, sources in words, and an outcome in ticks or words.

LCS (Liquidlogic) has ten flags, several at once. Mosaic names the workflow's next actions, or has two boxes to tick.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from frontdoor.deciding_days import taken
from frontdoor.flags import Orders, as_kept
from frontdoor.layouts.common import (
    AGE,
    AREA,
    CHILD_ID,
    CONTACT_ID,
    DECIDED,
    DECIDED_BEFORE_RECEIVED,
    INCIDENT_ID,
    NO_DAYS,
    REASON_TEXT,
    RECEIVED,
    REFERRAL_ID,
    SOURCE_TEXT,
    TEAM,
    Teams,
    filled,
)
from frontdoor.models import Flag, FlagOutcome
from frontdoor.next_actions import flags_of
from frontdoor.sources.words import UNKNOWN, Known
from intake.columns import NO_ID, NOTHING, LeftOut, Text, Whole, YesNo
from intake.dataset import Layout, RowCheck, Values
from intake.dates import as_days

CONTACT = replace(CONTACT_ID, synonyms=(
    *CONTACT_ID.synonyms, "fact contact id", "cont contact id", "workflow step id", "step id", "workflow id",
    "episode id",
))  # fmt: skip
CHILD = replace(
    CHILD_ID, required=False, unusual="Child not known: whether the child returns cannot be told",
    synonyms=(*CHILD_ID.synonyms, "dim person id", "cont person id", "mosaic id", "mosaic person id", "subject id"),
)  # fmt: skip
STARTED = replace(RECEIVED, not_known=NO_DAYS, synonyms=(
    *RECEIVED.synonyms, "contact dttm", "cont contact date", "start date", "date started",
))  # fmt: skip
ENDED = replace(DECIDED, not_known=NO_DAYS, synonyms=(
    *DECIDED.synonyms, "decision dttm", "contact end dttm", "end date", "date completed", "completed",
))  # fmt: skip
SOURCE = replace(SOURCE_TEXT, synonyms=(
    *SOURCE_TEXT.synonyms, "dim lookup cont sorc id desc", "cont contact source desc",
))  # fmt: skip
SHARED = (CONTACT, CHILD, INCIDENT_ID, STARTED, ENDED, AGE, AREA, TEAM, REASON_TEXT, REFERRAL_ID)

SOURCE_ID = Text(
    name="source_id", label="Source, by id", longest=100, not_known=(*NOTHING, *NO_ID),
    means="Read where the source has no words. A number is one of the source system's own list, never a census code.",
    synonyms=("dim lookup cont sorc id", "cont contact source code"),
)  # fmt: skip
TOTAL = Whole(
    name="total_no_of_outcomes", label="Number of outcomes", most=99, not_known=(*NOTHING, "-1"),
    means="How many outcomes the contact has. It is not kept.",
)  # fmt: skip
COMMENTS = LeftOut(
    name="outcome_comments", label="Comments", means="Free text about a child: it is not kept.",
    synonyms=("comments",),
)  # fmt: skip
LCS_FLAGS = tuple(flag for flag in Flag if flag != Flag.EARLY_HELP)

NO_SOURCE = RowCheck(
    columns=("source", "source_id"),
    code="not_known",
    wrong=lambda words, number: words is None and number is None,
    message=lambda words, number: "Source not known",
    is_unusual=True,
)

NEXT_ACTION = Text(
    name="next_action", label="Next action", not_known=NOTHING,
    means="What the workflow goes on with, in the system's own words, several between semicolons. What is not known is "
    "kept, and its outcome is not recorded.",
    synonyms=(
        "next actions", "next action(s)", "workflow next action", "workflow next actions", "next workflow step",
        "next step", "outcomes", "next action type", "workflow outcome", "outcome description",
    ),
)  # fmt: skip
ASSESSMENT = YesNo(
    name="cafa_required", label="Child and family assessment", means="Ticked where an assessment is to follow.",
    synonyms=("cafa", "child and family assessment required"),
)  # fmt: skip
EARLY_HELP = YesNo(
    name="refer_ehh", label="Early Help Hub", means="Ticked where it goes on to the Early Help Hub.",
    synonyms=("refer to ehh", "early help hub", "refer to early help hub", "ehh"),
)  # fmt: skip


def flag_column(flag: Flag) -> YesNo:
    """With and without what LCS writes before and after it: OUTCOME_NFA_FLAG, nfa."""
    return YesNo(
        name=flag.value,
        label=str(flag.label),
        means=f"Yes where the contact had this outcome: {flag.label.lower()}. Several may be yes.",
        synonyms=(f"outcome {flag}", f"{flag} flag", f"outcome {flag} flag"),
        is_expected=flag == Flag.NFA,
    )


def unknown_words(known: Known, *columns: str) -> RowCheck:
    """Told of words that nobody has said anything of: they are counted as unknown until somebody does."""

    def is_unknown(*said: str | None) -> bool:
        found = known.of_words(*said)
        return bool(found.said) and not found.code and found.group == UNKNOWN.group

    return RowCheck(
        columns=columns,
        code="unknown_words",
        wrong=is_unknown,
        message=lambda *said: "Nobody knows these words yet. Say what they stand for at Front door, Words of sources",
        is_harmless=True,
    )


def is_another_count(total: int | None, *row: bool | None) -> bool:
    """Whether so many are not ticked. More may be said where other outcomes are, and where the file has not got the
    columns of all."""
    ticked, has_others = sum(map(bool, row)), row[LCS_FLAGS.index(Flag.OTHER_OUTCOMES_EXIST)]
    if total is None or total == ticked:
        return False
    return total < ticked or not ticked or not (has_others or None in row)


ANOTHER_COUNT = RowCheck(
    columns=("total_no_of_outcomes", *LCS_FLAGS),
    code="another_count_of_outcomes",
    wrong=is_another_count,
    message=lambda total, *row: f"It says {total:,}, and {sum(map(bool, row))} are ticked. What is ticked is counted",
    is_harmless=True,
)
UNKNOWN_ACTION = RowCheck(
    columns=("next_action",),
    code="unknown_outcome",
    wrong=lambda text: bool(text and not flags_of(text)),
    message=lambda text: "Nobody knows what this stands for: no outcome is counted from it",
    is_harmless=True,
)


def layouts() -> list[Layout]:
    orders, teams, known = Orders(list(FlagOutcome.objects.all())), Teams(), Known()
    flags = tuple(map(flag_column, LCS_FLAGS))
    words = (replace(NEXT_ACTION, is_expected=True), ASSESSMENT, EARLY_HELP)
    boxes = (NEXT_ACTION, replace(ASSESSMENT, is_expected=True), replace(EARLY_HELP, is_expected=True))
    return [
        Layout(
            name="lcs",
            label="Contacts with outcome flags (LCS)",
            columns=(*SHARED, replace(SOURCE, is_expected=False, unusual=""), SOURCE_ID, *flags, TOTAL, COMMENTS),
            checks=(DECIDED_BEFORE_RECEIVED, NO_SOURCE, unknown_words(known, "source", "source_id"), ANOTHER_COUNT),
            stored=Stored(orders, teams, known, ticked),
        ),
        *(
            Layout(
                name=name,
                label=label,
                columns=(*SHARED, SOURCE, *columns),
                checks=(DECIDED_BEFORE_RECEIVED, unknown_words(known, "source"), UNKNOWN_ACTION),
                stored=Stored(orders, teams, known, chosen),
            )
            for name, label, columns in (
                ("mosaic", "Contacts with next actions (Mosaic)", words),
                ("mosaic_boxes", "Contacts with boxes to tick (Mosaic)", boxes),
            )
        ),
    ]


Ticks = list[tuple[str, ...]]


def ticked(values: Values) -> Ticks:
    """The flags of each row that are yes."""

    @cache
    def of(*row: bool | None) -> tuple[str, ...]:
        return tuple(flag.value for flag, is_set in zip(LCS_FLAGS, row, strict=True) if is_set)

    return [*map(of, *(values[flag] for flag in LCS_FLAGS))]


def chosen(values: Values) -> Ticks:
    """The flags that the words and boxes of each row stand for."""

    @cache
    def of(text: str | None, assessed: bool | None, early_help: bool | None) -> tuple[str, ...]:
        boxes = [Flag.NEW_REFERRAL.value] * bool(assessed) + [Flag.EARLY_HELP.value] * bool(early_help)
        return (*flags_of(text or ""), *boxes)

    return [*map(of, values["next_action"], values["cafa_required"], values["refer_ehh"])]


class Stored:
    """Checked columns as fields of a contact."""

    def __init__(self, orders: Orders, teams: Teams, known: Known, flags: Callable[[Values], Ticks]) -> None:
        self.orders, self.teams, self.flags = orders, teams, flags
        self.source, self.kept = cache(known.of_words), cache(as_kept)

    def __call__(self, values: Values) -> dict[str, Sequence[Any]]:
        received, decided = as_days(values["received"]), as_days(values["decided"])
        flags = self.flags(values)
        nothing = [None] * len(received)
        sources = [*map(self.source, values["source"], values.get("source_id", nothing))]
        return {
            "reference": values["contact_id"],
            "child": filled(values["child_id"]),
            "incident": filled(values["incident_id"]),
            "referral": filled(values["referral_id"]),
            "received_on": received,
            "decided_on": decided,
            "working_days": taken(received, decided),
            "source": [source.group for source in sources],
            "source_code": [source.code for source in sources],
            "source_said": [source.said for source in sources],
            "age": values["age"],
            "area": filled(values["area"]),
            "team": [*map(self.teams.get, values["team"])],
            "team_said": filled(values["team"]),
            "outcome": [self.orders.outcome(day, ticks) for day, ticks in zip(received, flags, strict=True) if day],
            "outcome_said": filled(values.get("next_action", nothing)),
            "flags": [*map(self.kept, flags)],
            "closure_reason": filled(values["closure_reason"]),
            "category": nothing,
        }
