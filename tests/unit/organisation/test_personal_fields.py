"""Every model says which of its fields may hold personal data."""

import pytest
from django.apps import apps
from simple_history.models import HistoricalChanges

PRODUCT = (
    "demo", "reports", "audits", "frontdoor", "workforce", "improvement", "figures", "intake", "jobs", "organisation",
    "history", "pages",
)  # fmt: skip
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in PRODUCT and not issubclass(model, HistoricalChanges)  # a version has the same fields
]


def test_the_models_of_the_product_are_there():
    assert {model._meta.app_label for model in MODELS} == set(PRODUCT) - {"demo"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_declares_its_personal_fields(model):
    assert "PERSONAL" in vars(model), f"{model._meta.label} does not say which of its fields may hold personal data."

    fields = {field.name for field in model._meta.get_fields()}

    assert isinstance(model.PERSONAL, set)
    assert model.PERSONAL <= fields
