"""Figures of the plan in an open cycle are judged as they are read, which takes more questions than a sum does."""

import pytest

from organisation.models import User

pytestmark = pytest.mark.xdist_group("demonstration")


@pytest.mark.parametrize("by", ["brag", "service", "brag,theme", "owner,theme"])
@pytest.mark.parametrize("figure", ["actions", "days_overdue", "state_changed", "updated_on_time"])
@pytest.mark.parametrize("who", ["programme-manager", "scrutiny-officer", "head-of-early-help"])
def test_a_page_of_the_open_month_takes_few_queries(who, figure, by, client, django_assert_max_num_queries):
    client.force_login(User.objects.get(email=f"{who}@council.example"))

    with django_assert_max_num_queries(20):
        page = client.get(f"/figures/improvement.{figure}/?month=2020-10&scope=front-door&by={by}")

    assert page.status_code == 200
