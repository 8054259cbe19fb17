"""Rounds of audits, their strata and cases."""

from datetime import date, timedelta

import factory
from factory.django import DjangoModelFactory

from audits.models import Appropriate, Case, Round, Stratum
from tests.factories.dates import AUGUST, end_of
from tests.factories.frontdoor import ContactFactory
from tests.factories.intake import Dated
from tests.factories.organisation import UserFactory


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    month = AUGUST
    title = "Contacts closed with no further action"
    population = "All contacts of the month that were closed with no further action"
    drawn_on = factory.LazyAttribute(lambda round_: end_of(round_.month) + timedelta(days=2))
    seed = 1
    feedback_on = factory.LazyAttribute(lambda round_: round_.drawn_on + timedelta(days=14))
    load = Dated.load("audits")


class StratumFactory(DjangoModelFactory):
    class Meta:
        model = Stratum

    round = factory.SubFactory(RoundFactory)
    code = "police"
    label = factory.LazyAttribute(lambda stratum: stratum.code.capitalize())
    position = factory.Sequence(lambda n: n)
    sources = factory.LazyAttribute(lambda stratum: [stratum.code])
    frame_size = 100
    sample_size = 10


class CaseFactory(DjangoModelFactory):
    """Not judged yet, unless `appropriate` or `inappropriate` is given."""

    class Meta:
        model = Case

    class Params:
        appropriate = factory.Trait(
            judgement=Appropriate.YES, judged_by=factory.SubFactory(UserFactory), judged_on=date(2020, 9, 10)
        )
        inappropriate = factory.Trait(
            judgement=Appropriate.NO, judged_by=factory.SubFactory(UserFactory), judged_on=date(2020, 9, 10)
        )

    stratum = factory.SubFactory(StratumFactory)
    contact = factory.SubFactory(ContactFactory, month=factory.SelfAttribute("..stratum.round.month"), closed=True)
