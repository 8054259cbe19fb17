"""What waits for somebody's decision: new dates to agree, complete actions to assure. Never the owner's own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, F, Q, QuerySet, Value

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


@dataclass(frozen=True)
class Waiting:
    """References of actions: whose new dates wait for somebody, and which are complete and wait for them."""

    dates: list[str]
    complete: list[str]

    def __len__(self) -> int:
        return len(self.dates) + len(self.complete)


def waiting_for(user: User) -> Waiting:
    """One query."""

    def named(rows: QuerySet, kind: str, path: str) -> QuerySet:
        return rows.order_by().annotate(kind=Value(kind, CharField()), named=F(path)).values_list("kind", "named")

    dates = named(dates_to_decide(user), "date", "action__reference")
    found = sorted(dates.union(named(actions_to_assure(user), "complete", "reference"), all=True))
    return Waiting(*([name for kind, name in found if kind == wanted] for wanted in ("date", "complete")))
