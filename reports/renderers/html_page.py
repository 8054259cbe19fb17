"""The report as a page that stands alone: one file, its own small style sheet, no script, nothing fetched."""

from html import escape
from pathlib import Path

from reports.renderers import Link, Paper, words
from reports.renderers.article import body, contents
from reports.tree import Node

STYLE = Path(__file__).with_name("page.css")


def render(paper: Paper, link: Link | None = None) -> bytes:
    tree = paper.tree
    name = escape(words.name(tree))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(tree["lang"])}-{escape(tree["region"])}">\n<head>\n'
        f'<meta charset="utf-8">\n<title>{name} - {escape(tree["council"])}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n'
        f'<meta name="author" content="{escape(tree["author"])}">\n'
        f"<style>\n{STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n"
        '<a class="app-skip" href="#main-content">Skip to main content</a>\n'
        f'{_header(tree)}<main id="main-content">\n{cover(tree)}{_contents(tree)}'
        f'<article class="app-report">\n{body(tree, link)}</article>\n</main>\n'
        f"<footer><p>{escape(words.standing(tree))}</p></footer>\n</body>\n</html>\n"
    ).encode()


def _header(tree: Node) -> str:
    notice = f"<span>{escape(tree['notice'])}</span>" if tree["notice"] else ""
    return f"<header><p><strong>{escape(tree['council'])}</strong>{notice}</p></header>\n"


def cover(tree: Node) -> str:
    """What stands on the first sheet of the paper."""
    fields = [["Document", tree["letter"]]] if tree["letter"] else []
    rows = "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in [*fields, *tree["cover"]["fields"]])
    meta = f'<dl class="app-meta">{rows}</dl>\n' if rows else ""
    return (
        f'<div class="app-cover">\n<h1>{escape(tree["title"])} <span>{escape(tree["month"])}</span></h1>\n'
        f"<p>{escape(tree['cover']['lead'])}</p>\n{meta}{_asks(tree)}</div>\n"
    )


def _asks(tree: Node) -> str:
    asks = "".join(f"<li>{escape(ask)}</li>" for ask in tree["cover"]["asks"])
    if not asks:
        return ""
    place = words.recommendations(tree)
    full = f'<p>Recommendations in full: <a href="#{escape(place[0])}">{escape(place[1])}</a>.</p>' if place else ""
    return f'<div class="app-asks"><p><strong>{words.ASKED}</strong></p><ul>{asks}</ul>{full}</div>\n'


def _contents(tree: Node) -> str:
    items = "".join(_entry(*entry) for entry in contents(tree))
    if not items:
        return ""
    return (
        '<nav class="app-contents" aria-labelledby="contents-heading">'
        f'<p id="contents-heading"><strong>Contents</strong></p><ol>{items}</ol></nav>\n'
    )


def _entry(number: str, text: str, id: str, children: list) -> str:
    below = f"<ol>{''.join(_entry(*child) for child in children)}</ol>" if children else ""
    shown = words.numbered(number, text)
    return f'<li><a href="#{escape(id)}">{escape(shown)}</a>{below}</li>'
