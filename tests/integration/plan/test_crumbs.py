"""The way back from a form names every page above it."""

import re

import pytest
from django.urls import reverse

from tests.factories import (
    ActionFactory,
    FundingFactory,
    MeasureFactory,
    RecommendationFactory,
    RiskFactory,
    UserFactory,
)

PLAN = ("Plan", "/plan/")


def crumbs(response):
    nav = re.search(r'aria-label="Breadcrumb">(.*?)</nav>', response.content.decode(), re.DOTALL)
    return [(text, href) for href, text in re.findall(r'href="([^"]*)">([^<]*)</a>', nav[1])]


@pytest.mark.parametrize(
    ("name", "made", "expected"),
    [
        ("change_action", lambda: [ActionFactory(reference="1.1").reference], [("Action 1.1", "/plan/actions/1.1/")]),
        ("history", lambda: [ActionFactory(reference="1.1").reference], [("Action 1.1", "/plan/actions/1.1/")]),
        ("add_measure", list, [("Collected measures", "/plan/measures/")]),
        ("measure", lambda: [MeasureFactory(slug="beds").slug], [("Collected measures", "/plan/measures/")]),
        (
            "change_measure",
            lambda: [MeasureFactory(slug="beds").slug],
            [("Collected measures", "/plan/measures/"), ("The measure", "/plan/measures/beds/")],
        ),
        (
            "review_risk",
            lambda: [RiskFactory(reference="R1").reference],
            [("Risks", "/plan/risks/"), ("Risk R1", "/plan/risks/R1/")],
        ),
        (
            "change_recommendation",
            lambda: [RecommendationFactory(reference="OF 1").reference],
            [("Recommendations", "/plan/recommendations/"), ("Recommendation OF 1", "/plan/recommendations/OF%201/")],
        ),
        ("hand_over", lambda: [UserFactory().pk], [("Owners and roles", "/plan/owners/")]),
        ("add_area", list, [("Areas of focus", "/plan/areas/")]),
        ("add_action", list, []),
    ],
)
def test_each_page_above_is_named(office, october, name, made, expected):
    assert crumbs(office.get(reverse(f"plan:{name}", args=made()))) == [PLAN, *expected]


def test_a_form_about_money_leads_back_to_it(office, october):
    money = FundingFactory()

    assert crumbs(office.get(f"/plan/funding/{money.pk}/spending/")) == [
        PLAN,
        ("Funding", "/plan/funding/"),
        ("The money", f"/plan/funding/{money.pk}/"),
    ]
