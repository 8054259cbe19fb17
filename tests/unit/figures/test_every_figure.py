"""What must hold for every figure of the product, on small councils of made-up records."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from figures import registry
from figures.counting import amount_of
from figures.months import up_to
from figures.reader import Reader
from organisation.models import Service, Team
from organisation.scopes import scope
from tests.unit.figures import small_council
from tests.unit.figures.small_council import LAST, MONTHS

pytestmark = pytest.mark.django_db

FIGURES = list(registry.declared().values())
OLD_ENOUGH = {"frontdoor.returned_3": MONTHS[-4], "frontdoor.returned_12": MONTHS[-13]}


def newest(figure):
    """The newest month of which the council's records say something."""
    return OLD_ENOUGH.get(figure.key, LAST)


@pytest.fixture
def council(request):
    small_council.make(seed=request.param)


seeds = pytest.mark.parametrize("council", [1, 2020], indirect=True)


def scopes():
    return [
        None,
        *map(scope, [*Service.objects.values_list("slug", flat=True), *Team.objects.values_list("slug", flat=True)]),
    ]


def breakdowns(figure):
    """The whole, every dimension, every pair of them."""
    keys = [dimension.key for dimension in figure.dimensions]
    return [(), *((key,) for key in keys), *combinations(keys, 2)]


def questions(figure):
    """Scope and breakdown: every dimension and the first pair for the whole council, the first for its parts."""
    whole, *parts = scopes()
    yield from ((whole, by) for by in breakdowns(figure)[: len(figure.dimensions) + 2])
    yield from ((part, by) for part in parts for by in breakdowns(figure)[:2])


def sum_of_records(reader, terms, reading, part):
    wanted = {key: None if value == "not_recorded" else value for key, value in reading.by}
    return sum(
        amount_of(term, row) * term.factor(reading.month)
        for term in terms
        for row in reader.rows(term, reading.month, part, wanted)
    )


@seeds
@pytest.mark.usefixtures("council")
def test_the_records_of_a_reading_add_up_to_both_of_its_sides():
    reader = Reader()
    compared, more_than_none = 0, set()
    for figure in FIGURES:
        for part, by in questions(figure):
            for reading in reader.readings(figure, [newest(figure)], part, by):
                if reading.counted is not None:
                    assert sum_of_records(reader, figure.counted, reading, part) == reading.counted, reading.ref
                    assert sum_of_records(reader, figure.of, reading, part) == (reading.of or 0), reading.ref
                    compared += 1
                    more_than_none |= {figure.key} if reading.counted else set()

    assert compared > 500
    assert more_than_none == set(registry.declared())


@seeds
@pytest.mark.usefixtures("council")
def test_the_parts_of_a_breakdown_add_up_to_the_whole():
    reader = Reader()
    for figure in FIGURES:
        for part in scopes():
            whole = reader.reading(figure, newest(figure), part)
            if whole.counted is None:
                continue
            for by in breakdowns(figure)[1:]:
                parts = reader.readings(figure, [newest(figure)], part, by)

                assert sum(each.counted or 0 for each in parts) == whole.counted, (figure.key, part, by)
                assert len({each.by for each in parts}) == len(parts)


@seeds
@pytest.mark.usefixtures("council")
def test_a_numerator_lies_within_its_denominator_where_it_is_a_share():
    reader = Reader()
    shares = [
        key for key in registry.declared() if key.endswith(("vacancy_rate", "agency_rate", "nfa_rate", "nfa_share"))
    ]
    shares += [figure.key for figure in FIGURES if figure.key.startswith("frontdoor.") and figure.of]
    for key in [*shares, "audits.inappropriate"]:
        for reading in reader.readings(registry.figure(key), MONTHS):
            assert reading.counted is None or 0 <= reading.counted <= reading.of


@seeds
@pytest.mark.usefixtures("council")
def test_many_months_read_together_are_those_read_one_by_one():
    for figure in FIGURES:
        months = up_to(LAST, 4)
        by = [figure.dimensions[0].key]
        together = [(each.ref, each.counted, each.of) for each in Reader().readings(figure, months, None, by)]

        alone = [
            (each.ref, each.counted, each.of)
            for month in months
            for each in Reader().readings(figure, [month], None, by)
        ]

        # a month read together may also show 'not recorded'; it is empty then
        assert [each for each in together if "not_recorded" not in each[0] or each[1]] == [
            each for each in alone if "not_recorded" not in each[0] or each[1]
        ]


def queries_of_all(months, part=None):
    reader = Reader()
    with CaptureQueriesContext(connection) as captured:
        for figure in FIGURES:
            for by in breakdowns(figure):
                reader.readings(figure, months, part, by)
    return len(captured)


def test_thirteen_months_are_as_many_queries_as_two():
    """The last month is open, and alone asks nothing of closed ones."""
    small_council.make(seed=1)

    assert queries_of_all(up_to(LAST, 13)) == queries_of_all(up_to(LAST, 2))


def test_twelve_teams_are_as_many_queries_as_one():
    small_council.make(seed=1, teams=1)
    one = queries_of_all(up_to(LAST, 13))
    small_council.make_teams(11)

    assert Team.objects.count() == 12
    assert queries_of_all(up_to(LAST, 13)) == one


def test_all_figures_of_a_report_are_few_queries():
    """Whole council, thirteen months: one query a term, one a source."""
    small_council.make(seed=1)
    reader = Reader()

    with CaptureQueriesContext(connection) as captured:
        for figure in FIGURES:
            reader.readings(figure, up_to(LAST, 13))

    terms = {term for figure in FIGURES for term in figure.terms}
    sources = {source.key for figure in FIGURES for source in figure.sources}
    assert len(captured) <= len(terms) + 3 * len(sources) + 8  # 8: what the open cycle's actions need
