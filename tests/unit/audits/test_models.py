from datetime import date

import pytest
from django.db import IntegrityError

from audits.models import Case
from tests.factories import AUGUST, CaseFactory, RoundFactory, StratumFactory, UserFactory, load_of

pytestmark = pytest.mark.django_db


def test_a_judgement_says_who_and_when():
    with pytest.raises(IntegrityError, match="a_judgement_says_who_and_when"):
        CaseFactory(judgement="yes")


def test_nobody_judged_what_has_no_judgement():
    with pytest.raises(IntegrityError, match="a_judgement_says_who_and_when"):
        CaseFactory(judged_by=UserFactory(), judged_on=date(2020, 9, 10))


def test_a_contact_is_drawn_once():
    case = CaseFactory()

    with pytest.raises(IntegrityError):
        CaseFactory(stratum=case.stratum, contact=case.contact)


def test_a_sample_lies_within_its_frame():
    with pytest.raises(IntegrityError, match="sample_within_its_frame"):
        StratumFactory(frame_size=9, sample_size=10)


def test_a_round_has_a_stratum_of_each_kind():
    stratum = StratumFactory(code="police")

    with pytest.raises(IntegrityError):
        StratumFactory(round=stratum.round, code="police")


def test_a_round_is_of_a_month():
    with pytest.raises(IntegrityError, match="round_month_is_a_first_day"):
        RoundFactory(month=date(2020, 8, 2), load=load_of("audits", AUGUST))


def test_feedback_comes_after_the_draw():
    with pytest.raises(IntegrityError, match="feedback_after_the_draw"):
        RoundFactory(drawn_on=date(2020, 9, 2), feedback_on=date(2020, 9, 1))


def test_cases_are_told_apart():
    stratum = StratumFactory()
    waiting = CaseFactory(stratum=stratum)
    fit, unfit = CaseFactory(stratum=stratum, appropriate=True), CaseFactory(stratum=stratum, inappropriate=True)

    assert set(Case.objects.judged()) == {fit, unfit}
    assert list(Case.objects.inappropriate()) == [unfit]
    assert str(waiting) == f"Case {waiting.pk}"


def test_a_round_and_stratum_are_named():
    stratum = StratumFactory(label="Police", round=RoundFactory(title="Closures", month=AUGUST))

    assert (str(stratum), str(stratum.round)) == ("Police", "Closures (August 2020)")
