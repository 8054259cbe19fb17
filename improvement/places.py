"""Where something of the plan belongs: to an area of focus as a whole, or to one of its actions."""

from __future__ import annotations

from typing import Any

from django import forms

from improvement.models import Action, Theme


class PlaceField(forms.ChoiceField):
    """Cleaned to the record itself. `fill` offers what there is."""

    def __init__(self, **options: Any) -> None:
        required = {"required": "Select an area of focus or an action"}
        super().__init__(label="What does it belong to?", error_messages=required, **options)
        self.places: dict[str, Theme | Action] = {}

    def fill(self) -> None:
        """Two queries."""
        actions = list(Action.objects.select_related("theme"))
        self.places = {}
        groups = [(str(theme), self.offer(theme, actions)) for theme in Theme.objects.all()]
        self.choices = [("", "Select an area of focus or an action"), *groups]

    def offer(self, theme: Theme, actions: list[Action]) -> list[tuple[str, str]]:
        own = {f"action-{action.pk}": action for action in actions if action.theme_id == theme.pk}
        self.places |= {f"area-{theme.pk}": theme, **own}
        whole = (f"area-{theme.pk}", f"{theme.code}: the area as a whole")
        return [whole, *((key, str(action)) for key, action in own.items())]

    def clean(self, value: Any) -> Theme | Action:
        return self.places[super().clean(value)]
