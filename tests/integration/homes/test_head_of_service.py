"""A Head of Service's home: the figures and actions of their services alone."""

from datetime import date

from tests.factories import ActionFactory, ContactFactory, ServiceFactory, TeamFactory
from tests.integration.homes.days import OCTOBER


def test_somebody_with_two_services_sees_both(arrive, october):
    page = arrive(
        ("head_of_service", ServiceFactory(name="Fostering")), ("head_of_service", ServiceFactory(name="Assessment"))
    )

    assert "Your two services" in page
    assert "Fostering" in page
    assert "Assessment" in page


def test_a_head_of_service_sees_the_figures_and_actions_of_that_service_only(arrive, october):
    service = ServiceFactory(slug="front-door", name="Front door")
    own, other = TeamFactory(service=service), TeamFactory()
    for team, count in ((own, 3), (other, 50)):
        for _ in range(count):
            ContactFactory(month=OCTOBER, team=team)
    ActionFactory(service=service, title="Ours", original_date=date(2020, 10, 31))
    ActionFactory(title="Theirs")

    page = arrive(("head_of_service", service))

    assert "Front door" in page
    assert "One action is overdue" in page
    assert "Ours" in page
    assert "Theirs" not in page
    assert '<p class="app-figures__value">3</p>' in page
    assert "/figures/frontdoor.contacts/?month=2020-10&amp;scope=front-door" in page


def test_a_service_without_records_says_what_makes_them_appear(arrive, october):
    page = arrive(("head_of_service", ServiceFactory()))

    assert "No figures yet" in page
    assert "The plan has no action of this service" in page
