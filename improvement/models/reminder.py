from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from figures.models import Cycle
from improvement.models.update_link import UpdateLink
from jobs.models import Job
from organisation.models import User
from organisation.permissions import Permission


class Kind(models.TextChoices):
    OPENED = "opened", "The month opened"
    DUE = "due", "Something falls due"
    OVERDUE = "overdue", "Something is overdue"
    MANAGER = "manager", "Their people's updates are missing"
    LINK = "link", "A new link"


ONCE_A_CYCLE = (Kind.OPENED, Kind.MANAGER)


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """All, to those who keep the plan; others see their own."""
        return self if user.access.may(Permission.KEEP_PLAN) else self.filter(person=user.pk)

    def waiting(self) -> ReminderQuerySet:
        return self.filter(sent_at=None, not_sent="")


class Reminder(models.Model):
    """An e-mail that somebody is to get, or got: recorded before it is sent, so that it is sent once."""

    kind = models.CharField(max_length=7, choices=Kind.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="For which it was made")
    actions = models.JSONField(default=list, help_text="References of the actions that it names")
    measures = models.JSONField(default=list, help_text="Names of the collected measures that it names")
    recorded_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When the mail server took it")
    not_sent = models.CharField(max_length=120, blank=True, help_text="Why it will not be sent")
    link = models.ForeignKey(UpdateLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    PERSONAL: ClassVar[set[str]] = set()
    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("day", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "person", "day"),
                condition=~Q(kind=Kind.LINK),
                name="one_reminder_a_kind_person_and_day",
            ),
            models.UniqueConstraint(
                fields=("kind", "person", "cycle"),
                condition=Q(kind__in=ONCE_A_CYCLE),
                name="one_such_reminder_a_person_and_cycle",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="reminder_kind_is_known"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(not_sent=""), name="a_reminder_is_sent_or_is_not"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.person}, {self.day:%d %B %Y}"
