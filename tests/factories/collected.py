"""Collected measures, whose numbers people enter, and measures of actions."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from improvement.collected.collecting import enter_number
from improvement.models import ActionMeasure, CollectedMeasure, CollectedNumber, HowOften, MeasureDefinition
from tests.factories.improvement import ActionFactory
from tests.factories.organisation import UserFactory


class MeasureFactory(DjangoModelFactory):
    """A count of children, from July 2020 on."""

    class Meta:
        model = CollectedMeasure
        skip_postgeneration_save = True

    class Params:
        share = factory.Trait(
            name="Laptops issued",
            slug="laptops_issued",
            unit="%",
            numerator_label="Laptops issued",
            denominator_label="Laptops needed",
            better="higher",
            counts_children=False,
        )
        quarterly = factory.Trait(how_often=HowOften.QUARTERLY)

    slug = "children_waiting"
    name = "Children waiting"
    unit = "children"
    numerator_label = "Children who wait"
    denominator_label = ""
    better = "lower"
    at_end = True
    counts_children = False
    owner = factory.SubFactory(UserFactory, job_title="Head of Early Help")
    how_often = HowOften.MONTHLY
    first_month = date(2020, 7, 1)
    added_by = factory.SubFactory(UserFactory, job_title="Programme Manager")
    added_at = datetime(2020, 7, 1, 9, tzinfo=UTC)

    @factory.post_generation
    def definition(self, create, words, **kwargs):
        if create:
            MeasureDefinition.objects.create(
                measure=self,
                words=words or "Those who wait at the end of the month.",
                added_by=self.added_by,
                added_at=self.added_at,
            )


class ActionMeasureFactory(DjangoModelFactory):
    class Meta:
        model = ActionMeasure

    action = factory.SubFactory(ActionFactory)
    figure = "collected.laptops_issued"
    target = Decimal(80)
    target_on = date(2020, 12, 31)


def entered(measure, month, numerator, denominator=None, *, at, why="", by=None, **more) -> CollectedNumber:
    """As its owner enters it, whatever was entered before."""
    there = CollectedNumber.objects.filter(measure=measure, month=month).counting().first()
    of = None if denominator is None else Decimal(denominator)
    return enter_number(
        measure=measure, month=month, numerator=Decimal(numerator), denominator=of, why=why,
        seen=there.pk if there else 0, by=by or measure.owner, at=at, **more,
    )  # fmt: skip
