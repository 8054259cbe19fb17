"""Two people at what is only ever added to, or one in two tabs: the second sees what the first saved, and loses nothing
that they typed. A button pressed twice saves once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict

from improvement.models import Allocation, RiskReview, Spending
from organisation.models import User
from organisation.refused import Refused

Added = RiskReview | Allocation | Spending
FIELD = "seen"  # of a form: the key of the newest that it was shown with, 0 for none


class SavedMeanwhile(Refused):
    """Somebody added one since the form was filled. `theirs` is the newest."""

    def __init__(self, theirs: Added) -> None:
        super().__init__(
            f"{theirs.by} saved while you typed. Both are below. Save again if yours is to stand as the newest."
        )
        self.theirs = theirs

    def show_on(self, form: forms.Form) -> None:
        """Sent again, it stands."""
        super().show_on(form)
        form.theirs = self.theirs  # type: ignore[attr-defined]  # for the page, which shows it beside
        data = cast(QueryDict, form.data).copy()
        data[FIELD] = str(self.theirs.pk)
        form.data = data


def is_saved(newest: Added, seen: int | None, said: Mapping[str, Any], by: User) -> bool:
    """All of it was saved by them: a button pressed twice. Raises SavedMeanwhile where something else was. `seen` None:
    no form was shown."""
    if seen is None or newest.pk <= seen:
        return False
    if newest.by == by and all(getattr(newest, name) == value for name, value in said.items()):
        return True
    raise SavedMeanwhile(newest)
