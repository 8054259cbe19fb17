"""Typst, shut in: it sees our fonts and the files that it is handed, and nothing else of the machine."""

import tempfile
from datetime import UTC, datetime
from typing import Any

from reports.renderers.glyphs import FONTS


class TypesetError(ValueError):
    """Typst could not set a tree that passed its check."""


def compile(files: dict[str, bytes], **options: Any) -> bytes | list[bytes]:
    """`files` by name, main.typ among them. A warning is an error: a missing font is no more than a warning."""
    import typst

    with tempfile.TemporaryDirectory() as empty:  # as the root, so that no markup can read a file
        result, warnings = typst.compile_with_warnings(
            files, root=empty, font_paths=[str(FONTS)], ignore_system_fonts=True, **options
        )
    if warnings:
        raise TypesetError("; ".join(str(warning) for warning in warnings))
    return result


def midnight(iso: str) -> datetime:
    """A tree's date as the moment that metadata wants."""
    return datetime.fromisoformat(iso).replace(tzinfo=UTC)
