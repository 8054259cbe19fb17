"""The files that figures are counted from, by what each figure says of its terms."""

from __future__ import annotations

from functools import cache

from figures.figure import Figure
from figures.registry import declared
from intake.sources import Source

NO_FILE = {"audits"}  # a load of its own kind, but people's judgements


@cache
def files() -> tuple[Source, ...]:
    """In the order of the figures."""
    found = {source.key: source for figure in declared().values() for source in sources(figure)}
    return tuple(source for key, source in found.items() if key not in NO_FILE)


def files_of(app: str) -> tuple[Source, ...]:
    """Of the figures whose keys begin with the app's name."""
    keys = {
        source.key for figure in declared().values() if figure.key.startswith(f"{app}.") for source in sources(figure)
    }
    return tuple(source for source in files() if source.key in keys)


@cache
def figure_from(source: str) -> str:
    """The key of a figure that is counted from this file, and from as few others as may be."""
    found = [figure for figure in declared().values() if source in {one.key for one in sources(figure)}]
    return min(found, key=lambda figure: len(figure.sources)).key


def sources(figure: Figure) -> list[Source]:
    return [source for source in figure.sources if isinstance(source, Source)]
