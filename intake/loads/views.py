"""A load: looked at, and undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake.dataset import Records
from intake.loaders import for_loaders, rows_page, the_dataset
from intake.loads import page as load_page
from intake.loads import undoing
from intake.loads.changes import KINDS
from intake.loads.forms import UndoForm
from intake.models import Load
from organisation import clock
from organisation.access import who
from organisation.refused import Refused
from pages.kept import typed
from pages.once import acts_once


def the_load(request: HttpRequest, pk: int) -> Load:
    visible = Load.objects.visible_to(who(request)).files()
    return get_object_or_404(visible.select_related("file__loaded_by", "file__undone_by", "loaded_by"), pk=pk)


@require_safe
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a figure comes from: open to everybody who signs in. Its records are not."""
    return render(request, "intake/load.html", load_page.context(the_load(request, pk), who(request)))


@require_safe
@for_loaders
def load_rows(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    found = the_load(request, pk)
    if kind not in KINDS or found.file is None:
        raise Http404
    of = the_dataset(request, found.file.dataset)
    if not isinstance(of, Records):  # what it made of each record stands on its own page
        raise Http404
    context = load_page.rows_context(found, of, kind, request.GET)
    what = f"{of.label}: records that load {found.pk} {load_page.DID[kind]}"
    return rows_page(request, "intake/rows.html", context, what, len(context["changes"]))


@require_http_methods(["GET", "HEAD", "POST"])
@for_loaders
@acts_once
def undo_load(request: HttpRequest, pk: int) -> HttpResponse:
    found = the_load(request, pk)
    if found.file is None:
        raise Http404
    of = the_dataset(request, found.file.dataset)
    form = UndoForm(typed(request), on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            undoing.undo(load=found, because=form.cleaned_data["because"], by=who(request), at=clock.now())
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"Load {found.pk} is undone. What stood before it stands again.")
            return redirect("files:load", pk)
    return render(request, "intake/undo.html", load_page.context(found, who(request)) | {"form": form, "dataset": of})
