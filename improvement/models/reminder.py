from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from figures.models import Cycle


class ReminderKind(models.TextChoices):
    OPENED = "opened", "The month has opened"
    DUE = "due", "Something falls due"
    OVERDUE = "overdue", "Something is overdue"
    MANAGER = "manager", "To the owner's manager"


class Reminder(models.Model):
    """An e-mail to one person about all their actions: one of a kind a day. `sent_at` is empty until a mail server has
    taken it."""

    kind = models.CharField(max_length=7, choices=ReminderKind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    cycle = models.ForeignKey(Cycle, null=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    actions = models.JSONField(help_text="Keys of the actions that it is about")
    sent_at = models.DateTimeField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("day", "id")
        constraints = (models.UniqueConstraint(fields=("kind", "person", "day"), name="one_reminder_of_a_kind_a_day"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.person}, {self.day:%d %B %Y}"
