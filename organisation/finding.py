"""Which people, holdings and log entries a list shows, by what its filters ask for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from history.models import Sight
from organisation.models import Holding, User
from pages.fields import real_day

SOON = timedelta(days=30)


def people(*, user: User, today: date, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """By name, each with the roles `held` today. `role` is a key, 'none', or '' for all; so is `state`."""
    found = User.objects.visible_to(user).annotate(called=Coalesce(NullIf("name", Value("")), "job_title"))
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(job_title__icontains=word) | Q(email__icontains=word))
    holding = Holding.objects.held_on(today)
    if role == "none":
        found = found.exclude(pk__in=holding.values("user"))
    elif role:
        found = found.filter(pk__in=holding.of_role(role).values("user"))
    if state:
        found = found.filter(is_active=state == "active")
    held = holding.select_related("service", "team__service").order_by("role", "pk")
    return found.order_by("called", "email").prefetch_related(Prefetch("holdings", held, to_attr="held"))


def ending_soon(*, user: User, today: date) -> QuerySet[Holding]:
    """Roles whose last day is within thirty days."""
    held = Holding.objects.visible_to(user).held_on(today).filter(ends_on__lte=today + SOON, user__is_active=True)
    return held.select_related("user", "service", "team__service").order_by("ends_on", "pk")


def sights(*, user: User, person: int | None, since: date | None, until: date | None) -> QuerySet[Sight]:
    """The log, newest first, of the days from `since` to `until`, both of them in it."""
    found = Sight.objects.visible_to(user).select_related("by")
    if person:
        found = found.filter(by=person)
    if since:
        found = found.filter(at__gte=begins(since))
    if until:
        found = found.filter(at__lt=begins(until + timedelta(days=1)))
    return found


def begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def typed_day(text: str) -> date | None:
    """'9/11/2020' or '2020-11-09'. None where it is no day."""
    parts = text.strip().split("/")
    if len(parts) == 3:
        return real_day(*parts)
    parts = text.strip().split("-")
    return real_day(*reversed(parts)) if len(parts) == 3 else None
