"""A month's report: its particulars, what people write in it, its compilations, editions and publication.

A compilation, its files and an edition are written once: triggers refuse a change (see reports.frozen).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from figures import months
from figures.models import Cycle
from organisation import clock
from organisation.models import User
from organisation.permissions import Permission


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """All to those who read drafts; to others those that were published."""
        if user.access.may_somewhere(Permission.READ_DRAFTS):
            return self
        return self.filter(Exists(Edition.objects.published(clock.now()).filter(report=OuterRef("pk"))))


class Report(models.Model):
    """The paper of one cycle for one meeting. `draft` is what the records said when they were last read."""

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="report")
    committee = models.CharField(max_length=120)
    meeting_on = models.DateField(null=True, blank=True)
    letter = models.CharField(max_length=4, blank=True, help_text="The document's letter in the agenda")
    subject = models.CharField(max_length=160)
    summary = models.TextField(help_text="The summary statement of the cover")
    presented_by = models.CharField(max_length=120)
    portfolio = models.CharField(max_length=120)
    scrutiny_area = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, help_text="Job title")
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    draft = models.ForeignKey("Compilation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    drafted_at = models.DateTimeField(null=True, blank=True, help_text="When the draft was compiled, changed or not")

    PERSONAL: ClassVar[set[str]] = {"presented_by", "contact", "contact_phone", "contact_email"}
    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("cycle__month",)

    def __str__(self) -> str:
        return months.name(self.cycle.month)

    @property
    def contact_line(self) -> str:
        return ", ".join(part for part in (self.contact, self.contact_phone, self.contact_email) if part)


class Narrative(models.Model):
    """What people write under one heading of a report: Markdown, with figures as {{ key }}."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="narratives")
    section = models.SlugField(max_length=60)
    words = models.TextField()

    PERSONAL: ClassVar[set[str]] = {"words"}

    class Meta:
        ordering = ("report", "section")
        constraints = (models.UniqueConstraint(fields=("report", "section"), name="one_narrative_a_section"),)

    def __str__(self) -> str:
        return f"{self.report}: {self.section}"


class Highlight(models.Model):
    """Something worth telling: where it stands, and what comes next by when."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="highlights")
    position = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=12)
    what = models.CharField(max_length=160)
    state = models.CharField(max_length=300)
    next_step = models.CharField(max_length=300)
    next_date = models.DateField(null=True, blank=True)

    PERSONAL: ClassVar[set[str]] = {"state", "next_step"}

    class Meta:
        ordering = ("report", "position")

    def __str__(self) -> str:
        return self.what


class Improvement(models.Model):
    """An area for improvement over the coming months."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="improvements")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True)

    PERSONAL: ClassVar[set[str]] = {"detail"}

    class Meta:
        ordering = ("report", "position")

    def __str__(self) -> str:
        return self.what


class Ask(models.Model):
    """What the committee is recommended to do."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="asks")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, help_text="As the end of 'The committee is asked to …'")
    resolution = models.CharField(max_length=300, help_text="As a sentence: 'That the committee …'")

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("report", "position")

    def __str__(self) -> str:
        return self.words


class BackgroundPaper(models.Model):
    """A document relied on to a material extent (Local Government Act 1972, s.100D)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="background_papers")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("report", "position")

    def __str__(self) -> str:
        return self.title


class CompilationQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(edition__isnull=True)

    def visible_to(self, user: User) -> Self:
        if user.access.may_somewhere(Permission.READ_DRAFTS):
            return self
        return self.filter(edition__publication__at__lte=clock.now())

    def listed(self) -> Self:
        """Newest first, without what is long: the paper."""
        return self.select_related("edition__signed_by", "edition__publication").defer("paper").order_by("-pk")


class Compilation(models.Model):
    """A report compiled from records: the tree, and the readings that it prints with the loads behind them."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="compilations")
    digest = models.CharField(max_length=64, help_text="SHA-256 of paper and renderer versions")
    says = models.CharField(max_length=250, help_text="What it says, in one sentence")
    paper = models.JSONField(help_text="tree, readings, loads, definitions, histories")
    renderers = models.JSONField(help_text="Versions of what made the files")
    snapshot_at = models.DateTimeField(help_text="When the records were read")
    compiled_at = models.DateTimeField()

    PERSONAL: ClassVar[set[str]] = set()
    objects = CompilationQuerySet.as_manager()

    class Meta:
        ordering = ("report", "id")
        get_latest_by = "id"
        constraints = (models.UniqueConstraint(fields=("report", "digest"), name="one_compilation_a_digest"),)

    def __str__(self) -> str:
        return f"{self.report}, {self.digest[:8]}"


class File(models.Model):
    """A compilation in one format, as bytes."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=5)
    name = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)

    PERSONAL: ClassVar[set[str]] = set()

    class Meta:
        ordering = ("compilation", "id")
        constraints = (models.UniqueConstraint(fields=("compilation", "format"), name="one_file_a_format"),)

    def __str__(self) -> str:
        return self.name


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self if user.access.may_somewhere(Permission.READ_DRAFTS) else self.published(clock.now())

    def published(self, at: datetime) -> Self:
        """Not those whose time has not come."""
        return self.filter(publication__at__lte=at)

    def public(self, at: datetime) -> Self:
        """The last published edition of each report, newest report first, without its paper."""
        published = self.published(at)
        newer = published.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
        return (
            published.filter(~Exists(newer))
            .select_related("report__cycle", "publication", "compilation")
            .defer("compilation__paper")
            .order_by("-report__cycle__month")
        )


class Edition(models.Model):
    """A compilation that the director signed. From then on it is frozen."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    compilation = models.OneToOneField(Compilation, on_delete=models.PROTECT, related_name="edition")
    number = models.PositiveSmallIntegerField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    corrects = models.TextField(blank=True, help_text="What it changes of the edition before, and why")

    PERSONAL: ClassVar[set[str]] = set()
    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="one_edition_a_number"),
            models.CheckConstraint(
                condition=Q(number=1, corrects="") | Q(number__gt=1) & ~Q(corrects=""),
                name="a_later_edition_says_what_it_corrects",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report}, edition {self.number}"


class Publication(models.Model):
    """An edition made public."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="publication")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    late_because = models.TextField(blank=True)

    PERSONAL: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"{self.edition}, published {self.at:%d %B %Y}"

    @property
    def on_date(self) -> date:
        return timezone.localdate(self.at)
