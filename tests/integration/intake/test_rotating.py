"""Keys that are changed: children are told again, and old keys open nothing any more."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from frontdoor.models import Contact
from intake.columns import Identifier
from intake.references import keys
from intake.references.rotating import declared
from intake.registry import datasets

FIRST, SECOND = b"1" * 32, b"2" * 32
JANE = "A,K-1,01/08/2020,,6,4,other,"


@pytest.fixture(autouse=True)
def first_keys(settings):
    settings.REFERENCE_KEYS, settings.ID_KEYS = [FIRST], [FIRST]


def rotate():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def test_after_a_rotation_the_same_child_is_told_again_in_a_new_file(file_of, load, settings):
    load(file_of(JANE))
    before = Contact.objects.get()
    settings.REFERENCE_KEYS = [FIRST, SECOND]

    assert rotate() == "2 hashes were made anew, 0 ids encrypted with the newest key.\n"  # of the contact and the child
    load(file_of("B,K-1,01/09/2020,,6,4,other,"))

    first, second = Contact.objects.order_by("month")
    assert first.child == second.child != before.child
    assert first.reference != before.reference


def test_what_is_encrypted_opens_with_the_newest_key_alone(file_of, load, settings):
    load(file_of(JANE))
    settings.ID_KEYS = [FIRST, SECOND]

    assert rotate() == "0 hashes were made anew, 1 ids encrypted with the newest key.\n"

    assert keys.decrypted(Contact.objects.get().contact_id_kept, [SECOND]) == "A"
    with pytest.raises(keys.CannotOpen):
        keys.decrypted(Contact.objects.get().contact_id_kept, [FIRST])


def test_a_second_run_changes_nothing(file_of, load, settings):
    load(file_of(JANE))
    settings.REFERENCE_KEYS, settings.ID_KEYS = [FIRST, SECOND], [FIRST, SECOND]
    rotate()
    before = Contact.objects.values().get()

    assert rotate() == "0 hashes were made anew, 0 ids encrypted with the newest key.\n"

    assert Contact.objects.values().get() == before


def test_no_file_is_loaded_between_a_new_key_and_its_rotation(file_of, load, settings):
    load(file_of(JANE))
    settings.REFERENCE_KEYS = [FIRST, SECOND]

    assert "rotate_keys" in load(file_of("B,K-1,01/09/2020,,6,4,other,"))["refused"]


def test_other_keys_than_were_used_are_refused(file_of, load, settings):
    load(file_of(JANE))
    settings.REFERENCE_KEYS = [SECOND]

    assert (
        "not those that the stored records were hashed with" in load(file_of("B,1,01/09/2020,,6,4,other,"))["refused"]
    )
    with pytest.raises(CommandError, match="not those"):
        rotate()


def test_a_missing_key_leaves_everything_as_it_was(file_of, load, settings):
    load(file_of(JANE))
    before = Contact.objects.values().get()
    settings.REFERENCE_KEYS, settings.ID_KEYS = [FIRST, SECOND], [SECOND]

    with pytest.raises(CommandError, match="not among ID_KEYS"):
        rotate()

    assert Contact.objects.values().get() == before


@pytest.mark.django_db
def test_every_id_of_every_dataset_is_hashed_anew():
    known = {(one.model, one.of) for one in declared("HASHED")}

    for dataset in datasets().values():
        for layout in dataset.layouts():
            for column in layout.columns:
                assert not isinstance(column, Identifier) or (dataset.model, column.of) in known, column.name
