"""Typst, shut in: it sees our fonts and the files that it is handed, and nothing else of the machine."""

import tempfile
from datetime import UTC, datetime
from typing import Any

from reports.renderers.glyphs import FONTS


class TypesetError(ValueError):
    """Typst could not set a tree that passed its check."""


def compile(files: dict[str, bytes], **options: Any) -> list[bytes]:
    """`files` by name, main.typ among them. One document, or a picture a page.

    A warning is an error: a missing font is no more than a warning.
    """
    import typst

    compiler: Any = typst.compile_with_warnings  # its overloads know nothing of several files
    with tempfile.TemporaryDirectory() as empty:  # as the root, so that no markup can read a file
        shut_in: dict[str, Any] = {"root": empty, "font_paths": [str(FONTS)], "ignore_system_fonts": True}
        try:
            result, warnings = compiler(files, **shut_in, **options)
        except typst.TypstError as error:
            raise TypesetError(f"The paper could not be set: {error}") from error
    if warnings:
        raise TypesetError(f"The paper could not be set: {'; '.join(map(str, warnings))}")
    return result if isinstance(result, list) else [result]


def midnight(iso: str) -> datetime:
    """A tree's date as the moment that metadata wants."""
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)
