"""What a form asks about figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures import months


class MonthChoice(forms.TypedChoiceField):
    """One of the months that `offer` is given. A month is the date of its first day."""

    def __init__(self, *, empty: str = "Select a month", **options: Any) -> None:
        super().__init__(coerce=date.fromisoformat, empty_value=None, **options)
        self.empty = empty  # the words for none

    def offer(self, offered: Sequence[date]) -> None:
        self.choices = [("", self.empty), *((month.isoformat(), months.name(month)) for month in offered)]


def offer(form: forms.Form, name: str, offered: Sequence[date]) -> None:
    field = form.fields[name]
    assert isinstance(field, MonthChoice)  # noqa: S101 - for the reader and the type checker
    field.offer(offered)
