"""What changed in the plan since a cycle closed: states, dates, actions added. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from figures.words import capital, count, listing
from improvement.models import Brag, Standing
from improvement.told import Told


@dataclass(frozen=True)
class StateChange:
    one: Told
    before: Brag
    now: Brag
    reason: str


@dataclass(frozen=True)
class Move:
    one: Told
    before: date | None  # None: its first date was set
    now: date
    times: int  # that its date has moved in all


@dataclass(frozen=True)
class Changes:
    states: list[StateChange] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    added: list[Told] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.states) + len(self.moves) + len(self.added)


def changed(plan: Iterable[Told], before: Mapping[int, Standing]) -> Changes:
    """`before` are the Standings of the cycle, by action. One whose state and date changed is told twice."""
    found = Changes()
    for one in plan:
        then = before.get(one.action.pk)
        if then is None:
            found.added.append(one)
            continue
        if then.brag != one.judgement.brag:
            found.states.append(StateChange(one, Brag(then.brag), one.judgement.brag, one.judgement.reason))
        if one.agreed and (one.moves > then.moves or then.agreed_date is None):
            found.moves.append(Move(one, then.agreed_date, one.agreed, one.moves))
    return found


def in_words(changes: Changes) -> str:
    """'Two states changed and one date moved.' What there is none of is not told; '' where nothing changed."""
    dates = [move for move in changes.moves if move.before]
    told = [
        (len(changes.states), "state", "changed"),
        (len(dates), "date", "moved"),
        (len(changes.moves) - len(dates), "first date", "set"),
        (len(changes.added), "action", "added"),
    ]
    parts = [f"{count(number, noun)} {verb}" for number, noun, verb in told if number]
    return f"{capital(listing(parts))}." if parts else ""
