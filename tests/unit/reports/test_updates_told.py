"""Who wrote an update, in the report of a month: said only where that is not the owner of then."""

from datetime import UTC, date, datetime

import pytest

from reports.compiling.drafting import compiled_now
from reports.renderers import words
from tests.factories import (
    CouncilFactory,
    DateChangeFactory,
    ReportFactory,
    StandingFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CLOSED_AT = datetime(2020, 9, 28, 15, tzinfo=UTC)
BEFORE = datetime(2020, 9, 22, 9, tzinfo=UTC)


@pytest.fixture
def cycle():
    CouncilFactory(plays_on=date(2020, 11, 9))
    return ReportFactory(cycle__closed_at=CLOSED_AT).cycle


@pytest.fixture
def standing(cycle):
    return StandingFactory(cycle=cycle, action__reference="1.1", owner="Head of ICT")


def update_told(cycle):
    [node] = [node for node in compiled_now(cycle).paper.tree["body"] if node["kind"] == "action"]
    return node["update"].get("by"), words.teller(node)


def test_an_owners_update_names_the_owner_alone(cycle, standing):
    UpdateFactory(cycle=cycle, action=standing.action, at=BEFORE, by=UserFactory(job_title="Head of ICT"))

    assert update_told(cycle) == (None, "22\u00a0Sep\u00a02020, Head of ICT:")


def test_an_update_of_the_owner_before_names_both(cycle, standing):
    UpdateFactory(cycle=cycle, action=standing.action, at=BEFORE, by=UserFactory(job_title="Head of Finance"))

    assert update_told(cycle) == ("Head of Finance", "22\u00a0Sep\u00a02020, Head of Finance (owner: Head of ICT):")


def test_its_writer_is_called_as_they_were_when_the_cycle_closed(cycle, standing):
    writer = UserFactory(job_title="Head of ICT")
    writer.versions.update(history_date=BEFORE)
    UpdateFactory(cycle=cycle, action=standing.action, at=BEFORE, by=writer)
    writer.job_title = "Director"
    writer.save()

    assert update_told(cycle) == (None, "22\u00a0Sep\u00a02020, Head of ICT:")


def test_a_reason_that_ends_in_a_full_stop_has_one_sentence_only(cycle):
    standing = StandingFactory(cycle=cycle, moves=1, moved_now=True)
    DateChangeFactory(action=standing.action, reason="The supplier is late.", agreed_on=date(2020, 9, 14))

    body = compiled_now(cycle).paper.tree["body"]

    [table] = [node for node in body if node.get("id") == "t-dates"]
    assert table["rows"][0][4].startswith("The supplier is late (agreed by the Director")
