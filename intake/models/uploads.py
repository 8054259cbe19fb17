"""Files that somebody brought in the browser."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from intake.models.loads import BroughtFile
from jobs.models import Job
from organisation.models import User


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Whoever may load such files sees those of colleagues too, who may be away."""
        from intake.registry import loaded_by  # a dataset declares its model, which stands upon this module

        return self.filter(dataset__in=[one.name for one in loaded_by(user)])

    def waiting(self) -> Self:
        """Neither loaded nor thrown away."""
        return self.exclude(state__in=(Upload.State.LOADED, Upload.State.THROWN_AWAY))


class Upload(models.Model):
    """A file that somebody chose in the browser. Its bytes are kept until it is loaded or thrown away."""

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        CHECKED = "checked", "Checked"
        LOADING = "loading", "Being loaded"
        STOPPED = "stopped", "Stopped"
        LOADED = "loaded", "Loaded"
        THROWN_AWAY = "thrown_away", "Thrown away"

    dataset = models.SlugField()
    name = models.CharField(max_length=200, help_text="As whoever brought it calls it")
    stored = models.CharField(max_length=100, blank=True, help_text="Its name in the storage of files of records")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    month = models.DateField(null=True, blank=True, help_text="That every row must be of, where it was said")
    sheet = models.CharField(
        max_length=200, blank=True, help_text="Of a workbook, as somebody chose it; empty: the one whose headings fit"
    )
    state = models.CharField(max_length=12, choices=State, default=State.CHECKING)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told = models.JSONField(default=dict, help_text="What its check found: see intake.uploads.told.checked")
    accepted_because = models.TextField(blank=True, help_text="Why its warnings do not stop it")
    file = models.OneToOneField(
        BroughtFile,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="upload",
        help_text="Once it is loaded",
    )
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was loaded or thrown away")

    PERSONAL: ClassVar[set[str]] = {"told"}  # cells as they stand in the file
    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-brought_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("loaded", "thrown_away"), ended_at__isnull=False)
                | ~Q(state__in=("loaded", "thrown_away")) & Q(ended_at__isnull=True),
                name="ended_upload_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="loaded", file__isnull=False) | ~Q(state="loaded") & Q(file__isnull=True),
                name="loaded_upload_has_its_file",
            ),
        )

    def __str__(self) -> str:
        return self.name


class HeadingMeaning(models.Model):
    """Which column a heading means in the files that somebody sends, as they said once."""

    dataset = models.SlugField()
    heading = models.CharField(max_length=200, help_text="Plain: see intake.checks.headings.plain")
    column = models.CharField(max_length=60, blank=True, help_text="Its name; empty: it is left out")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("dataset", "heading")
        constraints = (
            models.UniqueConstraint(fields=("dataset", "said_by", "heading"), name="one_meaning_of_a_heading"),
        )

    def __str__(self) -> str:
        return self.heading
