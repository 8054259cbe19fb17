"""The council's own words for sources: those that nobody knows yet, and those of which somebody said what they mean."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from figures.words import capital, count
from frontdoor.sources.adopting import adopt_words
from frontdoor.sources.forms import WordForm, WordsForm, name_of
from frontdoor.sources.models import SourceWord
from frontdoor.sources.settling import SourceBench, tried
from frontdoor.sources.unknown import unknown
from history import tracking
from intake.columns import folded
from organisation import clock
from organisation.access import who
from organisation.administering import form_page, made
from organisation.permissions import Permission
from pages.kept import typed
from pages.tables import Column, table

SHOWN = 25
COLUMNS = [
    Column("text", "Words in the file", "text", href=lambda word: reverse("frontdoor:source_word", args=[word.pk])),
    Column("stands_for", "They stand for", "stands_for"),
    Column("by", "Said by", lambda word: word.decided_by.get_full_name(), sortable=False),
    Column("at", "When", "decided_at"),
]


@form_page(Permission.CATEGORISE_CONTACTS)
def source_words(request: HttpRequest) -> HttpResponse:
    """What is asked with GET is tried; what is posted is adopted."""
    listed = unknown(who(request), clock.today())
    data = typed(request)
    if data is None and any(name.startswith("word-") for name in request.GET):
        data = request.GET
    asked = [text for text in listed.texts if data and data.get(name_of(text))]
    texts = [*listed.texts[:SHOWN], *(text for text in asked if text not in listed.texts[:SHOWN])]
    form = WordsForm(data, texts=texts)
    said = made(request, form, adopt_words)
    if said is not None:
        stands = "stands" if said == 1 else "stand"
        messages.success(request, f"{capital(count(said, 'text'))} {stands} for what you chose, from now on.")
        return redirect("frontdoor:source_words")
    words = SourceWord.objects.visible_to(who(request)).select_related("decided_by")
    context = {
        "form": form,
        "number": len(listed.texts),
        "withheld": listed.withheld,
        "bench": bench(form) if data and request.method == "GET" else None,
        "table": table(request.GET, words, COLUMNS, "What they stand for", empty="There are none yet."),
        "changes": tracking.told(SourceWord.versions.all(), about=("text",)),
    }
    return render(request, "frontdoor/sources.html", context)


@form_page(Permission.CATEGORISE_CONTACTS)
def source_word(request: HttpRequest, pk: int) -> HttpResponse:
    word = get_object_or_404(SourceWord.objects.visible_to(who(request)), pk=pk)
    tries = "code" in request.GET
    form = WordForm(typed(request) or (request.GET if tries else None), word=word, initial={"code": word.stands_for})
    if made(request, form, adopt_words) is not None:
        messages.success(request, f"What ‘{word.text}’ stands for is saved. Months that are not closed follow it.")
        return redirect("frontdoor:source_words")
    context = {
        "form": form,
        "word": word,
        "says": word.get_stands_for_display(),
        "bench": bench(form) if tries else None,
    }
    return render(request, "frontdoor/source.html", context)


def bench(form: Any) -> SourceBench | None:
    if not form.is_valid():
        return None
    return tried({folded(text): code for text, code in form.cleaned_data["chosen"].items()})
