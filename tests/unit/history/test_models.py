from datetime import UTC, datetime

import pytest

from history.models import Entry, write
from tests.factories import CycleFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2020, 9, 1, 9, tzinfo=UTC)
NOON = datetime(2020, 9, 1, 12, tzinfo=UTC)


def test_an_entry_says_who_did_what_to_which_record_when():
    director = UserFactory()
    team = TeamFactory()

    entry = write(about=team, verb="renamed", by=director, at=MORNING, words="Was East")

    entry.refresh_from_db()
    assert (entry.record, entry.by, entry.at, entry.verb, entry.words) == (
        team,
        director,
        MORNING,
        "renamed",
        "Was East",
    )
    assert str(entry) == "renamed 01 September 2020"


def test_entries_of_a_record_are_found_in_the_order_of_time():
    by = UserFactory()
    team = TeamFactory()
    cycle = CycleFactory(pk=team.pk)  # another kind of record with the same id
    later = write(about=team, verb="ended", by=by, at=NOON)
    write(about=cycle, verb="closed", by=by, at=MORNING)
    earlier = write(about=team, verb="renamed", by=by, at=MORNING)

    assert list(Entry.objects.about(team)) == [earlier, later]
