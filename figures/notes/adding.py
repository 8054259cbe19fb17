"""Notes are added to a chart and withdrawn from it; none is changed.

A rebase needs seven months with data from its month on: fewer cannot show that the change lasts, and limits that start
afresh would only hide what the old ones find. NHSRplotthedots and the tool of Making Data Count speak of 13 points
(one warns below them, the other shows no limits): below 13 the chart says that its limits are not settled yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from figures import months
from figures.control_chart_rules import ENOUGH, RUN
from figures.figure import Figure
from figures.models import ChartNote, NoteKind
from figures.words import count
from history import tracking
from organisation.access import Access
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused
from organisation.scopes import Scope

GONE = "This note is withdrawn already."
NO_REASON = "Say why limits start afresh: what changed, and how it is known that it lasts."


def may_note(access: Access, figure: Figure, scope: Scope | None) -> bool:
    """Those who may, for figures whose records the same role sees."""
    also = (figure.seen_with,) if figure.seen_with else ()
    return access.may_by_one_role((Permission.NOTE_CHARTS, *also), scope)


@transaction.atomic
def add_note(
    *,
    figure: Figure,
    part: str = "",
    month: date,
    kind: str,
    words: str,
    known: Iterable[date],
    by: User,
    at: datetime,
    reason: str = "",
    may_stay: str = "",
) -> ChartNote:
    """`known`: the months of this chart that have data. Raises Refused."""
    if kind == NoteKind.REBASE:
        refuse_rebase(figure, part, month, reason, sorted(known))
    note = ChartNote(
        figure=figure.key, part=part, month=month, kind=kind, words=words, added_by=by, added_at=at,
        reason=reason if kind == NoteKind.REBASE else "",
    )  # fmt: skip
    tracking.save(note, by=by, at=at, reason=may_stay)
    return note


def refuse_rebase(figure: Figure, part: str, month: date, reason: str, known: list[date]) -> None:
    if not figure.flows:
        raise Refused("This chart has no limits that could start afresh: its months overlap.", "kind")
    if not reason:
        raise Refused(NO_REASON, "reason")
    after = sum(one >= month for one in known)
    if after < RUN:
        raise Refused(
            f"Limits can start afresh where {RUN} months with data or more follow: fewer do not show that a change "
            f"lasts. From {months.name(month)} there {'is' if after == 1 else 'are'} {count(after, 'month')}. Say what "
            "happened now, and start limits afresh later.",
            "month",
        )
    if not known or month <= known[0]:
        raise Refused("Limits start there anyway: there is no month with data before it.", "month")
    if ChartNote.objects.known(None).filter(figure=figure.key, part=part, month=month, kind=NoteKind.REBASE).exists():
        raise Refused(f"Limits start afresh in {months.name(month)} already.", "month")


def is_unsettled(note: ChartNote, known: Iterable[date]) -> bool:
    """Limits rest on so few months that they may still move."""
    return note.kind == NoteKind.REBASE and sum(one >= note.month for one in known) < ENOUGH


@transaction.atomic
def withdraw_note(*, note: ChartNote, why: str, by: User, at: datetime, may_stay: str = "") -> ChartNote:
    """It is drawn no longer, and stays in the list. Raises Refused."""
    note = ChartNote.objects.select_for_update().get(pk=note.pk)
    if note.withdrawn_at:
        raise Refused(GONE)
    note.withdrawn_by, note.withdrawn_at, note.withdrawn_because = by, at, why
    tracking.save(note, by=by, at=at, reason=may_stay)
    return note
