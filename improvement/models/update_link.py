from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from figures.models import Cycle


class UpdateLinkQuerySet(models.QuerySet["UpdateLink"]):
    def working(self, at: datetime) -> UpdateLinkQuerySet:
        """As linking.ended says of one."""
        there = self.filter(person__is_active=True, sent_to=F("person__email"))
        return there.filter(revoked_at=None, expires_at__gt=at, cycle__closed_at=None)


class UpdateLink(models.Model):
    """An address that opens one person's updates of one cycle, without signing in. It stands in an e-mail alone: only
    its hash is here."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="update_links")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField(help_text="It ends when its person's address is another")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True, help_text="When something was last saved with it")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL: ClassVar[set[str]] = {"token_hash", "sent_to"}
    objects = UpdateLinkQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="an_update_link_works_for_a_time"),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_revoked_link_says_who_and_when",
            ),
        )

    def __str__(self) -> str:
        return f"Link of {self.person} for {self.cycle}"
