from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from figures.models import Cycle


class UpdateLink(models.Model):
    """An address that opens one person's updates of one cycle, without signing in. Only its hash is here: the address
    itself stands in the e-mail alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="update_links")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, help_text="When something was last saved through it")

    PERSONAL: ClassVar[set[str]] = {"token_hash"}

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return f"{self.person}, {self.cycle}"
