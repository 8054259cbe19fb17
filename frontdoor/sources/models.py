"""What the council's own words for sources mean: a case system's pick list is its own."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from history.tracking import tracked
from organisation.models import User


def codes() -> list[tuple[str, str]]:
    """With their names."""
    from frontdoor.source_codes import CODES, named  # which needs the models

    return [(code, named(code)) for code in CODES]


class SourceWordQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """They say how contacts are counted, which everybody may know."""
        return self


class SourceWord(models.Model):
    """A text that a case system has for a source, and the census code or group that it stands for. It is matched whole,
    without regard to case, spaces and underlines; never by a part of it."""

    text = models.CharField(max_length=100, help_text="As the file has it")
    folded = models.CharField(max_length=100, unique=True, help_text="As it is matched")
    stands_for = models.CharField(
        max_length=20, choices=codes, help_text="Code of the census, or a group where it has several"
    )
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()
    objects = SourceWordQuerySet.as_manager()
    versions = tracked(excluded_fields=("folded", "decided_by", "decided_at"))

    class Meta:
        app_label = "frontdoor"
        ordering = ("folded",)

    def __str__(self) -> str:
        return f"‘{self.text}’"
