"""PDF for people and for the archive: PDF/UA-1 and PDF/A-2a at once, set by Typst."""

import io
import json
from pathlib import Path
from typing import Any

import pikepdf

from reports.renderers import Paper, charts, fitting, typeset, words
from reports.tree import Node

TEMPLATE = Path(__file__).with_name("paper.typ")
STANDARDS = ["ua-1", "a-2a"]


def render(paper: Paper) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset_paper(paper.tree))) as document:
        head_rows(document.Root.StructTreeRoot.K)
        packed = pikepdf.ObjectStreamMode.generate
        document.save(out, deterministic_id=True, object_stream_mode=packed)
    return out.getvalue()


def typeset_paper(tree: Node) -> bytes:
    """What Typst makes of the tree, before its row headers are tagged."""
    files = {"main.typ": TEMPLATE.read_bytes(), "tree.json": json.dumps(dressed(tree)).encode(), **charts.files(tree)}
    [document] = typeset.compile(files, pdf_standards=STANDARDS, timestamp=typeset.midnight(tree["as_at"]))
    return document


def dressed(tree: Node) -> Node:
    """The tree with the sentences that all formats share, so that the template writes none of its own."""
    shared = {
        "name": words.name(tree),
        "standing": words.standing(tree),
        "asked": words.ASKED,
        "recommendations": words.recommendations(tree),
    }
    return {**tree, "words": shared, "body": [_dressed_node(node) for node in tree["body"]]}


def _dressed_node(node: Node) -> Node:
    return {**node, **fitting.breaks(node), **_sentences(node)}


def _sentences(node: Node) -> Node:
    if node["kind"] == "para":
        return {"keep": words.leads_in(node)}
    if node["kind"] == "action":
        return {"dates": words.dates(node), "teller": words.teller(node), "said": words.said(node)}
    if node["kind"] == "definitions":
        return {"items": [{**item, "words": words.provenance(item)} for item in node["items"]]}
    if node["kind"] == "key_figures":
        return {"items": [{**item, "words": words.counted_at(item)} for item in node["items"]]}
    return {}


def head_rows(element: Any) -> None:
    """Typst tags no row headers: the first cell of each body row becomes one."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            head_rows(child)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        if element.S == "/TBody":
            for row in element.K:
                _head_row(row)
        elif "/K" in element:
            head_rows(element.K)


def _head_row(row: Any) -> None:
    cell = row.K[0] if isinstance(row.K, pikepdf.Array) else row.K
    cell.S = pikepdf.Name.TH
    cell.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
