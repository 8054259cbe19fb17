from datetime import UTC, date, datetime

import pytest

from history import tracking
from organisation import people
from organisation.models import Holding, User
from organisation.people import first_day_without
from organisation.refused import Refused
from tests.factories import LONG_AGO, HoldingFactory, ServiceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2020, 11, 9, 9, tzinfo=UTC)
TODAY = date(2020, 11, 9)
YESTERDAY, TOMORROW = date(2020, 11, 8), date(2020, 11, 10)
NEXT_YEAR = date(2021, 3, 31)


@pytest.fixture
def administrator():
    """The only one."""
    return HoldingFactory(user__name="Sam Sample").user


@pytest.fixture
def acting(administrator):
    return {"by": administrator, "at": AT}


# --- Particulars ------------------------------------------------------------------------------------------------------


def test_a_manager_is_kept_and_told_in_the_history(acting):
    above = UserFactory(job_title="Deputy Director")
    person = UserFactory(email="a@council.example", job_title="Auditor")

    people.change_person(
        person=person, email=person.email, name="", job_title=person.job_title, manager=above, **acting
    )

    person.refresh_from_db()
    assert person.manager == above
    assert tracking.changes(person)[0].said == ("Manager set to Deputy Director.",)


def test_nobody_comes_to_be_their_own_manager_by_any_way_round(acting):
    top = UserFactory()
    middle = UserFactory(manager=top)
    low = UserFactory(manager=middle)

    for manager in (top, middle, low):
        with pytest.raises(Refused, match="their own manager") as refused:
            people.change_person(person=top, email=top.email, name="", job_title="Top", manager=manager, **acting)
        assert refused.value.field == "manager"
    people.change_person(person=low, email=low.email, name="", job_title="Low", manager=top, **acting)


def test_a_new_person_has_no_password_and_an_address_in_small_letters(acting, administrator):
    person = people.add_person(email=" New.Person@Council.Example", name="", job_title="Auditor", **acting)

    person.refresh_from_db()
    assert (person.email, person.has_usable_password(), person.is_active) == ("new.person@council.example", False, True)
    assert tracking.changes(person)[0].by == "Sam Sample"


@pytest.mark.parametrize("typed", ["ANN@council.example", "ann@council.example "])
def test_an_address_is_held_once_whatever_its_case(acting, typed):
    UserFactory(email="Ann@council.example")

    with pytest.raises(Refused, match="there already") as refused:
        people.add_person(email=typed, name="", job_title="Auditor", **acting)

    assert refused.value.field == "email"


def test_particulars_change_and_what_they_were_is_kept(acting):
    person = UserFactory(email="ann@council.example", job_title="Auditor")

    people.change_person(person=person, email="Ann@council.example", name="Ann", job_title="Lead auditor", **acting)

    assert tracking.changes(person)[0].said == (
        "Name set to ‘Ann’.",
        "Job title changed from ‘Auditor’ to ‘Lead auditor’.",
    )


def test_somebody_elses_address_is_refused_when_particulars_change(acting):
    UserFactory(email="ann@council.example")

    with pytest.raises(Refused, match="there already"):
        people.change_person(person=UserFactory(), email="ANN@council.example", name="", job_title="x", **acting)


def test_an_address_that_changed_no_longer_mends_the_password(acting):
    from allauth.account.models import EmailAddress

    person = UserFactory(email="old@council.example")
    EmailAddress.objects.create(user=person, email="old@council.example", verified=True, primary=True)

    people.change_person(person=person, email="new@council.example", name="", job_title="x", **acting)

    assert not EmailAddress.objects.filter(email="old@council.example").exists()


# --- In and out -------------------------------------------------------------------------------------------------------


def test_somebody_is_kept_out_and_let_in_again(acting):
    person = UserFactory()

    people.deactivate(person=person, **acting)
    people.deactivate(person=person, **acting)

    assert not User.objects.get(pk=person.pk).is_active
    people.reactivate(person=person, **acting)
    people.reactivate(person=person, **acting)
    assert User.objects.get(pk=person.pk).is_active
    assert len(tracking.changes(person)) == 3  # added, out, in: the second press of each changed nothing


def test_the_last_administrator_stays_in(acting, administrator):
    with pytest.raises(Refused, match="Nobody would be administrator from now on"):
        people.deactivate(person=administrator, **acting)

    assert User.objects.get(pk=administrator.pk).is_active


def test_an_administrator_leaves_when_there_is_another(acting, administrator):
    HoldingFactory()

    people.deactivate(person=administrator, **acting)

    assert not User.objects.get(pk=administrator.pk).is_active


def test_another_who_cannot_sign_in_does_not_count(acting, administrator):
    HoldingFactory(user__is_active=False)

    with pytest.raises(Refused, match="Nobody would be administrator"):
        people.deactivate(person=administrator, **acting)


def test_another_who_is_administrator_for_a_time_only_does_not_suffice(acting, administrator):
    HoldingFactory(ends_on=NEXT_YEAR)

    with pytest.raises(Refused, match="from 1 April 2021 on"):
        people.deactivate(person=administrator, **acting)


# --- Roles given ------------------------------------------------------------------------------------------------------


def test_a_role_is_given_for_a_team_between_two_days(acting):
    person, team = UserFactory(), TeamFactory(name="East")

    held = people.give_role(
        person=person, role="head_of_service", team=team, starts_on=TODAY, ends_on=NEXT_YEAR, **acting
    )

    held.refresh_from_db()
    assert (held.user, held.team, held.service, held.starts_on, held.ends_on) == (person, team, None, TODAY, NEXT_YEAR)
    assert str(held) == "Head of Service, East"
    assert tracking.changes(held)[0].by == "Sam Sample"


@pytest.mark.parametrize("role", ["administrator", "director", "programme_office", "data_protection_lead"])
def test_a_role_for_the_whole_council_is_not_given_for_a_part(acting, role):
    with pytest.raises(Refused, match="for the whole council") as refused:
        people.give_role(person=UserFactory(), role=role, service=ServiceFactory(), starts_on=TODAY, **acting)

    assert refused.value.field == "scope"


def test_what_makes_no_sense_is_refused(acting):
    give = {"person": UserFactory(), "role": "auditor", "starts_on": TODAY} | acting

    with pytest.raises(Refused, match="from the list"):
        people.give_role(**give | {"role": "king"})
    with pytest.raises(Refused, match="not for both"):
        people.give_role(**give, service=ServiceFactory(), team=TeamFactory())
    with pytest.raises(Refused, match="must be 9 November 2020, the first day, or later"):
        people.give_role(**give, ends_on=YESTERDAY)
    assert not Holding.objects.filter(role="auditor").exists()


@pytest.mark.parametrize("factory", [ServiceFactory, TeamFactory])
def test_a_part_that_ended_gets_nobody(acting, factory):
    part = factory(name="East", ends_on=YESTERDAY)
    kind = "service" if factory is ServiceFactory else "team"

    with pytest.raises(Refused, match="East ended on 8 November 2020"):
        people.give_role(person=UserFactory(), role="auditor", starts_on=TODAY, **{kind: part}, **acting)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (TODAY, None, True),
        (TODAY, NEXT_YEAR, True),
        (TODAY, date(2020, 11, 30), False),
        (date(2021, 4, 1), None, False),
        (NEXT_YEAR, None, True),
    ],
)
def test_the_same_role_is_not_held_twice_on_one_day(acting, starts_on, ends_on, overlaps):
    held = HoldingFactory(role="auditor", starts_on=date(2020, 12, 1), ends_on=NEXT_YEAR)
    again = {"person": held.user, "role": "auditor", "starts_on": starts_on, "ends_on": ends_on} | acting

    if overlaps:
        with pytest.raises(Refused, match="from 1 December 2020 to 31 March 2021"):
            people.give_role(**again)
    else:
        assert people.give_role(**again)


def test_the_same_role_for_another_part_is_another_role(acting):
    held = HoldingFactory(role="auditor", team=TeamFactory())

    people.give_role(person=held.user, role="auditor", team=TeamFactory(), starts_on=TODAY, **acting)

    assert held.user.holdings.count() == 2


# --- Roles ended ------------------------------------------------------------------------------------------------------


def test_a_role_ends_on_a_day_and_its_end_can_be_taken_away_before_it(acting):
    held = HoldingFactory(role="auditor")

    people.end_role(holding=held, ends_on=TOMORROW, **acting)
    people.end_role(holding=held, ends_on=None, **acting)

    held.refresh_from_db()
    assert held.ends_on is None
    assert [change.said for change in tracking.changes(held)[:2]] == [
        ("Last day removed: it was 10 November 2020.",),
        ("Last day set to 10 November 2020.",),
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "says"),
    [
        (TOMORROW, TODAY, "must be 10 November 2020, the first day, or later"),
        (LONG_AGO, date(2020, 11, 7), "yesterday, today or later"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(acting, starts_on, ends_on, says):
    held = HoldingFactory(role="auditor", starts_on=starts_on)

    with pytest.raises(Refused, match=says):
        people.end_role(holding=held, ends_on=ends_on, **acting)


def test_a_role_that_ended_is_over(acting):
    held = HoldingFactory(role="auditor", ends_on=YESTERDAY)

    with pytest.raises(Refused, match="ended already"):
        people.end_role(holding=held, ends_on=None, **acting)


def test_a_role_is_not_stretched_over_the_same_role(acting):
    held = HoldingFactory(role="auditor", ends_on=TOMORROW)
    HoldingFactory(user=held.user, role="auditor", starts_on=NEXT_YEAR)

    with pytest.raises(Refused, match="from 31 March 2021 too"):
        people.end_role(holding=held, ends_on=None, **acting)


@pytest.mark.parametrize("ends_on", [YESTERDAY, TODAY, NEXT_YEAR])
def test_the_last_administrator_gets_no_last_day(acting, administrator, ends_on):
    with pytest.raises(Refused, match="Make somebody else administrator first"):
        people.end_role(holding=administrator.holdings.get(), ends_on=ends_on, **acting)

    assert administrator.holdings.get().ends_on is None


def test_an_administrator_gets_a_last_day_where_another_goes_on_from_then(acting, administrator):
    HoldingFactory(starts_on=TOMORROW)

    people.end_role(holding=administrator.holdings.get(), ends_on=TODAY, **acting)

    assert administrator.holdings.get().ends_on == TODAY


def test_an_end_that_was_there_before_may_come_later_but_not_earlier(acting, administrator):
    holding = administrator.holdings.get()
    Holding.objects.update(ends_on=NEXT_YEAR)

    with pytest.raises(Refused, match="from 10 November 2020 on"):
        people.end_role(holding=holding, ends_on=TODAY, **acting)
    people.end_role(holding=holding, ends_on=date(2021, 12, 31), **acting)

    assert administrator.holdings.get().ends_on == date(2021, 12, 31)


# --- Roles taken back -------------------------------------------------------------------------------------------------


def test_a_role_that_has_not_begun_is_taken_back_and_that_is_told(acting):
    held = HoldingFactory(role="auditor", starts_on=TOMORROW)

    people.take_back_role(holding=held, **acting)

    assert not Holding.objects.filter(role="auditor").exists()
    told = tracking.told(Holding.versions.filter(user_id=held.user_id), about=("role",), omit=("user",))
    assert told[0].said == ("Removed: Auditor.",)


def test_a_role_that_has_begun_is_not_taken_back(acting):
    with pytest.raises(Refused, match="has begun"):
        people.take_back_role(holding=HoldingFactory(role="auditor", starts_on=date(2020, 11, 8)), **acting)


def test_who_is_to_follow_the_last_administrator_is_not_taken_back(acting, administrator):
    Holding.objects.update(ends_on=TODAY)
    successor = HoldingFactory(starts_on=TOMORROW)

    with pytest.raises(Refused, match="from 10 November 2020 on"):
        people.take_back_role(holding=successor, **acting)


# --- The rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "without"),
    [
        ([], TODAY),
        ([(LONG_AGO, None)], None),
        ([(LONG_AGO, YESTERDAY)], TODAY),
        ([(LONG_AGO, TODAY)], TOMORROW),
        ([(LONG_AGO, TODAY), (TOMORROW, None)], None),
        ([(TOMORROW, None), (LONG_AGO, TODAY)], None),
        ([(TOMORROW, None)], TODAY),
        ([(LONG_AGO, TOMORROW), (LONG_AGO, TODAY)], date(2020, 11, 11)),
        ([(LONG_AGO, TODAY), (date(2020, 11, 12), None)], TOMORROW),
    ],
)
def test_the_first_day_without_an_administrator(spans, without):
    assert first_day_without(spans, TODAY) == without
