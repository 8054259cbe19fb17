"""The plan as files: what the product exported reads back without a difference. A workbook may hold all three, a sheet
each; recommendations come first, then actions, then milestones."""

from __future__ import annotations

from improvement.plan_files import columns
from improvement.plan_files.actions import MergingActions
from improvement.plan_files.milestones import MergingMilestones
from improvement.plan_files.recommendations import MergingRecommendations
from intake.columns import Column
from intake.dataset import Layout, Merged
from intake.models import PLAN
from intake.sources import Source
from organisation.permissions import Permission

PLAN_FILE = Source(PLAN, "The improvement plan")


def layout(name: str, label: str, *every: Column) -> Layout:
    return Layout(name=name, label=label, columns=every, stored=lambda values: values)


def of_recommendations() -> list[Layout]:
    return [
        layout(
            "recommendations", "Recommendations", columns.REFERENCE_OF_RECOMMENDATION, columns.ASKED_FOR, columns.KIND,
            columns.STANDS_IN, columns.MADE_ON,
        )
    ]  # fmt: skip


def of_actions() -> list[Layout]:
    return [
        layout(
            "actions", "Actions", columns.REFERENCE, columns.TITLE, columns.SUCCESS, columns.ORIGIN, columns.ANSWERS,
            columns.WAITS_FOR, columns.AREA, columns.AREA_TITLE, columns.service(), columns.OWNER, columns.OWNER_EMAIL,
            columns.OWNER_ROLE, columns.STARTS_ON, columns.ORIGINAL_DATE, columns.AGREED_DATE, columns.DATE_REASON,
            columns.COMPLETED_ON, *columns.WORKED_OUT,
        )
    ]  # fmt: skip


def of_milestones() -> list[Layout]:
    return [
        layout("milestones", "Milestones", columns.ACTION, columns.MILESTONE, columns.DUE_ON, columns.DONE_ON)
    ]  # fmt: skip


RECOMMENDATIONS = Merged(
    name="recommendations",
    label="Recommendations",
    means="What inspections, visits and advisers asked for, one row each. What the file does not name stays as it is.",
    source=PLAN_FILE,
    layouts=of_recommendations,
    key="reference",
    loaded_with=Permission.KEEP_PLAN,
    merging=MergingRecommendations,
)
ACTIONS = Merged(
    name="actions",
    label="Actions of the plan",
    means="The actions of the improvement plan, one row each. What the file does not name stays as it is. "
    "Recommendations that they answer are loaded first.",
    source=PLAN_FILE,
    layouts=of_actions,
    key="reference",
    loaded_with=Permission.KEEP_PLAN,
    harmless=("kept_elsewhere",),
    merging=MergingActions,
)
MILESTONES = Merged(
    name="milestones",
    label="Milestones of actions",
    means="Steps of actions that the plan has, one row each. What the file does not name stays as it is.",
    source=PLAN_FILE,
    layouts=of_milestones,
    key="action",
    loaded_with=Permission.KEEP_PLAN,
    merging=MergingMilestones,
)

DATASETS = [RECOMMENDATIONS, ACTIONS, MILESTONES]
