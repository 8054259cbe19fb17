"""All figures: each app exports a plain list FIGURES, settings name the modules."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from django.conf import settings

from figures.figure import Figure


class NoSuchFigure(LookupError):
    pass


def listed() -> list[Figure]:
    """In the order of the settings, duplicates and all."""
    return [figure for module in settings.FIGURE_MODULES for figure in import_module(module).FIGURES]


@cache
def figures() -> Mapping[str, Figure]:
    return {figure.key: figure for figure in listed()}


def figure(key: str) -> Figure:
    """Raises NoSuchFigure with a sentence."""
    try:
        return figures()[key]
    except KeyError:
        raise NoSuchFigure(f"There is no figure '{key}'. See './manage.py figures --list'.") from None
