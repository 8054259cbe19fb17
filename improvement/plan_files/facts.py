"""What is kept of the plan, as a file writes it, so that both can be held against one another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from figures.models import Cycle
from improvement.plan.exporting import BETWEEN
from improvement.recommendations.forms import IN_ADDRESSES
from intake.checks.cells import trimmed
from intake.columns import in_lines
from intake.merging import Change, Facts, Telling
from organisation.refused import Refused
from pages import identifying

AS_KEPT = ", as it is kept"
LISTED = re.compile(r"[;,\n]")


def line(text: str) -> str:
    return " ".join(text.split())


def lines(text: str) -> str:
    return trimmed(in_lines(text))


def with_texts_as_kept(facts: Facts, **texts: str) -> Facts:
    """With those that are kept in other letters than a file reads, such as two spaces: undoing puts back these."""
    return {**facts, **{f"{name}{AS_KEPT}": text for name, text in texts.items() if text != facts[name]}}


def text_as_kept(was: Facts, name: str) -> str:
    return was.get(f"{name}{AS_KEPT}", was[name])


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def as_date(fact: str) -> date | None:
    return date.fromisoformat(fact) if fact else None


def references(found: Iterable[str]) -> str:
    return BETWEEN.join(sorted(found))


def listed(fact: str) -> list[str]:
    """References that stand in one cell."""
    return [each.strip() for each in LISTED.split(fact) if each.strip()]


def as_facts(said: Mapping[str, Any], names: Collection[str]) -> dict[str, str]:
    """Cells of those columns that the file has."""
    return {
        name: day(value) if isinstance(value, date) else value or ""
        for name, value in said.items()
        if name in names
    }  # fmt: skip


def refuse_reference(reference: str) -> None:
    """It stands in addresses. Raises Refused."""
    if IN_ADDRESSES.regex.search(reference) is None:  # type: ignore[union-attr]
        raise Refused(str(IN_ADDRESSES.message))


def records_of(found: str, known: Mapping[str, Any], what: str, left_out: Collection[str] = ()) -> list[Any]:
    """The records that a cell of references names. Raises Refused, but not of what the file has in a row that is
    wrong itself."""
    wanted = listed(found)
    if missing := [each for each in wanted if each not in known and each not in left_out]:
        raise Refused(f"There is no {what} {missing[0]}")
    return [known[each] for each in wanted if each in known]


def look_through(change: Change, columns: Sequence[str], today: date, tell: Telling) -> bool:
    """Whether texts that the file changes hold words that look like somebody's: it warns of each."""
    found = [
        (column, each)
        for column in columns
        if change.sets(column)
        for each in identifying.found(change.becomes[column], today)
    ]
    for column, each in found:
        tell.warn(column, "could_identify", f"‘{each.words}’ looks like {each.looks_like}")
    return bool(found)


def plan_month(today: date) -> date:
    """The newest month that is worked on; where there is none, this one."""
    cycle = Cycle.objects.filter(closed_at=None).order_by("-month").first()
    return cycle.month if cycle else today.replace(day=1)
