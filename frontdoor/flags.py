"""One outcome of several that a source system ticks: that of the first of them in the order of the month."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from frontdoor.models import Flag, FlagOutcome, Outcome

Order = Mapping[str, str]  # {flag: outcome}, the first wins


def outcome_of(flags: Collection[str], order: Order) -> str:
    """Where nothing is ticked nothing is known: it is not taken for closed."""
    return next((outcome for flag, outcome in order.items() if flag in flags), Outcome.NOT_RECORDED)


class Orders:
    """Every order there was, each from its month on."""

    def __init__(self, rows: Sequence[FlagOutcome]) -> None:
        self.starts = sorted({row.holds_from for row in rows}, reverse=True)
        self.orders = {
            start: {
                row.flag: row.outcome for row in sorted(rows, key=lambda row: row.position) if row.holds_from == start
            }
            for start in self.starts
        }
        self.found: dict[tuple[date, tuple[str, ...]], str] = {}

    def outcome(self, day: date, flags: tuple[str, ...]) -> str:
        known = (day.replace(day=1), flags)
        if known not in self.found:
            self.found[known] = outcome_of(flags, self.held_in(known[0]))
        return self.found[known]

    def held_in(self, month: date) -> Order:
        return next((self.orders[start] for start in self.starts if start <= month), {})


def as_kept(flags: Sequence[str]) -> str:
    """As a contact keeps them: in the order of the list, 'nfa advice'."""
    return " ".join(flag for flag in Flag.values if flag in flags)
