"""What a form may ask that Django's own fields do not: a day in three parts, and choices that reveal a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2200
YEAR_DIGITS = 4


class Revealing(forms.widgets.ChoiceWidget):
    """Choices of which some reveal further questions: `reveals` is {value of the choice: name of the field(s)}."""

    def __init__(
        self, *arguments: Any, reveals: Mapping[str, str | tuple[str, ...]] | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.reveals = {
            value: (names,) if isinstance(names, str) else names for value, names in (reveals or {}).items()
        }


class Radios(Revealing, forms.RadioSelect):
    pass


class Checkboxes(Revealing, forms.CheckboxSelectMultiple):
    """`folds`, of many choices: what is said of so many chosen, in place of the list until it is opened."""

    def __init__(self, *arguments: Any, folds: Callable[[int], str] | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.folds = folds


class DateParts(forms.MultiWidget):
    """Day, month and year, each typed in its own box; sent as name_day, name_month, name_year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class PlaceInTables(forms.IntegerField):
    """The number by which rows stand in order."""

    def __init__(self, **options: Any) -> None:
        required = {"required": "Enter a place in tables"}
        super().__init__(label="Place in tables", error_messages=required, min_value=0, max_value=9999, **options)


class DateInput(forms.Field):
    """A day typed in three parts. `noun` names it in errors: 'the first day', 'the meeting'."""

    widget = DateParts

    def __init__(self, *arguments: Any, noun: str = "the date", **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.noun = noun

    def clean(self, value: Sequence[str | None] | None) -> date | None:
        typed = {part: (text or "").strip() for part, text in zip(PARTS, value or ("", "", ""), strict=True)}
        missing = [part for part, text in typed.items() if not text]
        if len(missing) == len(PARTS):
            if self.required:
                raise self._wrong(f"Enter {self.noun}", missing)
            return None
        noun = self.noun[0].upper() + self.noun[1:]
        if missing:
            raise self._wrong(f"{noun} must include a {' and '.join(missing)}", missing)
        if typed["year"].isdecimal() and len(typed["year"]) < YEAR_DIGITS:
            raise self._wrong(f"{noun} must have its year in full, such as 2020", ["year"])
        day = real_day(typed["day"], typed["month"], typed["year"])
        if day is None:
            raise self._wrong(f"{noun} must be a real date", list(PARTS))
        self.run_validators(day)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [str(part) for part in (initial.day, initial.month, initial.year)] if initial else ["", "", ""]
        return before != [(part or "").strip() for part in data or ("", "", "")]

    @staticmethod
    def _wrong(message: str, parts: list[str]) -> ValidationError:
        return ValidationError(message, code="date", params={"parts": parts})


def real_day(day: str, month: str, year: str) -> date | None:
    """The day that three typed parts name. Digits only: '1e1' or '٣' is not what anybody meant."""
    if not all(text.isascii() and text.isdigit() for text in (day, month, year)):
        return None
    try:
        named = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return named if FIRST_YEAR <= named.year <= LAST_YEAR else None
