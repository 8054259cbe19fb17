from improvement.models.action import Action, DateChange
from improvement.models.funding import Funding
from improvement.models.milestone import Milestone
from improvement.models.standing import Brag, Standing
from improvement.models.theme import Theme
from improvement.models.update import Update

__all__ = ["Action", "Brag", "DateChange", "Funding", "Milestone", "Standing", "Theme", "Update"]
