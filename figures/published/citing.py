"""What may be cited on a day: only years that were out by then, each as the newest edition had it that was out too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from figures.published.models import PublishedYear

Key = tuple[str, int]  # of a series, and a year


def citable(day: date, known_by: datetime | None = None) -> dict[Key, PublishedYear]:
    """One query, however many files are loaded. `known_by`: from what was loaded at that moment; None: now."""
    held: dict[Key, list[PublishedYear]] = defaultdict(list)
    for year in PublishedYear.objects.out_by(day).known_by(known_by).with_editions():
        held[year.load.source, year.release.year].append(year)
    return {key: cited(years, day) for key, years in held.items()}


def cited(years: Iterable[PublishedYear], day: date) -> PublishedYear:
    """Of one year in several editions: the newest that was out; where only later ones are held, the first of these.
    Of an edition loaded twice, as it was loaded last."""
    every = list(years)
    if out := [year for year in every if year.edition.published_on <= day]:
        return max(out, key=lambda year: (year.edition.published_on, year.load_id))
    return min(every, key=lambda year: (year.edition.published_on, -year.load_id))


def newest(found: Mapping[Key, PublishedYear], series: str) -> int | None:
    """The last year of a series that may be cited."""
    return max((year for key, year in found if key == series), default=None)
