"""Pages on which the programme office keeps the collected measures, and numbers of past months are entered."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from figures import closed, months, thresholds
from figures.models import Kind, Threshold
from improvement.collected import collecting
from improvement.collected import shown as collected_shown
from improvement.collected.forms import (
    AimForm,
    DefineMeasureForm,
    EndForm,
    MeasureForm,
    NumberForm,
    RedefineForm,
)
from improvement.collected.page import again
from improvement.evidence.keeping import StoredFiles
from improvement.evidence.views import attachment
from improvement.models import CollectedMeasure, CollectedNumber
from improvement.owners.forms import key_of
from organisation import clock
from organisation.access import needs, who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from organisation.refused import Refused
from pages.kept import typed
from pages.once import acts_once

OFFERED = (24, 12)  # months back and ahead, in which a measure may begin


@require_safe
@needs(Permission.KEEP_PLAN)
def measures(request: HttpRequest) -> HttpResponse:
    every = CollectedMeasure.objects.visible_to(who(request))
    return render(request, "plan/measures.html", collected_shown.listed(every, clock.today()))


@form_page(Permission.KEEP_PLAN)
def add(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    this = today.replace(day=1)
    offered = months.since(months.add(this, -OFFERED[0]), months.add(this, OFFERED[1]))
    form = DefineMeasureForm(typed(request), on=today, offered=offered)
    if added := made(request, form, collecting.define_measure):
        messages.success(request, f"{added} is defined. Now set its target.")
        return redirect("plan:measure", added.slug)
    return show(request, form, "Define a measure", reverse("plan:measures"))


@require_safe
def measure(request: HttpRequest, slug: str) -> HttpResponse:
    shown = the_measure(request, slug)
    held = list(Threshold.objects.visible_to(who(request)).filter(figure=shown.key))
    context = collected_shown.context(shown, held, clock.today())
    context["may_keep"] = collecting.may_keep(who(request))
    return render(request, "plan/measure.html", context)


@form_page(Permission.KEEP_PLAN)
def change(request: HttpRequest, slug: str) -> HttpResponse:
    shown = the_measure(request, slug)
    known = {"name": shown.name, "better": shown.better, "owner": key_of(shown), "how_often": shown.how_often}
    form = MeasureForm(typed(request), on=clock.today(), initial=known)
    if made(request, form, collecting.change_measure, of=shown, measure=shown):
        messages.success(request, f"{form.cleaned_data['name']} is changed.")
        return redirect("plan:measure", slug)
    return show(request, form, f"Change {shown}", reverse("plan:measure", args=[slug]))


@form_page(Permission.KEEP_PLAN)
def redefine(request: HttpRequest, slug: str) -> HttpResponse:
    shown = the_measure(request, slug)
    given = {"definition": shown.definitions.last().words}  # type: ignore[union-attr]
    offered = [month for month in closed.open_months(clock.today()) if month > shown.first_month]
    form = RedefineForm(typed(request), on=clock.today(), offered=offered, initial=given)
    if made(request, form, collecting.redefine_measure, measure=shown):
        messages.success(request, f"{shown} has another definition. Charts break where it begins.")
        return redirect("plan:measure", slug)
    return show(request, form, f"Define {shown} anew", reverse("plan:measure", args=[slug]))


@form_page(Permission.KEEP_PLAN)
def end(request: HttpRequest, slug: str) -> HttpResponse:
    shown = the_measure(request, slug)
    last = months.add(clock.today().replace(day=1), OFFERED[1])
    form = EndForm(typed(request), offered=months.since(shown.first_month, max(last, shown.first_month)))
    if made(request, form, collecting.end_measure, measure=shown):
        messages.success(request, f"{shown} ends. What was entered stays.")
        return redirect("plan:measure", slug)
    return show(request, form, f"End {shown}", reverse("plan:measure", args=[slug]))


@form_page(Permission.KEEP_PLAN)
def aim(request: HttpRequest, slug: str) -> HttpResponse:
    shown = the_measure(request, slug)
    form = AimForm(typed(request), offered=closed.open_months(clock.today()), initial={"kind": Kind.TARGET})
    if added := made(request, form, thresholds.add_threshold, figure=shown.key):
        messages.success(request, f"{shown} has a {added.noun} from {months.name(added.holds_from)}.")
        return redirect("plan:measure", slug)
    return show(request, form, f"Set a target or threshold of {shown}", reverse("plan:measure", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, slug: str, month: date) -> HttpResponse:
    """Of any month: entered late, or corrected."""
    with StoredFiles() as files:
        return number_once(request, slug, month, files)


@acts_once
def number_once(request: HttpRequest, slug: str, month: date, files: StoredFiles) -> HttpResponse:
    shown = the_measure(request, slug)
    if not collecting.may_enter(who(request), shown):
        raise Http404
    there = shown.numbers.filter(month=month).counting().select_related("entered_by").first()
    data = typed(request)
    form = NumberForm(data, None if data is None else request.FILES, measure=shown, number=there, on=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            collecting.enter_number(
                measure=shown, month=month, **form.cleaned_data, files=files, by=who(request), at=clock.now()
            )
        except collecting.EnteredMeanwhile as meanwhile:
            form = again(form, meanwhile)
        except Refused as refused:
            refused.show_on(form)
        else:
            messages.success(request, f"The number of {months.name(month)} is saved.")
            return redirect("plan:measure", slug)
    form.ask_for_the_file_again()
    title = f"{shown}: {'correct' if there else 'enter'} {months.name(month)}"
    return show(request, form, title, reverse("plan:measure", args=[slug]), number=there)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What shows a number, to those who may see the number."""
    numbers = CollectedNumber.objects.visible_to(who(request)).exclude(file="")
    return attachment(get_object_or_404(numbers, pk=pk))


def the_measure(request: HttpRequest, slug: str) -> CollectedMeasure:
    """Kept by the programme office; whoever enters its numbers sees it too."""
    found = get_object_or_404(
        CollectedMeasure.objects.visible_to(who(request)).select_related("owner", "owner_role"), slug=slug
    )
    if not collecting.may_enter(who(request), found):
        raise Http404
    return found


def show(request: HttpRequest, form: forms.Form, title: str, back: str, **more: Any) -> HttpResponse:
    return render(request, "plan/measure_form.html", {"form": form, "title": title, "back": back, **more})
