"""What each owner was sent in the cycle, and whether their link works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from figures import months
from figures.words import small
from improvement.models import Reminder, UpdateLink
from improvement.models.reminder import Kind
from improvement.reminders.recording import owed
from improvement.reminders.reminding import Owed
from improvement.updates.linking import ended
from improvement.updates.page import cycle_to_update
from jobs.models import State
from organisation.models import User

WORKS, COMES, ENDED, NONE = "works", "comes", "ended", "none"


@dataclass(frozen=True)
class Mail:
    """An e-mail: what it is, what came of it, and what to do where it failed."""

    what: str
    state: str
    remedy: str = ""


@dataclass(frozen=True)
class Row:
    person: User
    asked: int  # updates
    missing: int
    numbers: Sequence[str]  # collected measures whose number is missing
    newest: Mail | None
    earlier: Sequence[Mail]
    state: str  # of the link
    says: str
    used_at: datetime | None

    @property
    def is_asked(self) -> bool:
        return bool(self.asked or self.numbers)


def context(at: datetime) -> dict[str, object]:
    """Of the newest cycle that is open. A fixed number of queries."""
    cycle = cycle_to_update(at)
    if cycle is None:
        return {"cycle": None, "rows": []}
    theirs = owed(cycle, at)
    mails: dict[int, list[Reminder]] = {}
    for reminder in Reminder.objects.filter(cycle=cycle).select_related("job", "person"):
        mails.setdefault(reminder.person_id, []).append(reminder)
    links: dict[int, list[UpdateLink]] = {}
    for link in UpdateLink.objects.filter(cycle=cycle).select_related("person", "cycle"):
        links.setdefault(link.person_id, []).append(link)
    people = {each.person_id: each.person for sent in mails.values() for each in sent} | {
        each.pk: each for each in theirs
    }
    rows = [
        row(person, theirs.get(person, Owed()), mails.get(pk, []), links.get(pk, []), at)
        for pk, person in people.items()
    ]
    return {
        "cycle": cycle,
        "rows": sorted(rows, key=lambda each: (-each.missing - len(each.numbers), each.person.job_title)),
    }


def row(person: User, owed: Owed, sent: list[Reminder], links: list[UpdateLink], at: datetime) -> Row:
    state, says = of_links(links, any(brings_a_link(each) for each in sent), at)
    used = [link.used_at for link in links if link.used_at]
    mails = [in_words(each) for each in reversed(sent)]
    return Row(
        person=person,
        asked=len(owed.asked),
        missing=len(owed.missing),
        numbers=owed.measures,
        newest=mails[0] if mails else None,
        earlier=mails[1:],
        state=state,
        says=says,
        used_at=max(used, default=None),
    )


def in_words(reminder: Reminder) -> Mail:
    kind = Kind(reminder.kind).label
    if reminder.sent_at:
        return Mail(kind, f"sent {moment(reminder.sent_at)}")
    if reminder.not_sent:
        return Mail(kind, f"not sent: {small(reminder.not_sent)}")
    if reminder.job and reminder.job.state == State.FAILED:
        return Mail(kind, f"not sent: {reminder.job.problem}", reminder.job.remedy)
    if reminder.job and reminder.job.put_off:
        return Mail(kind, f"waits: {reminder.job.progress_text}")
    return Mail(kind, f"waits to be sent since {moment(reminder.recorded_at)}")


def brings_a_link(reminder: Reminder) -> bool:
    """Once it is sent, which nothing forbids."""
    failed = reminder.job is not None and reminder.job.state == State.FAILED
    return reminder.kind != Kind.MANAGER and not (reminder.sent_at or reminder.not_sent or failed)


def of_links(links: list[UpdateLink], is_on_its_way: bool, at: datetime) -> tuple[str, str]:
    """The newest that works, or the one that comes, or why the newest does not work."""
    working = [link for link in links if ended(link, at) is None]
    if working:
        return WORKS, f"Works until {months.day(timezone.localdate(working[-1].expires_at))}"
    if is_on_its_way:
        return COMES, "Comes with the e-mail that waits"
    if not links:
        return NONE, "None yet"
    newest = links[-1]
    if newest.revoked_at:
        return ENDED, f"Revoked on {months.day(timezone.localdate(newest.revoked_at))}"
    return ENDED, "Ended"


def moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{months.short_day(local.date())}, {local:%H:%M}"
