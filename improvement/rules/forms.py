"""What is typed about the rules of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from figures.fields import MonthChoice, offer
from pages.forms import CouncilForm


class RuleForm(CouncilForm):
    recoverable_days = forms.IntegerField(
        label="Days late that can be recovered",
        min_value=0,
        max_value=365,
        help_text="A forecast up to so many days after the agreed date is Amber, one beyond it Red.",
        error_messages={"required": "Enter a number of days", "invalid": "The days must be a number, like 30"},
    )
    update_days = forms.IntegerField(
        label="Working day on which updates are due",
        min_value=1,
        max_value=20,
        help_text="Counted from the day on which a month’s cycle opens, which is the first.",
        error_messages={"required": "Enter a working day", "invalid": "The working day must be a number, like 5"},
    )
    holds_from = MonthChoice(
        label="Hold from",
        error_messages={"required": "Select the first month of the rules"},
        help_text="From the first day of this month on, until later rules replace them. Months in which a cycle was "
        "closed by the rules of then are not offered.",
    )

    def __init__(self, *args: Any, offered: Sequence[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "holds_from", offered)


class AddRuleForm(RuleForm):
    submit = "Add them"
