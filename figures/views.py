"""Pages of figures. Anybody who signs in may open one; `showing` decides which numbers they see there."""

import re
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from figures import figure_page, listing, registry
from figures.figure import Figure
from figures.notes.drawn import drawn
from figures.page import Page
from figures.records import files, words
from figures.records import page as records_page
from figures.records.rows import terms
from figures.showing import NotShown
from figures.snapshot import snapshot
from history import seen
from intake.models import counted_from
from organisation import clock
from organisation.models import User
from pages.exports import FORMATS, TooManyRows, download, write_out
from pages.unkept import unkept

View = Callable[..., HttpResponseBase]
LOADS = re.compile(r"\d{1,9}(,\d{1,9}){0,199}", re.ASCII)


def figure_or_404(key: str) -> Figure:
    try:
        return registry.figure(key)
    except registry.NoSuchFigure:
        raise Http404 from None


def page_of(request: HttpRequest, key: str) -> Page:
    return Page(figure_or_404(key), request.GET, cast(User, request.user), clock.now())


def log(request: HttpRequest, page: Page, what: str, rows: int, format: str = "") -> None:
    """A HEAD is answered without rows: nobody saw any."""
    if request.method == "HEAD":
        return
    seen.log(by=page.user, at=page.now, what=what, address=request.get_full_path(), rows=rows, format=format)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "figures/list.html", listing.context())


@require_safe
def figure(request: HttpRequest, key: str) -> HttpResponseBase:
    page = page_of(request, key)
    context = figure_page.context(page)
    preview = context.get("records")
    if preview and preview.get("count"):
        log(request, page, preview["what"], preview["count"])
    return unkept(render(request, "figures/figure.html", context))


@require_safe
def months(request: HttpRequest, key: str) -> HttpResponseBase:
    """The figure month by month, as its page shows it."""
    page = page_of(request, key)
    page.all_months = True
    if page.asked.errors:  # else the file would be of something else than was asked for
        raise Http404
    try:
        readings = page.readings(page.months()) if page.asked.month else []
    except NotShown:
        raise Http404 from None
    noted = drawn(page.notes, [reading.month for reading in readings])
    rows = listing.month_rows(readings, page.where, page.part, noted.by_month)
    return download("csv", f"{key}-by-month", listing.MONTHS, rows)


def as_counted(view: View) -> View:
    """Shows the records of the loads that the address names, as a frozen number counted them; else as they are now."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        loads = request.GET.get("loads", "")
        if not loads:
            return view(request, *args, **kwargs)
        if not LOADS.fullmatch(loads):
            raise Http404
        with counted_from(map(int, loads.split(","))):
            return view(request, *args, **kwargs)

    return shown


def page_of_records(request: HttpRequest, key: str, side: str) -> Page:
    """404 for what this person may not see, as if it were not there, and where the figure has no data."""
    page = page_of(request, key)
    if side not in words.SIDES or not terms(page.figure, side):
        raise Http404
    if page.asked.errors or page.asked.month is None or not (page.may_see_records or page.may_see_own):
        raise Http404
    reading = page.reading()
    if reading is None or reading.counted is None:
        raise Http404
    return page


@require_safe
@as_counted
def figure_records(request: HttpRequest, key: str, side: str) -> HttpResponseBase:
    page = page_of_records(request, key, side)
    context = records_page.context(page, side, request.GET)
    log(request, page, words.what(page, side), context["count"])
    return unkept(render(request, "figures/records.html", context))


@require_safe
@as_counted
def records_file(request: HttpRequest, key: str, side: str, format: str) -> HttpResponseBase:
    page = page_of_records(request, key, side)
    if format not in FORMATS:
        raise Http404
    name = f"{key}-{side}-{page.asked.month:%Y-%m}"
    try:
        with (
            snapshot(),
            closing(files.file_rows(page, side, request.GET)) as rows,
        ):  # its cursor ends before the transaction
            file = write_out(format, files.headings(page, side, request.GET), rows)
    except TooManyRows:
        return render(request, "figures/too_many_rows.html", files.too_many(page, side, request.GET), status=400)
    log(request, page, words.what(page, side), file.rows, format)
    return unkept(file.response(name))
