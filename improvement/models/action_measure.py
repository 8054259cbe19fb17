from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from history.tracking import tracked
from improvement.models.action import Action


class ActionMeasure(models.Model):
    """By which figure an action is measured: where it began, and what it is to reach by when."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="measures")
    figure = models.CharField(max_length=80, help_text="Key of the figure")
    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_month = models.DateField(
        "month of the baseline", null=True, blank=True, help_text="First day of the month of the baseline"
    )
    target = models.DecimalField(max_digits=12, decimal_places=2)
    target_on = models.DateField("target date", help_text="The day by which it is to be reached")
    note = models.CharField(max_length=200, blank=True)

    PERSONAL: ClassVar[set[str]] = {"note"}
    versions = tracked()

    class Meta:
        ordering = ("action", "id")
        constraints = (
            models.UniqueConstraint(fields=("action", "figure"), name="an_action_is_measured_once_by_a_figure"),
            models.CheckConstraint(
                condition=Q(baseline=None, baseline_month=None)
                | Q(baseline__isnull=False, baseline_month__isnull=False, baseline_month__day=1),
                name="a_baseline_is_of_a_month",
            ),
        )

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.figure}"
