"""What a Reader reads, told by figures of its own over contacts and social workers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from figures.counting import JudgedTerm, records
from figures.dimensions import SERVICE, TEAM
from figures.figure import FTE, NOT_RECORDED, PERCENT, Better, Dimension, Figure, Term, Unit, Value
from figures.months import add, up_to
from figures.reader import Reader
from frontdoor.models import Contact, Outcome
from frontdoor.models import Source as From
from intake.sources import Source
from organisation.scopes import scope
from tests.factories import (
    AUGUST,
    SEPTEMBER,
    CategoryFactory,
    ContactFactory,
    LoadFactory,
    PostFactory,
    ServiceFactory,
    TeamFactory,
    WorkerFactory,
    load_of,
    supersede,
)
from workforce.models import Post, Worker

pytestmark = pytest.mark.django_db

CONTACTS = Source("contacts", "Contacts file")
STAFF = Source("staff", "Staff file")
POSTS = Source("establishment", "Establishment file")
TEAMS = {"team": "team__slug", "service": "team__service__slug"}
HOW = Dimension("outcome", "Outcome", lambda scope: [Value(code, label) for code, label in Outcome.choices])
WHY = Dimension(
    "category", "Category", lambda scope: [Value("threshold", "Threshold", AUGUST), Value("moved", "Moved", SEPTEMBER)]
)


def figure(counted, of=(), unit=None, dimensions=(TEAM, SERVICE, HOW, WHY)):
    return Figure(
        key="toy.figure",
        label="Toy",
        unit=unit or (PERCENT if of else Unit("contacts")),
        definition="Toys.",
        origin="Nowhere",
        better=Better.NEITHER,
        counted=counted,
        of=of,
        dimensions=dimensions,
    )


ALL = Term(
    source=CONTACTS,
    rows=Contact.objects.in_months,
    paths=TEAMS | {"outcome": "outcome", "category": "category__code"},
)
CLOSED = Term(
    source=CONTACTS,
    rows=lambda months: Contact.objects.in_months(months).no_further_action(),
    paths=TEAMS | {"category": "category__code"},
)
WHOLE = Term(source=CONTACTS, rows=Contact.objects.in_months, paths=TEAMS)
YEAR = Term(source=CONTACTS, rows=Contact.objects.in_months, window=12, paths=TEAMS)
FTES = Term(source=STAFF, rows=Worker.objects.in_months, amount="fte", at_end=True, paths=TEAMS)
FTE_DAYS = Term(
    source=STAFF, rows=Worker.objects.in_months, amount="fte", factor=lambda m: 250 + m.month, at_end=True, paths=TEAMS
)
VACANT = Term(source=POSTS, rows=Post.objects.in_months, amount="vacant_fte", at_end=True, paths=TEAMS)
COUNTLESS = Term(source=CONTACTS, rows=Contact.objects.in_months)


def sides(reading):
    return reading.counted, reading.of


def counts(readings):
    return {tuple(value for _, value in reading.by): reading.counted for reading in readings}


# --- Data, zero, no data ----------------------------------------------------------------------------------------------


def test_a_month_never_loaded_has_no_data():
    load_of("contacts", SEPTEMBER)

    reading = Reader().reading(figure((ALL,)), AUGUST)

    assert (reading.counted, reading.of, reading.value, reading.as_at, reading.loads) == (None, None, None, None, ())


def test_a_month_loaded_with_nothing_in_it_reads_zero():
    load = load_of("contacts", AUGUST)

    reading = Reader().reading(figure((ALL,)), AUGUST)

    assert (reading.counted, reading.value) == (0, 0)
    assert reading.loads == (load.pk,)


def test_a_share_of_nothing_has_sides_of_zero_and_no_value():
    load_of("contacts", AUGUST)

    reading = Reader().reading(figure((CLOSED,), of=(WHOLE,)), AUGUST)

    assert (sides(reading), reading.value) == ((0, 0), None)


def test_what_was_superseded_is_not_counted():
    old = ContactFactory()
    supersede(old.load)
    ContactFactory.create_batch(2)

    assert Reader().reading(figure((ALL,)), AUGUST).counted == 2


def test_a_load_superseded_by_an_empty_one_reads_zero():
    supersede(ContactFactory().load)

    assert Reader().reading(figure((ALL,)), AUGUST).counted == 0


# --- Flows, stocks, windows, factors ----------------------------------------------------------------------------------


def test_each_month_has_its_own_flow():
    ContactFactory.create_batch(3)
    ContactFactory.create_batch(2, month=SEPTEMBER)

    readings = Reader().readings(figure((ALL,)), [AUGUST, SEPTEMBER])

    assert [(reading.month, reading.counted) for reading in readings] == [(AUGUST, 3), (SEPTEMBER, 2)]


def test_a_stock_adds_up_amounts_and_stays_exact():
    for fte in ("0.10", "0.20", "1.00"):
        WorkerFactory(fte=Decimal(fte))

    reading = Reader().reading(figure((FTES,), unit=FTE), AUGUST)

    assert (reading.counted, reading.exact) == (Decimal("1.30"), Fraction(13, 10))


def test_a_rolling_year_adds_up_twelve_months_and_not_the_thirteenth():
    for month in up_to(AUGUST, 13):
        ContactFactory(month=month)
    ContactFactory(month=add(AUGUST, -12))

    assert Reader().reading(figure((YEAR,)), AUGUST).counted == 12


@pytest.mark.parametrize("missing", [add(AUGUST, -11), add(AUGUST, -5), AUGUST])
def test_a_rolling_year_needs_every_month_of_it(missing):
    for month in up_to(AUGUST, 12):
        if month != missing:
            load_of("contacts", month)

    assert Reader().reading(figure((YEAR,)), AUGUST).counted is None


def test_a_rolling_year_does_not_need_a_month_before_it():
    loads = [load_of("contacts", month).pk for month in up_to(AUGUST, 12)]

    reading = Reader().reading(figure((YEAR,)), AUGUST)

    assert reading.counted == 0
    assert reading.loads == tuple(sorted(loads))


def test_neighbouring_rolling_years_share_their_months():
    for month in up_to(SEPTEMBER, 13):
        ContactFactory.create_batch(2 if month == SEPTEMBER else 1, month=month)

    readings = Reader().readings(figure((YEAR,)), [AUGUST, SEPTEMBER])

    assert [reading.counted for reading in readings] == [12, 13]


def test_a_factor_multiplies_what_was_counted_in_its_month():
    for month in (AUGUST, SEPTEMBER):
        WorkerFactory(month=month, fte=Decimal("0.50"))

    readings = Reader().readings(figure((FTE_DAYS,)), [AUGUST, SEPTEMBER])

    assert [reading.counted for reading in readings] == [Decimal("129.00"), Decimal("129.50")]


def test_a_rate_may_stand_on_two_files():
    PostFactory(fte=Decimal(2), vacant_fte=Decimal("1.50"))
    WorkerFactory(fte=Decimal("0.60"))
    WorkerFactory(fte=Decimal(2))

    reading = Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)

    assert sides(reading) == (Decimal("1.50"), Decimal("4.10"))
    assert reading.exact == Fraction(1500, 41)


def test_where_one_of_two_files_is_missing_there_is_no_data():
    PostFactory(vacant_fte=Decimal(1))

    assert sides(Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)) == (None, None)


# --- How old, and from which loads ------------------------------------------------------------------------------------


def test_a_reading_is_as_old_as_the_older_of_its_files_and_names_them_all():
    posts = LoadFactory(source="establishment", month=AUGUST, as_at=date(2020, 8, 28))
    staff = LoadFactory(source="staff", month=AUGUST, as_at=date(2020, 9, 4))

    reading = Reader().reading(figure((VACANT,), of=(VACANT, FTES)), AUGUST)

    assert (reading.as_at, reading.loads) == (date(2020, 8, 28), tuple(sorted((posts.pk, staff.pk))))


def test_a_rolling_year_is_as_old_as_its_last_month():
    for month in up_to(AUGUST, 12):
        LoadFactory(source="contacts", month=month, as_at=date(2020, 9, 2) if month == AUGUST else month)

    assert Reader().reading(figure((YEAR,)), AUGUST).as_at == date(2020, 9, 2)


# --- Breakdowns -------------------------------------------------------------------------------------------------------


def test_every_declared_value_has_a_reading_in_order_and_zero_where_nothing_is():
    ContactFactory(outcome=Outcome.REFERRAL)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome"])

    assert [(reading.by, reading.counted) for reading in readings] == [
        ((("outcome", "nfa"),), 0),
        ((("outcome", "early_help"),), 0),
        ((("outcome", "referral"),), 1),
        ((("outcome", "existing_case"),), 0),
        ((("outcome", "other"),), 0),
    ]


def test_rows_without_a_value_are_counted_as_not_recorded():
    east = TeamFactory(slug="east")
    ContactFactory.create_batch(2, team=east)
    ContactFactory(team=None)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["team"])

    assert counts(readings) == {("east",): 2, (NOT_RECORDED.code,): 1}


def test_where_every_row_has_a_value_nothing_is_not_recorded():
    ContactFactory(team=TeamFactory(slug="east"))

    assert counts(Reader().readings(figure((ALL,)), [AUGUST], by=["team"])) == {("east",): 1}


def test_a_value_before_it_holds_has_no_data_though_the_month_has():
    load = load_of("contacts", AUGUST)

    [threshold, moved] = Reader().readings(figure((CLOSED,)), [AUGUST], by=["category"])

    assert (threshold.counted, moved.counted) == (0, None)
    assert (moved.of, moved.loads) == (None, (load.pk,))
    assert counts(Reader().readings(figure((CLOSED,)), [AUGUST], by=["category"]))[("moved",)] is None


def test_a_denominator_that_is_not_split_stands_whole_beside_the_parts():
    threshold = CategoryFactory(code="threshold")
    ContactFactory.create_batch(3, closed=True, category=threshold)
    ContactFactory(closed=True, category=None)
    ContactFactory.create_batch(6)

    readings = Reader().readings(figure((CLOSED,), of=(WHOLE,)), [AUGUST], by=["category"])

    assert {reading.by[0][1]: sides(reading) for reading in readings} == {
        "threshold": (3, 10),
        "moved": (None, None),
        NOT_RECORDED.code: (1, 10),
    }


def test_two_dimensions_make_every_combination():
    east, west = TeamFactory(slug="east", position=1), TeamFactory(slug="west", position=2)
    ContactFactory(team=east, outcome=Outcome.NFA)
    ContactFactory.create_batch(2, team=west, outcome=Outcome.REFERRAL)

    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome", "team"])

    found = counts(readings)
    assert len(readings) == len(found) == 5 * 2
    assert found[("nfa", "east")] == 1
    assert found[("referral", "west")] == 2
    assert sum(found.values()) == 3


def test_the_order_of_two_dimensions_does_not_change_what_is_counted():
    ContactFactory(team=TeamFactory(slug="east"), outcome=Outcome.NFA)
    reader = Reader()

    one = counts(reader.readings(figure((ALL,)), [AUGUST], by=["outcome", "team"]))
    other = counts(reader.readings(figure((ALL,)), [AUGUST], by=["team", "outcome"]))

    assert {(team, outcome): count for (outcome, team), count in one.items()} == other


def test_a_breakdown_of_a_month_without_data_has_no_data_in_any_part():
    readings = Reader().readings(figure((ALL,)), [AUGUST], by=["outcome"])

    assert [reading.counted for reading in readings] == [None] * 5


def test_a_value_is_named_for_headings():
    toy = figure((ALL,))

    assert Reader().label(toy, "outcome", "nfa") == "No further action"
    assert Reader().label(toy, "outcome", "not_recorded") == "Not recorded"
    assert Reader().label(toy, "outcome", "unheard_of") == "unheard_of"


# --- Scopes -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_services():
    duty = ServiceFactory(slug="duty")
    for slug, service, contacts in (("east", duty, 1), ("west", duty, 2), ("care", ServiceFactory(slug="homes"), 4)):
        ContactFactory.create_batch(contacts, team=TeamFactory(slug=slug, service=service))
    ContactFactory.create_batch(8, team=None)


@pytest.mark.usefixtures("two_services")
@pytest.mark.parametrize(("slug", "expected"), [(None, 15), ("duty", 3), ("east", 1), ("west", 2), ("homes", 4)])
def test_a_scope_counts_its_own(slug, expected):
    reading = Reader().reading(figure((ALL,)), AUGUST, scope(slug))

    assert (reading.counted, reading.scope) == (expected, slug)


@pytest.mark.usefixtures("two_services")
def test_a_scope_breaks_down_by_its_own_teams_and_services():
    def broken_down(slug, key):
        return counts(Reader().readings(figure((ALL,)), [AUGUST], scope(slug), [key]))

    assert broken_down("duty", "team") == {("east",): 1, ("west",): 2}
    assert broken_down("east", "team") == {("east",): 1}
    assert broken_down("duty", "service") == {("duty",): 3}
    assert broken_down("east", "service") == {("duty",): 1}
    assert broken_down(None, "service") == {("duty",): 3, ("homes",): 4, ("not_recorded",): 8}


@pytest.mark.usefixtures("two_services")
def test_what_is_not_counted_for_a_scope_has_no_data_there():
    reader = Reader()

    assert reader.reading(figure((COUNTLESS,)), AUGUST).counted == 15
    assert sides(reader.reading(figure((COUNTLESS,)), AUGUST, scope("east"))) == (None, None)
    assert sides(reader.reading(figure((ALL,), of=(COUNTLESS,)), AUGUST, scope("east"))) == (None, None)


# --- Asked once -------------------------------------------------------------------------------------------------------


def test_what_two_figures_share_is_counted_once(django_assert_num_queries):
    ContactFactory()
    reader = Reader()
    with django_assert_num_queries(2):  # the loads of the month, and the rows
        reader.reading(figure((ALL,)), AUGUST)

    with django_assert_num_queries(0):
        reader.reading(figure((ALL,), unit=FTE), AUGUST)
        reader.reading(figure((ALL,)), AUGUST)


def test_a_reader_keeps_to_the_moment_of_its_first_look():
    ContactFactory()
    reader = Reader()
    assert reader.reading(figure((ALL,)), AUGUST).counted == 1

    ContactFactory()

    assert reader.reading(figure((ALL,)), AUGUST).counted == 1
    assert Reader().reading(figure((ALL,)), AUGUST).counted == 2


# --- Records ----------------------------------------------------------------------------------------------------------


def test_records_are_those_that_were_counted_with_amount_and_factor():
    east = TeamFactory(slug="east")
    worker = WorkerFactory(team=east, fte=Decimal("0.60"))
    WorkerFactory(fte=Decimal(1))
    WorkerFactory(team=east, month=SEPTEMBER)

    assert list(records(FTE_DAYS, AUGUST, None, {"team": "east"})) == [
        (f"workforce.worker:{worker.pk}", Decimal("0.60"), 258)
    ]
    assert list(records(FTE_DAYS, AUGUST, scope("east"), {})) == [
        (f"workforce.worker:{worker.pk}", Decimal("0.60"), 258)
    ]


def test_records_of_not_recorded_are_those_without_a_value():
    ContactFactory(team=TeamFactory())
    lost = ContactFactory(team=None)

    assert list(records(ALL, AUGUST, None, {"team": None})) == [(f"frontdoor.contact:{lost.pk}", Decimal(1), 1)]


def test_records_of_a_rolling_year_reach_back_a_year():
    kept = [ContactFactory(month=month).pk for month in up_to(AUGUST, 13)][1:]

    found = [identity for identity, _, _ in records(YEAR, AUGUST, None, {})]

    assert found == [f"frontdoor.contact:{pk}" for pk in kept]


def test_a_dimension_that_a_term_is_not_split_by_does_not_narrow_its_records():
    ContactFactory(source=From.POLICE)
    ContactFactory(source=From.HEALTH)

    assert len(list(records(WHOLE, AUGUST, None, {"outcome": "nfa"}))) == 2


def test_a_judged_term_must_say_how_it_judges():
    term = JudgedTerm(source=CONTACTS, rows=Contact.objects.in_months)

    with pytest.raises(TypeError, match="does not say how its rows are grouped"):
        term.group([AUGUST], None, (), {})
    with pytest.raises(TypeError, match="does not say what its rows are"):
        term.members(AUGUST, None, {})
