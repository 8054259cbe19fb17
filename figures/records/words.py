"""What pages and the access log call records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import months

if TYPE_CHECKING:
    from figures.page import Page

SIDES = ("counted", "of")


def what(page: Page, side_: str) -> str:
    """For the log: what was seen, in words."""
    asked = page.asked
    month = months.name(asked.month) if asked.month else "no month"
    where = ["whole council"] if page.is_everywhere else []
    own = ", only those that are their own" if page.may_see_own else ""
    return f"{page.figure.label}, {', '.join([month, *page.names, *where])}: records {side_label(side_)}{own}"


def side_label(side_: str) -> str:
    return "counted" if side_ == "counted" else "they are counted out of"
