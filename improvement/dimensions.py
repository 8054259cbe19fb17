"""What several figures of the plan break down by, and where their definitions come from."""

from collections.abc import Sequence

from figures.figure import Dimension, Value
from improvement.models import Theme
from organisation.scopes import Scope

RULE = "The rules of the improvement plan"


def themes(scope: Scope | None) -> Sequence[Value]:
    return [Value(theme.code, theme.title) for theme in Theme.objects.all()]


THEME = Dimension("theme", "Area of focus", themes)
