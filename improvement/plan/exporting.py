"""The plan as rows of a file, such that they can be read back: one an action, a column a fact. A workbook has its
milestones and recommendations on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils import timezone

from improvement.models import Action, Recommendation
from improvement.told import Told
from organisation.models import User
from pages.exports import Sheet

HEADINGS = (
    "Reference",
    "Title",
    "What success looks like",
    "Where it came from",
    "Recommendations answered",
    "Waits for",
    "Area code",
    "Area of focus",
    "Service",
    "Owner e-mail",
    "Owner job title",
    "Owner works for",
    "Owner role",
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
    "Help wanted",
    "Milestones done",
    "Milestones",
)
OF_MILESTONES = ("Action", "Milestone", "Due on", "Done on")
OF_RECOMMENDATIONS = ("Reference", "What was asked for", "Asked for by", "Where it stands", "Made on")
BETWEEN = "; "  # references in one cell
BY_RULE, BY_OWNER = "the rule", "the owner's report"


def sheets(actions: Sequence[Told], user: User) -> list[Sheet]:
    """Of a workbook: these actions, their milestones, and every recommendation that this person may see."""
    recommendations = Recommendation.objects.visible_to(user).order_by("made_on", "reference")
    return [
        Sheet("Actions", HEADINGS, rows(actions)),
        Sheet("Milestones", OF_MILESTONES, milestones(actions)),
        Sheet("Recommendations", OF_RECOMMENDATIONS, map(recommendation, recommendations)),
    ]


def milestones(actions: Iterable[Told]) -> Iterator[tuple[Any, ...]]:
    for one in actions:
        for step in one.action.milestones.all():
            yield one.action.reference, step.title, step.due_on, step.done_on


def recommendation(made: Recommendation) -> tuple[Any, ...]:
    return made.reference, made.words, made.get_kind_display(), made.source, made.made_on


def references(records: Iterable[Action | Recommendation]) -> str:
    return BETWEEN.join(sorted(record.reference for record in records))


def rows(actions: Iterable[Told]) -> Iterator[tuple[Any, ...]]:
    for one in actions:
        action, judgement = one.action, one.judgement
        ruled = judgement.ruled or judgement.brag
        owner, assured_by = action.owner, action.assured_by
        yield (
            action.reference,
            action.title,
            action.success,
            action.origin,
            references(action.answers.all()),
            references(action.waits_for.all()),
            action.theme.code,
            action.theme.title,
            action.service.name,
            owner.email if owner else None,
            owner.job_title if owner else None,
            owner.body if owner else None,
            action.owner_role.title if action.owner_role else None,
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
            one.help_wanted or None,
            one.done,
            one.milestones,
        )
