from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from django.utils import timezone

from figures.words import count
from improvement.models import Standing, Update
from improvement.models.action import NO_OWNER
from improvement.rules.dated import known_rules, rule_on
from organisation.posts import job_titles
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections import finance
from reports.compiling.writer import Writer
from reports.tree import Node


def write(writer: Writer, material: Material) -> None:
    grouped = groupby(ordered(material), key=lambda standing: standing.theme_id)
    areas = [(material.areas[theme], list(rows)) for theme, rows in grouped]
    title = f"{count(len(areas), 'area').capitalize()} of focus, with each action" if areas else "Areas of focus"
    writer.part(title, "focus")
    if not areas:
        writer.para("The improvement plan has no actions in this month.")
        return
    writer.para(
        "Each action shows its state with the reason, its dates and its latest update. The ",
        tree.strong("original"),
        " date never changes. The ",
        tree.strong("agreed"),
        " date moves only for a reason, and only when somebody other than the owner agrees. The ",
        tree.strong("forecast"),
        " is the owner's own.",
    )
    days = rule_on(known_rules(), material.as_at).recoverable_days
    writer.para(
        "The states are ",
        tree.strong("Red"),
        f": past its agreed date, or forecast more than {days} days after it; ",
        tree.strong("Amber"),
        f": forecast 1 to {days} days after it, held up by something late, or under way without a date; ",
        tree.strong("Green"),
        ": on track, or complete and waiting to be assured; ",
        tree.strong("Blue"),
        ": complete, with evidence that somebody other than the owner has assured; ",
        tree.strong("Grey"),
        ": not started and not yet due.",
    )
    updates = latest_updates(material)
    posts = job_titles({update.by_id for update in updates.values()}, material.cycle.closed_at)
    for area, standings in areas:
        writer.heading(f"Area {area.code}: {area.title}", f"area-{area.code}")
        why = area.why or f"{count(len(standings), 'action').capitalize()} in this area."
        writer.para(why, *finance.in_short(writer, material, area.code), keep=True)
        for standing in standings:
            writer.add(action(standing, updates.get(standing.action_id), posts))


def ordered(material: Material) -> list[Standing]:
    """In the order of the plan."""
    return sorted(
        material.standings,
        key=lambda row: (material.place_of(row.theme_id), row.action.position, row.action.reference),
    )


def latest_updates(material: Material) -> Mapping[int, Update]:
    """The last update of this cycle that was written before it closed; nothing is carried over."""
    rows = Update.objects.filter(cycle=material.cycle).order_by("at", "id")
    return {row.action_id: row for row in rows if material.knew(row.at)}


def action(standing: Standing, update: Update | None, posts: Mapping[int, str]) -> Node:
    """The node of an action, its dates as they stood."""
    return {
        "kind": "action",
        "ref": standing.action.reference,
        "id": f"action-{standing.action.reference}",
        "what": standing.called,
        "owner": standing.owner or NO_OWNER,
        "brag": standing.get_brag_display(),
        "reason": [tree.text(standing.reason)],
        "original": iso(standing.original_date),
        "agreed": iso(standing.agreed_date),
        "forecast": iso(standing.forecast_date),
        "completed": iso(standing.completed_on),
        "moved": standing.moves,
        "update": told(update, posts[update.by_id], standing.owner) if update else None,
        "mark": standing.action.generated,
    }


def told(update: Update, post: str, owner: str) -> Node:
    """Who wrote it is said only where that is not the owner of then: the action may have changed hands since."""
    by = {"by": post} if post and post != owner else {}
    return {"on": timezone.localdate(update.at).isoformat(), **by, "runs": [tree.text(update.words)]}


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def overdue_first(standings: Sequence[Standing]) -> list[Standing]:
    late = [standing for standing in standings if standing.days_overdue]
    return sorted(late, key=lambda standing: (-standing.days_overdue, standing.action.reference))
