"""Two people at what is only ever added to, or one in two tabs: the second sees what the first saved, and loses nothing
that they typed. A button pressed twice saves once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from improvement.models import Allocation, RiskReview, Spending, Update
from organisation.models import User
from organisation.refused import Refused

FIELD = "seen"  # of a form: the key of the newest that it was shown with, 0 for none
Added = TypeVar("Added", RiskReview, Allocation, Spending)


class SavedMeanwhile(Refused):
    """Somebody added one since the form was filled. `theirs` is the newest."""

    def __init__(self, theirs: RiskReview | Allocation | Spending | Update, says: str = "") -> None:
        super().__init__(
            says or f"{theirs.by} saved while you typed. Both are below. Save again if yours is to stand as the newest."
        )
        self.theirs = theirs

    def show_on(self, form: forms.Form) -> None:
        """Sent again, it stands."""
        super().show_on(form)
        form.theirs = self.theirs  # type: ignore[attr-defined]  # for the page, which shows it beside
        form.data = having_seen(form, self.theirs.pk)


def having_seen(form: forms.Form, newest: int) -> QueryDict:
    """What was sent, as from a form that was shown with the newest of all."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix(FIELD)] = str(newest)
    return data


def saved_before(added: QuerySet[Added], seen: int | None, said: Mapping[str, Any], by: User) -> Added | None:
    """The newest, if they have saved all of this with it: a button pressed twice. Raises SavedMeanwhile where something
    else was saved. `seen` None: no form was shown."""
    newest = added.select_related("by").order_by("pk").last()
    if newest is None or seen is None or newest.pk <= seen:
        return None
    if newest.by == by and all(getattr(newest, name) == value for name, value in said.items()):
        return newest
    raise SavedMeanwhile(newest)
