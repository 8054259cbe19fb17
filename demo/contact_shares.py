"""How many contacts of a month have which source, outcome and category.

Contacts follow the shape of published referrals: 2.6 of them for each referral of the month. Sources have the shares
that the year's referrals had. How many are closed with no further action, and why, is made up, save that in August
2020 the threshold and want of consent together account for nearly half.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from demo import dfe
from demo.shares import largest_remainder
from frontdoor.models import Outcome, Source

RECORDED_FROM = date(2020, 7, 1)  # the first month with categories
UNSETTLED = "unsettled"  # still to be categorised

# In the order of the facts' own list of them
THRESHOLD_OR_CONSENT = ("below_threshold", "no_consent")
CATEGORIES = (*THRESHOLD_OR_CONSENT, "moved_away", "advice_given", "signposted")

# Per 1,000 contacts closed with no further action
CATEGORY_SHARES = {
    date(2020, 7, 1): (285, 174, 68, 292, 171),
    date(2020, 8, 1): (301, 180, 57, 281, 171),
    date(2020, 9, 1): (293, 191, 52, 289, 165),
    date(2020, 10, 1): (308, 186, 60, 273, 163),
}
UNSETTLED_SHARE = 10

NFA_FIRST, NFA_LAST = 525, 565  # per 1,000 contacts, of the first month and the last
REFERRAL = 380
OF_THE_REST = {Outcome.EARLY_HELP: 55, Outcome.EXISTING: 30, Outcome.OTHER: 15}
# What comes from these sources is closed more often, or less, per 1,000; in the whole it evens out
NFA_BY_SOURCE = {
    Source.POLICE: 30,
    Source.ANONYMOUS: 60,
    Source.INDIVIDUAL: 20,
    Source.SCHOOLS: -40,
    Source.HEALTH: -25,
    Source.LOCAL_AUTHORITY: -20,
}
UNEVENNESS = 30  # per 1,000: how far a source of a month strays from its share


def contacts_of(month: date) -> int:
    return (dfe.referrals_by_month()[month] * 26 + 5) // 10


def year_of(month: date) -> int:
    """The year to 31 March in which a month lies."""
    return month.year + (month.month > 3)


class Sources:
    """Shares out each month's contacts; what strays in one month is made good in the next."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.owed: dict[str, int] = dict.fromkeys(Source.values, 0)  # millionths of a contact

    def of_month(self, month: date, total: int) -> dict[str, int]:
        shares = dfe.referral_sources()[year_of(month)]
        whole = sum(shares.values())
        for source in self.owed:
            self.owed[source] += total * shares[source] * 1_000_000 // whole
        wanted = {source: max(owed, 0) * self.stray() // 1000 for source, owed in self.owed.items()}
        counts = largest_remainder(total, wanted)
        for source, count in counts.items():
            self.owed[source] -= count * 1_000_000
        return counts

    def stray(self) -> int:
        return 1000 + self.rng.randrange(-UNEVENNESS, UNEVENNESS + 1)


def outcomes(rng: Random, source: str, total: int, progress: tuple[int, int]) -> dict[str, int]:
    """Outcomes of a source's contacts in the month that is number `progress[0]` of `progress[1]`."""
    number, months = progress
    nfa = NFA_FIRST + (NFA_LAST - NFA_FIRST) * number // (months - 1)
    nfa += NFA_BY_SOURCE.get(Source(source), 0) + rng.randrange(-12, 13)
    rest = 1000 - nfa - (referral := REFERRAL * (1000 - nfa) // 455)
    weights = {Outcome.NFA.value: nfa * 100, Outcome.REFERRAL.value: referral * 100}
    return largest_remainder(total, weights | {outcome.value: rest * share for outcome, share in OF_THE_REST.items()})


def categories(month: date, total: int) -> Mapping[str, int]:
    """Categories of the month's contacts closed with no further action; none before they were recorded."""
    if month < RECORDED_FROM:
        return {UNSETTLED: total}
    shares = dict(zip(CATEGORIES, CATEGORY_SHARES[month], strict=True))
    return largest_remainder(total, shares | {UNSETTLED: UNSETTLED_SHARE})
