"""From a number in a draft to the page of the figure as it stands now."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


def live_links(paper: dict[str, Any]) -> Callable[[str], str]:
    """The address of a reading's figure, month, scope and part, by the reading's name in the paper."""
    rows = {row["ref"]: row for row in paper["readings"]}
    page = cache(lambda key: reverse("figures:figure", args=[key]))

    def link(ref: str) -> str:
        row = rows[ref]
        scope = {"scope": row["scope"]} if row["scope"] else {}
        return f"{page(row['key'])}?{urlencode({'month': row['month'], **scope, **(row['by'] or {})})}"

    return link
