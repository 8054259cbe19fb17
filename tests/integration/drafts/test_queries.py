"""How often the pages of drafts ask the database, with ten times the drafts too."""

from datetime import UTC, date, datetime, timedelta

import pytest

from history.models import write
from tests.factories import CycleFactory, EditionFactory, FileFactory, PublicationFactory, ReportFactory
from tests.integration.drafts.visiting import drafted

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 10])
@pytest.mark.parametrize("address", ["", "2020-08/", "2020-08/read/", "2020-08/changes/", "2020-08/publish/"])
def test_a_page_takes_few_queries_however_many_drafts(office, report, django_assert_max_num_queries, address, count):
    for number in range(count):
        compilation = drafted(report, compiled_at=datetime(2020, 9, 1, tzinfo=UTC) + timedelta(days=number))
        FileFactory(compilation=compilation)
        edition = EditionFactory(compilation=compilation)
        write(about=edition, verb="signed", by=edition.signed_by, at=edition.signed_at)
        month = date(2019, 12 - number, 1)
        other = drafted(ReportFactory(cycle=CycleFactory(month=month)))
        PublicationFactory(edition=EditionFactory(compilation=other))

    with django_assert_max_num_queries(14):
        assert office.get(f"/drafts/{address}").status_code == 200
