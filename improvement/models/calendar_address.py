from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class CalendarAddress(models.Model):
    """An address that gives one person's due dates to a calendar, without signing in. Only its hash is here: the
    address itself was shown to that person once."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_address")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = {"token_hash"}

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
