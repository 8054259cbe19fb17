"""Against published results of NHSRplotthedots, and against what must hold for any series."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures import control_chart_rules as rules
from figures.control_charts import Limits, assure, control_chart, finding, limits, sentences
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


def test_sentences_name_what_lies_outside():
    chart = control_chart([50, 52] * 7 + [20, 50, 80, 51])

    assert sentences(chart, named(18))[1:] == [
        "Month 17 is above the upper limit.",
        "Month 15 is below the lower limit.",
    ]
    assert sentences(chart, named(18))[0].startswith("The usual range is ")


def test_sentences_say_how_long_a_shift_has_lasted():
    ongoing = [10, 14] * 6 + [15, 13] * 4  # mean 12.8: month 12 is above it too
    ended = ongoing[::-1]

    assert "The last 9 months are above the average of 12.8." in sentences(control_chart(ongoing), named(20))
    said = sentences(control_chart(ended), named(20), "%")
    assert "The 9 months from Month 1 to Month 9 are above the average of 12.8%." in said


def test_sentences_tell_a_trend_by_its_months():
    chart = control_chart([10, 20, 3, 4, 5, 6, 7, 8, 9, 18, 8, 12, 10, 15])

    assert "Each month from Month 4 to Month 10 is higher than the one before." in sentences(chart, named(14))


def test_sentences_say_what_is_close_to_a_limit():
    chart = control_chart([50, 48, 52] * 4 + [57, 57.5])

    assert chart.flags[11:] == (None, "two_in_three", "two_in_three")
    expected = "Month 13 and Month 14 are close to the upper limit, as two of three months in a row seldom are."
    assert sentences(chart, named(14))[-1] == expected


def test_sentences_say_which_months_have_no_data():
    chart = control_chart([50, 52] * 7 + [None, 51])

    assert sentences(chart, named(16)) == [
        "All 15 months with data lie within the usual range of 45.9 to 56.1.",
        "There is no data for Month 15.",
    ]


def test_sentences_draw_no_conclusion_from_too_few_months():
    assert sentences(control_chart([1]), ["May 2020"]) == [
        "Limits need 13 months with data. There is 1, so none are shown."
    ]
    assert sentences(control_chart([None]), ["May 2020"]) == ["There is no data for these months."]
    assert sentences(control_chart([]), []) == ["There is no data for these months."]


def test_sentences_speak_of_each_phase_and_say_why_it_begins():
    """Means 2 and 12; each move is 2, so that limits are 5.32 from them."""
    chart = control_chart([1, 3] * 7 + [11, 13] * 7, rebase_at=[14])

    assert sentences(chart, named(28), why={14: "New threshold document"}) == [
        "From Month 1 to Month 14 the usual range was 0 to 7.3.",
        "Limits are worked out anew from Month 15: New threshold document.",
        "All 14 months since then lie within the usual range of 6.7 to 17.3.",
    ]


def test_a_range_that_rests_on_few_months_is_said_to_be_unsettled():
    unsettled = control_chart([1, 3] * 7 + [11, 13] * 4, rebase_at=[14])
    short = control_chart([1, 3] * 7 + [11, 13], rebase_at=[14])

    assert sentences(unsettled, named(22))[1:] == [
        "Limits are worked out anew from Month 15.",
        "All 8 months since then lie within the usual range of 6.7 to 17.3.",
        "It rests on 8 months, fewer than the 13 that settle it, and may still move.",
    ]
    assert sentences(short, named(16))[1:] == [
        "Limits are worked out anew from Month 15.",
        "Limits that start afresh need 7 months with data. There are 2 since Month 15, so none are shown there.",
    ]


def test_each_phase_of_a_published_series_has_the_limits_that_it_would_have_alone():
    [entry] = [entry for entry in LIMITS if entry["id"] == "nhsr-deviations-screened"]
    values = entry["values"]

    chart = control_chart([*values, *[value + 100 for value in values]], rebase_at=[len(values)])

    for first, shift in ((0, 0), (len(values), 100)):
        found = (chart.mean[first], chart.upper[first], chart.lower[first])
        for value, name in zip(found, ("mean", "upl", "lpl"), strict=True):
            assert value == pytest.approx(entry["expected"][name] + shift, abs=entry["tol"])
    assert [i for i, flag in enumerate(chart.flags) if flag] == [4, len(values) + 4]


def test_a_range_goes_no_further_than_values_can():
    counts = control_chart([0, 4, 1, 3] * 4)
    shares = control_chart([100, 90, 98, 91] * 4)

    assert counts.lower[0] < 0
    assert " of 0 to " in sentences(counts, named(16))[0]
    assert sentences(shares, named(16), "%")[0].endswith(" to 100.0%.")


def test_many_months_outside_are_counted_rather_than_named():
    chart = control_chart([10, 11] * 24 + [30, -10, 11, 10, 10, 11, 11] * 7)

    assert sentences(chart, named(97))[1:3] == [
        "7 months, the latest Month 91, are above the upper limit.",
        "7 months, the latest Month 92, are below the lower limit.",
    ]


def test_in_brief_months_outside_are_counted_and_the_last_ones_told():
    low, high = [30, 31, 30, 31], [70, 71, 70, 71, 70]

    chart = control_chart([*low, *[50, 51] * 6, *high])
    said = sentences(chart, named(21), brief=True)

    outside = [i for i, flag in enumerate(chart.flags) if flag == "outside"]
    assert outside == [0, 1, 2, 3, 16, 17, 18, 19, 20]
    assert said[1] == "9 of the 21 months are outside the limits, 5 above and 4 below, the last 5 months all above."


def test_in_brief_months_on_one_side_are_told_once():
    chart = control_chart([*[45, 55] * 50, *[90] * 4])

    assert [i for i, flag in enumerate(chart.flags) if flag == "outside"] == [100, 101, 102, 103]
    assert "4 of the 104 months are outside the limits, all above." in sentences(chart, named(104), brief=True)


def test_in_brief_few_months_outside_are_named_all_the_same():
    chart = control_chart([50, 52] * 7 + [20, 50, 80, 51])

    assert sentences(chart, named(18), brief=True) == sentences(chart, named(18))


def test_sentences_end_with_what_to_expect_of_a_target():
    chart = control_chart([50, 52] * 7, target=90, better="higher")

    assert sentences(chart, named(14), "%")[-1] == "As things are, the target will not be met."


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([50, 52] * 8, "Contacts are within their usual range"),
        ([50, 52] * 8 + [20], "Contacts are below their usual range"),
        ([50, 52] * 8 + [20, 51], "Contacts were below their usual range in Month 17 and are back within it"),
        ([10, 14] * 6 + [15, 13] * 4, "Contacts have been above their average for 9 months"),
        ([50, 48, 52] * 4 + [57, 57.5], "Contacts are close to the top of their usual range"),
        ([10, 12] * 7 + [9, 10, 11, 12, 13, 14, 15], "Contacts have risen 6 months in a row"),
        ([50, 52] * 8 + [None], "Contacts: no data for Month 17"),
        ([50, 52], "Contacts, month by month"),
        ([], "Contacts: no data"),
    ],
)
def test_the_title_is_what_was_found(values, title):
    chart = control_chart(values, screen=False)

    assert finding(chart, "Contacts", named(len(values)), plural=True) == title


def test_the_title_agrees_with_a_single_thing():
    chart = control_chart([50, 48, 52] * 4 + [57, 57.5])

    assert finding(chart, "Vacancy rate", named(14)) == "Vacancy rate is close to the top of its usual range"
    assert finding(control_chart([50, 52] * 8), "Vacancy rate", named(16)) == "Vacancy rate is within its usual range"


SERIES = st.lists(st.one_of(st.none(), st.integers(-200, 200)), min_size=1, max_size=40)


@settings(max_examples=150, deadline=None)
@given(SERIES, st.integers(-1000, 1000), st.sampled_from([0.5, 2, 3, 8, 100]), st.booleans())
def test_flags_do_not_depend_on_where_zero_is_or_on_the_unit(values, moved, factor, screen):
    other = [None if value is None else value * factor + moved for value in values]

    chart, changed = control_chart(values, screen=screen), control_chart(other, screen=screen)

    assert changed.flags == chart.flags
    assert changed.directions == chart.directions


@settings(max_examples=150, deadline=None)
@given(SERIES)
def test_a_mirrored_series_has_mirrored_flags(values):
    mirror = {"high": "low", "low": "high", None: None}

    chart, mirrored = control_chart(values), control_chart([None if value is None else -value for value in values])

    assert mirrored.flags == chart.flags
    assert mirrored.directions == tuple(mirror[direction] for direction in chart.directions)


@settings(max_examples=100, deadline=None)
@given(SERIES, st.integers(0, 40))
def test_every_series_can_be_put_into_words(values, rebase):
    chart, labels = control_chart(values, rebase_at=[rebase]), named(len(values))

    said = [*sentences(chart, labels), *sentences(chart, labels, "%"), *sentences(chart, labels, brief=True)]

    assert said
    assert all(sentence.endswith(".") and "None" not in sentence for sentence in said)
    assert finding(chart, "Contacts", labels, plural=True).startswith("Contacts")
    assert all(flag is None for flag, value in zip(chart.flags, chart.values, strict=True) if value is None)
