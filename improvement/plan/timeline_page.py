"""The page of the timeline: the actions that the address asks for, whole areas of focus to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from figures.words import count
from improvement.plan import page as plan_page
from improvement.plan.page import Plan
from improvement.plan.timeline import PHONE, SCREEN, Row, Step, key, timeline
from improvement.told import Told
from pages.tables import address, paged

MOST_ROWS = 60


def context(plan: Plan, params: QueryDict) -> dict[str, Any]:
    wanted = sorted(plan_page.asked(plan, params), key=area_first)
    pages = pages_of(wanted)
    pager = paged(params, len(pages), 1)
    shown = pages[pager.page - 1] if pages else []
    before = sum(map(len, pages[: pager.page - 1]))
    return {
        "today": plan.today,
        "everything": len(plan.actions),
        "lists": plan_page.ready_made(plan.actions, params),
        "filters": plan_page.fields(plan.actions, params, action=""),
        "drawings": drawings(shown, plan.today),
        "key": key(),
        "actions": shown,
        "says": count(len(wanted), "action"),
        "pager": replace(pager, first=before + 1, last=before + len(shown), count=len(wanted)),
        "asked": address(params, page=None),
    }


def drawings(shown: Sequence[Told], today: date) -> list[str]:
    """For wide screens and for narrow ones; none of nothing."""
    rows = [row(one) for one in shown]
    return [timeline(rows, today, paper) for paper in (SCREEN, PHONE)] if rows else []


def area_first(one: Told) -> tuple[int, str]:
    """Within an area of focus the order stays that which the address asks for."""
    return one.action.theme.position, one.action.theme.code


def pages_of(actions: Sequence[Told], most: int = MOST_ROWS) -> list[list[Told]]:
    """Areas of focus stay whole; one that is longer than a page is cut."""
    pages: list[list[Told]] = []
    for _, area in groupby(actions, key=area_first):
        whole = list(area)
        for part in (whole[n : n + most] for n in range(0, len(whole), most)):
            if not pages or len(pages[-1]) + len(part) > most:
                pages.append([])
            pages[-1] += part
    return pages


def row(one: Told) -> Row:
    action = one.action
    return Row(
        area=str(action.theme),
        reference=action.reference,
        title=action.title,
        url=reverse("plan:action", args=[action.reference]),
        brag=one.judgement.brag,
        original=action.original_date,
        agreed=one.agreed,
        forecast=one.forecast,
        completed=action.completed_on,
        steps=[Step(step.due_on, step.done_on is not None) for step in action.milestones.all()],
    )
