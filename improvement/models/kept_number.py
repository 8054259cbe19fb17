from typing import ClassVar

from django.conf import settings
from django.db import models

from improvement.models.collected_measure import CollectedMeasure


class KeptNumber(models.Model):
    """What somebody has typed of a measure for a month and not saved: seen by nobody else, in no figure."""

    measure = models.ForeignKey(CollectedMeasure, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField()
    at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"typed"}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("measure", "month", "by"), name="one_kept_number_of_each_person"),
        )

    def __str__(self) -> str:
        return f"{self.measure}, kept {self.at:%d %B %Y}"
