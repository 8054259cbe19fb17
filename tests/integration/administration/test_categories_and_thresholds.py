"""Categories and thresholds: added, changed, ended, removed, and settled once a month closed."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from figures.models import Threshold
from frontdoor.models import Category
from tests.factories import CategoryFactory, ContactFactory, CycleFactory, HoldingFactory, ThresholdFactory
from tests.integration.administration.visiting import MORNING, says, signed_in

pytestmark = pytest.mark.django_db


def test_a_category_is_added_ended_and_removed_only_without_contacts(page):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    used = CategoryFactory(label="Below threshold")
    ContactFactory(month=date(2020, 10, 1), closed=True, category=used)

    added = {"label": "Signposted", "position": 9, "holds_from": "2020-11-01"}
    says(page.post(reverse("frontdoor:add_category"), added, follow=True), "Signposted is recorded from November 2020")
    says(page.post(reverse("frontdoor:add_category"), added), "There is a category of this name already")
    says(page.post(reverse("frontdoor:add_category"), added | {"holds_from": "2020-09-01"}), "no longer offered")
    new = Category.objects.get(label="Signposted")
    remove = reverse("frontdoor:remove_category", args=[used.pk])
    says(page.post(remove, follow=True), "cannot be removed", "only ended")
    says(page.post(reverse("frontdoor:remove_category", args=[new.pk]), follow=True), "Signposted is removed")
    change = reverse("frontdoor:change_category", args=[used.pk])
    end = {"label": "Below threshold", "position": 1}
    says(page.post(change, end | {"holds_until": "2020-09-01"}), "Contacts of October 2020 were closed for it")
    says(page.post(change, end | {"holds_until": "2020-10-01"}, follow=True), "Last month set to")
    says(page.get(reverse("frontdoor:categories")), "Below threshold", "October 2020")
    says(page.get(change), '<option value="2020-10-01" selected>')


def test_a_threshold_is_added_changed_removed_and_settled_once_a_month_closed(page):
    CycleFactory(month=date(2020, 9, 1), closed_at=MORNING)
    Threshold.objects.all().delete()
    settled = ThresholdFactory(holds_from=date(2020, 1, 1))
    typed = {
        "figure": settled.figure,
        "kind": "threshold",
        "value": "12.5",
        "means": "it is hard",
        "holds_from": "2020-11-01",
    }

    says(page.post(reverse("thresholds:add"), typed, follow=True), "12.5%", "November 2020", "Holds")
    says(page.post(reverse("thresholds:add"), typed), "has a threshold from November 2020 already")
    added = Threshold.objects.get(means="it is hard")
    change = reverse("thresholds:change", args=[added.pk])
    says(page.post(change, typed | {"value": "-1"}), "must be 0 or more")
    says(page.post(change, typed | {"value": "13"}, follow=True), "Value changed from 12.50 to 13")
    says(page.get(reverse("thresholds:list")), "13%", "15%", "Replaced")
    says(page.get(reverse("thresholds:threshold", args=[settled.pk])), "A closed month used it")
    says(page.get(reverse("thresholds:change", args=[settled.pk]), follow=True), "It has held in September 2020")
    says(page.post(reverse("thresholds:remove", args=[settled.pk]), follow=True), "It has held in September 2020")
    says(page.post(reverse("thresholds:remove", args=[added.pk]), follow=True), "is removed")
    assert Threshold.objects.get().value == Decimal(15)


def test_definitions_are_for_those_who_manage_them():
    other = signed_in(HoldingFactory(role="front_door_analyst").user)

    assert other.get(reverse("frontdoor:categories")).status_code == 403
    assert other.get(reverse("thresholds:list")).status_code == 403
