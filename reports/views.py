"""The council's public pages: what is published, as it was frozen."""

from datetime import date
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from organisation import clock
from reports import listing, reading_page
from reports.models import Edition, File
from reports.renderers import FORMATS, article, stacked


def public_edition(month: date) -> Edition:
    """With its paper. 404 where nothing of the month is published."""
    found = Edition.objects.public(clock.now()).filter(report__cycle__month=month).defer(None)
    return get_object_or_404(found)


@require_safe
@login_not_required
def published(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/list.html", listing.context(clock.now()))


@require_safe
@login_not_required
def report(request: HttpRequest, month: date) -> HttpResponse:
    edition = public_edition(month)
    tree = edition.compilation.paper["tree"]

    figures = f"{reverse('reports:report', args=[month])}figures/"  # once, not once for each of hundreds of numbers

    def link(ref: str) -> str:
        return f"{figures}{quote(ref, safe='/@:=,')}/"

    files = edition.compilation.files.only(*listing.SHOWN)
    context = {
        "report": listing.heading(edition) | {"files": listing.files(files, month)},
        "contents": [listing.entry(*part) for part in article.contents(tree)],
        "article": mark_safe(stacked.body(tree, link)),  # noqa: S308 - the renderer escapes every word
    }
    return render(request, "reports/report.html", context)


@require_safe
@login_not_required
def reading(request: HttpRequest, month: date, ref: str) -> HttpResponse:
    edition = public_edition(month)
    try:
        context = reading_page.context(edition, ref)
    except reading_page.NotPrinted:
        raise Http404 from None
    if request.user.is_authenticated:
        context["records"] = reading_page.records(edition, ref, request.user.access)
    return render(request, "reports/reading.html", context)


@require_safe
@login_not_required
def file(request: HttpRequest, month: date, name: str) -> HttpResponse:
    edition = get_object_or_404(Edition.objects.public(clock.now()), report__cycle__month=month)
    found = get_object_or_404(File, compilation=edition.compilation_id, name=name)
    response = HttpResponse(bytes(found.content), content_type=FORMATS[found.format].mime)
    response["Content-Disposition"] = f'attachment; filename="improvement-{month:%Y-%m}.{found.format}"'
    response["ETag"] = f'"{found.sha256}"'
    patch_cache_control(response, public=True, max_age=3600)
    return response
