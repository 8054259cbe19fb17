"""What waits for somebody's decision: new dates to agree, complete actions to assure. Never the owner's own."""

from __future__ import annotations

from django.db.models import CharField, Q, QuerySet, Value

from improvement.models import Action, DateRequest
from organisation.models import User
from organisation.permissions import Permission


def dates_to_decide(user: User) -> QuerySet[DateRequest]:
    """The longest wait first."""
    waiting = DateRequest.objects.waiting().exclude(action__owner=user.pk).exclude(asked_by=user.pk)
    if not user.access.may(Permission.AGREE_DATES):
        waiting = waiting.filter(action__theme__approver=user.pk)
    return waiting.select_related("action__theme", "asked_by").order_by("asked_at", "pk")


def actions_to_assure(user: User) -> QuerySet[Action]:
    """The longest wait first."""
    complete = Action.objects.filter(completed_on__isnull=False, assured_by=None).filter(~Q(owner=user.pk))
    allowed = complete.filter(user.access.rows(Permission.ASSURE_ACTIONS, service="service"))
    return allowed.select_related("owner", "service").order_by("completed_on", "pk")


def numbers_waiting(user: User) -> tuple[int, int]:
    """How many new dates wait for them, and how many complete actions. One query."""

    def named(rows: QuerySet, kind: str) -> QuerySet:
        return rows.order_by().annotate(kind=Value(kind, CharField())).values_list("kind", "pk")

    found = named(dates_to_decide(user), "date").union(named(actions_to_assure(user), "complete"), all=True)
    kinds = [kind for kind, _ in found]
    return kinds.count("date"), kinds.count("complete")
