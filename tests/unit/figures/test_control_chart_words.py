"""What a control chart says: its sentences and its title."""

import pytest

from figures.control_charts import control_chart, finding, sentences
from tests.published import control_charts

PUBLISHED = control_charts()
LIMITS = [entry for entry in PUBLISHED["limits"] if entry["source"].startswith(("NHSRplotthedots", "same", "_snaps"))]


def named(count):
    return [f"Month {i + 1}" for i in range(count)]


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
