"""An amount of pounds as people type it: 1200000, £1,200,000, 1,250.50, 1.2m, 900k."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

TYPED = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,13})(\.\d{1,6})?\s*([km])?", re.ASCII | re.IGNORECASE)
TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
MOST = Decimal("9999999999.99")
PENNY = Decimal("0.01")


class PoundsField(forms.Field):
    """`noun` names it in errors: 'the amount allocated'."""

    def __init__(self, *arguments: Any, noun: str = "the amount", **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})
        super().__init__(*arguments, **{"widget": widget, **options})
        self.noun = noun

    def clean(self, value: str | None) -> Decimal | None:
        typed = (value or "").strip()
        if not typed:
            if self.required:
                raise ValidationError(f"Enter {self.noun}")
            return None
        amount = pounds(typed)
        noun = self.noun[0].upper() + self.noun[1:]
        if amount is None:
            raise ValidationError(f"{noun} must be pounds, like £1,200,000 or 1.2m, not ‘{typed[:40]}’")
        if amount != amount.quantize(PENNY):
            raise ValidationError(f"{noun} must have no more than two decimals, not ‘{typed[:40]}’")
        if amount > MOST:
            raise ValidationError(f"{noun} must be less than ten thousand million pounds")
        return amount.quantize(PENNY)


def pounds(typed: str) -> Decimal | None:
    """None where it is no amount."""
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    whole, decimals, unit = found.groups(default="")
    return Decimal(whole.replace(",", "") + decimals) * TIMES[unit.lower()]
