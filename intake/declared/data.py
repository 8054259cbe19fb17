"""A dataset as plain data: for its page and for programs."""

from __future__ import annotations

from typing import Any

from intake.columns import Choice, Column, Whole
from intake.dataset import Dataset, Layout, Records


def described(dataset: Dataset) -> dict[str, Any]:
    return {
        "name": dataset.name,
        "label": dataset.label,
        "means": dataset.means,
        "source": dataset.source.key,
        "month_of": dataset.month_of if isinstance(dataset, Records) else None,
        "key": dataset.key,
        "layouts": [layout_as_data(layout) for layout in dataset.layouts()],
    }


def layout_as_data(layout: Layout) -> dict[str, Any]:
    return {
        "name": layout.name,
        "label": layout.label,
        "columns": [column_as_data(column) for column in layout.columns],
    }


def column_as_data(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "label": column.label,
        "means": column.means,
        "required": column.required,
        "expected": column.is_expected,
        "takes": column.takes,
        "synonyms": list(column.synonyms),
        "not_known": list(column.not_known),
    }
    if isinstance(column, Choice):
        found["codes"] = dict(column.codes)
    if isinstance(column, Whole):
        found["range"] = [column.least, column.most]
    return found
