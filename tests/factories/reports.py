"""Reports, what people write in them, and what is compiled, signed and published."""

import hashlib
from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from reports.models import (
    Ask,
    BackgroundPaper,
    Compilation,
    Edition,
    File,
    Highlight,
    Improvement,
    Narrative,
    Publication,
    Report,
)
from tests.factories.digests import digest
from tests.factories.figures import CycleFactory
from tests.factories.organisation import UserFactory


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report
        django_get_or_create = ("cycle",)

    cycle = factory.SubFactory(CycleFactory)
    committee = "Children's Services Overview and Scrutiny Committee"
    meeting_on = date(2020, 10, 7)
    letter = "AE"
    subject = "Improvement of children's services"
    summary = "Progress of the improvement programme."
    presented_by = "Director of Children's Services"
    portfolio = "Children and families"
    scrutiny_area = "Children's services"
    contact = "Improvement Programme Manager"


class NarrativeFactory(DjangoModelFactory):
    class Meta:
        model = Narrative

    report = factory.SubFactory(ReportFactory)
    section = factory.Sequence(lambda n: f"section-{n}")
    words = "What happened in the month."


class HighlightFactory(DjangoModelFactory):
    class Meta:
        model = Highlight

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda n: n)
    reference = factory.Sequence(lambda n: f"A{n}")
    what = "A new front door"
    state = "It opened."
    next_step = "Review it"
    next_date = date(2020, 11, 30)


class ImprovementFactory(DjangoModelFactory):
    class Meta:
        model = Improvement

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda n: n)
    what = "Quality of referrals"


class AskFactory(DjangoModelFactory):
    class Meta:
        model = Ask

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda n: n)
    words = "note the report"
    resolution = "That the committee notes the report."


class BackgroundPaperFactory(DjangoModelFactory):
    class Meta:
        model = BackgroundPaper

    report = factory.SubFactory(ReportFactory)
    position = factory.Sequence(lambda n: n)
    title = "Health check of the front door"


class CompilationFactory(DjangoModelFactory):
    class Meta:
        model = Compilation

    report = factory.SubFactory(ReportFactory)
    digest = factory.Sequence(lambda n: digest(f"compilation {n}"))
    says = "It is the first draft."
    paper = factory.LazyFunction(lambda: {"tree": {}, "readings": {}, "loads": {}, "definitions": {}, "histories": {}})
    renderers = factory.LazyFunction(lambda: {"html": 1})
    snapshot_at = datetime(2020, 9, 28, 5, tzinfo=UTC)
    compiled_at = datetime(2020, 9, 28, 5, 1, tzinfo=UTC)


class FileFactory(DjangoModelFactory):
    class Meta:
        model = File

    compilation = factory.SubFactory(CompilationFactory)
    format = "html"
    name = factory.LazyAttribute(lambda file: f"report.{file.format}")
    content = b"<p>A report</p>"
    size = factory.LazyAttribute(lambda file: len(file.content))
    sha256 = factory.LazyAttribute(lambda file: hashlib.sha256(file.content).hexdigest())


class EditionFactory(DjangoModelFactory):
    class Meta:
        model = Edition

    compilation = factory.SubFactory(CompilationFactory)
    report = factory.SelfAttribute("compilation.report")
    number = factory.LazyAttribute(lambda edition: edition.report.editions.count() + 1)
    signed_by = factory.SubFactory(UserFactory, job_title="Director of Children's Services")
    signed_at = datetime(2020, 9, 28, 15, tzinfo=UTC)
    corrects = factory.LazyAttribute(lambda edition: "" if edition.number == 1 else "A figure was wrong.")


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    edition = factory.SubFactory(EditionFactory)
    at = datetime(2020, 9, 29, 9, tzinfo=UTC)
    by = factory.SubFactory(UserFactory)
