"""A record that a file changes, field by field in words."""

from datetime import date

from figures.published.datasets import DATASETS
from figures.published.models import PublishedRow
from frontdoor.datasets import CONTACTS
from frontdoor.models import Contact
from intake.loads.changes import change

AUGUST = date(2020, 8, 1)


def contact(**said):
    about = {"reference": "0123456789abcdef" * 2, "month": AUGUST, "row": 7, "received_on": date(2020, 8, 3)}
    return Contact(**about, source="police", outcome="nfa", **said)


def test_of_a_hash_its_beginning_is_told_and_of_other_words_all():
    reason = "Advice given, nothing else to do"
    assert len(reason) == 32

    found = change(CONTACTS, contact(child="a" * 32, closure_reason=reason), contact(child="b" * 32, age=4))

    assert (found.reference, found.row) == ("01234567", 7)
    assert found.fields == [
        ("Child", "bbbbbbbb", "aaaaaaaa"), ("Age", "4", "nothing"), ("Closure reason", "nothing", reason),
    ]  # fmt: skip


def test_of_a_record_that_goes_it_is_told_what_it_said():
    found = change(CONTACTS, None, contact(child="b" * 32, age=0))

    assert found.row is None
    assert [(label, said) for label, said, _ in found.fields] == [
        ("Received on", "3 August 2020"), ("Source", "Police"), ("Age", "0"), ("Outcome", "No further action"),
    ]  # fmt: skip


def test_of_numbers_that_are_kept_together_those_that_differ_are_told():
    before, after = ({"referrals": "9", "rate": rate} for rate in ("low", "1.5"))
    rows = [PublishedRow(reference="E1|2020", month=AUGUST, row=2, numbers=numbers) for numbers in (before, after)]

    found = change(DATASETS[0], rows[1], rows[0])

    assert (found.reference, found.fields) == ("E1|2020", [("rate", "low", "1.5")])
