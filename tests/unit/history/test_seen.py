from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from history import seen
from history.models import Entry, Sight, write
from tests.factories import HoldingFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2020, 9, 1, 9, tzinfo=UTC)


def look(by, what="Contacts, September 2020"):
    return seen.log(by=by, at=MORNING, what=what, address="/figures/x/records/", rows=12, format="csv")


def test_a_sight_says_who_saw_what_and_how_much_of_it():
    by = UserFactory()

    sight = look(by)

    sight.refresh_from_db()
    assert (sight.by, sight.at, sight.what, sight.rows, sight.format) == (
        by,
        MORNING,
        "Contacts, September 2020",
        12,
        "csv",
    )
    assert str(sight) == "Contacts, September 2020"


def test_words_that_are_too_long_are_cut_rather_than_not_logged():
    assert len(look(UserFactory(), what="x" * 400).what) == 250


@pytest.mark.parametrize(
    "statement",
    ["UPDATE history_sight SET rows = 0", "DELETE FROM history_sight", "UPDATE history_sight SET by_id = by_id"],
)
def test_the_database_refuses_to_change_or_remove_it(statement):
    look(UserFactory())

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Sight.objects.get().rows == 12


def test_the_models_cannot_either():
    sight = look(UserFactory())
    sight.rows = 0

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sight.save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        sight.delete()


def test_the_data_protection_lead_sees_all_and_others_their_own():
    lead, other = UserFactory(), UserFactory()
    HoldingFactory(user=lead, role="data_protection_lead", starts_on=date(2015, 4, 1))
    of_other, of_lead = look(other), look(lead)

    assert set(Sight.objects.visible_to(lead)) == {of_lead, of_other}
    assert set(Sight.objects.visible_to(other)) == {of_other}


def test_entries_are_seen_by_those_who_read_drafts_or_manage_people_and_by_whoever_did_it():
    reader, administrator, owner = UserFactory(), UserFactory(), UserFactory()
    HoldingFactory(user=reader, role="programme_office")
    HoldingFactory(user=administrator)
    entry = write(about=TeamFactory(), verb="signed", by=reader, at=MORNING)

    assert list(Entry.objects.visible_to(reader)) == [entry]
    assert list(Entry.objects.visible_to(administrator)) == [entry]
    assert list(Entry.objects.visible_to(owner)) == []
