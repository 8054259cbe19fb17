"""Actions as they are kept: what a file could say of them, and how one is put back as it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from history import tracking
from history.models import write
from improvement.actions.keeping import waiting_graph
from improvement.models import Action, OwnerRole, Recommendation, Theme
from improvement.owners.owning import pass_on, what_it_owns
from improvement.plan_files import facts
from improvement.plan_files.owners import Owners
from improvement.standing import agreed_date
from intake.merging import Asked, Facts
from organisation.models import Service
from organisation.refused import Refused

TEXTS = ("title", "success", "origin")
MADE_WITH_IT = {"date_changes", "awaited_by", "versions"}


def facts_of(action: Action, today: date) -> Facts:
    facts_now = {
        "title": facts.line(action.title), "success": facts.lines(action.success), "origin": facts.line(action.origin),
        "area": action.theme.code, "area_title": facts.line(action.theme.title), "service": action.service.slug,
        "owner": action.owner_role.title if action.owner_role else action.owner.email if action.owner else "",
        "starts_on": facts.day(action.starts_on), "original_date": facts.day(action.original_date),
        "agreed_date": facts.day(agreed_date(action, today)), "completed_on": facts.day(action.completed_on),
        "answers": facts.references(each.reference for each in action.answers.all()),
        "waits_for": facts.references(each.reference for each in action.waits_for.all()),
    }  # fmt: skip
    return facts.with_texts_as_kept(facts_now, title=action.title, success=action.success, origin=action.origin)


class Kept:
    """What rows may point to, and which actions wait for which, read once."""

    def __init__(self) -> None:
        self.recommendations = {each.reference: each for each in Recommendation.objects.all()}
        self.actions = {each.reference: each for each in Action.objects.all()}
        self.names = {each.pk: each.reference for each in self.actions.values()}
        self.graph = waiting_graph()

    def reference(self, pk: int) -> str:
        return self.names[pk]


def worked_with(action: Action) -> str:
    """'milestones', of the first kind of thing that hangs on it."""
    for relation in Action._meta.related_objects:
        name = relation.get_accessor_name()
        if name and name not in MADE_WITH_IT and hasattr(action, name):
            related = getattr(action, name)
            if not hasattr(related, "exists") or related.exists():
                return str(relation.related_model._meta.verbose_name_plural)
    return ""


def point(action: Action, field: str, wanted: Iterable[Any], verb: str, asked: Asked) -> None:
    found = list(wanted)
    getattr(action, field).set(found)
    if asked.by:
        words = facts.references(each.reference for each in found) or "nothing"
        write(about=action, verb=verb, by=asked.by, at=asked.at, words=words)


def restore(key: str, was: Facts, owners: Owners, asked: Asked) -> None:
    action = Action.objects.select_for_update(of=("self",)).get(reference=key)
    for name in TEXTS:
        setattr(action, name, facts.text_as_kept(was, name))
    action.theme, action.service = Theme.objects.get(code=was["area"]), Service.objects.get(slug=was["service"])
    action.original_date = facts.as_date(was["original_date"])
    tracking.save(action, by=asked.by, at=asked.at, reason=asked.why)
    owner = owners.known(was["owner"])
    if (action.owner, action.owner_role) != (owner.owner, owner.role):
        pass_on([action], owner, by=asked.by, at=asked.at, reason=asked.why)
    action.answers.set(Recommendation.objects.filter(reference__in=facts.listed(was["answers"])))
    action.waits_for.set(Action.objects.filter(reference__in=facts.listed(was["waits_for"])))


def remove(keys: Collection[str], asked: Asked) -> None:
    """What was worked with since stays, and so does its load."""
    for action in Action.objects.filter(reference__in=keys):
        if found := worked_with(action):
            raise Refused(f"{action.reference} has {found} since, so its load cannot be undone. Nothing was changed.")
    for action in Action.objects.filter(reference__in=keys):
        action.date_changes.all().delete()
        tracking.remove(action, by=asked.by, at=asked.at, reason=asked.why)
    made_here = {"history_type": "+", "history_change_reason__startswith": f"Load {asked.load}: "}
    for area in Theme.objects.filter(pk__in=Theme.versions.filter(**made_here).values("id"), actions=None):
        tracking.remove(area, by=asked.by, at=asked.at, reason=asked.why)
    for role in OwnerRole.objects.filter(pk__in=OwnerRole.versions.filter(**made_here).values("id")):
        if not what_it_owns(role):
            tracking.remove(role, by=asked.by, at=asked.at, reason=asked.why)
