"""The front-door page. Categories: the list, one category, and what an administrator changes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from figures import closed, months
from frontdoor import categories as changing
from frontdoor import page
from frontdoor.forms import AddCategoryForm, ChangeCategoryForm
from frontdoor.models import Category
from history import tracking
from organisation import clock
from organisation.access import needs, who
from organisation.administering import button, form_page, made, pressed, show_form
from organisation.permissions import Permission
from pages.kept import typed
from pages.tables import Column, table

COLUMNS = [
    Column("label", "Category", "label", href=lambda row: reverse("frontdoor:category", args=[row.pk])),
    Column("position", "Place in tables", "position", numeric=True),
    Column("holds_from", "First month", lambda row: months.name(row.holds_from), order="holds_from"),
    Column(
        "holds_until",
        "Last month",
        lambda row: months.name(row.holds_until) if row.holds_until else None,
        order="holds_until",
        empty="None set",
    ),
    Column("two", "Threshold or consent", "threshold_or_consent"),
]


@require_safe
@needs(Permission.SEE_CONTACTS)
def front_door(request: HttpRequest) -> HttpResponse:
    return render(request, "frontdoor/page.html", page.context(request.GET, who(request)))


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def categories(request: HttpRequest) -> HttpResponse:
    found = Category.objects.visible_to(who(request))
    shown = table(request.GET, found, COLUMNS, "Categories", empty="There is no category yet. Add the first.")
    return render(request, "frontdoor/categories.html", {"table": shown})


@require_safe
@needs(Permission.MANAGE_DEFINITIONS)
def category(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_category(request, pk)
    context = {
        "category": shown,
        "first": months.name(shown.holds_from),
        "last": months.name(shown.holds_until) if shown.holds_until else "None set",
        "used": changing.has_contacts(shown),
        "changes": tracking.changes(shown),
        "above": [("Front-door categories", reverse("frontdoor:categories"))],
    }
    return render(request, "frontdoor/category.html", context)


@form_page(Permission.MANAGE_DEFINITIONS)
def add_category(request: HttpRequest) -> HttpResponse:
    form = AddCategoryForm(typed(request), offered=closed.open_months(clock.today()))
    if added := made(request, form, changing.add_category):
        messages.success(request, f"{added.label} is recorded from {months.name(added.holds_from)}.")
        return redirect("frontdoor:category", pk=added.pk)
    return show(request, form, "Add a category", "Charts of categories break at its first month.")


@form_page(Permission.MANAGE_DEFINITIONS)
def change_category(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_category(request, pk)
    until = shown.holds_until
    given = {"label": shown.label, "position": shown.position, "holds_until": until.isoformat() if until else ""}
    form = ChangeCategoryForm(typed(request), offered=last_months(shown), initial=given)
    if changed := made(request, form, changing.change_category, of=shown, category=shown):
        messages.success(request, f"{changed.label} is saved.")
        return redirect("frontdoor:category", pk=pk)
    says = "Past months are shown by the new name; editions keep the old one. Charts break after its last month."
    return show(request, form, f"Change {shown.label}", says, shown)


@button(Permission.MANAGE_DEFINITIONS)
def remove_category(request: HttpRequest, pk: int) -> HttpResponse:
    shown = the_category(request, pk)
    if not pressed(request, changing.remove_category, category=shown):
        return redirect("frontdoor:category", pk=pk)
    messages.success(request, f"{shown.label} is removed. No contact was ever closed for it.")
    return redirect("frontdoor:categories")


def last_months(category: Category) -> list[date]:
    """Those that may be its last: the last closed one and what follows, and what it has."""
    found = closed.open_months(clock.today())
    offered = {months.add(found[0], -1), *found}
    if category.holds_until:
        offered.add(category.holds_until)
    return sorted(month for month in offered if month >= category.holds_from)


def the_category(request: HttpRequest, pk: int) -> Category:
    return get_object_or_404(Category.objects.visible_to(who(request)), pk=pk)


def show(request: HttpRequest, form: Any, title: str, says: str, below: Category | None = None) -> HttpResponse:
    above = [("Front-door categories", reverse("frontdoor:categories"))]
    if below:
        above.append((below.label, reverse("frontdoor:category", args=[below.pk])))
    return show_form(request, form, title, says, above)
