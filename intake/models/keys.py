"""Which keys the stored hashes were made with."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class KeysUsed(models.Model):
    """How many of the settings' REFERENCE_KEYS the stored hashes were made with, and a mark of these."""

    count = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=32)
    since = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        verbose_name_plural = "keys used"
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="keys_are_used_once"),)

    def __str__(self) -> str:
        return f"{self.count}"
