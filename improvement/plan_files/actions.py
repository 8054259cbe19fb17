"""Actions of the plan, from a spreadsheet: added, and changed by the rules by which people change them on pages. Dates
that were agreed and what is complete change on the action's page alone, where somebody else agrees to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from history import tracking
from improvement.actions.keeping import add_action, circle, refuse_early, set_first_date
from improvement.confirming import confirmed
from improvement.models import Action, DateChange, Theme
from improvement.owners.owning import NOBODY, pass_on
from improvement.plan_files import facts, kept_actions
from improvement.plan_files.areas import Areas
from improvement.plan_files.kept_actions import Kept
from improvement.plan_files.owners import Owners
from intake.columns import folded
from intake.merging import Asked, Change, Facts, Merging, Telling
from organisation.models import Service
from organisation.refused import Refused

WORDS = ("title", "success", "origin")
MUST = {"title": "title", "area": "area of focus", "service": "service"}
FACTS = (
    *WORDS, "area", "area_title", "service", "owner", "starts_on", "original_date", "agreed_date", "completed_on",
    "answers", "waits_for",
)  # fmt: skip
CHANGES_ON = {"agreed_date": "action", "completed_on": "action", "area_title": "area"}  # of what the plan has


class MergingActions(Merging):
    def __init__(self, today: date) -> None:
        super().__init__(today)
        self.services = {service.slug: service for service in Service.objects.all()}
        self.titles: dict[str, str] = {}
        self.undone()

    def undone(self) -> None:
        self.areas = Areas(self.titles)
        self.owners = Owners()

    def month(self) -> date:
        return facts.plan_month(self.today)

    def now(self) -> dict[str, Facts]:
        every = Action.objects.select_related("theme", "service", "owner", "owner_role")
        return {
            action.reference: kept_actions.facts_of(action, self.today)
            for action in every.prefetch_related("answers", "waits_for", "date_changes")
        }

    def read(self, said: Mapping[str, Any]) -> tuple[str, Facts]:
        found = facts.as_facts(said, FACTS)
        if not found.get("starts_on"):
            found.pop("starts_on", None)  # an empty cell says nothing of what has a day already
        if code := self.areas.said(said, found.get("area", "")):
            found["area"] = code
        for name in ("answers", "waits_for"):
            if name in found:
                found[name] = facts.references(facts.listed(found[name]))
        if self.owners.are_said(said):
            found["owner"] = self.owners.said(said)
        return said["reference"], found

    def is_same(self, column: str, kept: str, said: str, cell: str) -> bool:
        """A service that ended may have the name of another one: a file that names it moves nothing to that."""
        if column == "service" and kept in self.services and folded(cell) == folded(self.services[kept].name):
            return True
        return super().is_same(column, kept, said, cell)

    @cached_property
    def kept(self) -> Kept:
        """Once every row has added what it adds."""
        return Kept()

    # --- By the rules -------------------------------------------------------------------------------------------------

    def put(self, change: Change, asked: Asked, tell: Telling) -> None:
        looks_like_somebody = facts.look_through(change, WORDS, self.today, tell)
        action = (self.add if change.was is None else self.alter)(change, asked, tell)
        if action and asked.by and looks_like_somebody:
            confirmed(action, asked.because, by=asked.by, at=asked.at)

    def places(self, change: Change, asked: Asked, tell: Telling) -> tuple[Theme | None, Service | None]:
        """Where it belongs, as far as the file changes that; what it must have is missed where it is not said."""
        theme = service = None
        for name in MUST:
            with tell.of(name):
                if name == "area" and not change.becomes.get("area"):
                    theme = self.areas.titled(change, missing(change, name))
                elif not change.becomes.get(name):
                    raise Refused(missing(change, name))
                elif name == "area" and change.sets(name):
                    theme = self.areas.coded(change, asked, tell)
                elif name == "service" and change.sets(name):
                    service = self.service(change.becomes[name])
        return theme, service

    def add(self, change: Change, asked: Asked, tell: Telling) -> Action | None:
        becomes = change.becomes
        with tell.of("reference"):
            facts.refuse_reference(change.key)
        theme, service = self.places(change, asked, tell)
        original, agreed, completed_on = (
            facts.as_date(becomes.get(name, "")) for name in ("original_date", "agreed_date", "completed_on")
        )
        starts_on = facts.as_date(becomes.get("starts_on", "")) or min(
            filter(None, (self.today, original, completed_on))
        )
        owner = NOBODY
        with tell.of("owner"):
            owner = self.owners.found(becomes.get("owner", ""), tell, asked)
        with tell.of("agreed_date"):
            refuse_agreed(agreed, original, asked)
        with tell.of("original_date"):
            refuse_early(original, starts_on)
        if tell.errors or theme is None or service is None:
            return None
        action = add_action(
            reference=change.key, title=becomes["title"], theme=theme, service=service, starts_on=starts_on,
            original_date=original, owner=owner, success=becomes.get("success", ""), origin=becomes.get("origin", ""),
            by=asked.by, at=asked.at,
        )  # fmt: skip
        Action.objects.filter(pk=action.pk).update(load=asked.load, completed_on=completed_on)
        if agreed and original and agreed != original and asked.by:
            reason = change.said.get("date_reason") or "Agreed before the plan was kept here"
            DateChange.objects.create(
                action=action,
                from_date=original,
                to_date=agreed,
                reason=reason,
                agreed_by=asked.by,
                agreed_on=self.today,
            )
        return action

    def alter(self, change: Change, asked: Asked, tell: Telling) -> Action:
        found = Action.objects.select_for_update(of=("self",)).select_related("owner", "owner_role")
        action = found.get(reference=change.key)
        theme, service = self.places(change, asked, tell)
        action.theme, action.service = theme or action.theme, service or action.service
        for name in WORDS:
            if change.sets(name):
                setattr(action, name, change.becomes[name])
        with tell.of("starts_on"):
            if change.sets("starts_on"):
                raise Refused(f"It starts on {action.starts_on:%d/%m/%Y}, and that does not change")
        with tell.of("original_date"):
            if change.sets("original_date"):
                first_date(action, facts.as_date(change.becomes["original_date"]))
        for name in CHANGES_ON:
            if change.sets(name) and not (name == "area_title" and action.theme.title == change.becomes[name]):
                tell.warn(
                    name, "kept_elsewhere", f"Not taken from the file: it changes on the page of the {CHANGES_ON[name]}"
                )
        with tell.of("owner"):
            owner = self.owners.found(change.becomes["owner"], tell, asked) if change.sets("owner") else None
            if not tell.errors:
                tracking.save(action, by=asked.by, at=asked.at, reason=asked.why)
            if owner:
                pass_on([action], owner.held(), by=asked.by, at=asked.at, reason=asked.why, field="owner")
        return action

    def service(self, slug: str) -> Service:
        """Raises Refused."""
        service = self.services[slug]
        if service.ends_on and service.ends_on < self.today:
            raise Refused(f"{service.name} ended on {service.ends_on:%d/%m/%Y}. Choose another service")
        return service

    def join(self, change: Change, asked: Asked, tell: Telling) -> None:
        if not change.sets("answers") and not change.sets("waits_for"):
            return
        action = self.kept.actions[change.key]
        waited_for = self.kept.graph.get(action.pk, set())
        with tell.of("answers"):
            if change.sets("answers"):
                wanted = facts.records_of(change.becomes["answers"], self.kept.recommendations, "recommendation")
                kept_actions.point(action, "answers", wanted, "answers", asked)
        with tell.of("waits_for"):
            if change.sets("waits_for"):
                others = facts.records_of(change.becomes["waits_for"], self.kept.actions, "action", asked.left_out)
                self.kept.graph[action.pk] = {each.pk for each in others}
                if found := circle(self.kept.graph, action.pk):
                    raise Refused(f"It would wait for itself: {' waits for '.join(map(self.kept.reference, found))}")
                kept_actions.point(action, "waits_for", others, "waits for", asked)
        if tell.errors:
            self.kept.graph[action.pk] = waited_for

    # --- Undoing ------------------------------------------------------------------------------------------------------

    def restore(self, key: str, was: Facts, asked: Asked) -> None:
        kept_actions.restore(key, was, self.owners, asked)

    def remove(self, keys: Collection[str], asked: Asked) -> None:
        kept_actions.remove(keys, asked)


def missing(change: Change, name: str) -> str:
    new = f"{change.key} is a new action, so the file must say" if change.was is None else "It needs"
    return f"{new} its {MUST[name]}"


def refuse_agreed(agreed: date | None, original: date | None, asked: Asked) -> None:
    """The date that was agreed before the plan came here. Raises Refused."""
    if agreed and original is None:
        raise Refused("An agreed date needs the original date, which it moved", "original_date")
    if agreed and agreed != original and asked.by is None:
        raise Refused("Say in whose name it is loaded, who then answers for it: --by EMAIL")


def first_date(action: Action, wanted: date | None) -> None:
    """Set while there is none. Raises Refused."""
    if action.original_date and wanted is None:
        raise Refused(f"It was first due on {action.original_date:%d/%m/%Y}, and that never changes")
    set_first_date(action, wanted)
