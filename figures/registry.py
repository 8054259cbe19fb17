"""All figures: each module that the settings name exports a plain list FIGURES. Those that a council defines without
code come from the function `more_figures` of such a module: whoever reads figures by key cannot tell the difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module

from django.conf import settings

from figures.figure import Figure


class NoSuchFigure(LookupError):
    pass


@dataclass
class Defined:
    """The figures that the council defined, as they were read; and the moment as of which their numbers are read."""

    known_by: datetime | None
    found: Mapping[str, Figure] | None = None


_READ: ContextVar[Defined | None] = ContextVar("figures_that_the_council_defined", default=None)


@contextmanager
def read_once(known_by: datetime | None = None) -> Iterator[None]:
    """Within it the figures that a council defined are read once, when they are first asked for. `known_by`: their
    numbers are those that were known at that moment, whatever was corrected since."""
    token = _READ.set(Defined(known_by))
    try:
        yield
    finally:
        _READ.reset(token)


def known_by() -> datetime | None:
    """The moment as of which figures are read; None: as they are known now."""
    read = _READ.get()
    return read.known_by if read else None


def listed() -> list[Figure]:
    """Those in code, in the order of the settings, duplicates and all."""
    return [figure for module in settings.FIGURE_MODULES for figure in import_module(module).FIGURES]


@cache
def declared() -> Mapping[str, Figure]:
    """Those in code: the same in every process."""
    return {figure.key: figure for figure in listed()}


def defined() -> Mapping[str, Figure]:
    """Those that the council defined."""
    read = _READ.get()
    if read and read.found is not None:
        return read.found
    modules = [import_module(module) for module in settings.FIGURE_MODULES]
    makers = [module.more_figures for module in modules if hasattr(module, "more_figures")]
    found = {figure.key: figure for make in makers for figure in make(known_by())}
    if read:
        read.found = found
    return found


def figures() -> Mapping[str, Figure]:
    return {**declared(), **defined()}


def known(key: str) -> Figure | None:
    """Asks the database only for one that is not in code."""
    return declared().get(key) or defined().get(key)


def label(key: str) -> str:
    """A figure that is known no longer is called by its key."""
    found = known(key)
    return found.label if found else key


def figure(key: str) -> Figure:
    """One that is known. Raises NoSuchFigure with a sentence."""
    found = known(key)
    if found is None:
        raise NoSuchFigure(f"There is no figure '{key}'. See './manage.py figures --list'.")
    return found
