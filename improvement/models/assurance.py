from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from improvement.models.action import Action


class Outcome(models.TextChoices):
    ASSURED = "assured", "Assured"
    RETURNED = "returned", "Returned"


class Assurance(models.Model):
    """Somebody other than the owner has looked at the evidence of what was reported complete. Append-only."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="assurances")
    outcome = models.CharField(max_length=8, choices=Outcome)
    completed_on = models.DateField(help_text="The day on which it was reported complete")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True, help_text="Why it was returned")

    PERSONAL: ClassVar[set[str]] = {"words"}

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(outcome="returned") | ~Q(words=""), name="a_return_gives_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.action.reference} {self.get_outcome_display().lower()}"
