import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import connection, models

import workforce.figures
from figures import registry
from figures.figure import Figure
from figures.reader import Reader
from intake.columns import Choice, Column, Day, Identifier, Whole
from intake.dataset import Layout, Records, RowCheck, Values
from intake.loads.loading import load_file
from intake.loads.wanted import Wanted
from intake.models import Loaded
from intake.references.rotating import Hashed
from intake.registry import datasets
from intake.sources import Source
from organisation.models import Team
from organisation.permissions import Permission
from reports.renderers import Paper, words
from reports.tree import flat
from tests.factories import MovementFactory, TeamFactory
from tests.processes import ROOT
from tests.unit.reports import paper as sample
from workforce.models import WorkforceQuerySet

DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "benchmarks" / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
IN_CODE = re.compile(r"\bdocs/[\w/-]+\.md\b")


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def python_blocks(name: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page(name), re.MULTILINE | re.DOTALL)


# --- Figures ----------------------------------------------------------------------------------------------------------


def described(figure: Figure) -> str:
    """How a figure stands on the page."""
    by = ", ".join(dimension.key for dimension in figure.dimensions) or "nothing"
    return (
        f"### `{figure.key}`\n\n**{figure.label}.** {figure.definition}\n\n"
        f"- Unit: {figure.unit.name}\n- {figure.better.sentence}\n- Definition from: {figure.origin}\n"
        f"- Counted from: {'; '.join(source.label for source in figure.sources)}\n- Broken down by: {by}\n"
        f"- Small numbers: {figure.small_numbers.sentence}\n"
    )


@pytest.mark.parametrize("key", registry.declared())
def test_the_page_of_figures_describes_each_as_it_is_declared(key):
    wanted = described(registry.declared()[key])

    assert wanted in page("figures.md"), f"docs/figures.md lacks, or has otherwise:\n\n{wanted}"


def test_the_page_of_figures_names_no_other():
    named = re.findall(r"^### `(.+)`$", page("figures.md"), re.MULTILINE)

    assert named == list(registry.declared())


# --- Commands ---------------------------------------------------------------------------------------------------------


def own_commands() -> dict[str, BaseCommand]:
    folders = {path.parent.name for path in ROOT.glob("*/management")}
    return {name: load_command_class(app, name) for name, app in get_commands().items() if app in folders}


def arguments(name: str, command: BaseCommand) -> set[str]:
    """The longest form of each that Django does not give to every command."""
    usual = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    actions = command.create_parser("manage.py", name)._actions
    return {max(action.option_strings or [action.dest], key=len) for action in actions if action.dest not in usual}


def test_the_page_of_commands_has_each_with_an_example_and_no_other():
    sections = re.split(r"^## ", page("command-line.md"), flags=re.MULTILINE)[1:]
    explained = {section.split("\n", 1)[0]: section for section in sections}

    assert set(explained) == set(own_commands())
    for name, section in explained.items():
        assert f"./manage.py {name}" in section


@pytest.mark.parametrize("name", own_commands())
def test_the_page_of_commands_explains_each_argument_and_no_other(name):
    section = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", page("command-line.md"), re.MULTILINE | re.DOTALL)
    assert section

    rows = re.findall(r"^\| `([\w-]+)` \| \S.* \|$", section[1], re.MULTILINE)

    assert set(rows) == arguments(name, own_commands()[name])


# --- Examples ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_example_of_a_figure_works_as_the_page_says():
    declaration, example = python_blocks("add-a-figure.md")
    names = {
        **vars(workforce.figures),
        **{each.__name__: each for each in (Reader, TeamFactory, MovementFactory, Decimal)},
        "JULY": date(2020, 7, 1),
        "AUGUST": date(2020, 8, 1),
    }

    exec(declaration, names)
    exec(example, names)
    names["test_starters_are_counted_in_full_time_equivalents_and_moves_are_not"]()

    assert names["STARTERS_FTE"].key not in registry.declared(), "The example exists by now: think of another."


@pytest.mark.django_db(transaction=True)  # a table is not made within a transaction
def test_the_example_of_a_dataset_works_as_the_page_says(tmp_path):
    model, declaration, example = python_blocks("add-a-dataset.md")
    names = {
        "__name__": "workforce.models",
        **{each.__name__: each for each in (date, datetime, ClassVar, Team, TeamFactory, Permission, Hashed)},
        **{each.__name__: each for each in (Choice, Day, Identifier, Whole, Layout, Records, RowCheck, Source)},
        **{each.__name__: each for each in (Loaded, WorkforceQuerySet, Wanted, load_file)},
        "models": models,
        "UTC": UTC,
        "Values": Values,
    }

    try:
        exec(model, names)
        with connection.schema_editor() as editor:
            editor.create_model(names["Supervision"])
        exec(declaration, names)
        exec(example, names)
        names["test_sessions_are_loaded_and_what_is_wrong_is_told_by_row_and_column"](tmp_path)
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(names["Supervision"])
        del apps.all_models["workforce"]["supervision"]
        apps.clear_cache()

    assert names["SUPERVISION"].name not in datasets(), "The example exists by now: think of another."


@pytest.mark.parametrize("part", [Records, Layout, RowCheck, Column])
def test_the_page_of_datasets_says_what_each_part_of_a_declaration_is_for(part):
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| \S", page("add-a-dataset.md"), re.MULTILINE)
    said = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert {field.name for field in fields(part)} <= said


def test_the_example_of_a_renderer_works_on_a_paper_with_every_kind_of_node():
    [module] = python_blocks("add-a-renderer.md")
    names = {"Paper": Paper, "words": words, "flat": flat}

    exec(module, names)
    text = names["render"](sample.paper()).decode()

    body = sample.tree()["body"]
    first = next(node for node in body if node["kind"] == "heading")
    assert first["text"] in text
    assert text.count("\n") > len(body)


def test_the_examples_of_a_page_are_the_views_as_they_are():
    from figures import threshold_views
    from reports import views

    assert python_blocks("add-a-page.md") == [
        inspect.getsource(views.published),
        inspect.getsource(threshold_views.add_threshold),
    ]


# --- Links ------------------------------------------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """Names of headings as a forge makes them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def broken_links(path: Path) -> Iterator[str]:
    for link in LINK.findall(path.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_are_there(path):
    assert list(broken_links(path)) == []


def test_pages_that_the_code_names_are_there():
    modules = [path for folder in ROOT.glob("*/") if (folder / "__init__.py").exists() for path in folder.rglob("*.py")]
    named = {name for path in modules for name in IN_CODE.findall(path.read_text("utf-8"))}

    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_each_decision_says_context_decision_and_consequences_and_is_in_the_list():
    decisions = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    listed = (DOCS / "decisions" / "README.md").read_text("utf-8")

    assert [path.name[:4] for path in decisions] == [f"{number:04}" for number in range(1, len(decisions) + 1)]
    for path in decisions:
        heads = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequences"], path.name
        assert f"({path.name})" in listed


def test_every_picture_is_small_and_is_shown_on_a_page():
    shown = {(path.parent / link).resolve() for path in PAGES for link in LINK.findall(path.read_text("utf-8"))}

    for picture in (DOCS / "pictures").iterdir():
        assert picture.stat().st_size < 250_000, picture.name
        assert picture in shown, picture.name


def test_the_readme_says_how_to_see_it_and_how_to_test_it():
    commands = re.findall(r"^    (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)

    assert commands == ["git clone <this repository>", "cd <its folder>", "make demo", "make test"]
