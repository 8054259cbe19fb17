"""The drawings: what they show, and that nothing in them leaves the sheet or covers something else."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.charts import axes, svg
from figures.charts.drawing import MID, NARROW, SIZE, WIDTH, num, shorten, width, wrap
from figures.charts.labels import along, spread

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SIZES = {"full": SIZE, "mid": MID, "narrow": NARROW}
HIDDEN = {"full": set(), "mid": {"app-chart__mid"}, "narrow": {"app-chart__mid", "app-chart__wide"}}


def months(count):
    """The labels of that many months up to August 2020."""
    return [f"{MONTHS[n % 12]} {n // 12}" for n in range(2020 * 12 + 8 - count, 2020 * 12 + 8)]


def node(spec, **changes):
    return {"id": "chart-1", "title": "What was found", "alt": "What it shows", "spec": spec} | changes


def control(y, *, mean=None, low=None, high=None, **changes):
    spec = {"type": "control", "x": months(len(y)), "y": y, "mean": mean, "low": low, "high": high}
    return spec | {"flags": [None] * len(y), "marks": [], "unit": "", "limits": True} | changes


def flagged(count, **flags):
    """Flags by position: flagged(9, outside=[2])."""
    found = [None] * count
    for flag, places in flags.items():
        for i in places:
            found[i] = flag
    return found


CONTACTS = [2812, 3050, 2954, 2601, 2987, 2890, 3122, 2745, 2968, 3035, 2893, 2650, 2931, 3146, 3018, 2688, 3077, 2995]
CONTACTS += [2862, 1987, 2214, 2706, 3012, 2861]
LONG = "Counted per child and no longer per incident, as agreed with the partners in the health check of July"
BARS = {
    "type": "bars",
    "labels": ["Does not meet the threshold for Early Help", "No consent", "Signposted"],
    "series": [{"name": "August 2020", "y": [389, 201, 214]}, {"name": "July 2020", "y": [402, 229, 221]}],
    "share": ["48.4%", "25.0%", "26.6%"],
    "emphasis": [0, 1],
}
STATES = ["Red", "Amber", "Green", "Blue", "Grey"]
LINES = {
    "type": "lines",
    "x": ["2017", "2018", "2019"],
    "series": [
        {"name": "Metropolitan District Council (demo)", "y": [12.0, 14.5, 26.1]},
        {"name": "Yorkshire and The Humber", "y": [11.0, 11.2, 11.9]},
        {"name": "England", "y": [15.9, 16.5, 16.4]},
    ],
    "unit": "%",
    "threshold": {"value": 15, "label": "above it, recruitment is not keeping up"},
}


def brag(*rows):
    return {
        "type": "brag",
        "rows": [{"label": label, "values": list(map(list, zip(STATES, row, strict=True)))} for label, row in rows],
    }


SPECS = {
    "contacts": control(
        CONTACTS, mean=2841.8, low=2140.6, high=3543.0, flags=flagged(24, outside=[19]), marks=[[22, "New"]]
    ),
    "one": control([12], limits=False),
    "two": control([12, 30], limits=False),
    "thirteen": control([3, 5, 2, 0, 4, 6, 1, 2, 3, 5, 4, 2, 3], mean=3.1, low=-2.6, high=8.8),
    "twenty-five": control(
        [40 + n % 7 for n in range(25)], mean=43, low=38, high=48, flags=flagged(25, shift=range(9))
    ),
    "forty-nine": control(
        [2000 + 37 * n % 500 for n in range(49)],
        mean=2250,
        low=1500,
        high=3000,
        flags=flagged(49, outside=[0, 10, 11, 12, 30, 47, 48]),
        marks=[[0, "First"], [5, LONG], [6, "Two"], [44, LONG]],
    ),
    "constant": control([7] * 13, mean=7, low=7, high=7),
    "zeros": control([0] * 13, mean=0, low=0, high=0),
    "nulls": control([None] * 13),
    "empty": control([]),
    "gaps": control([40, None, 42, 44, None, None, 41] * 2, mean=42, low=38, high=46),
    "huge": control([1234567890 * n for n in (1, 2, 1, 2, 3, 1, 2, 1, 2, 1, 2, 1, 2)], mean=2e9, low=1e9, high=3e9),
    "below zero": control([-4, 2, -3, 5] * 4, mean=0, low=-9, high=9),
    "long labels": control(
        CONTACTS[:13], mean=2900, low=2289, high=3501, x=[f"The month {LONG} {n}" for n in range(13)]
    ),
    "shares": control(
        [100, 90, 95, 98] * 4, mean=96, low=85, high=107, unit="%", flags=flagged(16, outside=[1], trend=[8])
    ),
    "phases": control(
        CONTACTS, mean=[2900] * 12 + [2700] * 12, low=[2300] * 12 + [1500] * 12, high=[3500] * 12 + [3900] * 12
    ),
    "bars": BARS,
    "bars of one series": BARS | {"series": BARS["series"][:1], "share": [], "emphasis": []},
    "bars with long labels": BARS | {"labels": [LONG, "W" * 90, LONG + LONG]},
    "bars of nothing": BARS
    | {"series": [{"name": "August 2020", "y": [0, None, 0]}, {"name": "July 2020", "y": [0, 0, None]}]},
    "bars without labels": BARS | {"labels": [], "series": [{"name": "August 2020", "y": []}], "share": []},
    "bars of huge numbers": BARS | {"series": [{"name": LONG, "y": [1234567, 999999, 12]}]},
    "brag": brag(("September 2020", [3, 7, 15, 4, 4]), ("August 2020", [0, 6, 22, 1, 4])),
    "brag of zeros": brag(("September 2020", [0, 0, 0, 0, 0])),
    "brag of many": brag((LONG, [1, 1, 2200, 1, 40])),
    "lines": LINES,
    "one point": LINES | {"x": ["2019"], "series": [{"name": LONG, "y": [3]}], "unit": "", "threshold": None},
    "lines of nothing": LINES | {"series": [{"name": "England", "y": [None] * 3}], "threshold": None},
    "close lines": LINES | {"series": [{"name": f"Area {n}", "y": [None, 16.4, 16.4 + n / 10]} for n in range(5)]},
}


def drawn(spec):
    return ElementTree.fromstring(svg(node(spec)))


def placed_texts(root, page):
    """(text, left, top, right, bottom) of each label as it shows on a page of that width."""
    boxes = []
    for element in root.iter(f"{SVG}text"):
        if HIDDEN[page] & set(element.get("class", "").split()):
            continue
        shown = (element.text or "") + "".join(
            ("" if HIDDEN[page] & set(part.get("class", "").split()) else part.text) + (part.tail or "")
            for part in element
        )
        size = float(element.get("font-size")) if page == "full" else SIZES[page]
        wide = width(shown, size, bold=element.get("font-weight") == "700")
        x, y = float(element.get("x")), float(element.get("y"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor")]
        boxes.append((shown, left, y - size * 0.72, left + wide, y))
    return boxes


def words(root):
    return ["".join(element.itertext()).replace("\u00a0", " ") for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("room", SIZES)
@pytest.mark.parametrize("name", SPECS)
def test_no_label_leaves_the_drawing(name, room):
    root = drawn(SPECS[name])
    height = float(root.get("viewBox").split()[3])

    for shown, left, top, right, bottom in placed_texts(root, room):
        assert left >= -0.5, shown
        assert right <= WIDTH + 0.5, shown
        assert top >= -0.5, shown
        assert bottom <= height + 0.5, shown


@pytest.mark.parametrize("room", SIZES)
@pytest.mark.parametrize("name", SPECS)
def test_no_label_covers_another(name, room):
    boxes = placed_texts(drawn(SPECS[name]), room)

    for k, (one, left, top, right, bottom) in enumerate(boxes):
        for other, left_, top_, right_, bottom_ in boxes[k + 1 :]:
            apart = right <= left_ or right_ <= left or bottom <= top_ or bottom_ <= top
            assert apart, f"{one!r} and {other!r}"


@pytest.mark.parametrize("name", SPECS)
def test_every_mark_lies_in_the_drawing(name):
    root = drawn(SPECS[name])
    height = float(root.get("viewBox").split()[3])

    for element in root.iter():
        for key in ("x", "x1", "x2", "cx"):
            assert -8 <= float(element.get(key, 0)) <= WIDTH
        for key in ("y", "y1", "y2", "cy"):
            assert -8 <= float(element.get(key, 0)) <= height
        if element.tag == f"{SVG}rect" and float(element.get("x")) >= 0:
            assert float(element.get("x")) + float(element.get("width")) <= WIDTH


@pytest.mark.parametrize("name", SPECS)
def test_a_drawing_is_named_described_and_without_inline_style(name):
    shown = svg(node(SPECS[name], title="Up & <away>", alt='Says "how"'))
    root = ElementTree.fromstring(shown)

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-1-t chart-1-d"
    assert (root[0].get("id"), root[0].text) == ("chart-1-t", "Up & <away>")
    assert (root[1].get("id"), root[1].text) == ("chart-1-d", 'Says "how"')
    assert root.get("font-family") == "'Source Sans 3', Arial, sans-serif"
    assert "style" not in shown
    assert "nan" not in shown
    assert shown == svg(node(SPECS[name], title="Up & <away>", alt='Says "how"'))


def test_the_spec_is_left_as_it_was():
    before = repr(SPECS)

    for spec in SPECS.values():
        svg(node(spec))

    assert repr(SPECS) == before


def test_a_point_outside_is_a_diamond_with_its_value_and_month():
    root = drawn(SPECS["contacts"])

    assert len(root.findall(f".//{SVG}polygon")) == 2  # the point and the legend
    assert "1,987 in Apr 2020" in words(root)
    assert "Outside the usual range" in words(root)
    assert "Part of a pattern" not in words(root)


@pytest.mark.parametrize("flag", ["shift", "trend", "two_in_three"])
def test_a_point_of_a_pattern_is_an_open_square(flag):
    root = drawn(control([5, 6, 7, 8], flags=flagged(4, **{flag: [1, 2]})))

    squares = [element for element in root.iter(f"{SVG}rect") if element.get("fill") == "#ffffff"]
    assert len(squares) == 3
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    assert "Part of a pattern" in words(root)


def test_a_month_without_data_leaves_a_gap_and_no_mark():
    root = drawn(control([5, 6, None, 7, 8, None, 4]))

    assert [len(line.get("points").split()) for line in root.iter(f"{SVG}polyline")] == [2, 2]
    assert len(list(root.iter(f"{SVG}circle"))) == 5


def test_the_last_value_is_named_with_its_own_month_even_before_a_gap():
    assert "7 Jul 2020" in words(drawn(control([5, 6, 7, None])))


def test_limits_are_named_with_their_values():
    assert {"3,543 upper limit", "2,842 average", "2,141 lower limit", "2,861 Aug 2020"} <= set(
        words(drawn(SPECS["contacts"]))
    )


def test_no_limits_are_drawn_when_the_spec_says_so():
    root = drawn(SPECS["contacts"] | {"limits": False})

    assert not [word for word in words(root) if "limit" in word or "average" in word]
    assert not [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray") == "5 3"]


def test_a_limit_that_no_value_can_reach_is_not_drawn():
    assert not [word for word in words(drawn(SPECS["thirteen"])) if "lower limit" in word]
    assert not [word for word in words(drawn(SPECS["shares"])) if "upper limit" in word]
    assert "-9 lower limit" in words(drawn(SPECS["below zero"]))


def test_a_series_that_never_moves_has_an_average_and_no_limits():
    assert {"7 average", "7 Aug 2020"} <= set(words(drawn(SPECS["constant"])))
    assert not [word for word in words(drawn(SPECS["constant"])) if "limit" in word]


def test_levels_step_where_a_phase_begins():
    dashed = [line for line in drawn(SPECS["phases"]).iter(f"{SVG}line") if line.get("stroke-dasharray") == "5 3"]

    assert len(dashed) == 4


def test_what_changed_is_named_with_the_month_that_it_holds_from():
    assert "New from Jul 2020" in words(drawn(SPECS["contacts"]))


def test_a_chart_without_data_says_so():
    for name in ("nulls", "empty", "lines of nothing", "bars without labels"):
        assert "No data" in words(drawn(SPECS[name]))
    assert words(drawn(SPECS["bars of nothing"])).count("No data") == 2


def test_counts_start_at_zero_in_whole_steps():
    labels = axes.scale([2, 3], "", 0, 100, whole=True).labels()

    assert labels == ["0", "1", "2", "3"]


def test_percentages_may_start_higher_and_never_pass_a_hundred():
    assert axes.scale([51, 58.2], "%", 0, 100, whole=False).labels() == ["50%", "52%", "54%", "56%", "58%", "60%"]
    assert axes.scale([12, 58.2], "%", 0, 100, whole=False).labels()[0] == "0%"
    assert axes.scale([86, 100], "%", 0, 100, whole=False).labels()[-1] == "100%"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2841.8, "", "2,842"),
        (3.14, "", "3.1"),
        (12, "", "12"),
        (19, "%", "19.0%"),
        (6.25, "%", "6.3%"),
        (-0.01, "%", "0.0%"),
        (1_234_567, "", "1.23m"),
        (2_500_000_000, "", "2.5bn"),
        (1_234_567_890_123, "", "1,235bn"),
        (4, "days", "4 days"),
    ],
)
def test_numbers_are_written_as_a_reader_writes_them(value, unit, shown):
    assert axes.number(value, unit) == shown


def test_large_ticks_share_one_size_of_number():
    assert axes.scale([1_400_000], "", 0, 100, whole=True).labels() == ["0", "0.5m", "1.0m", "1.5m"]


def test_bars_show_value_and_share_and_the_month_before():
    said = words(drawn(BARS))

    assert {"389 (48.4%)", "402", "August 2020", "July 2020", "No consent"} <= set(said)


def test_one_series_has_no_thin_bars():
    both, one = drawn(BARS), drawn(SPECS["bars of one series"])

    assert len(list(both.iter(f"{SVG}rect"))) == 8
    assert len(list(one.iter(f"{SVG}rect"))) == 4


def test_bars_are_in_proportion_to_their_values():
    long = [float(bar.get("width")) for bar in drawn(SPECS["bars of one series"]).iter(f"{SVG}rect")][1:]

    assert long[1] / long[0] == pytest.approx(201 / 389, abs=0.001)


def test_a_brag_row_shows_word_and_number_and_leaves_out_what_is_nought():
    said = words(drawn(SPECS["brag"]))

    assert {"Red 3", "Amber 7", "Green 15", "Blue 4", "Grey 4"} <= set(said)
    assert [word for word in said if "Red" in word] == ["Red 3", "Red"]  # August has none; the legend names it


def test_a_brag_row_of_zeros_says_that_there_are_no_actions():
    assert "No actions" in words(drawn(SPECS["brag of zeros"]))


def test_a_single_action_among_many_is_still_seen():
    bars = [bar for bar in drawn(SPECS["brag of many"]).iter(f"{SVG}rect") if bar.get("height") == "22"]

    assert min(float(bar.get("width")) for bar in bars) > 5
    assert sum(float(bar.get("width")) + 1.6 for bar in bars) == pytest.approx(WIDTH, abs=0.1)


def test_lines_name_their_series_their_last_values_and_the_threshold():
    said = words(drawn(LINES))

    assert {"26.1%", "11.9%", "16.4%", "England", "15.0%: above it, recruitment is not keeping up"} <= set(said)


def test_lines_differ_in_dash_and_mark_and_not_in_colour_alone():
    dashes = [line.get("stroke-dasharray") for line in drawn(LINES).iter(f"{SVG}polyline")]

    assert len(set(dashes)) == 3


def test_labels_along_an_axis_thin_out_as_the_page_narrows():
    shown = along(months(25), 12)

    wide, mid, narrow = (
        {i for i, only in shown if not HIDDEN[page] & set(only.split())} for page in ("full", "mid", "narrow")
    )
    assert narrow <= mid <= wide
    assert 24 in narrow


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 100), max_size=6))
def test_labels_pushed_apart_keep_their_order_and_their_distance(wanted):
    found = spread(wanted, 10, 0, 100)

    in_order = [place for _, place in sorted(zip(wanted, found, strict=True))]
    assert all(b - a >= 10 - 1e-6 for a, b in pairwise(in_order))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)


def test_labels_with_room_stay_where_they_belong():
    assert spread([50, 10, 90], 10, 0, 100) == [50, 10, 90]
    assert spread([50, 50], 10, 0, 100) == [45, 55]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 10**7), st.floats(0, 10**5)), min_size=1, max_size=49),
    st.sampled_from(["", "%"]),
)
def test_any_series_can_be_drawn(y, unit):
    known = [value for value in y if value is not None] or [0]
    mean = sum(known) / len(known)

    root = drawn(control(y, mean=mean, low=mean * 0.8, high=mean * 1.2, unit=unit, flags=flagged(len(y), outside=[0])))

    marks = [element for element in root if element.tag in (f"{SVG}circle", f"{SVG}polygon")]
    assert len(marks) == sum(value is not None for value in y)
    for shown, left, _, right, _ in placed_texts(root, "narrow"):
        assert -0.5 <= left <= right <= WIDTH + 0.5, shown


def test_text_that_is_too_wide_is_wrapped_or_shortened():
    assert shorten("short", 100, SIZE) == "short"
    assert width(shorten("W" * 100, 50, SIZE), SIZE) <= 50
    assert wrap("one two", 20, SIZE) == ["one", "two"]
    assert wrap("", 20, SIZE) == [""]
    assert all(width(row, SIZE) <= 60 for row in wrap(LONG + "W" * 50, 60, SIZE))


def test_numbers_in_a_drawing_are_short_and_plain():
    assert [num(1.0), num(2.346), num(-0.001), num(12.5)] == ["1", "2.35", "0", "12.5"]
    assert not re.search(r"\de[-+]", svg(node(SPECS["huge"])))
