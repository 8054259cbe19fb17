"""What the timeline draws, and the line of an action's dates whose labels stay apart."""

import re
from datetime import date
from itertools import combinations, pairwise

import pytest
from lxml import etree

from figures.charts.drawing import width
from improvement.actions.line_of_dates import PHONE, SCREEN, SIZE, line_of_dates
from improvement.models import Brag
from improvement.plan import timeline as timeline_drawing
from improvement.plan.timeline import Row, Step, key, scale_of, timeline

TODAY = date(2020, 11, 9)
SVG = "{http://www.w3.org/2000/svg}"


def row(reference="1.1", **options):
    facts = {
        "area": "1 Workforce",
        "title": "Strategy",
        "url": f"/plan/actions/{reference}/",
        "brag": Brag.RED,
        "original": date(2020, 8, 31),
        "agreed": date(2020, 10, 31),
    }
    return Row(reference=reference, **(facts | options))


def parsed(svg):
    return etree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def texts(svg):
    return ["".join(each.itertext()) for each in parsed(svg).iter(f"{SVG}text")]


def test_months_go_from_the_first_date_to_the_month_after_the_last():
    scale = scale_of([row(forecast=date(2020, 12, 15), steps=[Step(date(2020, 7, 20), done=True)])], TODAY)

    assert (scale.first, scale.last) == (date(2020, 7, 1), date(2021, 1, 1))


def test_today_is_in_it_however_far_the_dates_are():
    scale = scale_of([row(original=date(2021, 5, 1), agreed=date(2021, 5, 1))], TODAY)

    assert (scale.first, scale.last) == (date(2020, 11, 1), date(2021, 6, 1))


def test_a_day_has_its_place_between_the_months():
    scale = scale_of([row(original=date(2020, 11, 1), agreed=date(2020, 11, 30))], TODAY)

    # 30 days over the 646 units between 290 and 936
    assert scale.x(date(2020, 11, 1)) == 290
    assert scale.x(date(2020, 11, 16)) == 290 + 646 / 2
    assert scale.x(date(2020, 12, 1)) == 936


def test_every_month_is_named_until_they_are_too_many():
    of_half_a_year = scale_of([row(original=date(2020, 8, 1), agreed=date(2021, 1, 31))], TODAY)
    of_five_years = scale_of([row(original=date(2020, 1, 1), agreed=date(2024, 12, 31))], TODAY)

    assert len(of_half_a_year.ticks) == 7
    assert of_five_years.ticks == [date(year, 1, 1) for year in range(2020, 2026)]


def test_a_row_links_to_its_action_and_says_its_state_in_words():
    svg = timeline([row()], TODAY)

    [link] = parsed(svg).iter(f"{SVG}a")
    assert link.get("href") == "/plan/actions/1.1/"
    assert link.get("aria-label") == "1.1 Strategy, Red"
    assert {"1 Workforce", "Red", "1.1 Strategy", "Today 9\u00a0Nov\u00a02020"} <= set(texts(svg))


def test_it_has_a_title_and_a_description():
    svg = parsed(timeline([row(), row("1.2")], TODAY))

    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title.text == "Timeline: Two actions from August 2020 to December 2020"
    assert description.text.endswith("Today is 9\u00a0November\u00a02020.")
    assert svg.get("aria-labelledby") == title.get("id")
    assert svg.get("aria-describedby") == description.get("id")


def test_each_area_of_focus_heads_its_rows():
    svg = timeline([row(), row("1.2"), row("2.1", area="2 Front door")], TODAY)

    said = [each for each in texts(svg) if each in ("1 Workforce", "1.1 Strategy", "1.2 Strategy", "2 Front door")]
    assert said == ["1 Workforce", "1.1 Strategy", "1.2 Strategy", "2 Front door"]


@pytest.mark.parametrize(
    ("facts", "stretches"),
    [
        ({}, ["moved", "late"]),
        ({"completed": date(2020, 10, 20)}, ["moved"]),
        ({"completed": date(2020, 11, 3)}, ["moved", "late"]),
        ({"agreed": date(2020, 12, 31)}, ["moved"]),
        ({"agreed": date(2020, 12, 31), "forecast": date(2021, 1, 10)}, ["moved", "expected"]),
        ({"original": date(2020, 12, 31), "agreed": date(2020, 12, 31)}, []),
        ({"original": date(2020, 12, 31), "agreed": date(2020, 12, 1)}, []),
    ],
)
def test_what_moved_what_is_late_and_what_is_expected_are_stretches(facts, stretches):
    svg = timeline([row(**facts)], TODAY)

    lines = [
        ("moved", 'stroke="#00594f" stroke-width="4"'),
        ("late", 'stroke="#b9212b" stroke-width="4"'),
        ("expected", 'stroke-width="2" stroke-dasharray="3 3"'),
    ]
    assert [name for name, line in lines if line in svg] == stretches


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        ({}, TODAY),
        ({"forecast": date(2020, 11, 20)}, date(2020, 11, 20)),
        ({"completed": date(2020, 11, 3)}, date(2020, 11, 3)),
        ({"agreed": date(2020, 12, 31)}, date(2020, 12, 31)),
        ({"agreed": date(2020, 12, 1), "steps": [Step(date(2020, 12, 20), done=False)]}, date(2020, 12, 20)),
    ],
)
def test_the_reference_stands_after_all_that_is_drawn(facts, last):
    one = row(**facts)

    svg = parsed(timeline([one], TODAY))

    [reference] = [float(each.get("x")) for each in svg.iter(f"{SVG}text") if each.text == "1.1"]
    assert reference == pytest.approx(scale_of([one], TODAY).x(last) + 11, abs=0.01)


def test_on_a_phone_a_name_stands_above_its_months_and_all_is_on_the_paper():
    rows = [
        row(title="Agree a strategy for recruiting and keeping social workers with everybody"),
        row("1.2", agreed=None),
    ]

    svg = parsed(timeline(rows, TODAY, timeline_drawing.PHONE))

    assert [each for each in texts(timeline(rows, TODAY, timeline_drawing.PHONE)) if "date" in each] == ["no date yet"]
    [name] = [each for each in svg.iter(f"{SVG}text") if (each.text or "").startswith("1.1 Agree")]
    marks = [float(each.get("cy")) for each in svg.iter(f"{SVG}circle")]
    assert all(float(name.get("y")) + 16 < y - 8 for y in marks)
    for each in svg.iter(f"{SVG}text"):
        if each.get("text-anchor") == "start":
            bold = each.get("font-weight") == "700"
            assert float(each.get("x")) + width(each.text, float(each.get("font-size")), bold) <= 361
    assert scale_of(rows, TODAY, timeline_drawing.PHONE).x(date(2020, 8, 1)) == 10


def test_words_that_are_markup_stay_words():
    svg = timeline([row(title='<script>"&', area="<b>")], TODAY)

    assert "<script>" not in svg
    assert '1.1 <script>"&' in texts(svg)


def test_nothing_is_styled_inline():
    assert "style=" not in timeline([row(steps=[Step(TODAY, done=False)])], TODAY)


def test_every_mark_is_explained():
    assert {words for _, words in key()} >= {"original date", "agreed date", "forecast", "complete", "milestone"}


# --- The line of dates ------------------------------------------------------------------------------------------------


def labels_and_guides(svg):
    """({left, right, baseline} of each label, {x, top} of each guide line)."""
    drawn = parsed(svg)
    labels = []
    for each in (each for each in drawn.iter(f"{SVG}text") if each.get("font-weight") == "700"):
        left = float(each.get("x"))
        labels.append((left, left + width("".join(each.itertext()), SIZE, bold=True), float(each.get("y"))))
    paths = [each.get("d") for each in drawn.iter(f"{SVG}path") if each.get("class") == "app-line-guide"]
    guides = [tuple(map(float, re.fullmatch(r"M([\d.]+) ([\d.]+)V[\d.]+", path).groups())) for path in paths]
    return labels, guides


DATES = [
    (date(2020, 8, 31), date(2020, 10, 31), date(2020, 11, 20), None),
    (date(2020, 10, 31), date(2020, 11, 5), date(2020, 11, 20), None),
    (date(2020, 10, 20), date(2020, 10, 31), date(2020, 11, 14), None),
    (date(2020, 11, 7), date(2020, 11, 8), date(2020, 11, 10), None),
    (date(2020, 11, 10), date(2020, 11, 11), date(2020, 11, 12), None),
    (date(2020, 9, 30), date(2020, 9, 30), None, date(2020, 9, 11)),
    (date(2020, 11, 9), date(2020, 11, 9), None, None),
    (date(2018, 1, 1), date(2020, 11, 8), date(2024, 11, 12), None),
]


@pytest.mark.parametrize("paper", [SCREEN, PHONE])
@pytest.mark.parametrize(("original", "agreed", "forecast", "completed"), DATES)
def test_no_label_touches_another_and_all_are_on_the_paper(original, agreed, forecast, completed, paper):
    labels, guides = labels_and_guides(line_of_dates(original, agreed, forecast, completed, TODAY, paper))

    assert len(labels) == len(guides) > 0
    for (left, right, y), (other_left, other_right, other_y) in combinations(labels, 2):
        assert right < other_left or other_right < left or abs(y - other_y) >= SIZE
    assert all(left >= 0 and right <= paper.wide for left, right, _ in labels)


@pytest.mark.parametrize(("original", "agreed", "forecast", "completed"), DATES)
def test_on_a_wide_screen_no_guide_line_crosses_a_label(original, agreed, forecast, completed):
    labels, guides = labels_and_guides(line_of_dates(original, agreed, forecast, completed, TODAY))

    for x, top in guides:
        assert [(left, right, y) for left, right, y in labels if left < x < right and y > top] == []


def test_on_a_phone_every_date_has_its_words():
    svg = line_of_dates(date(2020, 8, 31), date(2020, 10, 31), date(2020, 11, 20), None, TODAY, PHONE)

    named = [each.replace("\u00a0", " ") for each in texts(svg)]
    assert [each for each in named if each[:3] not in ("Jul", "Sep", "Nov", "Jan")] == [
        "Original 31 Aug 2020",
        "Agreed 31 Oct 2020",
        "Today 9 Nov 2020",
        "Forecast 20 Nov 2020",
    ]


@pytest.mark.parametrize("paper", [SCREEN, PHONE])
@pytest.mark.parametrize(("original", "agreed", "forecast", "completed"), DATES)
def test_months_under_the_line_do_not_touch(original, agreed, forecast, completed, paper):
    drawn = parsed(line_of_dates(original, agreed, forecast, completed, TODAY, paper))
    months = [each for each in drawn.iter(f"{SVG}text") if each.get("font-weight") == "400"]
    places = [(float(each.get("x")), width("".join(each.itertext()), SIZE)) for each in months]

    assert places
    assert all(x + wide < after for (x, wide), (after, _) in pairwise(places))
    assert all(x + wide <= paper.wide for x, wide in places)
