"""Figures of the plan's money, as known when a month's cycle closed."""

from figures.figure import POUNDS, Better, Figure
from improvement.dimensions import THEME
from improvement.funding.counting import funding_term
from organisation.permissions import Permission

FUNDING = Figure(
    key="improvement.funding_allocated",
    label="Funding allocated",
    unit=POUNDS,
    definition="Money allocated to areas of focus of the improvement plan by the end of the month. An amount that is "
    "not agreed is not counted, and is shown as not agreed.",
    origin="Decisions of the council",
    better=Better.NEITHER,
    counted=(funding_term(lambda money: money.allocated),),
    counted_label="Pounds allocated",
    dimensions=(THEME,),
    seen_with=Permission.SEE_PLAN,
)
COMMITTED = Figure(
    key="improvement.funding_committed",
    label="Funding committed",
    unit=POUNDS,
    definition="Of the money for areas of focus of the improvement plan, what was committed by the end of the month: "
    "spent, or promised to somebody by contract or order. As reported by the close of the month's cycle.",
    origin="Reports of those who hold the money",
    better=Better.NEITHER,
    counted=(funding_term(lambda money: money.committed),),
    counted_label="Pounds committed",
    dimensions=(THEME,),
    seen_with=Permission.SEE_PLAN,
)
SPENT = Figure(
    key="improvement.funding_spent",
    label="Funding spent",
    unit=POUNDS,
    definition="Of the money for areas of focus of the improvement plan, what was spent by the end of the month. As "
    "reported by the close of the month's cycle.",
    origin="Reports of those who hold the money",
    better=Better.NEITHER,
    counted=(funding_term(lambda money: money.spent),),
    counted_label="Pounds spent",
    dimensions=(THEME,),
    seen_with=Permission.SEE_PLAN,
)

FIGURES = [FUNDING, COMMITTED, SPENT]
