"""Tables: fixed widths, a header row that repeats, rows that do not break, first column and total marked as such."""

from html import escape

from reports.renderers.fitting import SHORT_TABLE, column_widths
from reports.renderers.word.markup import MEASURE, Marks, paragraph, runs, state, twips
from reports.tree import BRAG, Node, Run


def table(node: Node, marks: Marks) -> str:
    columns = node["columns"]
    letters = column_widths(node)
    widths = [twips(MEASURE * width / sum(letters)) for width in letters]
    rows = [[column["text"] for column in columns], *node["rows"]]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inner = "".join(_row(node, y, row, widths, marks) for y, row in enumerate(rows))
    return f"<w:tbl>{_properties(node, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{inner}</w:tbl>"


def _properties(node: Node, width: int) -> str:
    """LibreOffice reads tblLook's val, Word its flags."""
    value, last = ("06E0", 1) if node["total"] else ("06A0", 0)
    flags = f'w:firstRow="1" w:firstColumn="1" w:lastRow="{last}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    return (
        f'<w:tblPr><w:tblStyle w:val="CommitteeTable"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{value}" {flags}/><w:tblCaption w:val="Table {node["number"]}"/>'
        f'<w:tblDescription w:val="{escape(node["caption"])}"/></w:tblPr>'
    )


def _row(node: Node, y: int, row: list[str | list[Run]], widths: list[int], marks: Marks) -> str:
    header = "<w:tblHeader/>" if y == 0 else ""
    total = bool(node["total"]) and y == len(node["rows"])
    keep = y < len(node["rows"]) <= SHORT_TABLE
    cells = []
    for x, (cell, width) in enumerate(zip(row, widths, strict=True)):
        style = "Table heading" if y == 0 else "Table label" if x == 0 or total else "Table text"
        words = runs(cell, marks) if isinstance(cell, list) else _words(cell, y, marks)
        inner = paragraph(style, words, keep=keep, left=_left(node, x), align=node["columns"][x]["align"])
        cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{''.join(cells)}</w:tr>"


def _words(cell: str, y: int, marks: Marks) -> str:
    return state(cell) if y and cell in BRAG else runs([cell], marks)


def _left(node: Node, x: int) -> float | None:
    """Words right after numbers, which end at the column's edge, need room."""
    sides = [column["align"] for column in node["columns"]]
    return 0.3 if x and sides[x] == "left" and sides[x - 1] == "right" else None
