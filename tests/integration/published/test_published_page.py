"""The page of published statistics: release days, and which areas the council stands beside."""

from datetime import date

import pytest

from figures.published.models import ENGLAND, Comparator, Release
from tests.factories import CycleFactory, HoldingFactory
from tests.factories.published import COUNCIL, NEIGHBOUR, REGION, publish
from tests.integration.administration.visiting import MORNING, on, says, signed_in

ADDRESS = "/published-statistics/"
OCTOBER, NOVEMBER = "2020-10-01", "2020-11-01"


@pytest.fixture
def administrator():
    return signed_in(HoldingFactory(role="administrator").user)


@pytest.fixture
def analyst():
    return signed_in(HoldingFactory(role="front_door_analyst").user)


def test_a_release_day_is_added_corrected_and_removed_while_unused(analyst):
    typed = {"publication": "children_in_need", "year": "2025"} | on(date(2025, 10, 30), "published_on")

    says(analyst.post(f"{ADDRESS}releases/add/", typed, follow=True), "30 October 2025", "not out yet")
    says(analyst.post(f"{ADDRESS}releases/add/", typed), "The day of 2025 is known already")
    too_early = typed | {"year": "2026"} | on(date(2026, 3, 31), "published_on")
    says(analyst.post(f"{ADDRESS}releases/add/", too_early), "it came out after that day")
    added = Release.objects.get(publication="children_in_need", year=2025)
    own = f"{ADDRESS}releases/{added.pk}/"
    says(analyst.post(own, on(date(2025, 11, 6), "published_on"), follow=True), "6 November 2025")
    says(analyst.get(own), "changed from 30 October 2025 to 6 November 2025")
    says(analyst.post(f"{own}remove/", follow=True), "is removed")

    publish("dfe_referrals", 2024, {ENGLAND: {}})
    used = Release.objects.get(publication="children_in_need", year=2024)
    says(analyst.post(f"{ADDRESS}releases/{used.pk}/remove/", follow=True), "cannot be removed, only changed")


def test_areas_are_chosen_from_what_loaded_files_hold_from_an_open_month_on(administrator):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    says(administrator.get(f"{ADDRESS}areas/add/", follow=True), "No file is loaded that has authorities")
    publish("dfe_referrals", 2019, {ENGLAND: {}, REGION: {}, COUNCIL: {}, NEIGHBOUR: {}, "E06000908 / E06000909": {}})

    shown = says(administrator.get(f"{ADDRESS}areas/add/"), "Ashdale", "Elmbury", "October 2020")
    assert "September 2020" not in shown
    assert "E06000908 / E06000909" not in shown
    typed = {"council": COUNCIL, "neighbours": [NEIGHBOUR], "holds_from": OCTOBER}
    own = typed | {"neighbours": [COUNCIL]}
    says(administrator.post(f"{ADDRESS}areas/add/", own), "The council is not its own neighbour")
    says(administrator.post(f"{ADDRESS}areas/add/", typed, follow=True), "The areas hold from October 2020", "Elmbury")
    says(administrator.post(f"{ADDRESS}areas/add/", typed), "Areas are chosen from October 2020 already")
    says(
        administrator.post(f"{ADDRESS}areas/add/", typed | {"neighbours": [], "holds_from": NOVEMBER}, follow=True),
        "None",
    )

    assert [(one.kind, one.area_name) for one in Comparator.objects.held_in(date(2020, 10, 1)).order_by("kind")] == [
        ("council", "Ashdale"),
        ("neighbour", "Elmbury"),
        ("region", "The North"),
    ]
    says(administrator.post(f"{ADDRESS}areas/2020-11/remove/", follow=True), "The areas from November 2020 are removed")
    CycleFactory(month=date(2020, 10, 1), closed_at=MORNING)
    says(administrator.post(f"{ADDRESS}areas/2020-10/remove/", follow=True), "October 2020 is closed")
    assert Comparator.objects.count() == 3


def test_everybody_reads_the_page_and_each_changes_what_is_theirs(administrator, analyst):
    for edition in (2019, 2020, 2020):
        publish("dfe_workforce", 2019, {ENGLAND: {}}, edition=edition)
    anybody = signed_in(HoldingFactory(role="auditor").user)

    page = anybody.get(ADDRESS)
    says(page, "Time series to 2020, published 25\u00a0February\u00a02021", "None is loaded yet")
    [workforce] = [row for row in page.context["series"] if "workforce" in row["label"]]
    assert [(one.release.year, one.stands) for one in workforce["editions"]] == [(2020, "Stands"), (2019, "Superseded")]
    for visitor, address in (
        (anybody, "releases/add/"),
        (administrator, "releases/add/"),
        (analyst, "areas/add/"),
        (anybody, "areas/add/"),
    ):
        assert visitor.get(ADDRESS + address).status_code == 403
    assert analyst.get(f"{ADDRESS}areas/2020-10/remove/").status_code == 405
