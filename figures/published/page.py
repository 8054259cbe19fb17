"""What the page of published statistics shows: what is loaded, when it came out, and beside whom the council stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from figures import closed, months
from figures.published.models import Comparator, Kind, PublishedYear, Release
from figures.published.series import SERIES, Publication, Series
from organisation.models import User
from organisation.permissions import Permission


@dataclass(frozen=True)
class Edition:
    """One edition of a series: its newest load leads to its file."""

    release: Release
    years: str
    load: int
    stands: str


def context(user: User, today: date) -> dict[str, Any]:
    releases = list(Release.objects.visible_to(user))
    may = user.access.may_somewhere
    return {
        "series": series_rows(user),
        "releases": [
            (publication.label, [release for release in releases if release.publication == publication])
            for publication in Publication
        ],
        "today": today,
        "sets": sets(list(Comparator.objects.visible_to(user)), today),
        "may_load": may(Permission.LOAD_PUBLISHED),
        "may_choose": may(Permission.MANAGE_DEFINITIONS),
    }


def series_rows(user: User) -> list[dict[str, Any]]:
    years = PublishedYear.objects.visible_to(user).known_by(None).with_editions().order_by("load")
    by_series: dict[str, list[PublishedYear]] = {key: [] for key in SERIES}
    for year in years:
        by_series[year.load.source].append(year)
    return [row(series, by_series[key]) for key, series in SERIES.items()]


def row(series: Series, years: Sequence[PublishedYear]) -> dict[str, Any]:
    return {
        "label": series.label,
        "url": reverse("files:dataset", args=[series.key]),
        "editions": editions(years),
    }


def editions(years: Sequence[PublishedYear]) -> list[Edition]:
    """The newest first. Of a year that was loaded twice in one edition, the last load."""
    found: dict[Release, list[PublishedYear]] = {}
    for year in {(year.edition_id, year.release_id): year for year in years}.values():
        found.setdefault(year.edition, []).append(year)
    return [
        Edition(
            release,
            span([year.release.year for year in held]),
            max(year.load_id for year in held),
            standing(held),
        )
        for release, held in sorted(found.items(), key=lambda pair: pair[0].published_on, reverse=True)
    ]


def standing(held: Sequence[PublishedYear]) -> str:
    stand = [year.load.stands for year in held]
    return "Stands" if all(stand) else "Superseded in part" if any(stand) else "Superseded"


def span(years: Sequence[int]) -> str:
    first, last = min(years), max(years)
    return f"{first}" if first == last else f"{first} to {last}"


def sets(rows: Sequence[Comparator], today: date) -> list[dict[str, Any]]:
    """The areas chosen from each month, the newest first."""
    this, last = today.replace(day=1), closed.last_closed_month()
    starts = sorted({row.holds_from for row in rows}, reverse=True)
    return [
        {
            "from": months.name(start),
            "state": state(start, starts, this),
            "council": names(rows, start, Kind.COUNCIL),
            "region": names(rows, start, Kind.REGION),
            "neighbours": names(rows, start, Kind.NEIGHBOUR),
            "remove": "" if last and start <= last else reverse("published:remove_areas", args=[months.code(start)]),
        }
        for start in starts
    ]


def state(start: date, starts: Sequence[date], this: date) -> str:
    if start > this:
        return "To come"
    return "Holds now" if start == max(each for each in starts if each <= this) else "Replaced"


def names(rows: Sequence[Comparator], start: date, kind: Kind) -> str:
    return ", ".join(row.area_name for row in rows if row.holds_from == start and row.kind == kind)
