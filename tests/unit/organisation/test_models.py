from datetime import date

import pytest
from django.db import IntegrityError

from organisation.models import Council, User
from tests.factories import CouncilFactory, ServiceFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_user_is_made_with_a_hashed_password():
    user = User.objects.create_user("Ann@Council.EXAMPLE", "correct horse", job_title="Auditor")

    assert user.email == "Ann@council.example"
    assert user.password != "correct horse"
    assert user.check_password("correct horse")


def test_a_user_without_a_password_cannot_sign_in():
    assert not User.objects.create_user("ann@council.example", job_title="Auditor").has_usable_password()


def test_a_user_is_shown_by_job_title_and_addressed_by_name_where_there_is_one():
    assert str(UserFactory.build(name="Ann", job_title="Auditor")) == "Auditor"
    assert UserFactory.build(name="Ann", job_title="Auditor").get_full_name() == "Ann"
    assert UserFactory.build(job_title="Auditor").get_full_name() == "Auditor"


def test_a_council_that_plays_on_a_day_is_a_demonstration():
    assert CouncilFactory.build(plays_on=date(2020, 11, 9)).is_demonstration
    assert not CouncilFactory.build().is_demonstration


def test_until_somebody_names_the_council_there_is_a_stand_in():
    assert Council.current().name == "Your council"

    CouncilFactory(name="Ashdale Council")

    assert str(Council.current()) == "Ashdale Council"


@pytest.mark.parametrize("kind", [ServiceFactory, TeamFactory])
def test_nothing_ends_before_it_starts(kind):
    with pytest.raises(IntegrityError, match="ends_after_it_starts"):
        kind(starts_on=date(2020, 9, 1), ends_on=date(2020, 8, 31))
