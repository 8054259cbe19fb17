"""Who saw or downloaded rows of single cases. The product adds to this log and never changes it: triggers refuse that
(see reports.frozen)."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from history.models import Sight


def log(*, by: AbstractBaseUser, at: datetime, what: str, address: str, rows: int, format: str = "") -> Sight:
    """`what` in words ('Contacts, September 2020, Integrated Front Door: counted'); `format` of a download, '' for a
    page; `rows` as many as were shown or downloaded."""
    return Sight.objects.create(by_id=by.pk, at=at, what=what[:250], address=address[:500], rows=rows, format=format)
