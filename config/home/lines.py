"""What needs somebody: a line each, of 'Needs you'."""

from __future__ import annotations

from dataclasses import dataclass

from figures.words import capital, count, listing

NAMED = 6  # actions that a line names before it counts them instead


@dataclass(frozen=True)
class Line:
    text: str
    says: str
    url: str = ""


def overdue(found: list[tuple[str, int]], url: str, when: str = "") -> list[Line]:
    """Of actions: their references, and for how many days."""
    if not found:
        return []
    says = f"{references([name for name, _ in found])}; {count(max(days for _, days in found), 'day')} at most{when}"
    return [Line(f"{capital(count(len(found), 'action'))} overdue, with no new date agreed", says, url)]


def help_wanted(found: list[str], url: str) -> list[Line]:
    """Of actions: their references."""
    if not found:
        return []
    asks = "asks" if len(found) == 1 else "ask"
    return [Line(f"{capital(count(len(found), 'action'))} {asks} for help", references(found), url)]


def references(found: list[str]) -> str:
    if len(found) <= NAMED:
        return listing(found)
    return f"{listing(found[:NAMED]).replace(' and ', ', ')} and {len(found) - NAMED} more"
