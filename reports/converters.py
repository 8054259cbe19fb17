"""Months in addresses."""

from datetime import date

from django.urls import register_converter

from figures import months


class MonthConverter:
    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        return months.parse(value)  # a ValueError makes the address not found

    def to_url(self, value: date) -> str:
        return months.code(value)


register_converter(MonthConverter, "month")
