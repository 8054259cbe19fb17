from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from figures import closed, thresholds
from figures.models import Threshold
from figures.threshold_views import state
from history import tracking
from organisation.refused import Refused
from tests.factories import CycleFactory, PostFactory, ThresholdFactory, UserFactory, WorkerFactory

pytestmark = pytest.mark.django_db
AT = datetime(2020, 11, 9, 9, tzinfo=UTC)
SEPTEMBER, OCTOBER, NOVEMBER = date(2020, 9, 1), date(2020, 10, 1), date(2020, 11, 1)
VACANCY = "workforce.vacancy_rate"


@pytest.fixture
def acting():
    """September is closed, October is open; a migration's own threshold is out of the way."""
    Threshold.objects.all().delete()
    CycleFactory(month=SEPTEMBER, closed_at=AT)
    CycleFactory(month=OCTOBER)
    return {"by": UserFactory(name="Sam Sample"), "at": AT}


def given(**fields):
    return {"value": Decimal("12.5"), "means": "recruitment does not keep up", "holds_from": OCTOBER} | fields


def test_a_threshold_replaces_an_earlier_one_from_a_month_on(acting):
    earlier = ThresholdFactory(figure=VACANCY, holds_from=date(2020, 1, 1), value=15)

    added = thresholds.add_threshold(figure=VACANCY, **given(), **acting)

    assert list(Threshold.objects.held_in(OCTOBER)) == [earlier, added]
    assert list(Threshold.objects.held_in(SEPTEMBER)) == [earlier]
    assert tracking.changes(added)[0].by == "Sam Sample"


@pytest.mark.parametrize(
    ("fields", "says", "field"),
    [
        ({"figure": "no.such_figure"}, "from the list", "figure"),
        ({"holds_from": SEPTEMBER}, "September 2020 is closed", "holds_from"),
        ({"holds_from": date(2020, 11, 9)}, "first day of a month", "holds_from"),
        ({"holds_from": NOVEMBER}, "from November 2020 already", "holds_from"),
    ],
)
def test_what_cannot_be_added_is_refused(acting, fields, says, field):
    ThresholdFactory(figure=VACANCY, holds_from=NOVEMBER)

    with pytest.raises(Refused, match=says) as refused:
        thresholds.add_threshold(**{"figure": VACANCY} | given(**fields), **acting)

    assert refused.value.field == field


def test_what_a_closed_month_used_is_neither_changed_nor_removed(acting):
    settled = ThresholdFactory(holds_from=SEPTEMBER)

    with pytest.raises(Refused, match="It has held in September 2020, which is closed"):
        thresholds.change_threshold(threshold=settled, **given(), **acting)
    with pytest.raises(Refused, match="that one replaces it"):
        thresholds.remove_threshold(threshold=settled, **acting)

    settled.refresh_from_db()
    assert settled.value == 15


def test_one_that_no_closed_month_used_is_changed_and_removed(acting):
    threshold = ThresholdFactory(holds_from=OCTOBER, value=15)

    thresholds.change_threshold(threshold=threshold, **given(holds_from=NOVEMBER), **acting)

    threshold.refresh_from_db()
    assert (threshold.value, threshold.holds_from) == (Decimal("12.5"), NOVEMBER)
    with pytest.raises(Refused, match="September 2020 is closed"):
        thresholds.change_threshold(threshold=threshold, **given(holds_from=SEPTEMBER), **acting)
    thresholds.remove_threshold(threshold=threshold, **acting)
    assert not Threshold.objects.exists()


def test_where_nothing_was_closed_nothing_is_settled():
    by = {"by": UserFactory(), "at": AT}

    thresholds.remove_threshold(threshold=ThresholdFactory(holds_from=date(2019, 1, 1)), **by)

    assert closed.last_closed_month() is None
    assert closed.first_open_month(date(2020, 11, 9)) == date(2018, 11, 1)


def test_closed_months_are_not_offered(acting):
    offered = closed.open_months(date(2020, 11, 9))

    assert (offered[0], offered[-1], len(offered)) == (OCTOBER, date(2022, 11, 1), 26)


def test_a_list_says_which_one_holds(acting):
    rows = [ThresholdFactory(holds_from=month) for month in (SEPTEMBER, OCTOBER, date(2020, 12, 1))]
    said = state(rows, NOVEMBER)

    assert [said(row) for row in rows] == ["Replaced", "Holds", "To come"]


def test_a_target_stands_beside_a_threshold_and_replaces_targets_only(acting):
    threshold = thresholds.add_threshold(figure=VACANCY, **given(), **acting)
    target = thresholds.add_threshold(figure=VACANCY, kind="target", **given(means="the board in June 2020"), **acting)

    now = state([threshold, target], NOVEMBER)

    assert (now(threshold), now(target)) == ("Holds", "Holds")
    assert threshold.meaning == "a sign that recruitment does not keep up"
    assert target.meaning == "set by the board in June 2020"
    with pytest.raises(Refused, match="has a target from October 2020 already"):
        thresholds.add_threshold(figure=VACANCY, kind="target", **given(), **acting)


@pytest.mark.parametrize(
    ("month", "says", "earlier", "later"),
    [
        (SEPTEMBER, "The target is 30.0%, and 25.0% meets it.", "", " (to come)"),
        (OCTOBER, "The target is 20.0%, and 25.0% does not meet it.", " (replaced from October 2020)", ""),
    ],
)
def test_a_figure_says_whether_it_meets_the_target_of_its_month(client, month, says, earlier, later):
    for held_from, value in ((date(2020, 1, 1), 30), (OCTOBER, 20)):
        ThresholdFactory(figure=VACANCY, kind="target", holds_from=held_from, value=value, means="the board")
    for loaded in (SEPTEMBER, OCTOBER):
        PostFactory(month=loaded, fte="1", vacant_fte="1")
        WorkerFactory(month=loaded, fte="3")
    client.force_login(UserFactory())

    page = client.get(f"/figures/{VACANCY}/", {"month": f"{month:%Y-%m}"}).content.decode()

    assert says in page
    assert f"30.0% from January 2020{earlier}: set by the board" in page
    assert f"20.0% from October 2020{later}: set by the board" in page
