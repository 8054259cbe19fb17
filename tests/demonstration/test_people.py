"""Who is in the demonstration, and what they may do there."""

from datetime import date

import pytest

from demo.organisation import BODIES, HELD, PEOPLE, make_organisation
from organisation.models import Holding, User
from organisation.roles import ROLES

pytestmark = pytest.mark.xdist_group("demonstration")


def test_every_role_of_the_product_is_held_by_somebody():
    assert set(Holding.objects.held_on(date(2020, 11, 9)).values_list("role", flat=True)) == set(ROLES)


def test_every_person_has_a_name_and_a_role():
    assert not User.objects.filter(name="").exists()
    assert set(HELD) == set(PEOPLE) - set(BODIES)  # who works elsewhere holds no role
    assert len({name for name, _ in PEOPLE.values()}) == len(PEOPLE)


def test_making_them_again_changes_nothing():
    before = list(Holding.objects.values()), list(User.objects.values())

    make_organisation()

    assert (list(Holding.objects.values()), list(User.objects.values())) == before


def test_people_from_before_there_were_names_get_theirs():
    User.objects.update(name="")

    people = make_organisation().people

    assert people["programme-manager"].name == "Robin Specimen"
    assert not User.objects.filter(name="").exists()


def test_a_role_that_was_ended_is_not_given_again():
    Holding.objects.filter(user__email="scrutiny-officer@council.example").update(ends_on=date(2020, 10, 31))

    make_organisation()

    held = Holding.objects.filter(user__email="scrutiny-officer@council.example")
    assert [one.ends_on for one in held] == [date(2020, 10, 31)]


def test_everybody_finds_their_home_with_few_queries(client, django_assert_max_num_queries):
    for person in User.objects.all():
        client.force_login(person)

        with django_assert_max_num_queries(20):
            page = client.get("/home/").content.decode()

        assert person.name in page
        assert "You have no role yet" not in page
