"""What several figures of the plan break down by, and where their definitions come from."""

from collections.abc import Sequence

from figures.figure import Dimension, Value
from figures.registry import known_by
from improvement.names import titles_of_areas
from organisation.scopes import Scope

RULE = "The rules of the improvement plan"


def themes(scope: Scope | None) -> Sequence[Value]:
    """In a report of a closed month, as its cycle kept them."""
    return [Value(code, title) for code, title in titles_of_areas(known_by())]


THEME = Dimension("theme", "Area of focus", themes)
