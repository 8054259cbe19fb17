"""A person's due dates for their calendar (RFC 5545), and the private address that gives them without signing in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from figures import months
from figures.models import Cycle
from history.models import write
from improvement.due import updates_due
from improvement.models import Action, CalendarAddress
from improvement.rules.dated import Rule, known_rules
from improvement.tokens import hashed, new
from improvement.told import Told, told
from organisation.models import User
from organisation.refused import Refused

LONGEST_LINE = 75  # octets, without the line break
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Improvement programme//Plan//EN",
    "CALSCALE:GREGORIAN",
    "X-WR-CALNAME:Improvement plan",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
)

Address = Callable[[Action | None], str]  # the page of an action; of nothing: the page of updates


@dataclass(frozen=True)
class Event:
    """What happens on a whole day. `key` stays the same when the day or the words change."""

    key: str
    day: date
    summary: str
    description: str
    url: str


# --- The address ------------------------------------------------------------------------------------------------------


@transaction.atomic
def make_address(*, person: User, by: User, at: datetime) -> str:
    """A new token, which ends the one before. It is known to nobody afterwards: only its hash is stored."""
    if not person.is_active:
        raise Refused(f"{person} cannot sign in any more, so their calendar gets no address.")
    token = new()
    found = {"token_hash": hashed(token), "made_at": at}
    _, is_new = CalendarAddress.objects.update_or_create(person=person, defaults=found)
    verb = "made an address of their calendar" if is_new else "renewed the address of their calendar"
    write(about=person, verb=verb, by=by, at=at)
    return token


@transaction.atomic
def end_address(*, person: User, by: User, at: datetime) -> None:
    ended, _ = CalendarAddress.objects.filter(person=person).delete()
    if not ended:
        raise Refused("There is no address of your calendar to end.")
    write(about=person, verb="ended the address of their calendar", by=by, at=at)


def person_of(token: str) -> User | None:
    """Nobody, where the address was renewed or ended, or its person was deactivated."""
    found = CalendarAddress.objects.filter(token_hash=hashed(token), person__is_active=True)
    address = found.select_related("person").first()
    return address.person if address else None


# --- The events -------------------------------------------------------------------------------------------------------


def events(person: User, now: datetime, page: Address) -> Iterator[Event]:
    """Dates that lie ahead or have passed, of all that is not done and that this person may see on the day."""
    today = timezone.localdate(now)
    cycles = list(Cycle.objects.filter(closed_at=None).order_by("month"))
    cycle = next((each for each in reversed(cycles) if each.opened_on <= today), None)
    rules = known_rules()
    actions = told(Action.objects.visible_to(person), cycle, now, rules)
    for one in actions:
        if not one.complete:
            yield from events_of(one, page(one.action))
    yield from updates_of(
        [one for one in actions if one.action.owner_id == person.pk], cycles, cycle, rules, page(None)
    )


def events_of(one: Told, url: str) -> Iterator[Event]:
    action, state = one.action, f"{one.judgement.brag.label}: {one.judgement.reason}."
    said = f"{state}\nOwner: {action.owned_by}"
    if one.agreed:
        yield Event(f"action-{action.pk}", one.agreed, f"{action} is due", said, url)
    for step in action.milestones.all():
        if step.done_on is None:
            summary = f"Milestone: {step.title} ({action.reference})"
            yield Event(f"milestone-{step.pk}", step.due_on, summary, f"{action}\n{said}", url)


def updates_of(
    own: Sequence[Told], cycles: Sequence[Cycle], current: Cycle | None, rules: Sequence[Rule], url: str
) -> Iterator[Event]:
    """The day by which the owner's updates are due, of each month that is still to close."""
    for each in cycles:
        asked = [one for one in own if (one.asked if each == current else not one.complete)]
        if asked and (current is None or each.month >= current.month):
            left = sum(each != current or one.missing for one in asked)
            said = f"{left} of {len(asked)} still to write." if left else f"All {len(asked)} are written."
            month = months.name(each.month)
            due = updates_due(each.opened_on, rules)
            yield Event(f"updates-{each.pk}", due, f"Updates of {month} are due", said, url)


# --- The file ---------------------------------------------------------------------------------------------------------


def calendar(found: Iterator[Event] | Sequence[Event], now: datetime) -> str:
    lines = [*HEAD, *(line for event in found for line in lines_of(event, now)), "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def lines_of(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(event.key)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def uid(key: str) -> str:
    """The same for good, and no other instance's."""
    return f"{salted_hmac('improvement.calendar', key).hexdigest()[:32]}@improvement-plan"


def escaped(words: str) -> str:
    """Text of RFC 5545, 3.3.11. Other control characters have no place in it."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(each for each in lines if each in "\n\t" or (each >= " " and each != "\x7f"))
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(plain, written)
    return kept


def folded(line: str) -> str:
    """RFC 5545, 3.1: no line longer than 75 octets, and no letter cut in two."""
    rows, row, room = [], "", LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            rows.append(row)
            row, room = "", LONGEST_LINE - 1  # the space that goes before
        row += letter
        room -= size
    return "\r\n ".join([*rows, row])
