"""The texts of loaded contacts that nobody knows the source of, and how many contacts have each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from figures import closed
from frontdoor.models import Contact, Referral
from frontdoor.sources.models import SourceWord
from intake.columns import folded
from organisation.models import User
from organisation.permissions import Permission
from pages.identifying import found


@dataclass
class Unknown:
    """A text that is no code, and that the council has said nothing of."""

    folded: str
    text: str = ""  # as most contacts write it
    open: int = 0  # contacts and referrals of months that are not closed
    closed: int = 0
    written: dict[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return self.open + self.closed

    def add(self, text: str, number: int, *, is_closed: bool) -> None:
        self.written[text] = self.written.get(text, 0) + number
        self.text = max(self.written, key=lambda one: (self.written[one], one))
        if is_closed:
            self.closed += number
        else:
            self.open += number


@dataclass(frozen=True)
class Listed:
    """The most frequent first. `withheld`: records whose text looks like somebody's name or number, which no list
    shows: it belongs into no pick list."""

    texts: list[Unknown]
    withheld: int


def unknown(user: User, on: date) -> Listed:
    """Of the loads that stand, as far as this person sees their records; those of no team too, since whoever may say
    what words stand for may load them, and many exports name no team."""
    last = closed.last_closed_month()
    own = set(SourceWord.objects.visible_to(user).values_list("folded", flat=True))
    texts: dict[str, Unknown] = {}
    seen = Q(team__isnull=True) | user.access.rows(Permission.SEE_CONTACTS, team="team", service="team__service")
    for model in (Contact, Referral):
        rows = model.objects.current().filter(seen).of_unknown_words().order_by()
        for text, month, number in rows.values_list("source_said", "month").annotate(number=Count("pk")):
            key = folded(text)
            if key not in own:
                texts.setdefault(key, Unknown(key)).add(text, number, is_closed=bool(last and month <= last))
    shown = [one for one in texts.values() if not any(list(found(text, on)) for text in one.written)]
    hidden = sum(one.all for one in texts.values()) - sum(one.all for one in shown)
    return Listed(sorted(shown, key=lambda one: (-one.all, one.folded)), hidden)
