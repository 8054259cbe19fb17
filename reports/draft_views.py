"""The month's draft, for those who may read it: compile, follow, read, download, compare."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from organisation import clock
from organisation.access import needs, who
from organisation.permissions import Permission
from pages.once import acts_once
from reports import asking, draft_pages, listing
from reports.comparing import compare
from reports.live_links import live_links
from reports.models import Compilation, File
from reports.renderers import FORMATS, article
from reports.stage import Stage, moment


def stage_of(request: HttpRequest, month: date) -> Stage:
    """404 where the month has no report."""
    report = get_object_or_404(draft_pages.reports(who(request)), cycle__month=month)
    [stage] = draft_pages.stages([report], who(request), clock.now())
    return stage


def compilation_of(request: HttpRequest, stage: Stage, name: str = "of") -> Compilation | None:
    """The one that the address asks for, without its paper; the draft where it asks for none. 404 where there is no
    such one of this month."""
    asked = request.GET.get(name, "")
    if not asked:
        return stage.report.draft
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Http404
    found = Compilation.objects.visible_to(who(request)).filter(report=stage.report).listed()
    return get_object_or_404(found, pk=int(asked))


@require_safe
@needs(Permission.READ_DRAFTS)
def drafts(request: HttpRequest) -> HttpResponse:
    return render(request, "drafts/list.html", draft_pages.list_context(who(request), clock.now()))


@require_safe
@needs(Permission.READ_DRAFTS)
def draft(request: HttpRequest, month: date) -> HttpResponse:
    may = who(request).access.may_somewhere
    context = {
        **draft_pages.draft_context(stage_of(request, month), who(request)),
        "may_compile": may(Permission.COMPILE_REPORTS),
        "may_sign": may(Permission.SIGN_REPORTS),
        "may_publish": may(Permission.PUBLISH_REPORTS),
    }
    return render(request, "drafts/draft.html", context)


@require_POST
@needs(Permission.COMPILE_REPORTS)
@acts_once
def compile_again(request: HttpRequest, month: date) -> HttpResponse:
    asking.ask_for_draft(stage_of(request, month).report, by=who(request))
    return redirect("drafts:draft", month)


@require_safe
@needs(Permission.READ_DRAFTS)
def progress(request: HttpRequest, month: date) -> HttpResponse:
    """A piece of the draft's page, asked for every second while a draft compiles; then the whole page again."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("drafts:draft", month)
    job = draft_pages.job_of(get_object_or_404(draft_pages.reports(who(request)), cycle__month=month), who(request))
    if job and job["busy"]:
        return render(request, "drafts/_progress.html", {"job": job})
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_safe
@needs(Permission.READ_DRAFTS)
def read(request: HttpRequest, month: date) -> HttpResponse:
    stage = stage_of(request, month)
    found = compilation_of(request, stage)
    if found is None:
        return render(request, "drafts/none.html", draft_pages.head(stage))
    paper = found.paper
    context = {
        **draft_pages.head(stage),
        "compilation": found,
        "is_draft": found.pk == stage.report.draft_id,
        "has_others": draft_pages.has_others(stage, who(request)),
        "what": draft_pages.what(found, stage),
        "compiled": moment(found.compiled_at),
        "tree": paper["tree"],
        "files": draft_pages.file_links(found.files.only(*listing.SHOWN), month, found.pk),
        "contents": [listing.entry(*part) for part in article.contents(paper["tree"])],
        "article": mark_safe(article.body(paper["tree"], live_links(paper))),  # noqa: S308 - the renderer escapes
    }
    return render(request, "drafts/read.html", context)


@require_safe
@needs(Permission.READ_DRAFTS)
def file(request: HttpRequest, month: date, name: str) -> HttpResponse:
    stage = stage_of(request, month)
    found = compilation_of(request, stage)
    if found is None:
        raise Http404
    kept = get_object_or_404(File, compilation=found.pk, name=name)
    edition = next((each for each in stage.editions if each.compilation_id == found.pk), None)
    kind = f"edition-{edition.number}" if edition else "draft"
    response = HttpResponse(bytes(kept.content), content_type=FORMATS[kept.format].mime)
    response["Content-Disposition"] = f'attachment; filename="improvement-{month:%Y-%m}-{kind}.{kept.format}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
@needs(Permission.READ_DRAFTS)
def changes(request: HttpRequest, month: date) -> HttpResponse:
    stage = stage_of(request, month)
    newest = stage.report.draft
    if newest is None:
        return render(request, "drafts/none.html", draft_pages.head(stage))
    kept = Compilation.objects.visible_to(who(request)).filter(report=stage.report).exclude(pk=newest.pk).listed()
    others = [draft_pages.entry(each, stage, []) for each in kept]
    before = compilation_of(request, stage, "with") if request.GET.get("with") else kept.first()
    context = {
        **draft_pages.head(stage),
        "newest": draft_pages.entry(newest, stage, []),
        "before": draft_pages.entry(before, stage, []) if before else None,
        "others": others,
        "comparison": compare(before.paper, newest.paper) if before else None,
    }
    return render(request, "drafts/changes.html", context)
