"""Those who may load files, the datasets of which each of them may, and the rows that they look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from history import seen
from intake.dataset import Dataset
from intake.registry import loaded_by
from organisation import clock
from organisation.access import who
from pages.unkept import unkept

View = Callable[..., HttpResponseBase]
MAY = "load files of records"


def for_loaders(view: View) -> View:
    """For those who may load files of some dataset; others are told so (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not loaded_by(who(request)):
            raise PermissionDenied(MAY)
        return view(request, *args, **kwargs)

    return guarded


def the_dataset(request: HttpRequest, name: str) -> Dataset:
    found = next((one for one in loaded_by(who(request)) if one.name == name), None)
    if found is None:
        raise Http404
    return found


def rows_page(request: HttpRequest, template: str, context: Mapping[str, Any], what: str, rows: int) -> HttpResponse:
    """A page of rows of single cases: looking at it is written down, and no browser keeps it."""
    if request.method == "GET":
        seen.log(by=who(request), at=clock.now(), what=what, address=request.get_full_path(), rows=rows)
    return unkept(render(request, template, dict(context)))
