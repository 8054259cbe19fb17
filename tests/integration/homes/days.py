"""The months and the day on which people arrive."""

from datetime import UTC, date, datetime

AUGUST, SEPTEMBER, OCTOBER = date(2020, 8, 1), date(2020, 9, 1), date(2020, 10, 1)
TODAY = date(2020, 11, 9)
NOON = datetime(2020, 11, 9, 12, tzinfo=UTC)
