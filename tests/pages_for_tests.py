"""Two pages that change something, to try on them what every such page does. They stand beside the product's own."""

import time

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from organisation.models import Council
from pages.fields import Checkboxes, DateInput, Radios
from pages.forms import CouncilForm
from pages.kept import typed
from pages.once import acts_once

PAGE = """{% extends "base.html" %}{% load council crispy_forms_tags %}
{% block main %}<h1>Name a council</h1>{% error_summary form %}{% crispy form %}
{% include "parts/post_button.html" with action="/try/press/" text="Press" %}{% endblock %}"""


class Naming(CouncilForm):
    submit = "Name it"
    name = forms.CharField(max_length=120)
    plays_on = DateInput(label="First day", noun="the first day", required=False)
    scope = forms.ChoiceField(
        choices=[("whole", "The whole council"), ("service", "A service")],
        widget=Radios(reveals={"service": "service"}),
        required=False,
    )
    service = forms.CharField()
    checks = forms.MultipleChoiceField(choices=[("a", "Read"), ("b", "Filed")], widget=Checkboxes, required=False)


@acts_once
def name_council(request: HttpRequest) -> HttpResponse:
    form = Naming(typed(request))
    if request.method == "POST" and form.is_valid():
        time.sleep(float(request.GET.get("seconds", 0)))
        council = Council.objects.create(name=form.cleaned_data["name"], email="improvement@council.example")
        return redirect(f"/try/?named={council.pk}")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


@require_POST
@acts_once
def press(request: HttpRequest) -> HttpResponse:
    Council.objects.create(name="Pressed", email="improvement@council.example")
    return redirect("/try/")


urlpatterns = [
    path("", include("config.urls")),
    path("try/", name_council),
    path("try/press/", press),
]
