"""Every kind of record says which of its rows somebody may see, or is reached only through one that does."""

import pytest
from django.apps import apps
from simple_history.models import HistoricalChanges

from tests.unit.organisation.test_personal_fields import PRODUCT

THROUGH = {  # record: what it is reached through
    "reports.Narrative": "its report",
    "reports.Highlight": "its report",
    "reports.Improvement": "its report",
    "reports.Ask": "its report",
    "reports.BackgroundPaper": "its report",
    "reports.File": "its compilation",
    "reports.Publication": "its edition",
    "frontdoor.Decision": "its contact",
    "audits.Round": "its cases: only counts of it are shown",
    "audits.Stratum": "its cases",
    "improvement.Theme": "its actions: a theme's name is no secret",
    "improvement.AreaStanding": "the report of its month: what an area was called is no secret",
    "improvement.MeasureStanding": "the report of its month",
    "improvement.DateChange": "its action",
    "improvement.Milestone": "its action",
    "improvement.Update": "its action",
    "improvement.Assurance": "its action",
    "improvement.ActionMeasure": "its action",
    "improvement.MeasureDefinition": "its measure",
    "improvement.KeptNumber": "the page of updates of whoever typed it",
    "improvement.RiskReview": "its risk",
    "improvement.Allocation": "its funding",
    "improvement.Spending": "its funding",
    "improvement.KeptUpdate": "the page of updates of whoever typed it",
    "improvement.UpdateLink": "the page of links of the programme office: the hash is shown nowhere",
    "improvement.CalendarAddress": "no page: the calendar of whoever it was made for",
    "intake.KeysUsed": "no page: which keys were used",
    "intake.HeadingMeaning": "the check of a file of whoever said it",
    "figures.Cycle": "the calendar: which months there are is no secret",
    "organisation.Council": "every page: whose instance it is",
    "pages.Sent": "no page",
}
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in PRODUCT and not issubclass(model, HistoricalChanges)
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_record_says_who_may_see_it(model):
    says = callable(getattr(model._default_manager.all(), "visible_to", None))

    assert says is (model._meta.label not in THROUGH)
