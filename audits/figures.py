"""Figures of audits. They count referrals that were audited, not children, and are published in full."""

from collections.abc import Iterable, Sequence
from datetime import date

from audits.models import Case, CaseQuerySet, Stratum
from figures import months
from figures.figure import PERCENT, Better, Dimension, Figure, Term, Value
from intake.models import standing
from intake.sources import Source
from organisation.permissions import Permission
from organisation.scopes import Scope
from pages.tables import Column

JUDGEMENTS = Source("audits", "Judgements of the round of audits")


def strata(scope: Scope | None) -> Sequence[Value]:
    found: dict[str, str] = {}
    rows = Stratum.objects.filter(standing("round__load__")).order_by("position", "code", "round__month")
    for code, label in rows.values_list("code", "label"):
        found[code] = label
    return [Value(code, label) for code, label in found.items()]


def judged(of: Iterable[date]) -> CaseQuerySet:
    return Case.objects.current().judged().filter(stratum__round__month__in=list(of))


SOURCE = Dimension("source", "Source", strata)
MONTH = "stratum__round__month"
PATHS = {"source": "stratum__code"}
COLUMNS = (
    Column("reference", "Case", lambda case: f"Case {case.pk}", order="pk", is_short=True),
    Column("month", "Round of", lambda case: months.name(case.stratum.round.month), order=MONTH, is_short=True),
    Column("source", "Source", "stratum__label"),
    Column("judgement", "Judgement", "judgement"),
    Column("judged", "Judged on", "judged_on"),
)

INAPPROPRIATE = Figure(
    key="audits.inappropriate",
    label="Audited closures that need not have been sent",
    unit=PERCENT,
    definition="Of the contacts audited in the month's round, those that the auditor judged need not have been sent to "
    "children's social care. Each source has as many audits whatever its size, so all sources together describe the "
    "cases audited and are not an estimate for all closures.",
    origin="The council's audit of the front door",
    better=Better.LOWER,
    counted=(
        Term(source=JUDGEMENTS, rows=lambda m: judged(m).inappropriate(), month=MONTH, paths=PATHS, columns=COLUMNS),
    ),
    of=(Term(source=JUDGEMENTS, rows=judged, month=MONTH, paths=PATHS, columns=COLUMNS),),
    counted_label="Need not have been sent",
    of_label="audited",
    dimensions=(SOURCE,),
    seen_with=Permission.SEE_CASES,
    own_with=Permission.JUDGE_CASES,
)

FIGURES = [INAPPROPRIATE]
