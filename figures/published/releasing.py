"""On which day a year of a publication first came out: added, corrected, and removed while no file uses it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from figures import months
from figures.published.models import PublishedYear, Release
from figures.published.series import Publication
from history import tracking
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def add_release(*, publication: str, year: int, published_on: date, by: User, at: datetime) -> Release:
    refuse_too_early(publication, year, published_on)
    if Release.objects.filter(publication=publication, year=year).exists():
        raise Refused(f"The day of {year} is known already. Change that one.", "year")
    release = Release(publication=publication, year=year, published_on=published_on)
    tracking.save(release, by=by, at=at)
    return release


@transaction.atomic
def change_release(*, release: Release, published_on: date, by: User, at: datetime) -> Release:
    release = Release.objects.select_for_update().get(pk=release.pk)
    refuse_too_early(release.publication, release.year, published_on)
    release.published_on = published_on
    tracking.save(release, by=by, at=at)
    return release


@transaction.atomic
def remove_release(*, release: Release, by: User, at: datetime) -> None:
    release = Release.objects.select_for_update().get(pk=release.pk)
    if is_used(release):
        raise Refused("Files of this year are loaded, so its day cannot be removed, only changed.")
    tracking.remove(release, by=by, at=at)


def is_used(release: Release) -> bool:
    return PublishedYear.objects.filter(Q(release=release) | Q(edition=release)).exists()


def refuse_too_early(publication: str, year: int, published_on: date) -> None:
    last = Publication(publication).reference_date(year)
    if published_on <= last:
        raise Refused(f"The year ended on {months.day(last)}: it came out after that day.", "published_on")
