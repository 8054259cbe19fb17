"""A council of a few teams with two years of made-up records of every kind: the same for the same seed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from audits.models import Appropriate, Case
from figures.models import Cycle
from figures.months import add, up_to
from frontdoor.models import Category, Contact, Outcome, Source
from improvement.models import Brag, Standing, Updated
from intake.models import Load
from organisation.models import Team, User
from tests.factories import (
    ActionFactory,
    CategoryFactory,
    ContactFactory,
    CouncilFactory,
    CycleFactory,
    DateChangeFactory,
    FundingFactory,
    LoadFactory,
    RiskFactory,
    RiskStandingFactory,
    RoundFactory,
    ServiceFactory,
    SpendingFactory,
    StandingFactory,
    StratumFactory,
    TeamFactory,
    ThemeFactory,
    UpdateFactory,
    UserFactory,
    load_of,
)
from workforce.models import Absence, Kind, Level, Movement, Post, Worker

LAST = date(2020, 10, 1)
PLAYS_ON = date(2020, 11, 9)
MONTHS = up_to(LAST, 24)
SOURCES = ("establishment", "staff", "movements", "absence", "contacts", "audits")


def make(seed: int, teams: int = 3) -> None:
    random = Random(seed)
    CouncilFactory(plays_on=PLAYS_ON)
    person = UserFactory()
    services = [ServiceFactory(slug=f"service-{n}") for n in range(2)]
    held = [TeamFactory(slug=f"team-{n}", service=services[n % 2], position=n) for n in range(teams)]
    load_all(person)
    categories = [
        CategoryFactory(code=f"why-{n}", threshold_or_consent=n < 2, holds_from=add(LAST, -3)) for n in range(4)
    ]
    for month in MONTHS:
        people(random, month, held)
        contacts(random, month, held, categories)
    audits(random, person)
    plan(random, services)


def load_all(person: User) -> None:
    Load.objects.bulk_create(
        LoadFactory.build(source=source, month=month, loaded_by=person) for source in SOURCES for month in MONTHS
    )


def make_teams(number: int) -> None:
    """More teams, each with people, in a council that is there."""
    random = Random(number)
    teams = [TeamFactory(slug=f"more-{n}", position=100 + n) for n in range(number)]
    for month in MONTHS:
        people(random, month, teams, prefix="M")


def tenths(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low, high)) / 10


def people(random: Random, month: date, teams: list[Team], prefix: str = "") -> None:
    loads = {source: load_of(source, month) for source in SOURCES[:4]}
    posts, workers, movements, absence = [], [], [], []
    for n, team in enumerate(teams):
        level = random.choice(Level.values)
        common = {"month": month, "team": team, "level": level}
        fte = tenths(random, 5, 10)
        posts.append(
            Post(
                load=loads["establishment"],
                reference=f"{prefix}P{n}",
                fte=fte,
                vacant_fte=fte * random.randint(0, 1),
                **common,
            )
        )
        for k, agency in enumerate((False, False, True)):
            cases = random.choice((0, 7, 15))
            workers.append(
                Worker(
                    load=loads["staff"],
                    reference=f"{prefix}W{n}-{k}",
                    agency=agency,
                    fte=tenths(random, 1, 10),
                    cases=cases,
                    **common,
                )
            )
        kind = random.choice((Kind.LEAVER, Kind.STARTER))
        movements.append(
            Movement(
                load=loads["movements"],
                reference=f"{prefix}W{n}",
                kind=kind,
                on_date=month,
                fte=tenths(random, 1, 10),
                **common,
            )
        )
        if random.random() < 0.7:
            absence.append(
                Absence(load=loads["absence"], reference=f"{prefix}W{n}", days_lost=tenths(random, 5, 90), **common)
            )
    for model, rows in ((Post, posts), (Worker, workers), (Movement, movements), (Absence, absence)):
        model.objects.bulk_create(rows)


def contacts(random: Random, month: date, teams: list[Team], categories: list[Category]) -> None:
    load = load_of("contacts", month)
    rows = []
    details = Random(f"{month} {random.random()}")
    for n in range(12):
        day = month + timedelta(days=details.randrange(25))
        taken = details.choice((0, 0, 1, 2))
        outcome = random.choice(Outcome.values) if n % 2 else Outcome.NFA
        recorded = outcome == Outcome.NFA and month >= categories[0].holds_from
        rows.append(
            Contact(
                load=load,
                month=month,
                reference=f"{month:%Y%m}-{n}",
                child=f"{details.randrange(30)}",
                incident=details.choice(("", "", "", f"{month:%Y%m}-a", f"{month:%Y%m}-b", f"{month:%Y%m}-c")),
                received_on=day,
                decided_on=day + timedelta(days=taken),
                working_days=taken,
                age=details.choice((None, 0, 4, 5, 15, 17)),
                area=details.choice(("", "East", "West")),
                source=random.choice(Source.values[:4]),
                team=random.choice([*teams, None]),
                outcome=outcome,
                category=random.choice([*categories, None]) if recorded else None,
            )
        )
    Contact.objects.bulk_create(rows)


def audits(random: Random, person) -> None:
    for month in MONTHS[-2:]:
        drawn = RoundFactory(month=month)
        for code in ("police", "schools"):
            stratum = StratumFactory.create(round=drawn, code=code)
            Case.objects.bulk_create(
                Case(
                    stratum=stratum,
                    contact=ContactFactory.create(month=month, closed=True),
                    judgement=random.choice(Appropriate.values),
                    judged_by=person,
                    judged_on=PLAYS_ON,
                )
                for _ in range(5)
            )


def plan(random: Random, services: list) -> None:
    """Cycles of thirteen months, the last one open."""
    themes = [ThemeFactory(code=f"T{n}", position=n) for n in range(3)]
    owners = UserFactory.create_batch(2)
    actions = [
        ActionFactory(
            owner=owners[n % 2],
            theme=random.choice(themes),
            service=random.choice(services),
            original_date=PLAYS_ON + timedelta(days=random.randint(-60, 60)),
        )
        for n in range(8)
    ]
    actions.append(ActionFactory(assured=True, owner=owners[0], theme=themes[0], service=services[0]))
    late = {"complete": True, "original_date": date(2020, 8, 10)}
    actions.append(ActionFactory(**late, owner=owners[1], theme=themes[1], service=services[0]))
    for action in actions[:3]:
        DateChangeFactory(action=action, agreed_on=date(2020, 11, 2), to_date=date(2020, 12, 31))
    for month in MONTHS[-13:]:
        closed_at = datetime(month.year, month.month, 28, tzinfo=UTC) if month != LAST else None
        cycle = CycleFactory(month=month, closed_at=closed_at)
        if closed_at:
            standings(random, cycle, actions)
    UpdateFactory(action=actions[3], cycle=cycle, at=datetime(2020, 11, 3, tzinfo=UTC))
    for theme in themes:
        money = FundingFactory(theme=theme, allocated=tenths(random, 10, 99), decided_on=random.choice(MONTHS))
        SpendingFactory(funding=money, committed=tenths(random, 2, 9), spent=tenths(random, 1, 2), as_at=LAST)
        risk = RiskFactory(theme=theme, review__likelihood=random.randint(1, 5), review__impact=random.randint(1, 5))
        for closed in Cycle.objects.filter(closed_at__isnull=False):
            RiskStandingFactory(cycle=closed, risk=risk, theme=random.choice(themes))


def standings(random: Random, cycle, actions: list) -> None:
    rows = []
    for action in actions:
        brag = random.choice(Brag.values)
        rows.append(
            StandingFactory.build(
                cycle=cycle,
                action=action,
                brag=brag,
                previous=random.choice(["", *Brag.values]),
                days_overdue=random.randint(0, 9) if brag == Brag.RED else 0,
                moved_now=random.random() < 0.5,
                updated=random.choice(Updated.values),
                with_evidence=random.random() < 0.5,
                owned_by=action.owner if random.random() < 0.8 else None,
            )
        )
    Standing.objects.bulk_create(rows)
