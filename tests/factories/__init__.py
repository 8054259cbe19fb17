"""A factory for each model. A month is the date of its first day; nothing is random, so that a failure repeats.

Records that files bring hang on the current load of their month, which `load_of` makes where it is missing:
`PostFactory(month=date(2020, 8, 1))` makes August's establishment loaded.
"""

from tests.factories.audits import CaseFactory, RoundFactory, StratumFactory
from tests.factories.brought import checked_upload, loaded_file
from tests.factories.collected import ActionMeasureFactory, MeasureFactory, entered
from tests.factories.dates import AUGUST, LONG_AGO, SEPTEMBER, end_of, opening_of
from tests.factories.digests import digest
from tests.factories.figures import ChartNoteFactory, CycleFactory, ThresholdFactory
from tests.factories.frontdoor import CategoryFactory, ClosureRuleFactory, ContactFactory, SourceWordFactory
from tests.factories.improvement import (
    ActionFactory,
    DateChangeFactory,
    DateRequestFactory,
    EvidenceFactory,
    FundingFactory,
    MilestoneFactory,
    OwnerRoleFactory,
    RecommendationFactory,
    RiskFactory,
    RiskReviewFactory,
    RiskStandingFactory,
    SpendingFactory,
    StandingFactory,
    ThemeFactory,
    UpdateFactory,
)
from tests.factories.intake import Dated, LoadFactory, load_of, supersede
from tests.factories.jobs import JobFactory
from tests.factories.organisation import CouncilFactory, HoldingFactory, ServiceFactory, TeamFactory, UserFactory
from tests.factories.reports import (
    AskFactory,
    BackgroundPaperFactory,
    CompilationFactory,
    EditionFactory,
    FileFactory,
    HighlightFactory,
    ImprovementFactory,
    NarrativeFactory,
    PublicationFactory,
    ReportFactory,
)
from tests.factories.workforce import AbsenceFactory, MovementFactory, PostFactory, WorkerFactory

__all__ = [
    "AUGUST",
    "LONG_AGO",
    "SEPTEMBER",
    "AbsenceFactory",
    "ActionFactory",
    "ActionMeasureFactory",
    "AskFactory",
    "BackgroundPaperFactory",
    "CaseFactory",
    "CategoryFactory",
    "ChartNoteFactory",
    "ClosureRuleFactory",
    "CompilationFactory",
    "ContactFactory",
    "CouncilFactory",
    "CycleFactory",
    "DateChangeFactory",
    "DateRequestFactory",
    "Dated",
    "EditionFactory",
    "EvidenceFactory",
    "FileFactory",
    "FundingFactory",
    "HighlightFactory",
    "HoldingFactory",
    "ImprovementFactory",
    "JobFactory",
    "LoadFactory",
    "MeasureFactory",
    "MilestoneFactory",
    "MovementFactory",
    "NarrativeFactory",
    "OwnerRoleFactory",
    "PostFactory",
    "PublicationFactory",
    "RecommendationFactory",
    "ReportFactory",
    "RiskFactory",
    "RiskReviewFactory",
    "RiskStandingFactory",
    "RoundFactory",
    "ServiceFactory",
    "SourceWordFactory",
    "SpendingFactory",
    "StandingFactory",
    "StratumFactory",
    "TeamFactory",
    "ThemeFactory",
    "ThresholdFactory",
    "UpdateFactory",
    "UserFactory",
    "WorkerFactory",
    "checked_upload",
    "digest",
    "end_of",
    "entered",
    "load_of",
    "loaded_file",
    "opening_of",
    "supersede",
]
