"""Amounts of pounds as people type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pages.pounds import PoundsField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200000", "1200000"), ("£1,200,000", "1200000"), (" £ 1,250.50 ", "1250.50"), ("1.2m", "1200000"),
        ("900K", "900000"), ("0", "0"), ("£12.345k", "12345"),
    ],
)  # fmt: skip
def test_commas_pound_signs_and_short_forms_are_taken(typed, amount):
    assert PoundsField().clean(typed) == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter the amount spent"),
        ("12,00", "must be pounds, like £1,200,000 or 1.2m, not ‘12,00’"),
        ("-5", "must be pounds"),
        ("1e6", "must be pounds"),
        ("٣", "must be pounds"),
        ("€5", "must be pounds"),
        ("1.2.3", "must be pounds"),
        ("12.345", "must have no more than two decimals, not ‘12.345’"),
        ("99999999999", "must be less than ten thousand million pounds"),
    ],
)
def test_what_is_no_amount_is_named(typed, says):
    with pytest.raises(ValidationError, match=says):
        PoundsField(noun="the amount spent").clean(typed)


@given(st.decimals(0, 9_999_999_999, places=2))
def test_an_amount_written_with_commas_is_read_back(amount):
    assert PoundsField().clean(f"£{amount:,.2f}") == amount
