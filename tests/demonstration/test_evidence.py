"""The evidence of the demonstration: files that open, what was returned, and what waits to be assured."""

import io

from django.core.management import call_command
from django.test import Client

from improvement.models import Action, Assurance, Evidence
from improvement.models.evidence import evidence_storage
from organisation.models import User
from tests.integration.plan.reading import words
from tests.integration.plan.test_evidence import fetched


def as_somebody(slug: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{slug}@council.example"))
    return client


def test_all_that_is_complete_has_evidence():
    complete = Action.objects.filter(completed_on__isnull=False)

    assert complete.count() == 14
    assert not complete.filter(pieces=None).exists()


def test_a_file_opens_and_is_written_again_where_it_is_missing():
    piece = Evidence.objects.get(action__reference="1.1")
    evidence_storage().delete(piece.file.name)

    call_command("load_demo", stdout=io.StringIO())

    content = fetched(as_somebody("head-of-workforce").get(f"/plan/evidence/{piece.pk}/file"))
    assert (len(content), content[:9], content[-6:]) == (piece.size, b"%PDF-1.4\n", b"%%EOF\n")
    assert Evidence.objects.filter(action__reference="1.1").count() == 1


def test_what_was_returned_and_what_was_refused_is_told():
    returned = words(as_somebody("strategic-director").get("/plan/actions/3.1/"))
    assert (
        "Returned by Head of Quality Assurance on 9 September 2020: “Two of the seven teams do not use it" in returned
    )
    disputed = words(as_somebody("strategic-director").get("/plan/actions/9.4/"))
    assert "No room is named. Ask again with a room and its day." in disputed

    assert Assurance.objects.filter(outcome="assured").count() == 7
