"""Plans that are made up, of all that pages let people type: what is exported comes back without a difference, and
nothing that is kept is touched."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from improvement.models import Action, Kind, Milestone, Recommendation
from intake.loads.loading import load_file
from intake.loads.wanted import Wanted
from intake.registry import dataset
from tests.factories import (
    ActionFactory,
    DateChangeFactory,
    MilestoneFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    ServiceFactory,
    ThemeFactory,
    UserFactory,
)
from tests.integration.plan.conftest import TODAY

NOW = datetime(2020, 11, 9, 9, 0, tzinfo=UTC)
FILES = {"csv": ["actions"], "xlsx": ["recommendations", "actions", "milestones"]}
PARTS = [
    "=1+1", "+", "-", "- a list", "@", "'", "'=", "''+", "\uff1d", "\uff0d1", '"', '""', ";", ",", "\t", "\u00a0",
    "\u2013", "\u2019", "\U0001f469\u200d\U0001f4bb", "\u200b", "\u00ad", "\ufeff", "\u2028", "\x0b", "\uf0b7",
    "_x000D_", "NULL", "#N/A", "none", "tbc", "1", "01", "1.10", "1E5", "3/4", "31/12/2020", "TRUE", "a", "\u00e9",
    "\u00df", " (2)", ": ", " ", "  ", "&", "<b>", "\\", "%",
]  # fmt: skip
LINES = ["\r\n", "\r\n\r\n", "\n- "]


def texts(longest, *more):
    of_parts = st.lists(st.sampled_from([*PARTS, *more]), min_size=1, max_size=6).map("".join)
    full = st.sampled_from("x\u00e9").map(lambda letter: letter * longest)
    return st.one_of(of_parts, of_parts, full).map(lambda text: text[:longest].strip()).filter(bool)


DAYS, PAST = st.dates(date(2020, 2, 3), date(2022, 12, 31)), st.dates(date(2020, 2, 3), TODAY)
ACTIONS = st.fixed_dictionaries(
    {
        "title": texts(200),
        "success": texts(400, *LINES) | st.just(""),
        "origin": texts(160) | st.just(""),
        "area": st.integers(0, 9),
        "service": st.integers(0, 9),
        "owner": st.integers(0, 9),
        "original_date": st.none() | DAYS,
        "moves": st.lists(st.tuples(DAYS, st.integers(-100, 30)), max_size=3),
        "completed_on": st.none() | PAST,
        "answers": st.sets(st.integers(0, 2)),
        "waits": st.booleans(),
        "milestones": st.lists(
            st.tuples(st.sampled_from(["Same", "Same (2)", " Same "]) | texts(160), DAYS, st.none() | PAST), max_size=4
        ),
    }
)
BARE = {
    "title": "A", "success": "", "origin": "", "area": 0, "service": 0, "owner": 0, "original_date": None, "moves": [],
    "completed_on": None, "answers": set(), "waits": False, "milestones": [],
}  # fmt: skip
PLANS = st.fixed_dictionaries(
    {
        "areas": st.lists(texts(160), min_size=1, max_size=2),
        "roles": st.lists(texts(120), max_size=2, unique_by=lambda title: " ".join(title.split()).casefold()),
        "recommendations": st.lists(
            st.tuples(texts(600, *LINES), st.sampled_from(Kind.values), texts(160), PAST), max_size=3
        ),
        "actions": st.lists(ACTIONS, min_size=1, max_size=3),
    }
)


def build(plan):
    ended = date(2020, 3, 1)
    areas = [ThemeFactory(code=f"{n}", title=title) for n, title in enumerate(plan["areas"])]
    services = [ServiceFactory(slug="east", name="East"), ServiceFactory(slug="a", name="East", ends_on=ended)]
    people = [UserFactory(), UserFactory(is_active=False), UserFactory(body="NHS", email="O'Neil+x@Council.Example")]
    roles = [OwnerRoleFactory(title=title, held_by=people[n] if n else None) for n, title in enumerate(plan["roles"])]
    made = [
        RecommendationFactory(reference=f"IN{n}", words=words, kind=kind, source=source, made_on=day)
        for n, (words, kind, source, day) in enumerate(plan["recommendations"])
    ]
    owners = [{"owner": person} for person in (None, *people)]
    owners += [{"owner": role.held_by, "owner_role": role} for role in roles]
    actions = []
    for n, one in enumerate(plan["actions"]):
        action = ActionFactory(
            reference=f"1.{n + 9}", theme=areas[one["area"] % len(areas)], service=services[one["service"] % 2],
            answers=[each for place, each in enumerate(made) if place in one["answers"]],
            waits_for=actions if one["waits"] else [], **owners[one["owner"] % len(owners)],
            **{name: one[name] for name in ("title", "success", "origin", "original_date", "completed_on")},
        )  # fmt: skip
        for to_date, later in one["moves"] if one["original_date"] else ():
            DateChangeFactory(action=action, to_date=to_date, agreed_on=TODAY + timedelta(days=later))
        for title, due_on, done_on in one["milestones"]:
            MilestoneFactory(action=action, title=title, due_on=due_on, done_on=done_on)
        actions.append(action)


def everything():
    """Every table, as it is."""
    every = (model for model in apps.get_models() if model._meta.managed and model._meta.app_label != "sessions")
    return {model._meta.label: serialize("json", model._base_manager.order_by("pk")) for model in every}


def exported(office, folder, format, wanted=""):
    path = folder / f"plan.{format}"
    path.write_bytes(b"".join(office.get(f"/plan/export.{format}{wanted}").streaming_content))
    return path


def differences(path, name):
    """What a load of the file would change, and what it would tell."""
    told = load_file(Wanted(dataset(name), path, path.name, by=None, at=NOW, dry_run=True))
    nothing = told.refused if told.refused != "The file has headings and no rows." else None
    return [*told.errors, *told.warnings, *told.altered, *([nothing] if nothing else [])]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@example(plan={"areas": ["A"], "roles": ["'"], "recommendations": [], "actions": [BARE]}, wanted="")
@given(plan=PLANS, wanted=st.sampled_from(["", "?sort=plan", "?service=east", "?area=1", "?sort=date"]))
def test_what_is_exported_comes_back_without_a_difference(plan, wanted, office, october, tmp_path):
    with transaction.atomic():
        build(plan)
        before = everything()
        found = [
            each
            for format, names in FILES.items()
            for name in names
            for each in differences(exported(office, tmp_path, format, wanted), name)
        ]
        after = everything()
        transaction.set_rollback(True)

    assert found == []
    assert after == before


def test_an_action_may_answer_a_hundred_recommendations(office, october, tmp_path):
    ActionFactory(answers=[RecommendationFactory(reference=f"2020.{n:03}") for n in range(100)])

    assert differences(exported(office, tmp_path, "xlsx"), "actions") == []


def test_milestones_of_one_title_are_known_by_their_days_in_whatever_order(october, tmp_path):
    action = ActionFactory(reference="1.1")
    for month in (11, 12):
        MilestoneFactory(action=action, title="Interviews", due_on=date(2020, month, 1))
    path = tmp_path / "sorted.csv"
    path.write_text("Action,Milestone,Due on\n1.1,Interviews,01/12/2020\n1.1,Interviews,01/11/2020\n")

    assert differences(path, "milestones") == []


def kept_of(*models):
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("actions", "Ref,Title,Success measures,Where it came from\n1.1,New,New,New\n"),
        ("actions", "Ref,Title\n1.1,New\n"),
        ("recommendations", "Ref,What was asked for,Where it stands,Made on\nIN1,New,New,01/01/2020\n"),
        ("recommendations", "Ref,What was asked for,Made on\nIN1,New,02/12/2019\n"),
        (
            "milestones",
            "Action,Milestone,Due on,Done on\n1.1,Interviews,01/11/2020,02/11/2020\n1.1,Interviews,01/10/2020,\n",
        ),
    ],
)
def test_undoing_puts_back_each_letter(october, tmp_path, name, file):
    words = "Two  spaces,\r\na\u00a0no-break one "
    action = ActionFactory(reference="1.1", title="Two  spaces", success=words, origin="A\ttab ")
    RecommendationFactory(reference="IN1", words=words, source=" Two  spaces")
    MilestoneFactory(action=action, title="Interviews", due_on=date(2020, 11, 1))
    models = (Action, Recommendation, Milestone)
    before, path = kept_of(*models), tmp_path / "plan.csv"
    path.write_text(file)

    told = load_file(Wanted(dataset(name), path, path.name, by=None, at=NOW))
    changed = kept_of(*models)
    call_command("undo_load", str(told.load), stdout=StringIO())

    assert (told.errors, changed != before) == ([], True)
    assert kept_of(*models) == before
