"""Risks of the demonstration's plan, reviewed over its cycles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from demo.facts import risks
from demo.organisation import Organisation
from demo.plan import moment
from history import tracking
from improvement.models import Action, Risk, RiskReview, Theme


@transaction.atomic
def load_risks(organisation: Organisation) -> bool:
    """True when it made them; False when there are risks already."""
    if Risk.objects.exists():
        return False
    actions = {action.reference: action for action in Action.objects.all()}
    themes = {theme.code: theme for theme in Theme.objects.all()}
    entries = sorted(risks(), key=lambda entry: entry["reviews"][0][0])
    for number, entry in enumerate(entries, 1):
        theme, action = themes.get(entry.get("area", "")), actions.get(entry.get("action", ""))
        make_risk(f"R{number}", entry, organisation, theme, action)
    return True


def make_risk(
    reference: str, entry: dict[str, Any], organisation: Organisation, theme: Theme | None, action: Action | None
) -> None:
    owner = organisation.people[entry["owner"]]
    raised_on: date = entry["reviews"][0][0]
    risk = Risk(
        reference=reference,
        title=entry["title"],
        theme=theme,
        action=action,
        owner=owner,
        raised_on=raised_on,
        generated=True,
    )
    tracking.save(risk, by=None, at=moment(raised_on, 9))
    RiskReview.objects.bulk_create(
        RiskReview(
            risk=risk,
            likelihood=likelihood,
            impact=impact,
            mitigation=mitigation,
            review_on=review_on,
            words=words,
            by=owner,
            at=moment(on, 11),
        )
        for on, likelihood, impact, review_on, mitigation, words in entry["reviews"]
    )
    if "closed" in entry:
        risk.closed_on, risk.why_closed = entry["closed"]
        tracking.save(risk, by=None, at=moment(entry["closed"][0], 12))
