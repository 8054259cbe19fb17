"""Evidence as the page of an action lists it, to those who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from history.models import Entry
from improvement.evidence.keeping import bears_assurance, may_open, may_withdraw
from improvement.evidence.sniffing import KINDS
from improvement.models import Action, Evidence
from organisation.models import User

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Shown:
    piece: Evidence
    kind: str  # of a file, in words
    opens: bool  # this person may open its file or address
    withdraws: bool  # and may withdraw it
    review: str  # 'passed', 'soon' or ''
    why_withdrawn: str


def listed(action: Action, user: User, today: date) -> list[Shown]:
    """What counts first, then what was withdrawn."""
    pieces = list(action.pieces.visible_to(user).select_related("added_by", "withdrawn_by"))
    withdrawn = [piece for piece in pieces if piece.withdrawn_at]
    entries = Entry.objects.about(*withdrawn).filter(verb="withdrawn")
    why = {entry.record_id: entry.words for entry in entries}
    for piece in pieces:
        piece.action = action  # with its service, which is read already
    pieces.sort(key=lambda piece: piece.withdrawn_at is not None)
    return [shown(piece, user, today, why) for piece in pieces]


def is_lost(action: Action) -> bool:
    """It was assured by evidence that was withdrawn since, and no other stands."""
    pieces = list(action.pieces.all()) if action.assured_by_id else []
    return any(map(bears_assurance, pieces)) and all(piece.withdrawn_at for piece in pieces)


def shown(piece: Evidence, user: User, today: date, why: dict[int, str]) -> Shown:
    stands = piece.withdrawn_at is None
    return Shown(
        piece=piece,
        kind=KINDS[piece.kind][0] if piece.kind else "",
        opens=may_open(user, piece),
        withdraws=stands and may_withdraw(user, piece),
        review=review(piece.review_on, today) if stands else "",
        why_withdrawn=why.get(piece.pk, ""),
    )


def review(review_on: date | None, today: date) -> str:
    if review_on is None or review_on > today + SOON:
        return ""
    return "passed" if review_on < today else "soon"
