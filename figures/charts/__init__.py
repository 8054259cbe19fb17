"""Chart nodes of the tree to SVG: one drawing for the page, the PDF and (as a picture) Word.

The drawing is 412 units wide and one unit is one point in print. It holds no inline style and no clock, so the same
node gives the same bytes. On a narrow page `app.css` enlarges the text and hides the labels of class
`app-chart__mid`, then those of `app-chart__wide`.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from figures.charts import bars, brag, control, lines
from figures.charts.drawing import WIDTH, Drawing, num

KINDS: Mapping[str, Callable[[dict[str, Any]], Drawing]] = {
    "control": control.draw,
    "bars": bars.draw,
    "brag": brag.draw,
    "lines": lines.draw,
}


def svg(node: dict[str, Any]) -> str:
    """The drawing of a chart node (id, title, alt, spec) as one `<svg>` element, named by its title and its alt."""
    drawing = KINDS[node["spec"]["type"]](node["spec"])
    name = escape(str(node["id"]))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {num(drawing.height)}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" font-family="\'Source Sans 3\', Arial, sans-serif">'
        f'<title id="{name}-t">{escape(node["title"])}</title><desc id="{name}-d">{escape(node["alt"])}</desc>'
        f"{''.join(drawing.parts)}</svg>"
    )
