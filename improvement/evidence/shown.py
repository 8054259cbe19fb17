"""Evidence as the page of an action lists it, to those who may see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Subquery

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


def pieces_of(action: Action, user: User) -> list[Any]:
    """Every piece, what counts first, with `is_seen` by this person and `why_withdrawn`. One query."""
    withdrawals = Entry.objects.filter(kind=ContentType.objects.get_for_model(Evidence), verb="withdrawn")
    why = withdrawals.filter(record_id=OuterRef("pk")).order_by("-at").values("words")[:1]
    seen = Exists(Evidence.objects.visible_to(user).filter(pk=OuterRef("pk")))
    rows = action.pieces.annotate(is_seen=seen, why_withdrawn=Subquery(why))
    pieces = list(rows.select_related("added_by", "withdrawn_by"))
    for piece in pieces:
        piece.action = action  # with its service, which is read already
    return sorted(pieces, key=lambda piece: piece.withdrawn_at is not None)


def listed(pieces: Iterable[Any], user: User, today: date) -> list[Shown]:
    return [shown(piece, user, today) for piece in pieces if piece.is_seen]


def is_lost(action: Action, pieces: Sequence[Evidence]) -> bool:
    """It was assured by evidence that was withdrawn since, and no other stands."""
    assured = action.assured_by_id is not None and any(map(bears_assurance, pieces))
    return assured and all(piece.withdrawn_at for piece in pieces)


def shown(piece: Any, user: User, today: date) -> Shown:
    stands = piece.withdrawn_at is None
    return Shown(
        piece=piece,
        kind=KINDS[piece.kind][0] if piece.kind else "",
        opens=may_open(user, piece),
        withdraws=stands and may_withdraw(user, piece),
        review=review(piece.review_on, today) if stands else "",
        why_withdrawn=piece.why_withdrawn or "",
    )


def review(review_on: date | None, today: date) -> str:
    if review_on is None or review_on > today + SOON:
        return ""
    return "passed" if review_on < today else "soon"
