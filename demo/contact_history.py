"""Contacts at the Integrated Front Door from October 2018 to October 2020: generated, and loaded as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from demo.contact_months import ContactRow, Month, contact_history
from demo.contact_shares import CATEGORIES, RECORDED_FROM, THRESHOLD_OR_CONSENT
from demo.facts import facts
from demo.loading import LOADED_AT, is_loaded, make_load, store
from demo.organisation import Organisation, made
from figures.models import ChartNote, NoteKind
from figures.notes.adding import add_note
from frontdoor import deciding_days
from frontdoor.figures import CONTACTS
from frontdoor.models import Category, ClosureRule, Contact, Outcome
from history import tracking
from intake.models import Load

WORDS = {"advice_given": "Advice given to caller", "signposted": "Universal services"}
UNKNOWN_WORDS = ("Closed by duty", "Closed by duty", "ADV / NFA", "Not known")


@transaction.atomic
def make_categories() -> dict[str, Category]:
    """Each by its code. What is there already stays as it is."""
    labels = dict(zip(CATEGORIES, facts()["front_door"]["nfa_categories"], strict=True))
    return {code: make_category(code, label, number) for number, (code, label) in enumerate(labels.items(), start=1)}


def make_category(code: str, label: str, position: int) -> Category:
    category = Category(
        code=code,
        label=label,
        position=position,
        holds_from=RECORDED_FROM,
        threshold_or_consent=code in THRESHOLD_OR_CONSENT,
    )
    return Category.objects.filter(code=code).first() or made(category, RECORDED_FROM)


@transaction.atomic
def load_contacts(organisation: Organisation, history: Sequence[Month] | None = None) -> None:
    """One load a month. Does nothing where they are there already."""
    made_categories = make_categories()
    make_rules(organisation, made_categories)
    make_note(organisation)
    categories = {code: category.pk for code, category in made_categories.items()}
    if is_loaded("contacts"):
        return
    history = contact_history() if history is None else history
    teams = {slug: team.pk for slug, team in organisation.teams.items()}
    analyst = organisation.people["front-door-analyst"]
    loads = [make_load("contacts", month.month, ContactRow._fields, month.contacts, analyst) for month in history]
    store(Load, loads)
    for load, month in zip(loads, history, strict=True):
        store(Contact, [record(load, row, teams, categories) for row in month.contacts])


def make_rules(organisation: Organisation, categories: Mapping[str, Category]) -> None:
    """What the source system's own words stand for. Others are its codes for a category, or nobody knows."""
    if ClosureRule.objects.exists():
        return
    analyst, at = organisation.people["front-door-analyst"], datetime.combine(RECORDED_FROM, LOADED_AT)
    for number, (code, reason) in enumerate(WORDS.items(), 1):
        rule = ClosureRule(position=number, closure_reason=reason, category=categories[code])
        tracking.save(rule, by=analyst, at=at)


def make_note(organisation: Organisation) -> None:
    """What everybody who reads the chart of contacts remembers."""
    if not ChartNote.objects.exists():
        add_note(
            figure=CONTACTS,
            month=date(2020, 3, 1),
            kind=NoteKind.ANNOTATION,
            words="First lockdown",
            known=(),
            by=organisation.people["front-door-analyst"],
            at=datetime.combine(date(2020, 5, 6), LOADED_AT),
        )


def said_of(row: ContactRow) -> str:
    """The closure reason in the file. The words of those without a category are such as no rule can know."""
    if row.outcome != Outcome.NFA or row.received_on < RECORDED_FROM:
        return ""
    if row.category:
        return WORDS.get(row.category, row.category)
    return UNKNOWN_WORDS[int(row.reference[:8], 16) % len(UNKNOWN_WORDS)]


def record(load: Load, row: ContactRow, teams: Mapping[str, int], categories: Mapping[str, int]) -> Contact:
    """By ids, which is faster for tens of thousands than by objects."""
    return Contact(
        load_id=load.pk,
        month=load.month,
        reference=row.reference,
        child=row.child,
        incident=row.incident,
        received_on=row.received_on,
        decided_on=row.decided_on,
        working_days=deciding_days.between(row.received_on, row.decided_on),
        source=row.source,
        age=row.age,
        team_id=teams[row.team],
        outcome=row.outcome,
        category_id=categories[row.category] if row.category else None,
        closure_reason=said_of(row),
    )
