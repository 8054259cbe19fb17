"""A collected measure is a figure like any other; what was known at a moment is read again at any later one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from figures import registry
from figures.counting import records
from figures.figure import Better
from figures.reader import Reader
from figures.suppression import published
from improvement.collected.collecting import end_measure, redefine_measure
from improvement.models import CollectedNumber
from tests.factories import MeasureFactory, UserFactory, entered

pytestmark = pytest.mark.django_db
JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2020, month, 1) for month in (7, 8, 9, 10))
MONTHS = [JULY, AUGUST, SEPTEMBER, OCTOBER]


def at(day, month=10):
    return datetime(2020, month, day, 10, tzinfo=UTC)


def values(key, known_by=None):
    with registry.read_once(known_by):
        return [reading.value for reading in Reader().readings(registry.figure(key), MONTHS)]


def test_a_share_is_read_with_both_sides_and_a_month_without_a_number_has_no_data():
    measure = MeasureFactory(share=True)
    entered(measure, AUGUST, 10, 40, at=at(3))
    entered(measure, SEPTEMBER, "12.5", 50, at=at(6))

    july, august, september, october = Reader().readings(registry.figure("collected.laptops_issued"), MONTHS)

    assert [(each.counted, each.of, each.value) for each in (august, september)] == [
        (10, 40, 25),
        (Decimal("12.5"), 50, 25),
    ]
    assert [each.value for each in (july, october)] == [None, None]
    assert (september.as_at, august.as_at) == (date(2020, 9, 30), date(2020, 8, 31))


def test_a_count_of_none_is_zero_and_not_no_data():
    entered(MeasureFactory(), JULY, 0, at=at(3))

    assert values("collected.children_waiting") == [0, None, None, None]


def test_its_declaration_is_that_of_its_rows():
    measure = MeasureFactory(share=True, definition="Handed over by the end of the month.")
    redefine_measure(
        measure=measure, definition="Handed over and set up.", holds_from=OCTOBER, by=UserFactory(), at=at(1)
    )

    figure = registry.figure("collected.laptops_issued")

    assert (figure.label, figure.unit.name, figure.better) == ("Laptops issued", "%", Better.HIGHER)
    assert [(figure.version(month).number, figure.version(month).definition) for month in (SEPTEMBER, OCTOBER)] == [
        (1, "Handed over by the end of the month."),
        (2, "Handed over and set up."),
    ]
    assert figure.key in registry.figures()
    assert figure.key not in registry.declared()


def test_a_correction_counts_and_the_moment_before_it_still_reads_the_first():
    measure = MeasureFactory()
    first = entered(measure, SEPTEMBER, 14, at=at(6))
    second = entered(measure, SEPTEMBER, 12, at=at(28), why="Two were counted twice")

    assert values(measure.key) == [None, None, 12, None]
    assert values(measure.key, known_by=at(26)) == [None, None, 14, None]
    assert values(measure.key, known_by=at(5)) == [None, None, None, None]
    with registry.read_once(known_by=at(26)):
        assert Reader().reading(registry.figure(measure.key), SEPTEMBER).loads == (first.load_id,)
    assert Reader().reading(registry.figure(measure.key), SEPTEMBER).loads == (first.load_id, second.load_id)


def test_its_records_are_the_numbers_that_count_and_add_up_to_it():
    measure = MeasureFactory(share=True)
    entered(measure, SEPTEMBER, 14, 30, at=at(6))
    second = entered(measure, SEPTEMBER, 12, 30, at=at(7), why="Two were counted twice")
    figure = registry.figure(measure.key)

    assert list(records(figure.counted[0], SEPTEMBER, None, {})) == [
        (f"improvement.collectednumber:{second.pk}", 12, 1)
    ]
    assert list(records(figure.of[0], SEPTEMBER, None, {})) == [(f"improvement.collectednumber:{second.pk}", 30, 1)]


def test_few_children_are_hidden_in_what_is_published():
    measure = MeasureFactory(counts_children=True)
    for month, numerator in ((JULY, 0), (AUGUST, 5), (SEPTEMBER, 6)):
        entered(measure, month, numerator, at=at(6))

    found = published(Reader(), registry.figure(measure.key), [JULY, AUGUST, SEPTEMBER])

    assert [each.suppressed for each in found] == [False, True, False]


def test_a_measure_that_ended_is_still_a_figure():
    measure = MeasureFactory()
    entered(measure, AUGUST, 3, at=at(3))
    end_measure(measure=measure, ended_after=AUGUST, by=UserFactory(), at=at(4))

    assert values(measure.key) == [None, 3, None, None]


def test_an_unknown_key_is_refused():
    with pytest.raises(registry.NoSuchFigure, match=r"There is no figure 'collected.happiness'"):
        registry.figure("collected.happiness")


def test_figures_of_code_ask_the_database_nothing_and_the_others_once(django_assert_num_queries):
    MeasureFactory()
    MeasureFactory(share=True)

    with registry.read_once():
        with django_assert_num_queries(0):
            registry.figure("workforce.vacancy_rate")
        with django_assert_num_queries(1):
            assert registry.figure("collected.laptops_issued") is registry.figures()["collected.laptops_issued"]


class WhatWasKnown(TestCase):
    """Whatever is entered and corrected later, a moment reads what was known then."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(MONTHS[:3]), st.integers(0, 9)), max_size=6), st.integers(0, 6))
    def test_later_entries_do_not_alter_it(self, entries, known):
        CollectedNumber.objects.filter(corrects__isnull=False).delete()
        measure = MeasureFactory()
        expected = dict.fromkeys(MONTHS)
        for hour, (month, numerator) in enumerate(entries):
            moment = datetime(2020, 10, 6, hour, tzinfo=UTC)
            again = measure.numbers.filter(month=month).exists()
            entered(measure, month, numerator, at=moment, why="Recounted" if again else "")
            if hour < known:
                expected[month] = numerator

        moment = (
            datetime(2020, 10, 5, 23, 30, tzinfo=UTC) if not known else datetime(2020, 10, 6, known - 1, 30, tzinfo=UTC)
        )
        assert values(measure.key, known_by=moment) == list(expected.values())
