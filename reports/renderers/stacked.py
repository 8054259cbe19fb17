"""The article as the product's own page draws it: a row with sentences becomes a card on a phone.

The page that stands alone does not: its bytes are frozen with an edition.
"""

from html import escape

from reports.renderers import Link, article, words
from reports.tree import Node, Run, flat

SENTENCE = 25  # a cell of more letters is read, not compared


def body(tree: Node, link: Link) -> str:
    return article.body(tree, link, {"table": table})


def table(node: Node, link: Link | None) -> str:
    """One without sentences beside the heads of its rows stays a table, which scrolls."""
    columns = node["columns"]
    if not any(len(flat(each)) > SENTENCE for row in node["rows"] for each in row[1:]):
        return article.table(node, link)
    head = "".join(f'<th scope="col" role="columnheader"{article.side(c)}>{escape(c["text"])}</th>' for c in columns)
    rows = [_row(row, columns, link) for row in node["rows"]]
    foot = f'<tfoot role="rowgroup">{rows.pop()}</tfoot>' if node["total"] else ""
    return (
        f'<div class="app-scroll" role="region" aria-label="Table {node["number"]}" tabindex="0">\n'
        f'<table class="app-table app-table--tight app-table--cards" role="table" id="{escape(node["id"])}">'
        f"<caption><span>{escape(words.caption(node))}</span></caption>\n"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>\n'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody>{foot}</table></div>{article.note(node, link)}'
    )


def _row(row: list[str | list[Run]], columns: list[dict[str, str]], link: Link | None) -> str:
    first, *others = (article.cell(each, link) for each in row)
    cells = "".join(
        f'<td role="cell"{article.side(column)} data-label="{escape(column["text"])}"><span>{shown}</span></td>'
        for column, shown in zip(columns[1:], others, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader"{article.side(columns[0])}>{first}</th>{cells}</tr>\n'
