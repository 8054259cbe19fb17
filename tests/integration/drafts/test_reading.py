"""Reading a draft, an earlier one too, and where its numbers lead."""

import re
from datetime import UTC, date, datetime

import pytest

from reports.compiling.drafting import compile_draft
from tests.factories import CompilationFactory, CycleFactory, ReportFactory
from tests.integration.drafts.visiting import PAPER, at, drafted, says

pytestmark = pytest.mark.django_db


def test_every_number_leads_to_its_figure_as_it_stands_now(office, report, plan):
    compile_draft(report=report, at=datetime(2020, 9, 28, 9, tzinfo=UTC))

    links = set(re.findall(r'app-fig" href="([^"]+)"', office.get(at("read")).content.decode()))
    assert "/figures/improvement.actions/?month=2020-08" in links
    assert "/figures/improvement.actions/?month=2020-08&amp;brag=red" in links
    assert all(link.startswith("/figures/") for link in links)


def test_an_earlier_draft_is_read_by_its_number_and_no_other_months(office, report):
    first = drafted(report, says="It was the first.")
    drafted(report, says="It is the second.")
    other = CompilationFactory(report=ReportFactory(cycle=CycleFactory(month=date(2020, 9, 1))), paper=PAPER)

    assert "It was the first." in says(office.get(at("draft")))
    assert office.get(f"{at('read')}?of={first.pk}").status_code == 200
    for wrong in (other.pk, 0, "x", "-1", "9" * 30, "²"):
        assert office.get(f"{at('read')}?of={wrong}").status_code == 404
        assert office.get(f"{at('changes')}?with={wrong}").status_code == 404
