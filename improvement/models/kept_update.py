from typing import ClassVar

from django.conf import settings
from django.db import models

from figures.models import Cycle
from improvement.models.action import Action


class KeptUpdate(models.Model):
    """What an owner has typed and not saved yet: one an action, a cycle and a person. Saving removes it."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField(help_text="Names of the form's fields, and what was typed in each")
    at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"typed"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("action", "cycle", "by"), name="one_kept_update_a_person_and_cycle"),
        )

    def __str__(self) -> str:
        return f"{self.action.reference}, kept"
