"""Before a file is loaded its page shows which records it would add, change and take away."""

import re

import pytest

from frontdoor.models import Contact
from history.models import Sight
from intake.loads import changes
from intake.uploads import kept
from tests.factories import loaded_file
from tests.integration.intake.bringing import bring, words

pytestmark = pytest.mark.usefixtures("council", "folder")
BEFORE = ("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,other,", "C,3,03/09/2020,,6,4,other,")
AFTER = ("B,2,02/08/2020,05/08/2020,6,5,nfa,no_consent", "C,9,03/09/2020,,6,4,other,", "D,4,04/09/2020,,6,4,other,")


def stored(row):
    return Contact.objects.get(row=row)


@pytest.fixture
def loaded():
    loaded_file(*BEFORE)


def test_each_changed_record_is_told_field_by_field(visitor, loaded):
    upload, page = bring(visitor, *AFTER)
    assert "See the records: 1 added , 2 changed , 1 gone" in words(page)

    changed = words(visitor.get(f"/files/checks/{upload.pk}/changed/"))

    assert "2 records would change" in changed
    assert (
        f"{stored(3).reference[:8]} August 2020 2 Decided on: nothing → becomes 5 August 2020 Age: 4 → becomes 5 "
        "Outcome: Other → becomes No further action Closure reason: nothing → becomes no_consent "
        f"{stored(4).reference[:8]} September 2020 3 Child: {stored(4).child[:8]} → becomes " in changed
    )
    assert not re.search(r"[0-9a-f]{9}", changed)
    assert re.search(r" [0-9a-f]{8} September 2020 4 ", words(visitor.get(f"/files/checks/{upload.pk}/added/")))
    assert f"{stored(2).reference[:8]} August 2020 Received on: 1 August 2020; Source: Police" in words(
        visitor.get(f"/files/checks/{upload.pk}/gone/")
    )
    assert list(Sight.objects.order_by("pk").values_list("rows", flat=True)) == [2, 1, 1]
    assert Contact.objects.count() == 3
    assert visitor.get(f"/files/checks/{upload.pk}/other/").status_code == 404


def test_those_of_one_month_are_shown_alone(visitor, loaded):
    upload, page = bring(visitor, *AFTER)
    one = f"/files/checks/{upload.pk}/changed/?month=2020-09"
    assert one in page.content.decode()

    shown = words(visitor.get(one))

    assert "1 record would change" in shown
    assert "September 2020 only" in shown
    assert stored(4).reference[:8] in shown
    assert stored(3).reference[:8] not in shown


def test_of_very_many_the_first_are_kept_and_it_is_said(visitor, monkeypatch):
    monkeypatch.setattr(changes, "MOST_KEPT", 60)
    monkeypatch.setattr("intake.uploads.changes_page.MOST_KEPT", 60)
    upload, _ = bring(visitor, *(f"C-{n},K-1,01/08/2020,,6,4,other," for n in range(75)))

    second = words(visitor.get(f"/files/checks/{upload.pk}/added/?page=2"))

    assert "75 records would be added" in second
    assert "The first 60 of all months can be looked at here" in second
    assert "51 to 60 of 60" in second


def test_what_is_kept_of_them_goes_with_the_file(visitor, loaded, django_capture_on_commit_callbacks):
    upload, _ = bring(visitor, *AFTER)
    path = kept.beside(upload.stored, kept.CHANGES)
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(f"/files/checks/{upload.pk}/throw-away/")

    assert not path.exists()


def test_a_file_without_most_of_a_month_says_so(visitor):
    loaded_file(*(f"C-{n},K-1,01/08/2020,,6,4,other," for n in range(4)), "D,1,01/09/2020,,6,4,other,")

    _, page = bring(visitor, "C-1,K-1,01/08/2020,,6,4,other,", "D,1,01/09/2020,,6,4,other,")

    assert "Most of what is loaded would go Not in this file: 3 of 4 records of August 2020. A file" in words(page)
    _, page = bring(visitor, "C-1,K-1,01/08/2020,,6,4,other,", "C-2,K-1,01/08/2020,,6,4,other,")
    assert "Most of what is loaded would go" not in words(page)
