"""The social work workforce, a snapshot at the end of each month from October 2016: generated, and loaded as such.

Its figures at 30 September of 2017 to 2020 are the published ones of one council; why those in post change by more
than starters and leavers is told in demo.workforce_plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Model

from demo.loading import is_loaded, make_load, store
from demo.organisation import Organisation
from demo.workforce_months import workforce_history
from demo.workforce_rows import AbsenceRow, Month, MovementRow, PostRow, WorkerRow
from intake.models import Load
from workforce.models import Absence, Movement, Post, Worker


class File(NamedTuple):
    source: str
    model: type[Model]
    columns: tuple[str, ...]
    rows: Callable[[Month], Sequence[Any]]


FILES = (
    File("establishment", Post, PostRow._fields, lambda month: month.posts),
    File("staff", Worker, WorkerRow._fields, lambda month: month.workers),
    File("movements", Movement, MovementRow._fields, lambda month: month.movements),
    File("absence", Absence, AbsenceRow._fields, lambda month: month.absences),
)


@transaction.atomic
def load_workforce(organisation: Organisation, history: Sequence[Month] | None = None) -> None:
    """Four loads a month. Does nothing where they are there already."""
    if is_loaded("establishment"):
        return
    history = workforce_history() if history is None else history
    for file in FILES:
        load_file(organisation, file, history)


def load_file(organisation: Organisation, file: File, history: Sequence[Month]) -> None:
    analyst = organisation.people["workforce-analyst"]
    teams = {slug: team.pk for slug, team in organisation.teams.items()}
    loads = [make_load(file.source, month.month, file.columns, file.rows(month), analyst) for month in history]
    store(Load, loads)
    pairs = zip(loads, history, strict=True)
    store(file.model, [record(file.model, load, row, teams) for load, month in pairs for row in file.rows(month)])


def record(model: type[Model], load: Load, row: Any, teams: Mapping[str, int]) -> Model:
    """By ids, which is faster for tens of thousands than by objects."""
    values = row._asdict()
    values["team_id"] = teams[values.pop("team")]
    if "from_team" in values:
        left = values.pop("from_team")
        values["from_team_id"] = teams[left] if left else None
    return model(load_id=load.pk, month=load.month, **values)
