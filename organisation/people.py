"""Changes of people and of the roles that they hold. Each runs in one transaction, and says why it refuses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from history import tracking
from organisation.models import Holding, Service, Team, User
from organisation.refused import Refused
from organisation.roles import ADMINISTRATOR, ROLES
from organisation.words import day_of

Span = tuple[date, date | None]  # first and last day; None: no end


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    job_title: str,
    body: str = "",
    manager: User | None = None,
    by: User,
    at: datetime,
) -> User:
    """Without a password: they set one themselves, by e-mail. `body` is who they work for, outside the council."""
    person = User(email=_free_email(email), name=name, job_title=job_title, body=body, manager=manager)
    person.set_unusable_password()
    tracking.save(person, by=by, at=at)
    return person


@transaction.atomic
def change_person(
    *,
    person: User,
    email: str,
    name: str,
    job_title: str,
    body: str = "",
    manager: User | None = None,
    by: User,
    at: datetime,
) -> User:
    person = User.objects.select_for_update().get(pk=person.pk)
    _refuse_a_circle(person, manager)
    person.manager = manager
    person.email, person.name, person.job_title = _free_email(email, but=person), name, job_title
    person.body = body
    tracking.save(person, by=by, at=at)
    # what allauth noted of an earlier address would still let whoever reads it set the password
    EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
    return person


@transaction.atomic
def deactivate(*, person: User, by: User, at: datetime) -> User:
    """They are out at their next request. Their roles stay as they are, and grant nothing meanwhile."""
    holdings = _locked_administrators()
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        return person
    _keep_an_administrator(
        holdings, [_span(held) for held in holdings if held.user_id != person.pk], timezone.localdate(at)
    )
    person.is_active = False
    tracking.save(person, by=by, at=at)
    return person


@transaction.atomic
def reactivate(*, person: User, by: User, at: datetime) -> User:
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        person.is_active = True
        tracking.save(person, by=by, at=at)
    return person


@transaction.atomic
def give_role(
    *,
    person: User,
    role: str,
    service: Service | None = None,
    team: Team | None = None,
    starts_on: date,
    ends_on: date | None = None,
    by: User,
    at: datetime,
) -> Holding:
    person = User.objects.select_for_update().get(pk=person.pk)  # so that two of the same wait for each other
    if role not in ROLES:
        raise Refused("Choose a role from the list.", "role")
    if service and team:
        raise Refused("A role is for a service or for a team, not for both.", "scope")
    part: Service | Team | None = service or team
    if part and ROLES[role].whole_council:
        raise Refused(f"{ROLES[role].label} is a role for the whole council: choose ‘The whole council’.", "scope")
    today = timezone.localdate(at)
    if starts_on < today:
        raise Refused(
            f"The first day must be today, {day_of(today)}, or later: until now they did not hold this role.",
            "starts_on",
        )
    _check_days(starts_on, ends_on)
    if part:
        _check_part(part, starts_on, ends_on)
    same = person.holdings.filter(role=role, service=service, team=team)
    for held in same:
        if _overlap((held.starts_on, held.ends_on), (starts_on, ends_on)):
            raise Refused(
                f"They hold this role already, {_words(held)}. End that one first, or choose other days.", "role"
            )
    holding = Holding(user=person, role=role, service=service, team=team, starts_on=starts_on, ends_on=ends_on)
    tracking.save(holding, by=by, at=at)
    return holding


@transaction.atomic
def end_role(*, holding: Holding, ends_on: date | None, by: User, at: datetime) -> Holding:
    """`ends_on` is the last day on which it is held; None takes an end away that was set before."""
    administrators = _locked_administrators()
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    today = timezone.localdate(at)
    if holding.ends_on and holding.ends_on < today:
        raise Refused("This role has ended already. Give it again from another day instead.", "ends_on")
    if ends_on:
        _check_days(holding.starts_on, ends_on)
        if ends_on < today - timedelta(days=1):
            raise Refused(
                "They have held this role until now. The last day can be yesterday, today or later.", "ends_on"
            )
    part = holding.service or holding.team
    if part and _is_later(ends_on, holding.ends_on):
        _check_part(part, holding.starts_on, ends_on)
    others = Holding.objects.filter(user=holding.user_id, role=holding.role, service=holding.service, team=holding.team)
    for held in others.exclude(pk=holding.pk):
        if _overlap((held.starts_on, held.ends_on), (holding.starts_on, ends_on)):
            raise Refused(f"They hold this role {_words(held)} too. Choose a last day before that.", "ends_on")
    after = [(held.starts_on, ends_on) if held.pk == holding.pk else _span(held) for held in administrators]
    _keep_an_administrator(administrators, after, today)
    holding.ends_on = ends_on
    tracking.save(holding, by=by, at=at)
    return holding


@transaction.atomic
def take_back_role(*, holding: Holding, by: User, at: datetime) -> None:
    """A role that has not begun, or began today, is removed: it was given by mistake. Its versions stay."""
    administrators = _locked_administrators()
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    today = timezone.localdate(at)
    if holding.starts_on < today:
        raise Refused("This role has begun. Give it a last day instead.")
    _keep_an_administrator(administrators, [_span(held) for held in administrators if held.pk != holding.pk], today)
    tracking.remove(holding, by=by, at=at)


# --- Rules ------------------------------------------------------------------------------------------------------------


def first_day_without(spans: Iterable[Span], today: date) -> date | None:
    """The first day from today on which none of the spans covers. None: there is always one."""
    day = today
    for starts_on, ends_on in sorted(spans, key=lambda span: span[0]):
        if starts_on > day:
            return day
        if ends_on is None:
            return None
        day = max(day, ends_on + timedelta(days=1))
    return day


def _keep_an_administrator(before: Iterable[Holding], after: Iterable[Span], today: date) -> None:
    """A day without an administrator may not come about, or come earlier than it would anyway."""
    without = first_day_without(after, today)
    was = first_day_without(map(_span, before), today)
    if without is None or (was is not None and was <= without):
        return
    from_then_on = "now" if without == today else day_of(without)
    raise Refused(
        f"Nobody would be administrator from {from_then_on} on, and nobody could put that right. "
        "Make somebody else administrator first.",
        "ends_on",
    )


def _locked_administrators() -> list[Holding]:
    """Everybody's who can sign in, held until the transaction ends: two changes at once see each other."""
    held = Holding.objects.filter(role=ADMINISTRATOR.key, service=None, team=None, user__is_active=True)
    return list(held.select_related("user").select_for_update().order_by("pk"))


def _refuse_a_circle(person: User, manager: User | None) -> None:
    """Nobody comes to be their own manager, by any way round. The rows are held: two changes at once see each other."""
    if manager is None:
        return
    above = dict(User.objects.select_for_update().exclude(manager=None).values_list("pk", "manager_id"))
    if manager == person:
        raise Refused("Nobody is their own manager. Choose somebody else.", "manager")
    seen: set[int] = set()
    at: int | None = manager.pk
    while at is not None and at not in seen:
        if at == person.pk:
            raise Refused(
                f"{person.get_full_name()} is above {manager.get_full_name()}, so they would be their own manager. "
                "Choose somebody else.",
                "manager",
            )
        seen.add(at)
        at = above.get(at)


def _free_email(email: str, *, but: User | None = None) -> str:
    """Stored in small letters, so that the column's uniqueness holds whatever the case in which it was typed."""
    email = email.strip().lower()
    others = User.objects.exclude(pk=but.pk) if but else User.objects.all()
    if others.filter(email__iexact=email).exists():
        raise Refused("Somebody with this e-mail address is there already.", "email")
    return email


def _check_days(starts_on: date, ends_on: date | None) -> None:
    if ends_on and ends_on < starts_on:
        raise Refused(f"The last day must be {day_of(starts_on)}, the first day, or later.", "ends_on")


def _check_part(part: Service | Team, starts_on: date, ends_on: date | None) -> None:
    """Nobody is given a role for a service or team on a day on which it is not there."""
    if starts_on < part.starts_on:
        raise Refused(f"{part.name} begins on {day_of(part.starts_on)}. Choose that day or a later one.", "starts_on")
    if part.ends_on and part.ends_on < starts_on:
        raise Refused(
            f"{part.name} ended on {day_of(part.ends_on)}: nobody can be given a role for it after that.", "scope"
        )
    if part.ends_on and _is_later(ends_on, part.ends_on):
        raise Refused(
            f"{part.name} ends on {day_of(part.ends_on)}. The last day of the role must be that day or earlier.",
            "ends_on",
        )


def _is_later(one: date | None, other: date | None) -> bool:
    """Of two last days; None is no end."""
    return other is not None and (one is None or one > other)


def _span(held: Holding) -> Span:
    return held.starts_on, held.ends_on


def _overlap(one: Span, other: Span) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def _words(held: Holding) -> str:
    return f"from {day_of(held.starts_on)}" + (f" to {day_of(held.ends_on)}" if held.ends_on else "")
