"""Files: chosen, checked, corrected, loaded or thrown away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history import seen
from intake.declared import template as templates
from intake.declared.page import columns_context
from intake.loaders import for_loaders, rows_page, the_dataset
from intake.loads.changes import KINDS
from intake.models import Load, Upload
from intake.registry import dataset
from intake.uploads import bringing, changes_page, check_page, kept, mapping, page
from intake.uploads import marked as marking
from intake.uploads.forms import AcceptForm, BringForm, SheetForm
from organisation import clock
from organisation.access import who
from organisation.refused import Refused
from pages import exports
from pages.kept import typed
from pages.once import acts_once
from pages.unkept import unkept
from pages.uploads import is_too_large


def the_upload(request: HttpRequest, pk: int) -> Upload:
    visible = Upload.objects.visible_to(who(request)).select_related("job", "file", "brought_by")
    return get_object_or_404(visible, pk=pk)


def the_checked(request: HttpRequest, pk: int) -> Upload:
    """404 where it is not checked, or not any more."""
    found = the_upload(request, pk)
    if found.state != Upload.State.CHECKED:
        raise Http404
    return found


# --- Files, and one kind of them --------------------------------------------------------------------------------------


@require_safe
@for_loaders
def files(request: HttpRequest) -> HttpResponse:
    return render(request, "intake/files.html", page.files_context(who(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_loaders
@acts_once
def dataset_page(request: HttpRequest, name: str) -> HttpResponse:
    """What is loaded of it; and the way in for another file."""
    of = the_dataset(request, name)
    about: dict[str, Any] = {"today": clock.today(), "of_months": of.of_months, "too_large": is_too_large(request)}
    form = BringForm(typed(request), request.FILES or None, **about)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        at, by = clock.now(), who(request)
        upload = bringing.bring(of=of, file=asked["file"], month=asked["month"], by=by, at=at)
        corrected = Upload.objects.visible_to(by).filter(dataset=of.name, pk=asked["in_place_of"]).first()
        if corrected and corrected != upload:
            bringing.put_aside(upload=corrected, by=by, at=at)
        return redirect("files:upload", upload.pk)
    context = page.dataset_context(of, who(request), request.GET)
    return render(request, "intake/dataset.html", context | {"form": form})


@require_safe
@for_loaders
def columns(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "intake/columns.html", columns_context(the_dataset(request, name)))


@require_safe
@for_loaders
def template(request: HttpRequest, name: str, format: str) -> HttpResponseBase:
    of = the_dataset(request, name)
    if format not in exports.FORMATS:
        raise Http404
    return exports.kept(format, lambda file: templates.write(of, format, file)).response(f"{of.name}-template")


# --- A file that was brought ------------------------------------------------------------------------------------------


@require_safe
@for_loaders
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    found = the_upload(request, pk)
    if found.file_id:
        return redirect("files:load", Load.objects.filter(file=found.file_id).order_by("month")[0].pk)
    return show(request, found, AcceptForm(typed(request), on=clock.today()))


def show(request: HttpRequest, found: Upload, form: AcceptForm) -> HttpResponse:
    of_months = dataset(found.dataset).of_months
    bring = BringForm(
        today=clock.today(), of_months=of_months, initial={"in_place_of": found.pk, "month": month_code(found)}
    )
    context = page.upload_context(found, timezone.now()) | {"form": form, "bring": bring}
    if context.get("sheets"):
        context["sheet_form"] = SheetForm(sheets=found.told["sheets"])
    return unkept(render(request, "intake/upload.html", context))


def month_code(found: Upload) -> str:
    return f"{found.month:%Y-%m}" if found.month else ""


@require_safe
@for_loaders
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece of the page, asked for every second while a job runs; then the whole page again."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("files:upload", pk)
    context = page.upload_context(the_upload(request, pk), timezone.now())
    if context["job"] and context["job"]["busy"]:
        return render(request, "intake/_progress.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_safe
@for_loaders
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    return problems(request, pk, kept.ERRORS)


@require_safe
@for_loaders
def warnings(request: HttpRequest, pk: int) -> HttpResponse:
    return problems(request, pk, kept.WARNINGS)


def problems(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Cells of single cases as they stand in the file."""
    context = check_page.problems_context(the_checked(request, pk), kind, request.GET)
    what = f"{context['dataset'].label}: cells of a file with {context['title']}"
    return rows_page(request, "intake/problems.html", context, what, len(context["problems"]))


@require_safe
@for_loaders
def changes(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Records that the file would add, change or take away."""
    found = the_checked(request, pk)
    if kind not in KINDS:
        raise Http404
    context = changes_page.changes_context(found, kind, request.GET)
    what = f"{context['dataset'].label}: records of a file that {changes_page.WOULD[kind]}"
    return rows_page(request, "intake/changes.html", context, what, len(context["changes"]))


@require_safe
@for_loaders
def marked(request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
    found = the_checked(request, pk)
    if format.upper() not in dict(check_page.marked_links(found)):
        raise Http404
    try:
        table = marking.opened(found)
    except FileNotFoundError:
        raise Http404 from None
    address, rows = request.get_full_path(), found.told["rows"]
    what = f"A file of {dataset(found.dataset).label.lower()} with its errors marked"
    seen.log(by=who(request), at=clock.now(), what=what, address=address, rows=rows, format=format)
    name = f"{found.name.rpartition('.')[0] or found.name}-marked"
    return exports.download(format, name, marking.headings(table), marking.rows(found, table))


@require_http_methods(["GET", "HEAD", "POST"])
@for_loaders
@acts_once
def headings(request: HttpRequest, pk: int) -> HttpResponse:
    """What headings mean that no column has."""
    found = the_checked(request, pk)
    form = mapping.HeadingsForm(typed(request), upload=found)
    if request.method == "POST" and form.is_valid():
        mapping.remember(upload=found, meanings=form.meanings(), by=who(request), at=clock.now())
        messages.success(request, "The headings are remembered for the files that you send. The file is checked again.")
        return redirect("files:upload", pk)
    return render(request, "intake/headings.html", page.upload_context(found, timezone.now()) | {"form": form})


@require_POST
@for_loaders
@acts_once
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Another one of a workbook than was read."""
    found = the_checked(request, pk)
    form = SheetForm(request.POST, sheets=found.told["sheets"] or {"read": "", "names": []})
    if form.is_valid():
        return done(request, bringing.check_again, found, sheet=form.cleaned_data["sheet"])
    messages.error(request, "Choose a sheet that the workbook has.")
    return redirect("files:upload", pk)


@require_POST
@for_loaders
@acts_once
def load_it(request: HttpRequest, pk: int) -> HttpResponse:
    found = the_upload(request, pk)
    reason = ""
    if found.state == Upload.State.CHECKED and found.told["needs_reason"] and not found.told["errors"]:
        form = AcceptForm(request.POST, on=clock.today())
        if not form.is_valid():
            return show(request, found, form)
        reason = form.cleaned_data["reason"]
    return done(request, bringing.ask_to_load, found, reason=reason)


@require_POST
@for_loaders
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Not `acts_once`, which writes down that it did: the job may have the database to itself."""
    return done(request, bringing.stop, the_upload(request, pk))


@require_POST
@for_loaders
@acts_once
def check_again(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, bringing.check_again, the_upload(request, pk))


@require_POST
@for_loaders
@acts_once
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    return done(request, bringing.try_again, the_upload(request, pk))


@require_POST
@for_loaders
@acts_once
def throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    found = the_upload(request, pk)
    response = done(request, bringing.throw_away, found)
    found.refresh_from_db()
    if found.state != Upload.State.THROWN_AWAY:
        return response
    messages.success(request, f"{found.name} is thrown away. Nothing of it is kept.")
    return redirect("files:dataset", found.dataset)


def done(request: HttpRequest, change: Callable[..., None], found: Upload, **about: Any) -> HttpResponse:
    try:
        change(upload=found, by=who(request), at=clock.now(), **about)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("files:upload", found.pk)
