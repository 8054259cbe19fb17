"""Notes on a figure's chart: all there ever were, the form that adds one, and the one that withdraws it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from figures import months, registry
from figures.models import ChartNote, NoteKind
from figures.notes import adding
from figures.notes.forms import NoteForm, WithdrawForm
from figures.page import Page
from figures.showing import NotShown
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed


def page_of(request: HttpRequest, key: str, params: QueryDict | None = None) -> Page:
    """404 where there is no such figure, nor a part of it as the address names it."""
    try:
        figure = registry.figure(key)
    except registry.NoSuchFigure:
        raise Http404 from None
    page = Page(figure, request.GET if params is None else params, who(request), clock.now())
    if page.asked.errors:
        raise Http404
    return page


@require_safe
def notes(request: HttpRequest, key: str) -> HttpResponse:
    """Open to everybody who signs in, as the chart is."""
    page = page_of(request, key)
    rows = ChartNote.objects.visible_to(page.user).filter(figure=key, part__in={"", page.part_code})
    context = {
        "page": page,
        "title": f"Notes on the chart of {page.title}",
        "crumbs": crumbs(page),
        "notes": list(rows.select_related("added_by", "withdrawn_by").order_by("-month", "-pk")),
        "part": page.part_code,
        "add_url": add_url(page) if may(page) else "",
    }
    return render(request, "figures/notes.html", context)


@form_page(Permission.NOTE_CHARTS)
def add(request: HttpRequest, key: str) -> HttpResponse:
    page = page_of(request, key)
    refuse_others(page)
    if page.asked.month is None:
        raise Http404
    known = known_months(page)
    form = NoteForm(
        typed(request),
        offered=known[::-1],
        flows=page.figure.flows,
        on=page.today,
        initial={"month": page.asked.at.isoformat(), "kind": NoteKind.ANNOTATION},
    )
    back = back_to(request, page)
    added = made(request, form, adding.add_note, figure=page.figure, part=page.part_code, known=known)
    if added:
        unsettled = " They are said to be unsettled until 13 months rest on them."
        anew = f" Limits are worked out anew from {months.name(added.month)}." if added.reason else ""
        told = unsettled if adding.is_unsettled(added, known) else ""
        messages.success(request, f"The note on {months.name(added.month)} is added.{anew}{told}")
        return redirect(back)
    says = (
        "It is drawn on the chart and listed below it, and in reports of months that are not closed. Reports of closed "
        "months stay as they are."
    )
    return show(request, form, page, f"Add a note to the chart of {page.title}", says, back)


@form_page(Permission.NOTE_CHARTS)
def withdraw(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    note = get_object_or_404(ChartNote.objects.visible_to(who(request)).known(None), pk=pk, figure=key)
    page = page_of(request, key, of_part(note))
    refuse_others(page)
    form = WithdrawForm(typed(request), on=page.today)
    back = notes_url(page)
    if made(request, form, adding.withdraw_note, note=note):
        messages.success(request, f"‘{note.words}’ is withdrawn. The list keeps it.")
        return redirect(back)
    says = f"{note}. It is drawn no longer, and stays in the list of notes with who withdrew it and why."
    return show(request, form, page, "Withdraw a note", says, back)


def show(request: HttpRequest, form: Any, page: Page, title: str, says: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "says": says, "crumbs": crumbs(page), "back": back}
    return render(request, "figures/note_form.html", context)


def refuse_others(page: Page) -> None:
    if not may(page):
        raise PermissionDenied(Permission.NOTE_CHARTS.words)


def may(page: Page) -> bool:
    return adding.may_note(page.user.access, page.figure, page.asked.scope)


def known_months(page: Page) -> list[date]:
    """Those of the chart that have data."""
    try:
        readings = page.readings(months.since(page.asked.first or page.asked.at, page.asked.last or page.asked.at))
    except NotShown:
        raise Http404 from None
    return [reading.month for reading in readings if reading.value is not None or reading.suppressed]


def of_part(note: ChartNote) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update(dict(parse_qsl(note.part)))
    return found


def crumbs(page: Page) -> list[dict[str, str]]:
    return [{"label": page.title, "url": page.asked.url()}]


def notes_url(page: Page) -> str:
    return reverse("figures:notes", args=[page.figure.key]) + page.asked.query(month=None)


def add_url(page: Page) -> str:
    return reverse("figures:add_note", args=[page.figure.key]) + page.asked.query()


def back_to(request: HttpRequest, page: Page) -> str:
    """The page of this product that one came from, where the address names it; else the figure's."""
    back = request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else page.asked.url() + "#chart"
