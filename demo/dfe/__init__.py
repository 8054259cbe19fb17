"""The published rows that shape the demonstration. Where they come from: README.md beside this file."""

import csv
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
COUNCIL = "E08000032"
REGION = "E12000003"
ENGLAND = "E92000001"
MARKERS = frozenset({"z", "x", "c", "low", "u", ":", ""})  # 'no figure', never zero
SOURCES = (
    "Individual",
    "Schools",
    "Education_Services",
    "Health_Services",
    "Housing",
    "LA_Services",
    "Police",
    "Other_legal_agency",
    "Other",
    "Anonymous",
    "Unknown",
)


def number(text: str) -> Decimal | None:
    """A published cell as a number; None where the publisher gives no figure."""
    return None if text.strip() in MARKERS else Decimal(text.strip())


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def area_code(row: Mapping[str, str]) -> str:
    return row["new_la_code"] or row["region_code"] or row["country_code"]


@cache
def workforce() -> dict[tuple[str, int], dict[str, Decimal | None]]:
    """(area code, year) to column to figure. FTE, days and per cents as published, to one decimal place."""
    return {
        (area_code(row), int(row["time_period"])): {
            column: number(cell) for column, cell in row.items() if column == "cases" or column.endswith("_fte")
        }
        for row in rows("workforce_2017_to_2020.csv")
    }


@cache
def referrals_by_month() -> dict[date, int]:
    """First day of the month to referrals."""
    return {
        date.fromisoformat(row["month"] + "-01"): int(row["referrals"])
        for row in rows("referrals_by_month_2018-10_to_2020-10.csv")
    }


@cache
def referral_sources() -> dict[int, dict[str, int]]:
    """Year to 31 March (2019 is 2018/19) to source group, in product spelling, to referrals."""
    return {
        int(row["time_period"]): {source.lower(): int(number(row[source]) or 0) for source in SOURCES}
        for row in rows("referrals_by_source_2018_to_2021.csv")
        if area_code(row) == COUNCIL
    }
