"""The plan as rows of a file: one an action, a column a fact, such that they can be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from improvement.told import Told

HEADINGS = (
    "Reference",
    "Title",
    "Area code",
    "Area of focus",
    "Service",
    "Owner e-mail",
    "Owner job title",
    "Added on",
    "Starts on",
    "Original date",
    "Agreed date",
    "Forecast date",
    "Times moved",
    "Days moved",
    "BRAG",
    "Reason",
    "BRAG is by",
    "BRAG by the rule",
    "Days overdue",
    "Completed on",
    "Assured by e-mail",
    "Assured by job title",
    "Assured on",
    "Last update on",
    "Last update",
    "Milestones done",
    "Milestones",
)
BY_RULE, BY_OWNER = "the rule", "the owner's report"


def rows(actions: Iterable[Told]) -> Iterator[tuple[Any, ...]]:
    for one in actions:
        action, judgement = one.action, one.judgement
        ruled = judgement.ruled or judgement.brag
        owner, assured_by = action.owner, action.assured_by
        yield (
            action.reference,
            action.title,
            action.theme.code,
            action.theme.title,
            action.service.name,
            owner.email if owner else None,
            owner.job_title if owner else None,
            action.added_on,
            action.starts_on,
            action.original_date,
            one.agreed,
            one.forecast,
            one.moves,
            one.moved_by,
            str(judgement.brag.label),
            judgement.reason,
            BY_RULE if ruled == judgement.brag else BY_OWNER,
            str(ruled.label),
            judgement.days_overdue,
            action.completed_on,
            assured_by.email if assured_by else None,
            assured_by.job_title if assured_by else None,
            action.assured_on,
            timezone.localdate(one.last.at) if one.last else None,
            one.last.words if one.last else None,
            one.done,
            one.milestones,
        )
