"""The first file of a dataset is large: its indexes are built once its rows are there, whatever becomes of the file."""

import gc
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from frontdoor.models import Contact
from intake.loads import indexes
from intake.loads.loading import load_file
from intake.loads.steps import Step, Stopped
from intake.loads.wanted import Wanted
from intake.loads.writing import Loads, Ready, write
from intake.registry import dataset
from organisation import clock
from tests.factories import AUGUST, LoadFactory

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = tuple(f"C-{n},K-{n % 7},{n % 28 + 1:02}/08/2020,,6,4,other," for n in range(50))


@pytest.fixture(autouse=True)
def any_file_is_large(monkeypatch):
    monkeypatch.setattr(indexes, "WORTHWHILE", 1)


def found():
    with connection.cursor() as cursor:
        return {
            (name, tuple(one["columns"]))
            for name, one in connection.introspection.get_constraints(cursor, "frontdoor_contact").items()
            if one["index"]
        }


def wanted(path, progress=lambda step, rows: None):
    return Wanted(dataset("contacts"), path, path.name, None, clock.now(), progress=progress)


def test_indexes_are_the_same_after_the_first_load_and_are_not_kept_row_by_row(file_of, load):
    before, meanwhile = found(), []

    def look(step, rows):
        if step == Step.READ:
            meanwhile.append(found())

    load_file(wanted(file_of(*GOOD), look))

    assert Contact.objects.current().count() == len(GOOD)
    assert found() == before
    assert all(("contact_by_child", ("child", "received_on")) not in names for names in meanwhile)
    assert meanwhile


def test_indexes_are_the_same_after_a_file_with_errors(file_of, load):
    before = found()

    assert load(file_of(*GOOD, "C-1,K-1,03/08/2020,,6,4,other,"))["errors"]
    assert found() == before
    assert load(file_of(*GOOD))["added"] == len(GOOD)


def test_indexes_are_the_same_after_a_load_that_is_stopped(file_of, load):
    before, collecting = found(), gc.get_threshold()

    def stop(step, rows):
        if step == Step.COMPARE:
            raise Stopped

    with pytest.raises(Stopped):
        load_file(wanted(file_of(*GOOD), stop))
    assert found() == before
    assert gc.get_threshold() == collecting
    assert load(file_of(*GOOD))["added"] == len(GOOD)


def test_indexes_are_kept_once_there_is_something_to_read(file_of, load):
    load(file_of(*GOOD))
    before, meanwhile = found(), []
    more = tuple(line.replace("C-", "D-") for line in GOOD)

    load_file(wanted(file_of(*GOOD, *more), lambda step, rows: meanwhile.append(found())))

    assert Contact.objects.current().count() == 2 * len(GOOD)
    assert all(names == before for names in meanwhile)


def test_indexes_are_kept_while_somebody_reads_the_table(file_of, load, monkeypatch):
    """On PostgreSQL; a writer of SQLite has its file to itself."""
    monkeypatch.setattr(indexes, "PATIENCE", "50ms")
    other = connection.copy()
    before, meanwhile = found(), []
    try:
        with transaction.atomic(), other.cursor() as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT COUNT(*) FROM frontdoor_contact")
            load_file(wanted(file_of(*GOOD), lambda step, rows: meanwhile.append(found())))
            reading.execute("ROLLBACK")
    finally:
        other.close()

    assert Contact.objects.current().count() == len(GOOD)
    assert found() == before
    assert all(names == before for names in meanwhile) == (connection.vendor == "postgresql")


def test_rows_of_a_month_in_one_block_lie_together(file_of, load):
    """Within a month they stay in the order of the file, and each keeps its number and its cells."""
    mixed = [f"C-{n},K-{n},{n % 28 + 1:02}/{9 - n % 3:02}/2019,,6,{n % 18},other," for n in range(60)]

    load(file_of(*mixed))

    kept = [*Contact.objects.order_by("pk").values_list("month", "row", "received_on", "age")]
    assert kept == sorted(
        (date(2019, month := 9 - n % 3, 1), n + 2, date(2019, month, n % 28 + 1), n % 18) for n in range(60)
    )


def test_rows_are_told_by_their_loads_where_the_counter_of_keys_is_behind(file_of, load):
    load(file_of(*GOOD))
    Contact.objects.update(id=F("id") + 5_000_000)
    twice = ("D-1,K-1,03/07/2020,,6,4,other,", "D-1,K-1,03/07/2020,,6,4,other,")

    assert [one["code"] for one in load(file_of(*twice))["errors"]] == ["given_twice"]
    assert load(file_of(*GOOD, twice[0]))["added"] == 1


# --- What goes wrong while a thread hands rows to the server ----------------------------------------------------------


def block(number, **other):
    day = date(2020, 8, 3)
    columns = {
        "reference": f"{number:032x}", "child": "", "incident": "", "referral": "", "received_on": day, "area": "",
        "source": "police", "source_code": "", "source_said": "", "team_said": "", "outcome": "other",
        "outcome_said": "", "flags": "", "closure_reason": "", "category": None, "row": 2, **other,
    }  # fmt: skip
    return Ready([AUGUST] * 500, {name: [value] * 500 for name, value in columns.items()})


def written(blocks):
    load = LoadFactory(source="contacts")
    with transaction.atomic():
        write(Contact, blocks, Loads(lambda months: dict.fromkeys(months, load.pk)))


def test_what_the_database_refuses_is_told_and_leaves_nothing(db):
    """A category belongs to what was closed."""
    with pytest.raises(IntegrityError):
        written(block(number, category=1 if number == 3 else None) for number in range(20))

    assert Contact.objects.count() == 0


def test_a_file_that_cannot_be_read_on_is_told_as_such(db):
    def blocks():
        yield block(1)
        yield block(2)
        raise OSError("The disk is gone")

    with pytest.raises(OSError, match="The disk is gone"):
        written(blocks())

    assert Contact.objects.count() == 0


def lose_the_connection():
    """As a server that is stopped does it; on SQLite there is none, and its file is closed."""
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.close()
    else:
        connection.connection.close()


def test_a_connection_that_is_lost_is_no_reason_to_wait_for_ever(db):
    def blocks():
        for number in range(200):
            if number == 3:
                lose_the_connection()
            yield block(number)

    with pytest.raises(DatabaseError):
        written(blocks())

    connection.close()
    assert Contact.objects.count() == 0
