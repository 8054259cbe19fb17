"""The body of a report as HTML, for the product's page and for the page that stands alone.

Classes are those of the product's style sheet; nothing is inline, as its content security policy demands. The page
around it has the h1, so that a heading of level 1 is an h2.
"""

from collections.abc import Callable, Mapping
from html import escape
from itertools import groupby

from figures.charts import svg
from reports.renderers import Link, words
from reports.tree import BRAG, Node, Run

HEADINGS = {1: ("h2", "govuk-heading-l"), 2: ("h3", "govuk-heading-m"), 3: ("h4", "govuk-heading-s")}
TIGHT = "govuk-body govuk-!-margin-bottom-1"
GAP = "<span></span>"  # in the column of numbers
Draw = Callable[[Node, "Link | None"], str]


def body(tree: Node, link: Link | None = None, instead: Mapping[str, Draw] | None = None) -> str:
    """The article's HTML. `link` turns a reading into an address; without it numbers lead to their definitions.
    `instead` draws some kinds of node in another way."""
    draw = DRAW | dict(instead or {})
    parts, open_section = [], False
    for kind, group in groupby(tree["body"], key=lambda node: node["kind"]):
        if kind == "action":
            parts.append(f'<ul class="app-list-line">{"".join(action(node, link) for node in group)}</ul>\n')
            continue
        for node in group:
            if kind == "heading" and node["level"] == 1:
                parts.append("</section>\n<section>\n" if open_section else "<section>\n")
                open_section = True
            parts.append(draw[kind](node, link) + "\n")
    return "".join(parts) + ("</section>\n" if open_section else "")


def contents(tree: Node) -> list[tuple[str, str, str, list]]:
    """Headings of levels 1 and 2 as (number, text, id, children)."""
    found: list[tuple[str, str, str, list]] = []
    for node in tree["body"]:
        if node["kind"] == "heading" and node["level"] < 3:
            siblings = found if node["level"] == 1 else found[-1][3]
            siblings.append((node["number"] or "", node["text"], node["id"], []))
    return found


def sentence(runs: list[Run], link: Link | None) -> str:
    return "".join(run_html(run, link) for run in runs)


def run_html(run: Run, link: Link | None) -> str:
    shown = escape(run["text"])
    if run["kind"] == "strong":
        return f"<strong>{shown}</strong>"
    if run["kind"] == "figure":
        return f'<a class="govuk-link app-fig" href="{_address(run, link)}">{shown}</a>'
    if run["kind"] == "ref":
        return f'<a class="govuk-link" href="#{escape(run["to"])}">{shown}</a>'
    return shown


def _address(figure: dict[str, str], link: Link | None) -> str:
    return escape(link(figure["reading"]) if link else f"#def-{figure['key']}")


def heading(node: Node, link: Link | None) -> str:
    tag, look = HEADINGS[node["level"]]
    shown = escape(words.numbered(node["number"], node["text"]))
    return f'<{tag} class="{look}" id="{escape(node["id"])}">{shown}</{tag}>'


def para(node: Node, link: Link | None) -> str:
    id, number = escape(node["id"]), escape(node["number"] or "")
    own = f'<a class="app-para__no" href="#{id}" aria-label="Paragraph {number}">{number}</a>' if number else GAP
    words_ = sentence(node["runs"], link)
    return f'<div class="app-para" id="{id}">{own}<div><p class="govuk-body">{words_}</p></div></div>'


def bullets(node: Node, link: Link | None) -> str:
    items = "".join(f"<li>{sentence(item, link)}</li>" for item in node["items"])
    return f'<div class="app-para">{GAP}<ul class="govuk-list govuk-list--bullet">{items}</ul></div>'


def key_figures(node: Node, link: Link | None) -> str:
    items = "".join(
        f'<li><p><strong><a class="govuk-link app-fig" href="{_address(item, link)}">{escape(item["label"])}</a>'
        "</strong></p>"
        f'<p class="app-figures__value">{escape(item["value"])}</p>'
        f'<p class="app-quiet">{escape(words.counted_at(item))}</p></li>'
        for item in node["items"]
    )
    return f'<ul class="app-figures">{items}</ul>'


def brag(state: str) -> str:
    return f'<strong class="app-brag app-brag--{state.lower()}">{state}</strong>'


def action(node: Node, link: Link | None) -> str:
    dates = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in words.dates(node))
    mark = f'<p class="app-as-at">{escape(node["mark"])}</p>' if node["mark"] else ""
    return (
        f'<li id="{escape(node["id"])}"><p><strong>{escape(node["ref"])} {escape(node["what"])}</strong></p>'
        f'<p>{brag(node["brag"])} {sentence(node["reason"], link)}</p><dl class="app-dates">{dates}</dl>'
        f'<p><span class="app-quiet">{escape(words.teller(node))}</span> {sentence(words.said(node), link)}</p>'
        f"{mark}</li>"
    )


def table(node: Node, link: Link | None) -> str:
    columns, number = node["columns"], node["number"]
    head = "".join(f'<th scope="col"{side(c)}>{escape(c["text"])}</th>' for c in columns)
    rows = [_row(row, columns, link) for row in node["rows"]]
    foot = f"<tfoot>{rows.pop()}</tfoot>" if node["total"] else ""
    return (
        f'<div class="app-scroll" role="region" aria-label="Table {number}" tabindex="0">\n'
        f'<table class="app-table app-table--tight" id="{escape(node["id"])}">'
        f"<caption><span>{escape(words.caption(node))}</span></caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>{''.join(rows)}</tbody>{foot}</table></div>{note(node, link)}"
    )


def side(column: dict[str, str]) -> str:
    return ' class="app-num"' if column["align"] == "right" else ""


def _row(row: list, columns: list[dict[str, str]], link: Link | None) -> str:
    first, *others = (cell(each, link) for each in row)
    cells = "".join(f"<td{side(c)}>{shown}</td>" for c, shown in zip(columns[1:], others, strict=True))
    return f'<tr><th scope="row"{side(columns[0])}>{first}</th>{cells}</tr>\n'


def cell(said: str | list[Run], link: Link | None) -> str:
    if not isinstance(said, str):
        return sentence(said, link)
    return brag(said) if said in BRAG else escape(said)


def note(node: Node, link: Link | None) -> str:
    return f'<p class="app-as-at">{sentence(node["note"], link)}</p>' if node["note"] else ""


def chart(node: Node, link: Link | None) -> str:
    return (
        f'<figure class="app-chart" id="{escape(node["id"])}"><figcaption>'
        f'<p class="{TIGHT}"><strong>Figure {node["number"]}: {escape(node["title"])}</strong></p>'
        f'<p class="app-as-at">{escape(node["what"])}</p></figcaption>{svg(node)}{note(node, link)}</figure>'
    )


def definitions(node: Node, link: Link | None) -> str:
    return "".join(_definition(item) for item in node["items"])


def _definition(item: dict[str, str]) -> str:
    return (
        f'<div class="app-para" id="def-{escape(item["key"])}">\n'
        f'<span class="app-para__no">{escape(item["number"])}</span>\n'
        f'<div><p class="{TIGHT}"><strong>{escape(item["label"])}.</strong> {escape(item["text"])}</p>'
        f'<p class="app-as-at">{escape(words.provenance(item))}</p></div></div>\n'
    )


def abbreviations(node: Node, link: Link | None) -> str:
    items = "".join(f"<dt>{escape(short)}</dt><dd>{escape(long)}</dd>" for short, long in node["items"])
    return f'<dl class="app-meta">{items}</dl>'


DRAW: dict[str, Draw] = {
    "heading": heading,
    "para": para,
    "list": bullets,
    "key_figures": key_figures,
    "table": table,
    "chart": chart,
    "definitions": definitions,
    "abbreviations": abbreviations,
}
