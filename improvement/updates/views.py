"""An owner's page of updates: for whoever has signed in, and, by link_views, for whoever has a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from figures.models import Cycle
from figures.words import capital, count, listing
from improvement.collected import page as collected_page
from improvement.collected.page import MeasurePart
from improvement.due import updates_due
from improvement.evidence.keeping import StoredFiles
from improvement.updates.page import (
    ALL,
    KEEP,
    TYPING,
    Part,
    cycle_to_update,
    keep_typed,
    keep_while_typing,
    parts,
    put_beside,
    save,
)
from improvement.updates.typed_words import typed_words
from organisation import clock
from organisation.access import who
from organisation.models import User
from pages.kept import typed
from pages.once import acts_once

Asked = TypeVar("Asked", Part, MeasurePart)
KEPT = "What you typed is kept. It is not saved yet: come back to this page to go on."


@require_http_methods(["GET", "HEAD", "POST"])
@acts_once
def updates(request: HttpRequest) -> HttpResponse:
    owner, at = who(request), clock.now()
    cycle = cycle_to_update(at)
    if cycle is None:
        return render(request, "plan/no_updates.html", {"lost": typed_words(request.POST)})
    return answer(request, owner, cycle, reverse("plan:updates"), at, typed(request))


def answer(
    request: HttpRequest, owner: User, cycle: Cycle, here: str, at: datetime, data: QueryDict | None
) -> HttpResponse:
    """Shows the owner's updates of the cycle, or takes what they typed. Only a POST changes anything."""
    page = parts(owner, cycle, at, request.GET, data, request.FILES)
    measured = collected_page.parts(owner, cycle, at, request.GET, data, request.FILES)
    if request.method == "POST":
        if request.POST.get("save") == TYPING:
            kept = keep_while_typing(page, request.POST, cycle, owner, at)
            kept = kept or collected_page.keep_while_typing(measured, request.POST, owner, at)
            return HttpResponse(kept, content_type="text/plain")
        with StoredFiles() as files:
            return take(files, request, page, measured, owner, cycle, here, at)
    return show(request, page, measured, owner, cycle, at)


def take(
    files: StoredFiles,
    request: HttpRequest,
    page: list[Part],
    measured: list[MeasurePart],
    owner: User,
    cycle: Cycle,
    here: str,
    at: datetime,
) -> HttpResponse:
    which = request.POST.get("save", ALL)
    lost = typed_words(request.POST, but=[part.key for part in page] + [part.key for part in measured])
    if which == KEEP:
        kept = keep_typed(page, request.POST, cycle, owner, at)
        if kept + collected_page.keep_typed(measured, request.POST, owner, at):
            messages.success(request, KEPT)
        return show(request, page, measured, owner, cycle, at, lost) if lost else HttpResponseRedirect(here)
    saved = save(page, which, cycle, files, owner, at)
    entered = collected_page.save(measured, which, files, owner, at)
    # nothing that is typed is lost: what is wrong, what is of others than the one that was asked for
    keep_typed([part for part in page if part not in saved], request.POST, cycle, owner, at)
    collected_page.keep_typed([part for part in measured if part not in entered], request.POST, owner, at)
    if saved or entered:
        messages.success(request, said(len(saved), len(entered)))
        if not lost and not wrong(page) and not wrong(measured):
            return HttpResponseRedirect(here)  # its top says what is saved, and what is left
        page = with_saved(page, saved, parts(owner, cycle, at, QueryDict()))
        measured = with_saved(measured, entered, collected_page.parts(owner, cycle, at, QueryDict()))
    for form in [part.form for part in page] + [part.form for part in measured]:
        form.ask_for_the_file_again()
    return show(request, page, measured, owner, cycle, at, lost)


def show(
    request: HttpRequest,
    page: list[Part],
    measured: list[MeasurePart],
    owner: User,
    cycle: Cycle,
    at: datetime,
    lost: Sequence[object] = (),
) -> HttpResponse:
    """`lost` are words typed of what they own no more."""
    put_beside(page, owner)
    opens = request.user == owner  # whoever comes by a link without signing in reads what evidence there is
    shown = context(page, measured, owner, cycle, at) | {"opens": opens, "lost": lost}
    return render(request, "plan/updates.html", shown)


def said(updates: int, numbers: int) -> str:
    """'Two updates and one number saved.'"""
    parts = [count(updates, "update")] if updates else []
    parts += [count(numbers, "number")] if numbers else []
    return f"{capital(listing(parts))} saved."


def heading(actions: int, numbers: int, to_do: int) -> str:
    """'Update your 3 actions and enter 2 numbers', until there is nothing left to do."""
    if not actions + numbers:
        return "No update is due from you"
    if not to_do:
        return "All saved: nothing more is due from you"
    update = f"update your {f'{actions} actions' if actions > 1 else 'action'}"
    enter = f"enter your {f'{numbers} numbers' if numbers > 1 else 'number'}"
    return capital(listing([update] * bool(actions) + [enter] * bool(numbers)))


def done(actions: int, numbers: int) -> str:
    """'You updated two actions and entered one number'"""
    updated = f"updated {count(actions, 'action')}"
    entered = f"entered {count(numbers, 'number')}"
    return f"You {listing([updated] * bool(actions) + [entered] * bool(numbers))}"


def wrong(page: Iterable[Asked]) -> list[Asked]:
    return [part for part in page if part.form.is_bound and part.form.errors]


def with_saved(page: list[Asked], saved: list[Asked], fresh: list[Asked]) -> list[Asked]:
    """The page as it is now, with the forms of those that could not be saved. `fresh` are its parts, read anew."""
    done = {part.key for part in saved}
    now = {part.key: part for part in fresh}
    return [now.get(part.key, part) if part.key in done else part for part in page]


def context(
    page: list[Part], measured: list[MeasurePart], owner: User, cycle: Cycle, at: datetime
) -> dict[str, object]:
    due = updates_due(cycle.opened_on)
    every: list[Part | MeasurePart] = [*page, *measured]
    to_do = sum(part.state != "saved" for part in every)
    return {
        "heading": heading(len(page), len(measured), to_do),
        "every": every,
        "to_do": to_do,
        "done": done(len(page), len(measured)) if every and not to_do else "",
        "parts": page,
        "measures": measured,
        "owner": owner,
        "cycle": cycle,
        "due": due,
        "is_late": timezone.localdate(at) > due,
        "left": sum(part.shows_form for part in every),
        "wrong": wrong(page),
        "wrong_measures": wrong(measured),
    }
