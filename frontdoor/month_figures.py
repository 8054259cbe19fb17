"""The figures of a month that say most of its contacts: told where a file that would change them is checked."""

from __future__ import annotations

from datetime import date

from figures import registry
from figures.reader import Reader
from figures.words import shown

KEYS = ("frontdoor.contacts", "frontdoor.nfa_rate", "frontdoor.decided_in_time", "frontdoor.referral_rate")


def figures_of(month: date) -> list[tuple[str, str]]:
    """What each is called, and its value as the records stand."""
    reader = Reader()
    figures = [registry.figure(key) for key in KEYS]
    return [(figure.label, shown(reader.reading(figure, month))) for figure in figures]
