"""Figures of the social work workforce, as the Department for Education's census defines them.

Checked against the Department's published file of 2017 to 2025: these formulas reproduce 97% to 99.8% of its rows
from their own numerators and denominators.
"""

from collections.abc import Iterable
from datetime import date

from figures import months
from figures.dimensions import TEAM
from figures.figure import FTE, PERCENT, Better, Dimension, Figure, SmallNumbers, Term, Unit, Value
from intake.sources import Source
from organisation.permissions import Permission
from pages.tables import Column
from workforce.models import Absence, Level, Movement, Post, Worker, WorkerQuerySet

ESTABLISHMENT = Source("establishment", "Establishment file: posts that the council funds")
STAFF = Source("staff", "Staff file: social workers in post, employed and from agencies, and their cases")
MOVEMENTS = Source("movements", "Movements file: starters, leavers and moves")
ABSENCE = Source("absence", "Absence file: working days lost")

CENSUS = "Department for Education, children's social work workforce census, full-time equivalents"
LEVEL = Dimension("level", "Level", lambda scope: [Value(code, label) for code, label in Level.choices])
PATHS = {"team": "team__slug", "service": "team__service__slug", "level": "level"}
YEAR = 12
REFERENCE = Column("reference", "Reference", "reference")
WHERE = (
    Column("month", "Month", lambda row: months.name(row.month), order="month", is_short=True),
    Column("team", "Team", "team__name"),
    Column("level", "Level", "level"),
)
FULL_TIME = Column("fte", "Full-time equivalents", "fte", numeric=True)
OF_WORKER = (
    REFERENCE,
    *WHERE,
    FULL_TIME,
    Column("agency", "From an agency", "agency"),
    Column("cases", "Cases", "cases", numeric=True),
)
OF_POST = (REFERENCE, *WHERE, FULL_TIME, Column("vacant", "Vacant", "vacant_fte", numeric=True))
OF_MOVEMENT = (REFERENCE, *WHERE, Column("kind", "What happened", "kind"), Column("on", "Day", "on_date"), FULL_TIME)
OF_ABSENCE = (REFERENCE, *WHERE, Column("days", "Days lost", "days_lost", numeric=True))


def working_days(month: date) -> int:
    """Working days of the census year (October to September) that the month belongs to.

    253 reproduces the published absence rates of 2017 to 2019, and 254 those of 2020 and 2024.
    """
    year = month.year + (month.month > 9)
    return 254 if year in (2020, 2024) else 253


def employed(months: Iterable[date]) -> WorkerQuerySet:
    return Worker.objects.in_months(months).employed()


def from_agencies(months: Iterable[date]) -> WorkerQuerySet:
    return Worker.objects.in_months(months).from_agencies()


def holding_cases(months: Iterable[date]) -> WorkerQuerySet:
    return Worker.objects.in_months(months).holding_cases()


IN_POST = Term(source=STAFF, rows=employed, amount="fte", at_end=True, paths=PATHS, columns=OF_WORKER)
IN_POST_DAYS = Term(
    source=STAFF, rows=employed, amount="fte", factor=working_days, at_end=True, paths=PATHS, columns=OF_WORKER
)
AGENCY = Term(source=STAFF, rows=from_agencies, amount="fte", at_end=True, paths=PATHS, columns=OF_WORKER)
CASE_HOLDERS = Term(source=STAFF, rows=holding_cases, amount="fte", at_end=True, paths=PATHS, columns=OF_WORKER)
CASES = Term(source=STAFF, rows=holding_cases, amount="cases", at_end=True, paths=PATHS, columns=OF_WORKER)
VACANT = Term(
    source=ESTABLISHMENT, rows=Post.objects.in_months, amount="vacant_fte", at_end=True, paths=PATHS, columns=OF_POST
)
FUNDED = Term(
    source=ESTABLISHMENT, rows=Post.objects.in_months, amount="fte", at_end=True, paths=PATHS, columns=OF_POST
)
LEAVERS = Term(
    source=MOVEMENTS,
    rows=lambda months: Movement.objects.in_months(months).leavers(),
    amount="fte",
    window=YEAR,
    paths=PATHS,
    columns=OF_MOVEMENT,
)
DAYS_LOST = Term(
    source=ABSENCE, rows=Absence.objects.in_months, amount="days_lost", window=YEAR, paths=PATHS, columns=OF_ABSENCE
)

IN_POST_FTE = Figure(
    key="workforce.in_post_fte",
    label="Social workers in post",
    unit=FTE,
    definition="Full-time equivalents of social workers whom the council employs, at the end of the month. "
    "Agency workers are not among them.",
    origin=CENSUS,
    better=Better.HIGHER,
    counted=(IN_POST,),
    counted_label="Full-time equivalents in post",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
FUNDED_FTE = Figure(
    key="workforce.funded_fte",
    label="Funded posts",
    unit=FTE,
    definition="Full-time equivalents of social work posts that the council funds, filled or vacant, at the end of "
    "the month.",
    origin="The council's establishment",
    better=Better.NEITHER,
    counted=(FUNDED,),
    counted_label="Full-time equivalents funded",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
VACANCY_FTE = Figure(
    key="workforce.vacancy_fte",
    label="Vacant posts",
    unit=FTE,
    definition="Full-time equivalents of funded social work posts that nobody employed by the council holds, at the "
    "end of the month. A vacancy that an agency worker covers is still a vacancy.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(VACANT,),
    counted_label="Full-time equivalents vacant",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
VACANCY_RATE = Figure(
    key="workforce.vacancy_rate",
    label="Vacancy rate",
    unit=PERCENT,
    definition="Vacant full-time equivalents, of vacant and in-post full-time equivalents together, at the end of the "
    "month.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(VACANT,),
    of=(VACANT, IN_POST),
    counted_label="Full-time equivalents vacant",
    of_label="vacant and in post",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
AGENCY_FTE = Figure(
    key="workforce.agency_fte",
    label="Agency social workers",
    unit=FTE,
    definition="Full-time equivalents of social workers from agencies, at the end of the month.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(AGENCY,),
    counted_label="Full-time equivalents from agencies",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
AGENCY_RATE = Figure(
    key="workforce.agency_rate",
    label="Agency rate",
    unit=PERCENT,
    definition="Agency full-time equivalents, of agency and in-post full-time equivalents together, at the end of the "
    "month.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(AGENCY,),
    of=(AGENCY, IN_POST),
    counted_label="Full-time equivalents from agencies",
    of_label="from agencies and in post",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
LEAVERS_FTE = Figure(
    key="workforce.leavers_fte",
    label="Leavers in the year",
    unit=FTE,
    definition="Full-time equivalents of social workers who left the council in the twelve months that end with the "
    "month. Moves within the council are not among them.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(LEAVERS,),
    counted_label="Full-time equivalents that left in twelve months",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
TURNOVER_RATE = Figure(
    key="workforce.turnover_rate",
    label="Turnover rate",
    unit=PERCENT,
    definition="Full-time equivalents that left in the twelve months that end with the month, of those in post at its "
    "end. Moves within the council do not count.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(LEAVERS,),
    of=(IN_POST,),
    counted_label="Full-time equivalents that left in twelve months",
    of_label="in post at the end",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)
ABSENCE_RATE = Figure(
    key="workforce.absence_rate",
    label="Absence rate",
    unit=PERCENT,
    definition="Working days lost in the twelve months that end with the month, of the working days of those in post "
    "at its end: their full-time equivalents times 253 working days, 254 in the year to September 2020. It covers "
    "sickness and other absence.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(DAYS_LOST,),
    of=(IN_POST_DAYS,),
    counted_label="Working days lost in twelve months",
    of_label="working days of those in post",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
    small_numbers=SmallNumbers.SMALL_TEAMS,
)
CASELOAD = Figure(
    key="workforce.caseload",
    label="Average caseload",
    unit=Unit("cases", places=1),
    definition="Cases held at the end of the month, for each full-time equivalent of the social workers who hold at "
    "least one, agency workers included.",
    origin=CENSUS,
    better=Better.LOWER,
    counted=(CASES,),
    of=(CASE_HOLDERS,),
    counted_label="Cases held",
    of_label="full-time equivalents that hold cases",
    dimensions=(LEVEL, TEAM),
    seen_with=Permission.SEE_WORKFORCE,
)

FIGURES = [
    IN_POST_FTE,
    FUNDED_FTE,
    VACANCY_FTE,
    VACANCY_RATE,
    AGENCY_FTE,
    AGENCY_RATE,
    LEAVERS_FTE,
    TURNOVER_RATE,
    ABSENCE_RATE,
    CASELOAD,
]
