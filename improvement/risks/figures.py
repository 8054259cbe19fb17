"""Figures of the plan's risks. They count RiskStandings, so that a past cycle keeps what was known at its close."""

from figures.figure import Better, Dimension, Figure, Unit, Value
from improvement.dimensions import RULE, THEME
from improvement.models import Level
from improvement.risks.counting import risk_term
from improvement.risks.levels import IMPACTS, LIKELIHOODS
from organisation.permissions import Permission

LEVEL = Dimension("level", "Level", lambda scope: [Value(code, label) for code, label in Level.choices])
LIKELIHOOD = Dimension(
    "likelihood", "Likelihood", lambda scope: [Value(str(of_five), words) for of_five, words in LIKELIHOODS.items()]
)
IMPACT = Dimension("impact", "Impact", lambda scope: [Value(str(of_five), words) for of_five, words in IMPACTS.items()])

RISKS = Figure(
    key="improvement.risks",
    label="Open risks",
    unit=Unit("risks"),
    definition="Risks of the improvement plan that were open when the month's cycle closed. The score is likelihood "
    "times impact, each from 1 to 5, as last reviewed by then: 1 to 4 is low, 5 to 9 medium, 10 to 15 high, 16 to 25 "
    "very high.",
    origin=RULE,
    better=Better.LOWER,
    counted=(risk_term(),),
    counted_label="Open risks",
    dimensions=(LEVEL, THEME, LIKELIHOOD, IMPACT),
    seen_with=Permission.SEE_PLAN,
)

FIGURES = [RISKS]
