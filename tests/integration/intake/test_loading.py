"""A file of contacts: loaded whole or not at all, loaded again, undone."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from frontdoor.models import Contact
from intake.models import Load
from intake.references import keys
from tests.factories import AUGUST, SEPTEMBER

GOOD = (
    "C-1,K-1,03/08/2020,04/08/2020,6,4,nfa,no_consent",
    "C-2,K-2,2020-08-05 09:15,2020-08-05 11:00,School nurse,,referral,",
    "C-3,K-1,44075,,2A,5,nfa,",
)


def located(problems):
    return [(found["row"], found["column"], found["code"]) for found in problems]


def test_a_good_file_becomes_contacts_of_its_months(file_of, load):
    told = load(file_of(*GOOD), "--accept-warnings", "Ages are asked for later")

    assert (told["rows"], told["good"], told["errors"], told["added"]) == (3, 3, [], 3)
    assert located(told["warnings"]) == [(3, "age", "not_known")]
    assert list(Contact.objects.current().order_by("row").values_list("row", "month", "received_on", "source")) == [
        (2, AUGUST, date(2020, 8, 3), "police"),
        (3, AUGUST, date(2020, 8, 5), "health_services"),
        (4, SEPTEMBER, date(2020, 9, 1), "schools"),
    ]


@pytest.mark.parametrize("rows", [1, 65, 66, 67, 75, 76, 77, 133, 4_001])  # a statement of SQLite takes 66 or 76
def test_each_row_keeps_what_it_has_and_lacks_what_it_lacks(file_of, load, rows):
    def cells(number):
        decided, age = number % 3 == 0, number % 4 == 0
        return number, decided, age, number % 5 == 0 and number > 40  # a column in which the first rows have nothing

    lines = [
        f"C-{number},K-{number},03/08/2020,{'05/08/2020' if decided else ''},6,{number % 17 if age else ''},nfa,"
        f"{'no_consent' if reason else ''}"
        for number, decided, age, reason in map(cells, range(rows))
    ]
    load(file_of(*lines), "--accept-warnings", "Ages are asked for later")

    kept = Contact.objects.order_by("row").values_list("decided_on", "working_days", "age", "closure_reason", "area")
    assert list(kept) == [
        (date(2020, 8, 5) if decided else None, 2 if decided else None, number % 17 if age else None,
         "no_consent" if reason else "", "")
        for number, decided, age, reason in map(cells, range(rows))
    ]  # fmt: skip
    last = Contact.objects.order_by("row").last()
    assert keys.decrypted(last.contact_id_kept) == f"C-{rows - 1}"


def test_ids_are_kept_as_hashes_and_one_of_them_encrypted(file_of, load):
    load(file_of(*GOOD), "--accept-warnings", "x")

    first, _, third = Contact.objects.order_by("row")
    assert first.child == third.child == keys.hashing("child")("K-1")
    assert "C-1" not in (first.reference, first.child)
    assert keys.decrypted(first.contact_id_kept) == "C-1"


def test_warnings_stop_a_file_until_they_are_accepted(file_of, load):
    told = load(file_of(*GOOD))

    assert (told["errors"], len(told["warnings"]), told["load"]) == ([], 1, None)
    assert not Contact.objects.exists()
    assert not Load.objects.exists()


def test_a_file_without_a_column_is_not_warned_of_each_empty_cell(file_of, load):
    told = load(file_of("A,1,01/08/2020,6,other", headings="contact_id,child_id,received,source,outcome"))

    assert told["warnings"] == []
    assert told["load"] is not None


def test_every_error_is_told_by_row_and_column_and_nothing_is_loaded(file_of, load):
    told = load(
        file_of(
            "C-1,K-1,31/09/2020,,6,4,nfa,no_consent",
            "C-2,K-2,05/08/2020,04/08/2020,Polcie,4,referral,",
            "",
            "C-3,,05/08/2020,,6,190,referral,no_consent",
            "C-2,K-2,05/08/2020,,6,4,sent away,",
            "C-9,K-9,05/08/2020,,6,4,referral,",
            headings="Contact ID, Child Unique ID ,Date of Contact,Decided,Contact Source,AGE,outcome,closure reason",
        )
    )

    assert located(told["errors"]) == [
        (2, "Date of Contact", "not_a_date"),
        (3, "Contact Source", "not_in_list"),
        (3, "Decided", "decided_before_received"),
        (5, " Child Unique ID ", "missing"),
        (5, "AGE", "out_of_range"),
        (5, "closure reason", "reason_without_nfa"),
        (6, "Contact ID", "given_twice"),
        (6, "outcome", "not_in_list"),
    ]
    assert (told["rows"], told["good"]) == (5, 1)
    assert "Did you mean Police (6)?" in told["errors"][1]["message"]
    assert not Contact.objects.exists()


def test_what_a_wrong_file_would_change_is_told_of_its_good_rows_alone(file_of, load):
    load(file_of("A,1,03/08/2020,,6,4,other,", "B,2,04/08/2020,,6,4,other,", "J,3,06/07/2020,,6,4,other,"))

    told = load(
        file_of(
            "A,1,03/08/2020,,6,5,other,",
            "A,1,03/08/2020,,6,6,other,",
            "C,4,05/08/2020,,6,4,other,",
            "C,4,05/08/2020,,6,4,other,",
            "J,3,06/08/2020,,6,4,other,",
        )
    )

    assert located(told["errors"]) == [
        (3, "contact_id", "given_twice"),
        (5, "contact_id", "given_twice"),
        (6, "contact_id", "loaded_in_another_month"),
    ]
    assert (told["rows"], told["good"]) == (5, 2)
    assert (told["added"], told["changed"], told["gone"]) == (1, 1, 1)


def test_a_dry_run_says_the_same_and_changes_nothing(file_of, load):
    file = file_of(*GOOD)

    dry = load(file, "--accept-warnings", "x", "--dry-run")
    real = load(file, "--accept-warnings", "x")

    assert dry["load"] is None
    assert {**dry, "load": 0} == {**real, "load": 0}


def test_the_same_file_again_is_recognised(file_of, load):
    first = load(file_of(*GOOD), "--accept-warnings", "x")

    again = load(file_of(*GOOD, name="renamed.csv"), "--accept-warnings", "x")

    assert again["refused"].startswith(f"This very file is loaded already: load {first['load']}, as contacts.csv")
    assert Contact.objects.count() == 3


def test_the_same_month_again_shows_the_difference_and_supersedes(file_of, load):
    load(file_of("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,other,", "C,3,03/08/2020,,6,4,other,"))

    told = load(file_of("B,2,02/08/2020,,6,5,other,", "C,3,03/08/2020,,6,4,other,", "D,4,04/08/2020,,6,4,other,"))

    assert (told["added"], told["changed"], told["gone"]) == (1, 1, 1)
    assert Contact.objects.current().count() == 3
    assert Contact.objects.count() == 6  # those before are kept for what was counted from them


def test_undoing_restores_what_was(file_of, load):
    load(file_of("A,1,01/08/2020,,6,4,other,", "B,2,02/08/2020,,6,4,other,"))
    before = list(Contact.objects.current().order_by("pk").values())
    second = load(file_of("B,2,02/08/2020,,6,9,other,", "S,2,02/09/2020,,6,9,other,"))

    call_command("undo_load", second["load"], stdout=StringIO())

    assert list(Contact.objects.current().order_by("pk").values()) == before
    with pytest.raises(CommandError, match="undone already"):
        call_command("undo_load", second["load"])


def test_a_load_that_a_later_one_rests_on_is_not_undone(file_of, load):
    first = load(file_of("A,1,01/08/2020,,6,4,other,", "S,2,02/09/2020,,6,9,other,"))
    later = load(file_of("A,1,01/08/2020,,6,5,other,"))

    with pytest.raises(CommandError, match=f"Load {later['load']} of August 2020 came after it. Undo that one first"):
        call_command("undo_load", first["load"])


def test_a_contact_that_stands_in_another_month_is_not_counted_twice(file_of, load):
    load(file_of("A,1,31/08/2020,,6,4,other,"))

    told = load(file_of("A,1,01/09/2020,,6,4,other,", "B,1,02/09/2020,,6,4,other,"))

    assert located(told["errors"]) == [(2, "contact_id", "loaded_in_another_month")]
    both = load(file_of("A,1,01/09/2020,,6,4,other,", "B,1,02/09/2020,,6,4,other,"), "--month", "2020-09")
    assert both["load"] is None


def test_a_month_in_which_nothing_happened_is_loaded_as_such(file_of, load):
    assert load(file_of())["refused"].startswith("The file has headings and no rows")

    told = load(file_of(), "--month", "2020-08")

    assert told["load"] is not None
    assert Load.objects.current().get().rows == 0


def test_rows_of_another_month_than_the_one_given_are_errors(file_of, load):
    told = load(file_of(*GOOD), "--month", "2020-08", "--accept-warnings", "x")

    assert located(told["errors"]) == [(4, "received", "another_month")]


@pytest.mark.parametrize(
    ("heading", "like"), [("Child Name", "a name"), ("DOB", "a date of birth"), ("NHS Number", "an NHS number")]
)
def test_columns_that_name_a_child_are_refused(file_of, load, heading, like):
    headings = f"contact_id,child_id,received,source,age,outcome,{heading}"

    told = load(file_of("A,1,01/08/2020,6,4,other,x", headings=headings))

    assert f"‘{heading}’ looks like {like}" in told["refused"]
    assert not Load.objects.exists()
