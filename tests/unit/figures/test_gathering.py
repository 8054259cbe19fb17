"""What a reader counts ahead for many parts at once is what it would count for each."""

from datetime import date

import pytest

from figures import months
from figures.reader import Reader
from figures.registry import figure
from frontdoor.coverage import CONTACTS_FILE, OUTCOMES
from frontdoor.models import Outcome
from intake.models import Load
from intake.sources import Source, coverage_of
from organisation.scopes import of_service, of_team
from tests.factories import (
    AbsenceFactory,
    CaseFactory,
    CategoryFactory,
    ContactFactory,
    PostFactory,
    TeamFactory,
    WorkerFactory,
    supersede,
)

AUGUST, SEPTEMBER, OCTOBER = date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
KEYS = ("frontdoor.contacts", "frontdoor.nfa_rate", "frontdoor.nfa_threshold_or_consent", "workforce.vacancy_rate",
        "workforce.absence_rate", "workforce.turnover_rate")  # fmt: skip


def gathered(figures, months, scopes, loads=None):
    """A reader that has counted these ahead, and knows of the loads."""
    reader, covered = Reader(), coverage_of(Load.objects.all() if loads is None else loads)
    for source in (source for one in figures for source in one.sources if isinstance(source, Source)):
        reader.learn_coverage(source, covered.get(source.key, {}))
    reader.gather(figures, months, scopes)
    return reader


@pytest.fixture
def council(db):
    """Two teams of one service, one of another, and contacts of no team."""
    east, west, other = TeamFactory(slug="east"), None, TeamFactory(slug="other")
    west = TeamFactory(slug="west", service=east.service)
    category = CategoryFactory(threshold_or_consent=True, holds_from=SEPTEMBER)
    for month in (AUGUST, SEPTEMBER):
        for team, count in ((east, 3), (west, 2), (other, 1), (None, 1)):
            for number in range(count):
                closed = {"outcome": Outcome.NFA, "category": category if month == SEPTEMBER else None}
                ContactFactory(month=month, team=team, **(closed if number == 0 else {}))
        for team in (east, west, other):
            PostFactory(month=month, team=team, fte="1.50", vacant_fte="0.50")
            WorkerFactory(month=month, team=team, fte="0.80")
    for month in months.up_to(SEPTEMBER, 12):
        AbsenceFactory(month=month, team=east, days_lost="1.25")
    return east, west, other


def test_readings_are_those_of_the_reader_for_every_part(council):
    east, west, other = council
    asked = [figure(key) for key in KEYS]
    wanted = months.up_to(OCTOBER, 4)
    scopes = (None, of_service(east.service), of_team(west), of_team(other))
    reader = gathered(asked, wanted, scopes)

    for scope in scopes:
        for one in asked:
            assert reader.readings(one, wanted, scope) == Reader().readings(one, wanted, scope), (one.key, scope)


def test_readings_of_every_figure_and_part_take_one_query_beside_their_coverage(council, django_assert_max_num_queries):
    east, west, _ = council
    loads, wanted = list(Load.objects.all()), months.up_to(OCTOBER, 4)
    asked, scopes = [figure(key) for key in KEYS], (None, of_service(east.service), of_team(west))

    with django_assert_max_num_queries(4):  # all sums in one, and which months have outcomes and which categories
        reader = gathered(asked, wanted, scopes, loads)
        for scope in scopes:
            for one in asked:
                reader.readings(one, wanted, scope)


def test_a_superseded_load_covers_nothing(council):
    supersede(Load.objects.get(source="contacts", month=SEPTEMBER))

    contacts = figure("frontdoor.contacts")

    assert gathered([contacts], [SEPTEMBER], [None]).reading(contacts, SEPTEMBER).counted == 0


def test_a_figure_without_the_part_says_nothing_of_it(council):
    CaseFactory(appropriate=True)
    audited, team = figure("audits.inappropriate"), of_team(council[0])
    reader = gathered([audited], [AUGUST], [None, team])

    assert reader.reading(audited, AUGUST, team).counted is None
    assert reader.reading(audited, AUGUST).of == 1


def test_two_breakdowns_counted_ahead_answer_both_and_the_whole(council, django_assert_num_queries):
    rate, asked = figure("frontdoor.nfa_rate"), ([], ["category"], ["team"])
    alone = [Reader().readings(rate, [AUGUST, SEPTEMBER], None, by) for by in asked]
    reader = Reader()

    with django_assert_num_queries(2):  # one of each side
        reader.count(rate, [AUGUST, SEPTEMBER], ["category", "team"])
    reader.learn_to_cover(OUTCOMES, OUTCOMES.coverage)
    reader.learn_coverage(CONTACTS_FILE, CONTACTS_FILE.coverage(None))
    with django_assert_num_queries(3):  # which months have outcomes, the names of categories, and of teams
        assert [reader.readings(rate, [AUGUST, SEPTEMBER], None, by) for by in asked] == alone


def test_a_reader_asks_what_it_was_told_to_in_place_of_the_source(council):
    contacts, asked = figure("frontdoor.contacts"), []

    def covers(months):
        asked.append(list(months))
        return {AUGUST: coverage_of(Load.objects.all())["contacts"][AUGUST]}

    reader = Reader()
    reader.learn_to_cover(CONTACTS_FILE, covers)
    august, september = reader.readings(contacts, [AUGUST, SEPTEMBER])
    reader.reading(contacts, AUGUST)

    assert (august.counted, september.counted) == (7, None)
    assert asked == [[AUGUST, SEPTEMBER]]
