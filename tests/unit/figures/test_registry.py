import pytest

from figures import checks, registry
from figures.figure import Better, NoSuchDimension

EXPECTED = {
    "workforce.in_post_fte": ("level", "team"),
    "workforce.vacancy_fte": ("level", "team"),
    "workforce.vacancy_rate": ("level", "team"),
    "workforce.agency_fte": ("level", "team"),
    "workforce.agency_rate": ("level", "team"),
    "workforce.leavers_fte": ("level", "team"),
    "workforce.turnover_rate": ("level", "team"),
    "workforce.absence_rate": ("level", "team"),
    "workforce.caseload": ("level", "team"),
    "frontdoor.contacts": ("source", "category"),
    "frontdoor.nfa": ("source", "category"),
    "frontdoor.nfa_rate": ("source", "category"),
    "frontdoor.nfa_threshold_or_consent": ("source", "category"),
    "audits.inappropriate": ("source",),
    "improvement.actions": ("brag", "theme", "service"),
    "improvement.overdue": ("brag", "theme", "service"),
}


@pytest.mark.parametrize(("key", "dimensions"), EXPECTED.items())
def test_a_figure_that_reports_name_is_there_and_breaks_down(key, dimensions):
    found = registry.figure(key)

    assert found.key == key
    assert [found.dimension(each).key for each in dimensions] == list(dimensions)


@pytest.mark.parametrize("figure", registry.listed(), ids=lambda figure: figure.key)
def test_a_figure_says_what_it_is_in_sentences(figure):
    assert figure.label
    assert figure.definition.endswith(".")
    assert figure.origin
    assert figure.counted
    assert figure.counted_label
    assert bool(figure.of) == bool(figure.of_label)
    assert figure.better in Better
    assert figure.better.sentence.endswith("better")


def test_volumes_and_shares_of_closures_are_neither_better_nor_worse():
    neither = ["frontdoor.contacts", "frontdoor.nfa", "frontdoor.nfa_rate", "frontdoor.nfa_threshold_or_consent"]

    assert {registry.figure(key).better for key in neither} == {Better.NEITHER}


def test_flows_are_told_from_stocks_and_rolling_years():
    flows = {figure.key for figure in registry.listed() if figure.flows}

    assert {"frontdoor.contacts", "frontdoor.nfa_rate", "audits.inappropriate"} <= flows
    assert not {"workforce.vacancy_rate", "workforce.turnover_rate", "improvement.actions"} & flows


@pytest.mark.django_db
def test_an_unknown_key_is_refused_with_a_sentence():
    with pytest.raises(registry.NoSuchFigure) as refusal:
        registry.figure("workforce.happiness")

    assert str(refusal.value) == "There is no figure 'workforce.happiness'. See './manage.py figures --list'."


def test_an_unknown_dimension_is_refused_with_those_there_are():
    with pytest.raises(NoSuchDimension) as refusal:
        registry.figure("workforce.vacancy_rate").dimension("moon")

    assert str(refusal.value) == (
        "workforce.vacancy_rate is not broken down by 'moon'. It is broken down by: level, team."
    )


def test_the_keys_of_the_product_are_unique():
    assert checks.figure_keys_are_unique() == []


def test_a_key_that_two_figures_have_is_an_error_of_the_system_check(settings):
    settings.FIGURE_MODULES = ["audits.figures", "workforce.figures", "audits.figures"]

    [problem] = checks.figure_keys_are_unique()

    assert (problem.id, problem.msg) == ("figures.E001", "Two figures have the key 'audits.inappropriate'.")
    assert problem.is_serious()
