"""A report's documents: one tree in, the bytes of a file out. No renderer reads the database or the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata
from typing import Any

RENDERERS = "2"  # raise it when the same tree is to give other bytes
NUMBERS = ("counted", "of", "value")
LIBRARIES = ("typst", "pikepdf", "python-docx", "lxml", "xlsxwriter")


@dataclass(frozen=True)
class Paper:
    """What a report says (`tree`) and the data behind it, as lists of flat rows."""

    tree: dict[str, Any]
    readings: list[dict[str, Any]]
    loads: list[dict[str, Any]]
    definitions: list[dict[str, Any]]

    def __post_init__(self) -> None:
        for reading in self.readings:
            if reading["suppressed"] and any(reading[name] is not None for name in NUMBERS):
                raise ValueError(
                    f"The reading {reading['key']} of {reading['month']} is suppressed, but has its numbers."
                )


@dataclass(frozen=True)
class Format:
    label: str
    mime: str
    file_name: str
    module: str


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "html": Format("Web page", "text/html; charset=utf-8", "report.html", "html_page"),
    "pdf": Format("PDF", "application/pdf", "report.pdf", "pdf"),
    "docx": Format("Word", f"{OFFICE}.wordprocessingml.document", "report.docx", "word"),
    "xlsx": Format("Excel", f"{OFFICE}.spreadsheetml.sheet", "report.xlsx", "excel"),
    "csv": Format("CSV", "text/csv; charset=utf-8", "report.csv", "csv_file"),
    "json": Format("JSON", "application/json", "report.json", "json_file"),
}

Link = Callable[[str], str]  # from a run's reading to the address of its page


def render(format: str, paper: Paper, link: Link | None = None) -> bytes:
    """One file. Without `link` a number on the page leads to its definition, as in PDF and Word."""
    module = import_module(f"reports.renderers.{FORMATS[format].module}")  # heavy libraries only where used
    return module.render(paper, link) if format == "html" else module.render(paper)


def versions() -> dict[str, str]:
    """What decides the bytes, beside the tree."""
    return {"renderers": RENDERERS} | {name: metadata.version(name) for name in LIBRARIES}
