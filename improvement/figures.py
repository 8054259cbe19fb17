"""Figures of the plan. They count Standings, so that a past cycle keeps what was known at its close."""

from collections.abc import Sequence

from django.db.models import F, Q

from figures.dimensions import SERVICE
from figures.figure import POUNDS, Better, Dimension, Figure, Unit, Value
from improvement.counting import funding_term, standing_term
from improvement.models import Brag, Theme
from organisation.permissions import Permission
from organisation.scopes import Scope


def themes(scope: Scope | None) -> Sequence[Value]:
    return [Value(theme.code, theme.title) for theme in Theme.objects.all()]


BRAG = Dimension("brag", "State", lambda scope: [Value(code, label) for code, label in Brag.choices])
THEME = Dimension("theme", "Area of focus", themes)
RULE = "The rules of the improvement plan"
COUNT = Unit("actions")

ACTIONS = Figure(
    key="improvement.actions",
    label="Actions in the plan",
    unit=COUNT,
    definition="Actions of the improvement plan, each with the state that the rules gave it when the month's cycle "
    "closed: Blue, complete, with evidence assured by another than the owner; Red, past its agreed date and not "
    "complete, or forecast more than 30 days after it; Amber, forecast 1 to 30 days after it, or a milestone or an "
    "action that it waits for is late, or under way without a date; Grey, not started and not yet due; Green, all "
    "else.",
    origin=RULE,
    better=Better.NEITHER,
    counted=(standing_term(),),
    counted_label="Actions",
    dimensions=(BRAG, THEME, SERVICE),
    seen_with=Permission.SEE_PLAN,
)
OVERDUE = Figure(
    key="improvement.overdue",
    label="Overdue actions",
    unit=COUNT,
    definition="Actions of the improvement plan whose agreed date had passed when the month's cycle closed, and that "
    "were not complete. An agreed date moves only for a reason, and only when somebody other than the owner agrees.",
    origin=RULE,
    better=Better.LOWER,
    counted=(standing_term(Q(days_overdue__gt=0), lambda standing: standing.days_overdue > 0),),
    counted_label="Actions past their agreed date",
    dimensions=(BRAG, THEME, SERVICE),
    seen_with=Permission.SEE_PLAN,
)
CHANGED = Figure(
    key="improvement.state_changed",
    label="Actions whose state changed",
    unit=COUNT,
    definition="Actions of the improvement plan whose state differs from the one that they had when the cycle before "
    "closed.",
    origin=RULE,
    better=Better.NEITHER,
    counted=(
        standing_term(
            ~Q(previous="") & ~Q(previous=F("brag")),
            lambda standing: standing.previous not in ("", standing.brag),
        ),
    ),
    counted_label="Actions with another state than before",
    dimensions=(BRAG, THEME, SERVICE),
    seen_with=Permission.SEE_PLAN,
)
MOVED = Figure(
    key="improvement.dates_moved",
    label="Actions whose date moved",
    unit=COUNT,
    definition="Actions of the improvement plan for which a new date was agreed since the cycle before closed.",
    origin=RULE,
    better=Better.LOWER,
    counted=(standing_term(Q(moved_now=True), lambda standing: standing.moved_now),),
    counted_label="Actions with a new date",
    dimensions=(BRAG, THEME, SERVICE),
    seen_with=Permission.SEE_PLAN,
)
FUNDING = Figure(
    key="improvement.funding_allocated",
    label="Funding allocated",
    unit=POUNDS,
    definition="Money allocated to areas of focus of the improvement plan by the end of the month. An amount that is "
    "not agreed is not counted, and is shown as not agreed.",
    origin="Decisions of the council",
    better=Better.NEITHER,
    counted=(funding_term(),),
    counted_label="Pounds allocated",
    dimensions=(THEME,),
    seen_with=Permission.SEE_PLAN,
)

FIGURES = [ACTIONS, OVERDUE, CHANGED, MOVED, FUNDING]
