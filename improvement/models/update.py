from typing import ClassVar

from django.conf import settings
from django.db import models

from figures.models import Cycle
from improvement.models.action import Action


class Reported(models.TextChoices):
    """How an owner says that an action is going."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk, and we can recover"
    OFF_TRACK = "off_track", "Off track"
    COMPLETE = "complete", "Complete, ready to be assured"


class Update(models.Model):
    """What the owner wrote of an action in a cycle, and the date by which they expect it. Append-only."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="updates")
    words = models.TextField()
    started = models.BooleanField(default=True)
    reported = models.CharField(max_length=11, choices=Reported, blank=True, help_text="Empty: not asked then")
    why_better = models.CharField(max_length=200, blank=True, help_text="Why it is better than the rule says")
    help_wanted = models.CharField(max_length=300, blank=True)
    forecast_date = models.DateField(null=True, blank=True, help_text="Empty: not known")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    generated = models.BooleanField(default=False)

    PERSONAL: ClassVar[set[str]] = {"words", "why_better", "help_wanted"}

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.at:%d %B %Y}"
