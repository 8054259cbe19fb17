"""The plan: themes, actions, what is said of them, and how they stood when a cycle closed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from improvement.models import (
    Action,
    Brag,
    DateChange,
    DateRequest,
    Evidence,
    Funding,
    Milestone,
    OwnerRole,
    Recommendation,
    Risk,
    RiskReview,
    RiskStanding,
    Spending,
    Standing,
    Theme,
    Update,
)
from tests.factories.dates import opening_of
from tests.factories.figures import CycleFactory
from tests.factories.intake import load_of
from tests.factories.organisation import ServiceFactory, UserFactory


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"T{n}")
    title = factory.LazyAttribute(lambda theme: f"Area of focus {theme.code}")
    position = factory.Sequence(lambda n: n)


class RecommendationFactory(DjangoModelFactory):
    class Meta:
        model = Recommendation

    reference = factory.Sequence(lambda n: f"R{n}")
    words = factory.LazyAttribute(lambda made: f"Do as {made.reference} asks")
    kind = "inspection"
    source = "Report of the inspection"
    made_on = date(2019, 12, 2)


class OwnerRoleFactory(DjangoModelFactory):
    class Meta:
        model = OwnerRole

    title = factory.Sequence(lambda n: f"Role {n}")
    held_by = factory.SubFactory(UserFactory)


class ActionFactory(DjangoModelFactory):
    """Started, due at the end of December 2020."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(completed_on=date(2020, 8, 20))
        assured = factory.Trait(
            complete=True,
            evidence="Minutes of the board",
            assured_by=factory.SubFactory(UserFactory, job_title="Principal Social Worker"),
            assured_on=date(2020, 8, 25),
        )

    reference = factory.Sequence(lambda n: f"A{n}")
    title = factory.LazyAttribute(lambda action: f"Do what {action.reference} says")
    theme = factory.SubFactory(ThemeFactory)
    service = factory.SubFactory(ServiceFactory)
    owner = factory.SubFactory(UserFactory)
    position = factory.Sequence(lambda n: n)
    added_on = date(2020, 1, 6)
    starts_on = date(2020, 2, 3)
    original_date = date(2020, 12, 31)
    load = factory.LazyAttribute(lambda action: load_of("plan", action.added_on.replace(day=1)))

    @factory.post_generation
    def answers(self, create, recommendations, **kwargs):
        if create and recommendations:
            self.answers.set(recommendations)

    @factory.post_generation
    def waits_for(self, create, actions, **kwargs):
        if create and actions:
            self.waits_for.set(actions)


class DateChangeFactory(DjangoModelFactory):
    class Meta:
        model = DateChange

    action = factory.SubFactory(ActionFactory)
    from_date = factory.SelfAttribute("action.original_date")
    to_date = factory.LazyAttribute(lambda change: change.from_date + timedelta(days=31))
    reason = "The supplier delivers later"
    agreed_by = factory.SubFactory(UserFactory, job_title="Director of Children's Services")
    agreed_on = date(2020, 8, 14)


class DateRequestFactory(DjangoModelFactory):
    class Meta:
        model = DateRequest

    action = factory.SubFactory(ActionFactory)
    from_date = factory.SelfAttribute("action.original_date")
    to_date = factory.LazyAttribute(lambda asked: asked.from_date + timedelta(days=60))
    reason = "The supplier delivers later"
    asked_by = factory.SelfAttribute("action.owner")
    asked_at = datetime(2020, 11, 6, 10, tzinfo=UTC)


class EvidenceFactory(DjangoModelFactory):
    """At an address, which everybody who sees the plan may see."""

    class Meta:
        model = Evidence

    class Params:
        in_file = factory.Trait(
            url="", name="Minutes.pdf", kind="pdf", size=9, file=factory.django.FileField(data=b"%PDF-1.7\n")
        )

    action = factory.SubFactory(ActionFactory)
    title = "Minutes of the board"
    url = "https://intranet.council.example/minutes"
    dated_on = date(2020, 8, 20)
    added_by = factory.SelfAttribute("action.owner")
    added_at = datetime(2020, 8, 21, 10, tzinfo=UTC)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Milestone {n}")
    due_on = date(2020, 10, 30)


class UpdateFactory(DjangoModelFactory):
    class Meta:
        model = Update

    action = factory.SubFactory(ActionFactory)
    cycle = factory.SubFactory(CycleFactory)
    words = "The work goes on as planned."
    by = factory.SelfAttribute("action.owner")
    at = datetime(2020, 9, 3, 10, tzinfo=UTC)


class FundingFactory(DjangoModelFactory):
    class Meta:
        model = Funding

    theme = factory.SubFactory(ThemeFactory)
    purpose = "More social workers at the front door"
    source = "Council"
    lead = "Deputy Director"
    allocated = Decimal(100000)
    decided_on = date(2020, 7, 15)


class SpendingFactory(DjangoModelFactory):
    class Meta:
        model = Spending

    funding = factory.SubFactory(FundingFactory)
    as_at = date(2020, 8, 31)
    allocated = factory.LazyAttribute(lambda spending: spending.funding.allocated or 0)
    committed = Decimal(60000)
    spent = Decimal(25000)
    by = factory.SubFactory(UserFactory, job_title="Finance Manager")
    at = datetime(2020, 9, 10, 10, tzinfo=UTC)


class RiskFactory(DjangoModelFactory):
    """Of an area of focus, with a first review: possible and major, 12 of 25."""

    class Meta:
        model = Risk
        skip_postgeneration_save = True

    class Params:
        of_action = None

    reference = factory.Sequence(lambda n: f"R{n + 900}")
    title = "The supplier fails"
    action = factory.SelfAttribute("of_action")
    theme = factory.Maybe("of_action", None, factory.SubFactory(ThemeFactory))
    owner = factory.SubFactory(UserFactory, job_title="Head of ICT")
    raised_on = date(2020, 7, 6)

    @factory.post_generation
    def review(self, create, given, **told):
        if create:
            RiskReviewFactory(risk=self, **told)


class RiskReviewFactory(DjangoModelFactory):
    class Meta:
        model = RiskReview

    risk = factory.SubFactory(RiskFactory)
    likelihood, impact = 3, 4
    mitigation = "A second supplier stands by"
    review_on = date(2020, 12, 1)
    by = factory.SelfAttribute("risk.owner")
    at = datetime(2020, 7, 6, 10, tzinfo=UTC)


class RiskStandingFactory(DjangoModelFactory):
    class Meta:
        model = RiskStanding

    cycle = factory.SubFactory(CycleFactory)
    risk = factory.SubFactory(RiskFactory)
    theme = factory.SelfAttribute("risk.area")
    action = factory.SelfAttribute("risk.action")
    owner = factory.SelfAttribute("risk.owner.job_title")
    likelihood, impact, level = 3, 4, "high"
    mitigation = "A second supplier stands by"
    reviewed_on = date(2020, 7, 6)
    review_on = date(2020, 12, 1)
    judged_on = factory.LazyAttribute(lambda standing: opening_of(standing.cycle.month))


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = Standing

    cycle = factory.SubFactory(CycleFactory)
    action = factory.SubFactory(ActionFactory)
    theme = factory.SelfAttribute("action.theme")
    service = factory.SelfAttribute("action.service")
    owner = factory.SelfAttribute("action.owner.job_title")
    brag = Brag.GREEN
    reason = "on track for 31 December 2020"
    original_date = factory.SelfAttribute("action.original_date")
    agreed_date = factory.SelfAttribute("action.original_date")
    judged_on = factory.LazyAttribute(lambda standing: opening_of(standing.cycle.month))
