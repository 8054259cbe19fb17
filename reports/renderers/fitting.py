"""What fits on one sheet. In Typst an unbreakable block that does not fit runs off the paper and its words are lost."""

from math import ceil

from reports.tree import Node, flat

SHORT_TABLE = 14  # rows; a longer table may break over sheets
LINES = 40  # of a table that a sheet surely holds
ACROSS = 90  # letters in a line of a table as wide as the text
LONG_UPDATE = 2000  # letters
KEY_FIGURES = 16


def row_lines(table: Node) -> list[int]:
    """About how many lines each row takes."""
    total = sum(column["width"] for column in table["columns"])
    room = [max(1, ACROSS * column["width"] / total) for column in table["columns"]]
    return [
        max(ceil(len(flat(cell)) / letters) or 1 for cell, letters in zip(row, room, strict=True))
        for row in table["rows"]
    ]


def breaks(node: Node) -> dict[str, bool]:
    """Whether a node may break over sheets (long), and a row of a table too (tall)."""
    if node["kind"] == "table":
        lines = row_lines(node)
        return {"long": len(lines) > SHORT_TABLE or sum(lines) > LINES, "tall": max(lines) > LINES}
    if node["kind"] == "action":
        return {"long": bool(node["update"]) and len(flat(node["update"]["runs"])) > LONG_UPDATE}
    if node["kind"] == "key_figures":
        return {"long": len(node["items"]) > KEY_FIGURES}
    return {}
