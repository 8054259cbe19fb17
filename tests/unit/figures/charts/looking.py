"""Drawing a chart, and what is found on it on a wide, a middling and a narrow page."""

from xml.etree import ElementTree

from figures.charts import svg
from figures.charts.drawing import MID, NARROW, SIZE, width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"full": SIZE, "mid": MID, "narrow": NARROW}
HIDDEN = {"full": set(), "mid": {"app-chart__mid"}, "narrow": {"app-chart__mid", "app-chart__wide"}}


def node(spec, **changes):
    return {"id": "chart-1", "title": "What was found", "alt": "What it shows", "spec": spec} | changes


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
