from typing import ClassVar

from django.db import models

from improvement.models.action import Action


class Milestone(models.Model):
    """A step of an action, with a date of its own."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.title
