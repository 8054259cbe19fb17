"""A factory for each model. A month is the date of its first day; nothing is random, so that a failure repeats.

Records that files bring hang on the current load of their month, which `load_of` makes where it is missing:
`PostFactory(month=date(2020, 8, 1))` makes August's establishment loaded.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from audits.models import Appropriate, Case, Round, Stratum
from figures.models import Benchmark, Cycle, Threshold
from frontdoor.models import Category, Contact, Outcome, Source
from improvement.models import Action, Brag, DateChange, Funding, Milestone, Standing, Theme, Update
from intake.models import Load
from jobs.models import Job, State
from organisation.models import Council, Holding, Service, Team, User
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
from workforce.models import Absence, Kind, Level, Movement, Post, Worker

AUGUST = date(2020, 8, 1)
SEPTEMBER = date(2020, 9, 1)
LONG_AGO = date(2015, 4, 1)


def end_of(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def opening_of(month: date) -> date:
    """The first weekday after the month. Bank holidays do not matter here."""
    day = end_of(month) + timedelta(days=1)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def load_of(source: str, month: date) -> Load:
    """The current load of that kind of file and month, made where there is none."""
    return Load.objects.current().filter(source=source, month=month).first() or LoadFactory(source=source, month=month)


def supersede(load: Load) -> Load:
    """A later load of the same month, with nothing in it yet."""
    later = LoadFactory(source=load.source, month=load.month, superseded_by=load)
    Load.objects.filter(pk=load.pk).update(superseded_by=later)
    Load.objects.filter(pk=later.pk).update(superseded_by=None)
    load.refresh_from_db()
    later.refresh_from_db()
    return later


class Dated:
    """Of a record that a load brought."""

    @staticmethod
    def load(source: str) -> factory.LazyAttribute:
        return factory.LazyAttribute(lambda record: load_of(source, record.month))


# --- Organisation -----------------------------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@council.example")
    job_title = factory.Sequence(lambda n: f"Service Manager {n}")
    password = "!"  # nobody signs in with it


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    name = "Ashdale Council"
    email = "improvement@council.example"


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"service-{n}")
    name = factory.LazyAttribute(lambda service: service.slug.replace("-", " ").capitalize())
    starts_on = LONG_AGO


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"team-{n}")
    name = factory.LazyAttribute(lambda team: team.slug.replace("-", " ").capitalize())
    service = factory.SubFactory(ServiceFactory)
    position = factory.Sequence(lambda n: n)
    starts_on = LONG_AGO


class HoldingFactory(DjangoModelFactory):
    """Of the whole council, unless `service` or `team` is given."""

    class Meta:
        model = Holding

    user = factory.SubFactory(UserFactory)
    role = "administrator"
    starts_on = LONG_AGO


# --- Intake and figures -----------------------------------------------------------------------------------------------


class LoadFactory(DjangoModelFactory):
    """A month has one current load of a kind of file: see `load_of` and `supersede`."""

    class Meta:
        model = Load

    source = "contacts"
    month = AUGUST
    name = factory.LazyAttribute(lambda load: f"{load.source}-{load.month:%Y-%m}.csv")
    sha256 = factory.LazyAttribute(lambda load: digest(load.name))
    rows = 0
    as_at = factory.LazyAttribute(lambda load: end_of(load.month))
    loaded_at = factory.LazyAttribute(
        lambda load: datetime(load.as_at.year, load.as_at.month, load.as_at.day, 9, tzinfo=UTC) + timedelta(days=3)
    )
    loaded_by = factory.SubFactory(UserFactory)


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("month",)

    month = AUGUST
    opened_on = factory.LazyAttribute(lambda cycle: opening_of(cycle.month))


class BenchmarkFactory(DjangoModelFactory):
    class Meta:
        model = Benchmark

    figure = "workforce.vacancy_rate"
    area = factory.Sequence(lambda n: f"Area {n}")
    reference_date = date(2019, 9, 30)
    value = Decimal("16.40")
    published_on = date(2020, 2, 27)
    edition = "2019"
    source = "Children's social work workforce, year to 30 September 2019"


class ThresholdFactory(DjangoModelFactory):
    class Meta:
        model = Threshold
        django_get_or_create = ("figure", "holds_from")

    figure = "workforce.vacancy_rate"
    value = Decimal("15.00")
    means = "recruitment does not keep up"
    holds_from = date(2020, 1, 1)


# --- Workforce --------------------------------------------------------------------------------------------------------


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    month = AUGUST
    load = Dated.load("establishment")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"P{n}")
    fte = Decimal(1)
    vacant_fte = Decimal(0)


class WorkerFactory(DjangoModelFactory):
    class Meta:
        model = Worker

    month = AUGUST
    load = Dated.load("staff")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    fte = Decimal(1)


class MovementFactory(DjangoModelFactory):
    class Meta:
        model = Movement

    class Params:
        starter = factory.Trait(kind=Kind.STARTER)
        move = factory.Trait(kind=Kind.MOVE, from_team=factory.SubFactory(TeamFactory))

    month = AUGUST
    load = Dated.load("movements")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    kind = Kind.LEAVER
    on_date = factory.LazyAttribute(lambda movement: end_of(movement.month))
    fte = Decimal(1)


class AbsenceFactory(DjangoModelFactory):
    class Meta:
        model = Absence

    month = AUGUST
    load = Dated.load("absence")
    team = factory.SubFactory(TeamFactory)
    level = Level.TWO
    reference = factory.Sequence(lambda n: f"W{n}")
    days_lost = Decimal(1)


# --- Front door -------------------------------------------------------------------------------------------------------


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = Category
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"category-{n}")
    label = factory.LazyAttribute(lambda category: category.code.replace("-", " ").capitalize())
    position = factory.Sequence(lambda n: n)
    holds_from = date(2020, 7, 1)


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    class Params:
        closed = factory.Trait(outcome=Outcome.NFA)

    month = AUGUST
    load = Dated.load("contacts")
    reference = factory.Sequence(lambda n: digest(f"contact {n}")[:32])
    child = factory.Sequence(lambda n: digest(f"child {n}")[:32])
    incident = factory.Sequence(lambda n: digest(f"incident {n}")[:32])
    received_on = factory.LazyAttribute(lambda contact: contact.month.replace(day=10))
    source = Source.POLICE
    outcome = Outcome.REFERRAL


# --- Audits -----------------------------------------------------------------------------------------------------------


class RoundFactory(DjangoModelFactory):
    class Meta:
        model = Round

    month = AUGUST
    title = "Contacts closed with no further action"
    population = "All contacts of the month that were closed with no further action"
    drawn_on = factory.LazyAttribute(lambda round_: end_of(round_.month) + timedelta(days=2))
    seed = 1
    feedback_on = factory.LazyAttribute(lambda round_: round_.drawn_on + timedelta(days=14))
    load = Dated.load("audits")


class StratumFactory(DjangoModelFactory):
    class Meta:
        model = Stratum

    round = factory.SubFactory(RoundFactory)
    code = "police"
    label = factory.LazyAttribute(lambda stratum: stratum.code.capitalize())
    position = factory.Sequence(lambda n: n)
    sources = factory.LazyAttribute(lambda stratum: [stratum.code])
    frame_size = 100
    sample_size = 10


class CaseFactory(DjangoModelFactory):
    """Not judged yet, unless `appropriate` or `inappropriate` is given."""

    class Meta:
        model = Case

    class Params:
        appropriate = factory.Trait(
            judgement=Appropriate.YES, judged_by=factory.SubFactory(UserFactory), judged_on=date(2020, 9, 10)
        )
        inappropriate = factory.Trait(
            judgement=Appropriate.NO, judged_by=factory.SubFactory(UserFactory), judged_on=date(2020, 9, 10)
        )

    stratum = factory.SubFactory(StratumFactory)
    contact = factory.SubFactory(ContactFactory, month=factory.SelfAttribute("..stratum.round.month"), closed=True)


# --- Improvement plan -------------------------------------------------------------------------------------------------


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"T{n}")
    title = factory.LazyAttribute(lambda theme: f"Area of focus {theme.code}")
    position = factory.Sequence(lambda n: n)


class ActionFactory(DjangoModelFactory):
    """Started, due at the end of December 2020."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(completed_on=date(2020, 8, 20))
        assured = factory.Trait(
            complete=True,
            evidence="Minutes of the board",
            assured_by=factory.SubFactory(UserFactory, job_title="Principal Social Worker"),
            assured_on=date(2020, 8, 25),
        )

    reference = factory.Sequence(lambda n: f"A{n}")
    title = factory.LazyAttribute(lambda action: f"Do what {action.reference} says")
    theme = factory.SubFactory(ThemeFactory)
    service = factory.SubFactory(ServiceFactory)
    owner = factory.SubFactory(UserFactory)
    position = factory.Sequence(lambda n: n)
    added_on = date(2020, 1, 6)
    starts_on = date(2020, 2, 3)
    original_date = date(2020, 12, 31)
    load = factory.LazyAttribute(lambda action: load_of("plan", action.added_on.replace(day=1)))

    @factory.post_generation
    def waits_for(self, create, actions, **kwargs):
        if create and actions:
            self.waits_for.set(actions)


class DateChangeFactory(DjangoModelFactory):
    class Meta:
        model = DateChange

    action = factory.SubFactory(ActionFactory)
    from_date = factory.SelfAttribute("action.original_date")
    to_date = factory.LazyAttribute(lambda change: change.from_date + timedelta(days=31))
    reason = "The supplier delivers later"
    agreed_by = factory.SubFactory(UserFactory, job_title="Director of Children's Services")
    agreed_on = date(2020, 8, 14)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    action = factory.SubFactory(ActionFactory)
    title = factory.Sequence(lambda n: f"Milestone {n}")
    due_on = date(2020, 10, 30)


class UpdateFactory(DjangoModelFactory):
    class Meta:
        model = Update

    action = factory.SubFactory(ActionFactory)
    cycle = factory.SubFactory(CycleFactory)
    words = "The work goes on as planned."
    by = factory.SelfAttribute("action.owner")
    at = datetime(2020, 9, 3, 10, tzinfo=UTC)


class FundingFactory(DjangoModelFactory):
    class Meta:
        model = Funding

    theme = factory.SubFactory(ThemeFactory)
    purpose = "More social workers at the front door"
    source = "Council"
    lead = "Deputy Director"
    allocated = Decimal(100000)
    decided_on = date(2020, 7, 15)


class StandingFactory(DjangoModelFactory):
    class Meta:
        model = Standing

    cycle = factory.SubFactory(CycleFactory)
    action = factory.SubFactory(ActionFactory)
    theme = factory.SelfAttribute("action.theme")
    service = factory.SelfAttribute("action.service")
    owner = factory.SelfAttribute("action.owner.job_title")
    brag = Brag.GREEN
    reason = "on track for 31 December 2020"
    original_date = factory.SelfAttribute("action.original_date")
    agreed_date = factory.SelfAttribute("action.original_date")
    judged_on = factory.LazyAttribute(lambda standing: opening_of(standing.cycle.month))


# --- Reports ----------------------------------------------------------------------------------------------------------


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


# --- Jobs -------------------------------------------------------------------------------------------------------------


class JobFactory(DjangoModelFactory):
    """Waiting, unless `running`, `done` or `failed` is given."""

    class Meta:
        model = Job

    class Params:
        running = factory.Trait(
            state=State.RUNNING,
            started_at=datetime(2020, 9, 28, 5, 1, tzinfo=UTC),
            lease_until=datetime(2020, 9, 28, 5, 2, tzinfo=UTC),
            worker="worker-1",
            attempts=1,
        )
        done = factory.Trait(state=State.DONE, finished_at=datetime(2020, 9, 28, 5, 2, tzinfo=UTC))
        failed = factory.Trait(
            state=State.FAILED,
            finished_at=datetime(2020, 9, 28, 5, 2, tzinfo=UTC),
            problem="The file could not be read.",
            remedy="Save it as CSV and upload it again.",
        )

    task = "reports.compile"
    queued_at = datetime(2020, 9, 28, 5, tzinfo=UTC)
