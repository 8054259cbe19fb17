"""What pages themselves remember."""

from typing import ClassVar

from django.db import models


class Sent(models.Model):
    """A form that was sent and acted on, so that the second press of a double click does nothing."""

    token = models.CharField(max_length=64, unique=True, help_text="Of the form, who sent it and what it said")
    at = models.DateTimeField(db_index=True)
    location = models.TextField(blank=True, help_text="Where the first one was sent on to")

    PERSONAL: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"{self.at:%d %B %Y %H:%M} {self.location}"
