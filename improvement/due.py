"""By when owners write their updates."""

from datetime import date

from organisation import working_days

UPDATES = 5  # on that working day of the cycle


def updates_due(opened: date) -> date:
    return working_days.nth(opened, UPDATES)
