"""Words that look like somebody's, and were left as they are."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from history.models import write
from organisation.models import User


def confirmed(about: Model, why: str, *, by: User, at: datetime) -> None:
    """Writes down why, where they had to be confirmed: `why` is '' of words that look like nobody's."""
    if why:
        write(about=about, verb="words confirmed", by=by, at=at, words=f"They may stay because: {why}")
