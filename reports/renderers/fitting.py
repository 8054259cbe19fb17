"""What fits on one sheet. In Typst an unbreakable block that does not fit runs off the paper and its words are lost."""

import re
from math import ceil

from reports.tree import Node, flat

SHORT_TABLE = 14  # rows; a longer table may break over sheets
LINES = 40  # of a table that a sheet surely holds
ACROSS = 90  # letters in a line of a table as wide as the text
LONG_UPDATE = 2000  # letters
KEY_FIGURES = 16
PADDING = 2  # letters that a cell's edges take


def row_lines(table: Node) -> list[int]:
    """About how many lines each row takes."""
    total = sum(column["width"] for column in table["columns"])
    room = [max(1, ACROSS * column["width"] / total) for column in table["columns"]]
    return [
        max(ceil(len(flat(cell)) / letters) or 1 for cell, letters in zip(row, room, strict=True))
        for row in table["rows"]
    ]


def column_widths(table: Node) -> list[float]:
    """Of each column, in letters: as declared, but wide enough for its longest unbreakable word as far as others have
    room to spare. Those that need least come first: one very long address takes nothing from dates."""
    total = sum(column["width"] for column in table["columns"])
    widths = [ACROSS * column["width"] / total for column in table["columns"]]
    cells = zip(*([column["text"] for column in table["columns"]], *table["rows"]), strict=True)
    needs = [max(longest_word(flat(cell)) for cell in column) + PADDING for column in cells]
    lacking = {x: need - width for x, (need, width) in enumerate(zip(needs, widths, strict=True)) if need > width}
    spare = [max(0, width - need) for need, width in zip(needs, widths, strict=True)]
    room, taken = sum(spare), 0.0
    for x in sorted(lacking, key=lambda x: lacking[x]):
        if taken + lacking[x] <= room:
            taken += lacking[x]
            widths[x] = needs[x]
    return [width - taken * own / room if own else width for width, own in zip(widths, spare, strict=True)]


def longest_word(words: str) -> int:
    """In letters. A line breaks at a space and behind a hyphen, never at a no-break space."""
    return max(len(word) for word in re.split(r"[ \n\t]|(?<=-)", words))


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
