"""The published files that are known: their columns, the day that a year of each speaks of, and which figures of the
product they stand beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from figures import months
from figures.figure import Unit

COUNT, RATE, PERCENT, TENTHS = Unit("number"), Unit("per 10,000 children", places=1), Unit("%", places=1), Unit("", 1)


class Publication(StrEnum):
    """What comes out on one day. Its years: those that end on the last day of `ends_in`."""

    CHILDREN_IN_NEED = "children_in_need"
    WORKFORCE = "workforce"

    @property
    def label(self) -> str:
        return {
            "children_in_need": "Characteristics of children in need",
            "workforce": "Children's social work workforce",
        }[self.value]

    @property
    def source(self) -> str:
        """As a report cites it."""
        return f"Department for Education, {self.label[:1].lower()}{self.label[1:]}"

    @property
    def ends_in(self) -> int:
        return {"children_in_need": 3, "workforce": 9}[self.value]

    def reference_date(self, year: int) -> date:
        return months.last_day(date(year, self.ends_in, 1))


@dataclass(frozen=True)
class Measure:
    """A column of numbers."""

    column: str
    label: str
    unit: Unit = COUNT


@dataclass(frozen=True, kw_only=True)
class Series:
    """One published file. `beside`: {figure of the product: the column that it stands beside}."""

    key: str
    label: str
    short: str  # as sentences name it: 'table C1'
    means: str
    publication: Publication
    measures: Sequence[Measure]
    beside: Mapping[str, str] = field(default_factory=dict)

    def measure(self, column: str) -> Measure:
        return next(measure for measure in self.measures if measure.column == column)


REFERRALS = Series(
    key="dfe_referrals",
    label="DfE C1 referrals",
    short="table C1",
    means="Referrals, re-referrals and referrals closed with no further action, of every authority and year. Table C1 "
    "of the Department for Education's children in need statistics, as it is downloaded.",
    publication=Publication.CHILDREN_IN_NEED,
    measures=(
        Measure("Referrals", "Referrals"),
        Measure("Referrals_rate", "Referrals per 10,000 children", RATE),
        Measure("Re_referrals", "Re-referrals within 12 months"),
        Measure("Re_referrals_percent", "Re-referrals, % of referrals", PERCENT),
        Measure("No_Further_Action", "No further action"),
        Measure("No_Further_Action_percent", "No further action, % of referrals", PERCENT),
        Measure("Not_in_Need", "Assessed, not in need"),
        Measure("Not_in_Need_percent", "Assessed, not in need, % of referrals", PERCENT),
        Measure("Referrals_child", "Children referred"),
        Measure("Referrals_child_rate", "Children referred per 10,000 children", RATE),
        Measure("Re_referrals_child", "Children re-referred"),
        Measure("Re_referrals_child_percent", "Children re-referred, % of children referred", PERCENT),
    ),
)
REFERRAL_SOURCES = Series(
    key="dfe_referral_sources",
    label="DfE C5 sources of referrals",
    short="table C5",
    means="Referrals by who made them, of every authority and year. Table C5 of the Department for Education's "
    "children in need statistics, as it is downloaded.",
    publication=Publication.CHILDREN_IN_NEED,
    measures=(
        Measure("Referrals", "Referrals"),
        Measure("Individual", "Individual"),
        Measure("Schools", "Schools"),
        Measure("Education_Services", "Education services"),
        Measure("Health_Services", "Health services"),
        Measure("Housing", "Housing"),
        Measure("LA_Services", "Local authority services"),
        Measure("Police", "Police"),
        Measure("Other_legal_agency", "Other legal agency"),
        Measure("Other", "Other"),
        Measure("Anonymous", "Anonymous"),
        Measure("Unknown", "Unknown"),
    ),
)
REFERRAL_MONTHS = Series(
    key="dfe_referral_months",
    label="DfE C6 referrals by month",
    short="table C6",
    means="Referrals of each month, of every authority and year. Table C6 of the Department for Education's children "
    "in need statistics, as it is downloaded.",
    publication=Publication.CHILDREN_IN_NEED,
    measures=(
        Measure("Referrals", "Referrals"),
        *(Measure(name, name) for name in [*months.NAMES[3:], *months.NAMES[:3]]),
    ),
)
WORKFORCE = Series(
    key="dfe_workforce",
    label="DfE social work workforce",
    short="indicators",
    means="Posts, vacancies, turnover, agency, caseload and absence, of every authority and year. The indicators of "
    "the Department for Education's statistics of children's social workers, as they are downloaded.",
    publication=Publication.WORKFORCE,
    measures=(
        Measure("inpost_fte", "In post, full-time equivalents", TENTHS),
        Measure("inpost_headcount", "In post, headcount"),
        Measure("starters_fte", "Starters, full-time equivalents", TENTHS),
        Measure("starters_headcount", "Starters, headcount"),
        Measure("leavers_fte", "Leavers, full-time equivalents", TENTHS),
        Measure("leavers_headcount", "Leavers, headcount"),
        Measure("turnover_rate_fte", "Turnover rate, full-time equivalents", PERCENT),
        Measure("turnover_rate_headcount", "Turnover rate, headcount", PERCENT),
        Measure("agency_fte", "Agency workers, full-time equivalents", TENTHS),
        Measure("agency_headcount", "Agency workers, headcount"),
        Measure("agency_rate_fte", "Agency worker rate, full-time equivalents", PERCENT),
        Measure("agency_rate_headcount", "Agency worker rate, headcount", PERCENT),
        Measure("agency_cover_fte", "Agency workers covering vacancies, full-time equivalents", TENTHS),
        Measure("agency_cover_rate_fte", "Agency workers covering vacancies, % of agency workers", PERCENT),
        Measure("vacancy_fte", "Vacancies, full-time equivalents", TENTHS),
        Measure("vacancy_rate_fte", "Vacancy rate, full-time equivalents", PERCENT),
        Measure("vacancy_agency_cover_rate_fte", "Vacancies covered by agency workers, %", PERCENT),
        Measure("case_holders_fte", "Case holders, full-time equivalents", TENTHS),
        Measure("cases", "Cases"),
        Measure("caseload_fte", "Cases for each full-time equivalent", TENTHS),
        Measure("working_days_lost_fte", "Working days lost, full-time equivalents", TENTHS),
        Measure("absence_rate_fte", "Absence rate, full-time equivalents", PERCENT),
    ),
    beside={
        "workforce.vacancy_rate": "vacancy_rate_fte",
        "workforce.agency_rate": "agency_rate_fte",
        "workforce.turnover_rate": "turnover_rate_fte",
        "workforce.absence_rate": "absence_rate_fte",
        "workforce.caseload": "caseload_fte",
    },
)
SERIES = {series.key: series for series in (REFERRALS, REFERRAL_SOURCES, REFERRAL_MONTHS, WORKFORCE)}
