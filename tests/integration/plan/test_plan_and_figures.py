"""The plan on a page and the figures say the same of the open cycle."""

import csv
from datetime import UTC, date, datetime

from figures.reader import Reader
from figures.registry import figure
from improvement.models import Brag
from improvement.plan.page import Plan, matrix
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    HoldingFactory,
    MilestoneFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
)
from tests.integration.plan.conftest import OCTOBER, TODAY

NOON = datetime(2020, 11, 9, 12, tzinfo=UTC)
EVERY = ("actions", "overdue", "days_overdue", "updated_on_time", "updates_missing", "blue_with_evidence")


def a_plan(october):
    """Of each state one in the first area; in the second, three that look overdue, of which one is."""
    door, work = ThemeFactory(code="1", position=1), ThemeFactory(code="2", position=2)
    ActionFactory(theme=door, original_date=date(2020, 10, 30))
    amber = ActionFactory(theme=door)
    MilestoneFactory(action=amber, due_on=date(2020, 11, 8))
    ActionFactory(theme=door)
    ActionFactory(theme=door, assured=True)
    ActionFactory(theme=door, starts_on=date(2020, 12, 1))
    ActionFactory(theme=work, original_date=date(2020, 10, 30), completed_on=date(2020, 11, 2))
    moved = ActionFactory(theme=work, original_date=date(2020, 10, 30))
    DateChangeFactory(action=moved, to_date=date(2020, 12, 1), agreed_on=date(2020, 10, 30))
    better = ActionFactory(theme=work, original_date=date(2020, 11, 6))
    UpdateFactory(action=better, cycle=october, at=NOON, reported="on_track", why_better="It is nearly done")


def test_the_matrix_of_the_plan_is_the_figure_by_area_and_state(october):
    a_plan(october)
    office = HoldingFactory(role="programme_office").user

    page = matrix(Plan(office, NOON).actions)

    readings = Reader().readings(figure("improvement.actions"), [OCTOBER], None, ["theme", "brag"])
    counted = {tuple(dict(each.by).values()): int(each.counted) for each in readings}
    cells = {(row["theme"].code, str(state)): number for row in page["rows"] for state, number in row["cells"]}
    assert cells == counted
    assert [counted["1", state] for state in Brag.values] == [1, 1, 1, 1, 1]
    assert [counted["2", state] for state in Brag.values] == [1, 0, 2, 0, 0]


def test_each_figure_of_the_plan_has_its_page_records_and_file_by_owner(october, office, django_assert_max_num_queries):
    a_plan(october)
    owner = UserFactory(job_title="Head of Homes")
    ActionFactory(owner=owner, assured=True)
    ActionFactory(owner=owner, original_date=date(2020, 11, 1), reference="9.9")
    UpdateFactory(action=ActionFactory(owner=owner), cycle=october, at=datetime(2020, 11, 6, 9, tzinfo=UTC))

    for name in EVERY:
        address = f"/figures/improvement.{name}/"
        with django_assert_max_num_queries(20):
            page = office.get(f"{address}?by=owner,theme")
        assert page.status_code == 200
        assert "Head of Homes" in page.content.decode()
        with django_assert_max_num_queries(20):
            records = office.get(f"{address}records/counted/?owner={owner.pk}")
        assert records.status_code == 200
        file = office.get(f"{address}records/counted/file.csv?owner={owner.pk}")
        assert len(list(csv.reader(b"".join(file).decode("utf-8-sig").splitlines()))) > 1
    late = office.get(f"/figures/improvement.days_overdue/?owner={owner.pk}")
    assert "8 days" in late.content.decode()
    assert (TODAY - date(2020, 11, 1)).days == 8
