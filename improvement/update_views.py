"""An owner's page of updates, for whoever has signed in."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from figures.models import Cycle
from figures.words import count
from improvement.due import updates_due
from improvement.evidence import StoredFiles
from improvement.update_page import ALL, KEEP, Part, cycle_to_update, keep_typed, parts, save
from organisation import clock
from organisation.access import who
from organisation.models import User
from pages.kept import typed
from pages.once import acts_once

KEPT = "What you typed is kept. It is not saved yet: come back to this page to go on."


@require_http_methods(["GET", "HEAD", "POST"])
@acts_once
def updates(request: HttpRequest) -> HttpResponse:
    return answer(request, who(request), reverse("plan:updates"), clock.now())


def answer(request: HttpRequest, owner: User, here: str, at: datetime) -> HttpResponse:
    """Shows the owner's updates, or takes what they typed. Only a POST changes anything."""
    with StoredFiles() as files:
        return answer_with(files, request, owner, here, at)


def answer_with(files: StoredFiles, request: HttpRequest, owner: User, here: str, at: datetime) -> HttpResponse:
    cycle = cycle_to_update(at)
    if cycle is None:
        return render(request, "plan/no_updates.html", {"owner": owner})
    data = typed(request)
    page = parts(owner, cycle, at, request.GET, data, request.FILES)
    if request.method == "POST":
        which = request.POST.get("save", ALL)
        if which == KEEP:
            if keep_typed(page, request.POST, cycle, owner, at):
                messages.success(request, KEPT)
            return HttpResponseRedirect(here)
        saved = save(page, which, cycle, files, owner, at)
        if saved:
            messages.success(request, f"{count(len(saved), 'update').capitalize()} saved.")
            if not any(part.form.is_bound and part.form.errors for part in page):
                keep_others(page, saved, request.POST, cycle, owner, at)
                return HttpResponseRedirect(f"{here}#action-{saved[-1].told.action.pk}")
            page = with_saved(page, saved, owner, cycle, at)
        for part in page:
            part.form.ask_for_the_file_again()
    opens = request.user == owner  # whoever comes by a link without signing in reads what evidence there is
    return render(request, "plan/updates.html", context(page, owner, cycle, at) | {"opens": opens})


def keep_others(page: list[Part], saved: list[Part], data: QueryDict, cycle: Cycle, owner: User, at: datetime) -> None:
    """Saving one of several loses nothing that is typed for the others."""
    keep_typed([part for part in page if part not in saved], data, cycle, owner, at)


def with_saved(page: list[Part], saved: list[Part], owner: User, cycle: Cycle, at: datetime) -> list[Part]:
    """The page as it is now, with the forms of those that could not be saved."""
    done = {part.told.action.pk for part in saved}
    fresh = {part.told.action.pk: part for part in parts(owner, cycle, at, QueryDict())}
    return [fresh.get(part.told.action.pk, part) if part.told.action.pk in done else part for part in page]


def context(page: list[Part], owner: User, cycle: Cycle, at: datetime) -> dict[str, object]:
    due = updates_due(cycle.opened_on)
    wrong = [part for part in page if part.form.is_bound and part.form.errors]
    return {
        "parts": page,
        "owner": owner,
        "cycle": cycle,
        "due": due,
        "is_late": clock.today() > due,
        "left": sum(part.shows_form for part in page),
        "wrong": wrong,
    }
