"""Signing the draft off as an edition, and publishing it: now, or at a time to come."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from figures.months import name
from organisation.access import needs, who
from organisation.permissions import Permission
from pages.kept import typed
from pages.once import acts_once
from reports import draft_pages, signing
from reports.draft_forms import PublishForm, SignForm
from reports.draft_views import stage_of
from reports.models import Edition, Publication
from reports.stage import Stage, moment

NEWER = "A newer draft has been compiled since you opened this page. Read what changed, then sign that one."


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SIGN_REPORTS)
@acts_once
def sign(request: HttpRequest, month: date) -> HttpResponse:
    stage = stage_of(request, month)
    report = stage.report
    drafted = moment(report.drafted_at) if report.drafted_at else ""
    context = {**draft_pages.head(stage), **draft_pages.read_at(report), "drafted": drafted}
    if not stage.may_be_signed:
        return render(request, "drafts/sign.html", context)
    context["has_others"] = draft_pages.has_others(stage, who(request))
    form = SignForm(typed(request), stage=stage)
    if request.method == "POST" and form.is_valid() and signed(request, stage, form):
        return redirect("drafts:draft", month)
    return render(request, "drafts/sign.html", {**context, "form": form})


def signed(request: HttpRequest, stage: Stage, form: SignForm) -> bool:
    """False, with an error on the form, where what would be signed is not what was read."""
    draft = stage.report.draft
    if draft is None or form.cleaned_data["read"] != draft.pk:
        form.add_error(None, NEWER)
        return False
    try:
        edition = signing.sign_as_read(
            read=draft, by=who(request), at=stage.at, corrects=form.cleaned_data.get("corrects", "")
        )
    except (signing.RecordsChanged, signing.AlreadySigned) as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, f"You signed the report of {name(stage.report.cycle.month)} as edition {edition.number}.")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PUBLISH_REPORTS)
@acts_once
def publish(request: HttpRequest, month: date) -> HttpResponse:
    stage = stage_of(request, month)
    if stage.edition is None or not stage.waits_for_publication:
        answered = "This edition has its day of publication" if stage.is_planned else "This edition has been published"
        return render(request, "drafts/publish.html", {**draft_pages.head(stage), "answered": answered})
    form = PublishForm(typed(request), stage=stage)
    if request.method == "POST" and form.is_valid() and published(request, stage.edition, form):
        return redirect("drafts:draft", month)
    return render(request, "drafts/publish.html", {**draft_pages.head(stage), "form": form})


def published(request: HttpRequest, edition: Edition, form: PublishForm) -> bool:
    said = form.cleaned_data
    try:
        publication = signing.publish(
            edition=edition,
            by=who(request),
            at=form.stage.at,
            late_because=said.get("late_because", ""),
            planned_for=said["planned_for"],
        )
    except signing.NotInTime as problem:
        form.add_error("late_because", str(problem))
        return False
    except signing.AlreadyPublished as problem:
        form.add_error(None, str(problem))
        return False
    when = f"will be public on {moment(publication.at)}" if said["planned_for"] else "is published"
    messages.success(request, f"The report of {name(edition.report.cycle.month)} {when}.")
    return True


@require_POST
@needs(Permission.PUBLISH_REPORTS)
@acts_once
def cancel(request: HttpRequest, month: date) -> HttpResponse:
    stage = stage_of(request, month)
    publication = get_object_or_404(Publication, edition__in=stage.editions, pk=getattr(stage.publication, "pk", None))
    try:
        signing.cancel(publication=publication, by=who(request), at=stage.at)
    except signing.AlreadyPublished:
        return redirect("drafts:publish", month)  # which says so
    messages.success(request, "The edition will not be published at that time. Choose another when you are ready.")
    return redirect("drafts:draft", month)
