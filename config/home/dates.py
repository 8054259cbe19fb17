"""When the parts of a month's work are due: working days, counted from the first of the cycle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from improvement.due import updates_due
from improvement.rules.dated import Rule
from organisation import working_days

FILES, AUDITS = 3, 10  # on that working day of the cycle


@dataclass(frozen=True)
class Dates:
    opened: date
    today: date
    meeting: date | None
    rules: Sequence[Rule] = ()  # of the plan; none: those that every plan begins with

    @property
    def files(self) -> date:
        return working_days.nth(self.opened, FILES)

    @property
    def updates(self) -> date:
        return updates_due(self.opened, self.rules)

    @property
    def audits(self) -> date:
        return working_days.nth(self.opened, AUDITS)

    @property
    def publish_by(self) -> date | None:
        return working_days.publish_by(self.meeting) if self.meeting else None

    @property
    def sign_by(self) -> date | None:
        return working_days.sign_by(self.meeting) if self.meeting else None

    @property
    def day(self) -> int:
        """Today is the n-th working day of the cycle."""
        return count(self.opened, self.today)

    @property
    def days(self) -> int | None:
        return count(self.opened, self.publish_by) if self.publish_by else None

    def left(self, until: date) -> int:
        """Working days after today, up to the day and with it; less than nothing where it has passed."""
        if until < self.today:
            return -(count(until, self.today) - working_days.is_working(until))
        return count(self.today, until) - working_days.is_working(self.today)


def count(first: date, last: date) -> int:
    """Working days from the first to the last, both counted."""
    days = (last - first).days + 1
    return sum(working_days.is_working(first + working_days.DAY * n) for n in range(days))
