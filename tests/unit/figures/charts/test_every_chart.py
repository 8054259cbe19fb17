"""What holds for a chart of any kind: nothing leaves it or covers another, it is named, and says when it is empty."""

from xml.etree import ElementTree

import pytest

from figures.charts import svg
from figures.charts.drawing import WIDTH
from tests.unit.figures.charts.looking import SIZES, SVG, drawn, node, placed_texts, words
from tests.unit.figures.charts.specs import SPECS


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


def test_a_chart_without_data_says_so():
    for name in ("nulls", "empty", "lines of nothing", "bars without labels"):
        assert "No data" in words(drawn(SPECS[name]))
    assert words(drawn(SPECS["bars of nothing"])).count("No data") == 2
