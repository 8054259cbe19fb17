"""Recommendations, from a spreadsheet: added, and changed as the programme office changes them on their page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from history import tracking
from improvement.confirming import confirmed
from improvement.models import Kind, Recommendation
from improvement.plan_files import facts
from intake.merging import Asked, Change, Facts, Merging, Telling
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

    def put(self, change: Change, asked: Asked, tell: Telling) -> None:
        becomes = change.becomes
        made_on = facts.as_date(becomes.get("made_on", ""))
        with tell.of("reference"):
            if change.was is None:
                facts.refuse_reference(change.key)
        with tell.of("words"):
            if not becomes.get("words"):
                raise Refused("A recommendation needs what was asked for")
        with tell.of("made_on"):
            if made_on is None:
                raise Refused("A recommendation needs the day on which it was made")
        looks_like_somebody = facts.look_through(change, WORDS, self.today, tell)
        if tell.errors or made_on is None:
            return
        found = Recommendation.objects.filter(reference=change.key).first() or Recommendation(reference=change.key)
        for name in WORDS:
            if change.sets(name):
                setattr(found, name, becomes[name])
        found.kind, found.made_on = becomes.get("kind") or Kind.OTHER, made_on
        tracking.save(found, by=asked.by, at=asked.at, reason=asked.why)
        if asked.by and looks_like_somebody:
            confirmed(found, asked.because, by=asked.by, at=asked.at)

    def restore(self, key: str, was: Facts, asked: Asked) -> None:
        found = Recommendation.objects.get(reference=key)
        for name in WORDS:
            setattr(found, name, facts.text_as_kept(was, name))
        found.kind, found.made_on = was["kind"], date.fromisoformat(was["made_on"])
        tracking.save(found, by=asked.by, at=asked.at, reason=asked.why)

    def remove(self, keys: Collection[str], asked: Asked) -> None:
        for each in Recommendation.objects.filter(reference__in=keys):
            if each.answered_by.exists() or each.standings.exists():
                raise Refused(f"Actions answer {each.reference}, so its load cannot be undone. Nothing was changed.")
            tracking.remove(each, by=asked.by, at=asked.at, reason=asked.why)


def facts_of(made: Recommendation) -> Facts:
    facts_now = {
        "words": facts.lines(made.words), "kind": made.kind, "source": facts.line(made.source),
        "made_on": facts.day(made.made_on),
    }  # fmt: skip
    return facts.with_texts_as_kept(facts_now, words=made.words, source=made.source)
