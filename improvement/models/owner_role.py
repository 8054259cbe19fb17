from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from history.tracking import tracked
from organisation.models import User
from organisation.permissions import Permission


class OwnerRoleQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """All, to those who see anything of the plan; to others, those that they hold."""
        return self if user.access.may_somewhere(Permission.SEE_PLAN) else self.filter(held_by=user)


class OwnerRole(models.Model):
    """A post that owns actions, measures and risks, whoever holds it. While nobody does, they have no owner."""

    title = models.CharField(max_length=120, unique=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="owner_roles",
        verbose_name="held by",
    )

    PERSONAL: ClassVar[set[str]] = set()
    objects = OwnerRoleQuerySet.as_manager()
    versions = tracked()

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
