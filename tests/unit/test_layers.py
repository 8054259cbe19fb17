"""What the linter of imports does not see: relations between models, and what templates reach for."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
DEPTH = {app.strip(): depth for depth, layer in enumerate(LAYERS) for app in layer.split("|")}
PEOPLE = "organisation"  # a user may be named from below: settings.AUTH_USER_MODEL is Django's own seam
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def relations():
    for model in apps.get_models():
        if model._meta.app_label in DEPTH:
            for field in [*model._meta.fields, *model._meta.many_to_many]:
                if field.related_model and field.related_model._meta.app_label in DEPTH:
                    yield pytest.param(model, field, id=f"{model._meta.label}.{field.name}")


@pytest.mark.parametrize(("model", "field"), list(relations()))
def test_a_relation_points_to_the_same_app_or_downward(model, field):
    mine, other = model._meta.app_label, field.related_model._meta.app_label

    assert other in (mine, PEOPLE) or DEPTH[other] > DEPTH[mine]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_includes_parts_fields_or_its_own_folder_only(template):
    """Fields are those of the form pack, in council/."""
    own = template.parent.relative_to(ROOT / "templates").as_posix()
    for included in re.findall(r'{% include "([^"]+)"', template.read_text("utf-8")):
        assert included.startswith(("parts/", "council/", f"{own}/")), included


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_address_that_a_template_names_is_there(template):
    for name in re.findall(r"""{% url ["']([^"']+)["']""", template.read_text("utf-8")):
        assert name in named(get_resolver()), name


def named(resolver, namespace=""):
    """The names of all addresses, each after its namespace."""
    found = {f"{namespace}{key}" for key in resolver.reverse_dict if isinstance(key, str)}
    for own, (_, inner) in resolver.namespace_dict.items():
        found |= named(inner, f"{namespace}{own}:")
    return found
