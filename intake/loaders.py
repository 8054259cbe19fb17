"""Those who may load files, and the datasets of which each of them may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from intake.dataset import Dataset
from intake.registry import loaded_by
from organisation.access import who

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
