"""The page of a load: what it changed, where it stands, and undoing it."""

import pytest
from django.urls import reverse

from frontdoor.models import Contact
from history.models import Sight
from intake.models import Load
from tests.factories import UserFactory, loaded_file
from tests.integration.intake.bringing import words

pytestmark = pytest.mark.usefixtures("council", "folder")


@pytest.fixture
def second(analyst):
    """August loaded again: one record changed, one gone, one added."""
    loaded_file("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,other,", "C,3,03/08/2020,,6,4,other,")
    return loaded_file(
        "B,2,02/08/2020,,6,5,other,", "C,3,03/08/2020,,6,4,other,", "D,4,04/08/2020,,6,4,other,", by=analyst
    ).loads.get()


def test_a_load_says_what_it_changed_and_lists_it(visitor, second):
    page = words(visitor.get(f"/files/loads/{second.pk}/"))

    assert "August 2020 3 3 1 1 1 Stands" in page
    assert second.sha256 in page
    changed = words(visitor.get(f"/files/loads/{second.pk}/changed/"))
    reference = Contact.objects.get(load=second, row=2).reference
    assert f"{reference[:8]} August 2020 2 Age: 4 → becomes 5" in changed
    assert "1 to 1 of 1" in words(visitor.get(f"/files/loads/{second.pk}/added/"))
    gone = Contact.objects.exclude(load=second).get(row=2)
    assert gone.reference[:8] in words(visitor.get(f"/files/loads/{second.pk}/gone/"))
    assert Sight.objects.filter(rows=1).count() == 3


def test_a_load_is_undone_with_a_reason(visitor, second):
    address = reverse("files:undo", args=[second.pk])
    assert "Enter why it is undone" in words(visitor.post(address, {"because": ""}))

    page = words(visitor.post(address, {"because": "The wrong file"}, follow=True))

    assert "This load was undone on 28 September 2020 by Lee Specimen: The wrong file" in page
    assert Load.objects.current().get().rows == 3
    assert "There are none" in words(visitor.get(f"/files/loads/{second.pk}/changed/"))


def test_a_load_that_a_later_one_rests_on_is_not_undone(visitor, second):
    first = Load.objects.exclude(pk=second.pk).get()

    assert f"Load {second.pk} of August 2020 came after it" in words(visitor.get(f"/files/loads/{first.pk}/undo/"))
    refused = visitor.post(f"/files/loads/{first.pk}/undo/", {"because": "x"})

    assert "Undo that one first" in words(refused)
    second.refresh_from_db()
    assert second.stands


def test_whoever_signs_in_sees_where_a_figure_comes_from_and_none_of_its_records(client, second):
    client.force_login(UserFactory())

    page = client.get(f"/files/loads/{second.pk}/")

    assert page.status_code == 200
    assert "Undo" not in words(page)
    assert "1 changed" not in words(page)
    assert client.get(f"/files/loads/{second.pk}/changed/").status_code == 403
