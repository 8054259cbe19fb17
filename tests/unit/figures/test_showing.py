"""What an outsider may open, page after page, gives no hidden count of children away by subtraction."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from figures.dimensions import TEAM
from figures.figure import PERCENT, Better, Dimension, Figure, SmallNumbers, Term, Value
from figures.reading import Reading
from figures.showing import NotShown, may_see_records, shown_to, will_show
from figures.suppression import is_small
from organisation.access import Access, Grant
from organisation.permissions import Permission
from organisation.roles import FRONT_DOOR_ANALYST, HEAD_OF_SERVICE, SCRUTINY_OFFICER
from organisation.scopes import Scope

AUGUST = date(2020, 8, 1)
NOBODY = Access((Grant(SCRUTINY_OFFICER),))
OF_ONE_TEAM = Access((Grant(HEAD_OF_SERVICE, Scope("team", "team-0", "team-0", "one")),))
SOURCE = Dimension("source", "Source", lambda scope: [Value("police", "Police")])


class Loads:
    key = label = "toy"


ROWS = Term(source=Loads(), rows=lambda months: None, paths={"team": "t", "service": "s", "source": "f"})
RATE = Figure(
    key="toy.rate",
    label="Rate",
    unit=PERCENT,
    definition="A share.",
    origin="Us",
    better=Better.NEITHER,
    counted=(ROWS,),
    of=(ROWS,),
    dimensions=(SOURCE, TEAM),
    seen_with=Permission.SEE_CONTACTS,
    small_numbers=SmallNumbers.CHILDREN,
)


class Told:
    """Reads what it is told: counted and of, of each team."""

    def __init__(self, teams):
        self.teams = teams  # slug to (service, counted, of)

    def readings(self, figure, months, scope=None, by=()):
        inside = {
            slug: (counted, of)
            for slug, (service, counted, of) in self.teams.items()
            if scope is None or scope.slug in (slug, service)
        }
        if not by:
            inside = {"": (sum(each[0] for each in inside.values()), sum(each[1] for each in inside.values()))}
        return [
            Reading(
                figure,
                AUGUST,
                scope.slug if scope else None,
                ((by[0], slug),) if by else (),
                Decimal(counted),
                Decimal(of),
            )
            for slug, (counted, of) in inside.items()
        ]


def places(teams):
    found = [Scope("team", slug, slug, service) for slug, (service, _, _) in teams.items()]
    return found, [Scope("service", name, name) for name in dict.fromkeys(team.service for team in found)]


def opened(access, teams):
    """Every reading that somebody gets to see, as the teams that it is the sum of, and the reading."""
    reader, (team_scopes, services) = Told(teams), places(teams)
    ask = [(None, ()), (None, ("team",))]
    ask += [(service, by) for service in services for by in ((), ("team",))]
    ask += [(team, ()) for team in team_scopes]
    for scope, by in ask:
        for reading in shown_to(access, reader, RATE, [AUGUST], scope, by, teams=team_scopes):
            slug = reading.by[0][1] if reading.by else reading.scope
            inside = {t for t, (service, _, _) in teams.items() if slug is None or slug in (t, service)}
            yield frozenset(inside), reading


def known_sums(access, teams, quantity):
    """All that follows by taking known parts from known sums, until nothing new does."""
    known = {inside: quantity(reading) for inside, reading in opened(access, teams) if not reading.suppressed}
    while True:
        new = {
            a - b if b < a else a | b: known[a] - known[b] if b < a else known[a] + known[b]
            for a, b in ((a, b) for pair in combinations(known, 2) for a, b in (pair, pair[::-1]))
            if b < a or not a & b
        }
        new = {inside: total for inside, total in new.items() if inside not in known}
        if not new:
            return known
        known |= new


QUANTITIES = {
    "counted": lambda reading: reading.counted,
    "of": lambda reading: reading.of,
    "rest": lambda reading: reading.of - reading.counted,
}
NUMBERS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: (pair[0], sum(pair)))
TEAMS = st.lists(st.tuples(st.sampled_from(["one", "two", "three"]), NUMBERS), min_size=1, max_size=5).map(
    lambda found: {f"team-{n}": (service, *numbers) for n, (service, numbers) in enumerate(found)}
)


@settings(deadline=None, max_examples=60)
@given(TEAMS)
def test_no_small_count_follows_from_what_is_shown(teams):
    for name, quantity in QUANTITIES.items():
        small = {inside: total for inside, total in known_sums(NOBODY, teams, quantity).items() if is_small(total)}
        assert not small, (name, small)


@settings(deadline=None, max_examples=60)
@given(TEAMS)
def test_who_knows_one_team_learns_nothing_small_of_others(teams):
    """Unless all others together are few: the council's total, shown to everybody, gives that away."""
    others = frozenset(teams) - {"team-0"}
    for name, quantity in QUANTITIES.items():
        known = known_sums(OF_ONE_TEAM, teams, quantity)
        assume(not is_small(known.get(others, Decimal(0))))
        small = {inside: total for inside, total in known.items() if is_small(total) and "team-0" not in inside}
        assert not small, (name, small)


@settings(deadline=None, max_examples=60)
@given(TEAMS)
def test_who_may_see_one_team_sees_it_among_the_others(teams):
    own = [reading for inside, reading in opened(OF_ONE_TEAM, teams) if inside == {"team-0"} and reading.by]

    assert own
    assert not any(reading.suppressed for reading in own)


@settings(deadline=None, max_examples=60)
@given(TEAMS)
def test_every_page_hides_the_same(teams):
    seen = {}
    for inside, reading in opened(NOBODY, teams):
        if len(inside) == 1 and (reading.by or reading.scope in teams):
            assert seen.setdefault(inside, reading.suppressed) == reading.suppressed


def test_who_may_see_the_records_sees_every_number():
    teams = {"a": ("one", 2, 4), "b": ("one", 20, 40)}

    assert not any(r.suppressed for _, r in opened(Access((Grant(FRONT_DOOR_ANALYST),)), teams))


def test_a_service_of_one_small_team_takes_another_service_with_it():
    teams = {"a": ("one", 3, 90), "b": ("two", 20, 40), "c": ("two", 30, 90), "d": ("three", 99, 200)}

    hidden = {(reading.scope, reading.by) for _, reading in opened(NOBODY, teams) if reading.suppressed}

    assert {("one", ()), ("two", ()), ("a", ()), ("b", ())} <= hidden
    assert ("three", ()) not in hidden


@pytest.mark.parametrize(
    ("scope", "by"),
    [
        (None, ("team", "source")),
        (Scope("team", "a", "A", "one"), ("source",)),
        (Scope("service", "one", "One"), ("source",)),
    ],
)
def test_what_is_split_further_is_not_shown(scope, by):
    assert not will_show(NOBODY, RATE, scope, by)
    with pytest.raises(NotShown, match="small numbers"):
        shown_to(NOBODY, Told({"a": ("one", 2, 4)}), RATE, [AUGUST], scope, by, teams=[])


@pytest.mark.parametrize(
    ("scope", "by"), [(None, ()), (None, ("team",)), (None, ("source",)), (Scope("service", "one", "One"), ("team",))]
)
def test_what_is_shown_is_offered(scope, by):
    assert will_show(NOBODY, RATE, scope, by)
    assert shown_to(NOBODY, Told({"a": ("one", 2, 4)}), RATE, [AUGUST], scope, by, teams=[])


def test_a_figure_without_a_permission_is_open_to_nobody():
    from dataclasses import replace

    assert not may_see_records(Access((Grant(FRONT_DOOR_ANALYST),)), replace(RATE, seen_with=None), None)
