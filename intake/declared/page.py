"""The page that explains a dataset, from its declaration."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from intake.dataset import Dataset
from intake.declared.data import column_as_data

LONGEST_LIST = 8  # codes that stand in the table itself


def columns_context(of: Dataset) -> dict[str, Any]:
    return {
        "dataset": of,
        "layouts": [
            {"label": layout.label, "columns": [shown(column_as_data(column)) for column in layout.columns]}
            for layout in of.layouts()
        ],
        "urls": urls_of(of),
    }


def urls_of(of: Dataset) -> dict[str, str]:
    """The pages of a dataset, and its templates."""
    return {
        "dataset": reverse("files:dataset", args=[of.name]),
        "columns": reverse("files:columns", args=[of.name]),
        "xlsx": reverse("files:template", args=[of.name, "xlsx"]),
        "csv": reverse("files:template", args=[of.name, "csv"]),
    }


def shown(column: dict[str, Any]) -> dict[str, Any]:
    codes = column.get("codes", {})
    return {
        **column,
        "codes": list(codes.items()) if len(codes) > LONGEST_LIST else [],
        "takes": f"One of {len(codes)} codes, or its name" if len(codes) > LONGEST_LIST else column["takes"],
        "also": ", ".join(column["synonyms"]),
        "nothing": ", ".join(column["not_known"]),
    }
