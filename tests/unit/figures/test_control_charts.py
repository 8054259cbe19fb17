"""Limits, patterns and phases, against the published results of NHSRplotthedots and cases worked by hand."""

import pytest

from figures import control_chart_rules as rules
from figures.control_charts import Limits, assure, control_chart, limits, sentences
from tests.published import control_charts

PUBLISHED = control_charts()
LIMITS = [entry for entry in PUBLISHED["limits"] if entry["source"].startswith(("NHSRplotthedots", "same", "_snaps"))]
OTHER_TOOLS = [entry for entry in PUBLISHED["limits"] if entry not in LIMITS]


def rule_vectors(word):
    return [entry for entry in PUBLISHED["rules_nhsr"] if word in entry["rule"]]


def signs(flags):
    return [abs(flag) for flag in flags]


def named(count):
    return [f"Month {i + 1}" for i in range(count)]


def test_the_published_results_are_all_there():
    assert (len(LIMITS), len(OTHER_TOOLS), len(PUBLISHED["rules_nhsr"])) == (7, 1, 15)


@pytest.mark.parametrize("entry", LIMITS, ids=lambda entry: entry["id"])
def test_limits_are_those_that_nhsrplotthedots_published(entry):
    found = limits(entry["values"], screen=entry["screen_outliers"], width=entry["k"])

    for name, value in {"mean": found.mean, "lpl": found.lower, "upl": found.upper}.items():
        assert value == pytest.approx(entry["expected"][name], abs=entry["tol"])


@pytest.mark.parametrize("entry", OTHER_TOOLS, ids=lambda entry: entry["id"])
def test_limits_of_a_tool_with_another_constant_follow_when_it_is_given(entry):
    rates = [n / d for n, d in zip(entry["numerators"], entry["denominators"], strict=True)]

    found = limits(rates, screen=False, width=3 / 1.128)

    assert found.upper == pytest.approx(entry["expected"]["upl"], abs=entry["tol"])
    assert found.lower == pytest.approx(entry["expected"]["lpl"], abs=entry["tol"])


def test_the_published_outlier_is_the_only_point_flagged_with_screening_or_without():
    for entry in LIMITS[:2]:
        chart = control_chart(entry["values"], screen=entry["screen_outliers"])

        assert [i for i, flag in enumerate(chart.flags) if flag] == [4]
        assert (chart.flags[4], chart.directions[4]) == ("outside", "high")


def test_a_published_series_of_common_cause_has_no_flag():
    [entry] = [entry for entry in LIMITS if "n_common_cause" in entry]

    assert control_chart(entry["values"]).flags == (None,) * entry["n_common_cause"]


@pytest.mark.parametrize("entry", rule_vectors("shift"), ids=lambda entry: str(entry["in"]))
def test_shift_marks_the_seventh_point_on_one_side_and_those_after_it(entry):
    assert signs(rules.shift(entry["in"])) == entry["out"]


@pytest.mark.parametrize("entry", [e for e in rule_vectors("trend") if "in" in e], ids=lambda entry: str(entry["in"]))
def test_trend_marks_the_point_that_ends_six_moves_one_way(entry):
    assert rules.trend(entry["in"]) == entry["out"]


@pytest.mark.parametrize("entry", rule_vectors("spread back"), ids=lambda entry: str(entry["in"]))
def test_a_pattern_is_spread_back_over_its_seven_points(entry):
    assert rules.spread_back(entry["in"]) == entry["out"]


@pytest.mark.parametrize("entry", rule_vectors("two in three"), ids=lambda entry: f"{entry['rule']}{entry['close']}")
def test_two_in_three_needs_all_three_points_on_one_side(entry):
    rule = rules.part_of_two_in_three if entry["rule"].startswith("part of") else rules.two_in_three

    assert rule(entry["close"], entry["side"]) == entry["out"]


def test_two_near_points_on_opposite_sides_are_common_cause_to_the_end():
    [entry] = rule_vectors("end-to-end")

    assert entry["last_two_point_types"] == ["common_cause", "common_cause"]
    assert control_chart(entry["values"], screen=entry["screen_outliers"]).flags[-2:] == (None, None)


@pytest.mark.parametrize(("better", "column"), [("higher", "increase"), ("lower", "decrease"), (None, "neutral")])
def test_assurance_is_as_published(better, column):
    table = PUBLISHED["assurance_nhsr"]

    found = [
        assure(Limits((low + high) / 2, low, high), table["target"], better)
        for low, high in zip(table["lpl"], table["upl"], strict=True)
    ]

    assert found == table[column]


def test_two_years_of_published_referrals_show_no_special_cause():
    series = PUBLISHED["computed_bradford_referrals_2018-10_2020-09"]

    chart = control_chart(series["values"])

    assert chart.mean[0] == pytest.approx(series["mean"])
    assert (chart.lower[0], chart.upper[0]) == (pytest.approx(series["lpl"]), pytest.approx(series["upl"]))
    assert set(chart.flags) == {None}
    assert sentences(chart, named(24)) == ["All 24 months lie within the usual range of 394 to 1,182."]


def test_a_target_on_a_limit_is_met_now_and_then():
    assert assure(Limits(2, 1, 3), 3, "higher") == "inconsistent"
    assert assure(Limits(2, 1, 3), 1, "lower") == "inconsistent"


def test_there_is_no_assurance_without_a_target_or_a_direction_or_data():
    assert control_chart([1, 2, 3], target=None, better="higher").assurance is None
    assert control_chart([1, 2, 3], target=9).assurance is None
    assert control_chart([None, None], target=9, better="higher").assurance is None


def test_assurance_looks_at_the_last_phase_alone():
    values = [1, 2] * 7 + [101, 102] * 7

    assert control_chart(values, target=50, better="higher").assurance == "inconsistent"
    assert control_chart(values, target=50, better="higher", rebase_at=[14]).assurance == "consistent_pass"


def test_a_rebase_restarts_mean_limits_and_patterns():
    values = [1, 3] * 6 + [11, 13] * 6

    whole, parted = control_chart(values), control_chart(values, rebase_at=[12])

    assert whole.shifts == (-1,) * 12 + (1,) * 12
    assert (parted.mean[0], parted.mean[-1]) == (2, 12)
    assert set(parted.shifts) == {0}
    assert set(parted.flags) == {None}
    assert parted.phases == (0, 12)


def test_a_point_is_named_after_the_first_pattern_that_it_belongs_to():
    chart = control_chart([1, 2, 3, 4, 5, 6, 7, 8, 30])  # mean 7.33, limits 4.67 and 9.99

    assert chart.flags == ("outside",) * 4 + ("trend",) * 4 + ("outside",)
    assert chart.shifts == (-1,) * 7 + (0, 0)
    assert control_chart([10, 14] * 6 + [15, 13] * 4).flags == (None,) * 11 + ("shift",) * 9


def test_a_trend_below_the_mean_that_rises_is_high():
    chart = control_chart([10, 20, 3, 4, 5, 6, 7, 8, 9, 18, 8, 12, 10, 15])

    assert chart.flags[2:10] == ("trend",) * 8
    assert chart.directions[4] == "high"
    assert chart.values[4] < chart.mean[4]


def test_where_a_fall_turns_into_a_rise_the_turning_point_rises():
    chart = control_chart([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7], screen=False)

    assert chart.trends == (-1,) * 6 + (1,) * 7


def test_a_gap_breaks_a_row_and_the_moving_range_reaches_across_it():
    side = [5, 5, 5, 5, 5, 5, 5]
    whole = control_chart([1] * 7 + side)
    gapped = control_chart([1] * 7 + side[:3] + [None] + side[3:])

    assert whole.shifts == (-1,) * 7 + (1,) * 7
    assert gapped.shifts == (-1,) * 7 + (0,) * 8
    assert gapped.flags[10] is None
    assert gapped.upper[0] == whole.upper[0]


def test_the_state_of_a_chart_is_that_of_its_last_point():
    assert control_chart([1, 2] * 8 + [40]).variation == ("outside", "high")
    assert control_chart([1, 2] * 8 + [-40]).variation == ("outside", "low")
    assert control_chart([1, 2] * 8 + [40, 1]).variation is None
    assert control_chart([1, 2] * 8 + [40, None]).variation is None
    assert control_chart([]).variation is None


def test_thirteen_known_points_of_the_last_phase_are_enough():
    assert control_chart([1, 2] * 6 + [1]).enough
    assert not control_chart([1, 2] * 6 + [None]).enough
    assert not control_chart([]).enough


def test_seven_known_points_of_a_phase_among_several_are_enough():
    assert control_chart([1, 2] * 10, rebase_at=[13]).shown == (True, True)
    assert control_chart([1, 2] * 10, rebase_at=[14]).shown == (True, False)
    assert control_chart([1, 2] * 3 + [None] + [1, 2] * 7, rebase_at=[7]).shown == (False, True)


def test_nothing_is_said_of_the_points_of_a_phase_too_short():
    chart = control_chart([50, 52] * 7 + [90, 10, 50], rebase_at=[14])

    assert chart.drawn(chart.mean) == [51.0] * 14 + [None] * 3
    assert chart.marked() == [None] * 17
    assert chart.told == tuple(range(14))


def test_a_series_that_never_moves_is_common_cause_despite_rounding():
    chart = control_chart([0.1] * 24)

    assert set(chart.flags) == {None}
    assert sentences(chart, named(24), "%") == ["All 24 months are the same: 0.1%."]
