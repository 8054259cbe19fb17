"""The register of risks: each as it stands, the matrix of likelihood by impact, and what the address asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import OuterRef
from django.http import QueryDict
from django.utils import timezone

from figures.words import capital, count
from improvement.models import Level, Risk, RiskReview
from improvement.models.risk import OF_FIVE, PLACE, RiskQuerySet
from improvement.risks.levels import IMPACTS, LIKELIHOODS, lateness, level, movement
from organisation.models import User
from pages.exports import FORMATS
from pages.tables import Filter, address, filters, paged

PER_PAGE = 100
NOBODY = "none"
RANK = {each: place for place, each in enumerate(Level)}

LISTS: dict[str, tuple[str, Callable[[RiskTold], bool]]] = {
    "": ("Open", lambda one: one.is_open),
    "late": ("Open, review overdue", lambda one: bool(one.late)),
    "closed": ("Closed", lambda one: not one.is_open),
    "all": ("Open and closed", lambda one: True),
}


@dataclass(frozen=True)
class RiskTold:
    """A risk as it stands on a day. `late` says by how much its review is overdue, or is ''."""

    risk: Risk
    last: RiskReview
    level: Level
    moved: str
    late: str

    @property
    def is_open(self) -> bool:
        return self.risk.closed_on is None

    @property
    def place(self) -> tuple[bool, int, int]:
        """Open before closed, the greatest first."""
        return not self.is_open, -self.last.score, self.risk.pk


def told(risks: RiskQuerySet, now: datetime) -> list[RiskTold]:
    """Greatest first. One query: the last two reviews of each, with their risks."""
    newest = RiskReview.objects.filter(risk=OuterRef("risk"), at__lte=now).order_by("-at", "-pk").values("pk")[:2]
    reviews = RiskReview.objects.filter(risk__in=risks.values("pk"), pk__in=newest).order_by("risk", "at", "pk")
    found = groupby(reviews.select_related(*(f"risk__{path}" for path in PLACE)), key=lambda review: review.risk)
    told_each = (tell(risk, list(last), timezone.localdate(now)) for risk, last in found)
    return sorted(told_each, key=lambda one: one.place)


def tell(risk: Risk, reviews: Sequence[RiskReview], on: date) -> RiskTold:
    """By its last reviews, oldest first."""
    *before, last = reviews
    return RiskTold(
        risk=risk,
        last=last,
        level=level(last.score, on),
        moved=movement(before[-1].score if before else None, last.score),
        late=lateness(last.review_on, on) if risk.closed_on is None else "",
    )


def context(user: User, params: QueryDict, now: datetime) -> dict[str, Any]:
    every = told(Risk.objects.visible_to(user), now)
    wanted = asked(every, params)
    pager = paged(params, len(wanted), PER_PAGE)
    standing = [one for one in every if one.is_open]
    return {
        "today": timezone.localdate(now),
        "everything": len(every),
        "says": says(standing),
        "matrix": matrix(standing, timezone.localdate(now)),
        "filters": fields(every, params),
        "risks": wanted[max(pager.first - 1, 0) : pager.last],
        "count": len(wanted),
        "pager": pager,
        "asked": address(params, page=None),
        "formats": FORMATS,
    }


def says(standing: Sequence[RiskTold]) -> str:
    """'Eight risks are open, two of them very high. The review of one is overdue.'"""
    if not standing:
        return "No risk is open."
    top, late = sum(one.level == Level.VERY_HIGH for one in standing), sum(bool(one.late) for one in standing)
    great = f", {count(top, 'of them', 'of them')} very high" if top else ""
    are = "is" if len(standing) == 1 else "are"
    reviews = f" {capital(count(late, 'review'))} {'is' if late == 1 else 'are'} overdue." if late else ""
    return f"{capital(count(len(standing), 'risk'))} {are} open{great}.{reviews}"


def matrix(standing: Sequence[RiskTold], on: date) -> dict[str, Any]:
    """{impacts, rows [{likelihood, words, cells [(impact, words, level, count)]}]}, the most likely first."""
    counts = Counter((one.last.likelihood, one.last.impact) for one in standing)
    rows = [
        {
            "likelihood": likelihood,
            "words": LIKELIHOODS[likelihood],
            "all": sum(counts[likelihood, impact] for impact in OF_FIVE),
            "cells": [
                (impact, IMPACTS[impact], level(likelihood * impact, on), counts[likelihood, impact])
                for impact in OF_FIVE
            ],
        }
        for likelihood in reversed(OF_FIVE)
    ]
    return {"impacts": IMPACTS.items(), "rows": rows}


def asked(every: Sequence[RiskTold], params: QueryDict) -> list[RiskTold]:
    wanted = list(tests(params))
    return [one for one in every if all(test(one) for test in wanted)]


def tests(params: QueryDict) -> Iterator[Callable[[RiskTold], bool]]:
    """What the address says that means nothing narrows nothing."""
    yield LISTS.get(params.get("list", ""), LISTS[""])[1]
    if theme := params.get("theme"):
        yield lambda one: one.risk.area.code == theme
    if owner := params.get("owner"):
        yield lambda one: str(one.risk.owner_id or NOBODY) == owner
    if wanted := params.get("level"):
        yield lambda one: one.level == wanted
    if likelihood := params.get("likelihood"):
        yield lambda one: str(one.last.likelihood) == likelihood
    if impact := params.get("impact"):
        yield lambda one: str(one.last.impact) == impact


def fields(every: Sequence[RiskTold], params: QueryDict) -> Any:
    areas = {one.risk.area.code: one.risk.area for one in every}
    in_order = sorted(areas.values(), key=lambda theme: (theme.position, theme.code))
    owners = {str(one.risk.owner_id or NOBODY): one.risk.owned_by for one in every}
    return filters(
        params,
        [
            Filter("list", "Show", [(key, text) for key, (text, _) in LISTS.items()]),
            Filter("theme", "Area of focus", [("", "All"), *((theme.code, str(theme)) for theme in in_order)]),
            Filter("level", "Level", [("", "All"), *Level.choices]),
            Filter("owner", "Owner", [("", "All"), *sorted(owners.items(), key=lambda pair: pair[1].casefold())]),
            Filter("likelihood", "Likelihood", [("", "All"), *numbered(LIKELIHOODS)]),
            Filter("impact", "Impact", [("", "All"), *numbered(IMPACTS)]),
        ],
        action="#risks",
    )


def numbered(words: dict[int, str]) -> Iterator[tuple[str, str]]:
    return ((str(of_five), f"{of_five} {text}") for of_five, text in words.items())


# --- As rows of a file ------------------------------------------------------------------------------------------------

HEADINGS = (
    "Reference",
    "What could happen",
    "Area code",
    "Area of focus",
    "Action",
    "Owner e-mail",
    "Owner job title",
    "Owner role",
    "Raised on",
    "Likelihood",
    "Impact",
    "Score",
    "Level",
    "Since the review before",
    "Mitigation",
    "Reviewed on",
    "Next review",
    "Review overdue",
    "Closed on",
    "Why closed",
)


def rows(risks: Sequence[RiskTold]) -> Iterator[tuple[Any, ...]]:
    for one in risks:
        risk, last = one.risk, one.last
        yield (
            risk.reference,
            risk.title,
            risk.area.code,
            risk.area.title,
            risk.action.reference if risk.action else None,
            risk.owner.email if risk.owner else None,
            risk.owner.job_title if risk.owner else None,
            risk.owner_role.title if risk.owner_role else None,
            risk.raised_on,
            last.likelihood,
            last.impact,
            last.score,
            str(one.level.label),
            one.moved,
            last.mitigation,
            timezone.localdate(last.at),
            last.review_on,
            one.late,
            risk.closed_on,
            risk.why_closed,
        )
