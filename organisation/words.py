"""How days are written in sentences."""

from datetime import date


def day_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def month_of(month: date) -> str:
    return f"{month:%B %Y}"
