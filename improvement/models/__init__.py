from improvement.models.action import Action, DateChange
from improvement.models.action_measure import ActionMeasure
from improvement.models.area_standing import AreaStanding
from improvement.models.assurance import Assurance, Outcome
from improvement.models.calendar_address import CalendarAddress
from improvement.models.collected_measure import CollectedMeasure, HowOften, MeasureDefinition
from improvement.models.collected_number import CollectedNumber
from improvement.models.date_request import DateRequest, Decision
from improvement.models.evidence import Evidence, Sight
from improvement.models.funding import Allocation, Funding, Spending
from improvement.models.kept_number import KeptNumber
from improvement.models.kept_update import KeptUpdate
from improvement.models.measure_standing import MeasureStanding
from improvement.models.milestone import Milestone
from improvement.models.owner_role import OwnerRole
from improvement.models.plan_rule import PlanRule
from improvement.models.recommendation import Kind, Recommendation
from improvement.models.recommendation_standing import RecommendationStanding
from improvement.models.reminder import Reminder
from improvement.models.risk import Level, Risk, RiskReview, RiskStanding
from improvement.models.standing import Brag, Standing, Updated
from improvement.models.theme import Theme
from improvement.models.update import Reported, Update
from improvement.models.update_link import UpdateLink

__all__ = [
    "Action",
    "ActionMeasure",
    "Allocation",
    "AreaStanding",
    "Assurance",
    "Brag",
    "CalendarAddress",
    "CollectedMeasure",
    "CollectedNumber",
    "DateChange",
    "DateRequest",
    "Decision",
    "Evidence",
    "Funding",
    "HowOften",
    "KeptNumber",
    "KeptUpdate",
    "Kind",
    "Level",
    "MeasureDefinition",
    "MeasureStanding",
    "Milestone",
    "Outcome",
    "OwnerRole",
    "PlanRule",
    "Recommendation",
    "RecommendationStanding",
    "Reminder",
    "Reported",
    "Risk",
    "RiskReview",
    "RiskStanding",
    "Sight",
    "Spending",
    "Standing",
    "Theme",
    "Update",
    "UpdateLink",
    "Updated",
]
