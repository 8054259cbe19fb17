"""Recommendations, from a spreadsheet: added, and changed as the programme office changes them on their page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from history import tracking
from improvement.confirming import confirmed
from improvement.models import Kind, Recommendation
from improvement.plan_files import facts
from intake.merging import Asked, Change, Facts, Merging
from intake.problems import Wrong
from organisation.refused import Refused

WORDS = ("words", "source")
FACTS = ("words", "kind", "source", "made_on")


class MergingRecommendations(Merging):
    def month(self) -> date:
        return facts.plan_month(self.today)

    def now(self) -> dict[str, Facts]:
        return {each.reference: facts_of(each) for each in Recommendation.objects.all()}

    def read(self, said: Mapping[str, Any]) -> tuple[str, Facts]:
        return said["reference"], facts.as_facts(said, FACTS)

    def put(self, change: Change, asked: Asked) -> Iterable[tuple[str, Wrong]]:
        becomes = change.becomes
        if change.was is None:
            facts.refuse_reference(change.key, "reference")
        if not becomes.get("words"):
            raise Refused("A recommendation needs what was asked for", "words")
        made_on = facts.as_date(becomes.get("made_on", ""))
        if made_on is None:
            raise Refused("A recommendation needs the day on which it was made", "made_on")
        found = Recommendation.objects.filter(reference=change.key).first() or Recommendation(reference=change.key)
        self.fill(found, becomes, made_on)
        tracking.save(found, by=asked.by, at=asked.at, reason=asked.why)
        if asked.by:
            confirmed(found, facts.may_stay(change, WORDS, asked), by=asked.by, at=asked.at)
        return facts.looks_like_somebody(change, WORDS, self.today)

    def fill(self, found: Recommendation, becomes: Facts, made_on: date) -> None:
        found.words, found.source, found.made_on = becomes["words"], becomes.get("source", ""), made_on
        found.kind = becomes.get("kind") or Kind.OTHER

    def restore(self, key: str, was: Facts, asked: Asked) -> None:
        found = Recommendation.objects.get(reference=key)
        self.fill(found, was, date.fromisoformat(was["made_on"]))
        tracking.save(found, by=asked.by, at=asked.at, reason=asked.why)

    def remove(self, keys: Collection[str], asked: Asked) -> None:
        for each in Recommendation.objects.filter(reference__in=keys):
            if each.answered_by.exists() or each.standings.exists():
                raise Refused(f"Actions answer {each.reference}, so its load cannot be undone. Nothing was changed.")
            tracking.remove(each, by=asked.by, at=asked.at, reason=asked.why)


def facts_of(made: Recommendation) -> Facts:
    return {
        "words": facts.lines(made.words), "kind": made.kind, "source": facts.line(made.source),
        "made_on": facts.day(made.made_on),
    }  # fmt: skip
