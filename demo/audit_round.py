"""Audits of contacts closed as not meeting the threshold: drawn from the generated contacts, ten from each stratum.

August 2020 is judged as the facts say; September's judgements are made up. At most one contact of an incident is
drawn, so that brothers and sisters do not inflate what is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from django.db import transaction

from audits.models import Appropriate, Case, Round, Stratum
from demo.audit_kinds import KINDS, Kind, Sitting, sample_sizes, sittings
from demo.loading import is_loaded, make_load
from demo.organisation import AUDITORS, Organisation
from figures import months
from frontdoor.models import Contact
from organisation import working_days

TITLE = "Contacts closed as not meeting the threshold"
OLDEST = 18
HEADER = ("stratum", "contact", "judgement", "reason", "judged_on")


@transaction.atomic
def load_audits(organisation: Organisation) -> None:
    """A round for August and one for September 2020. Does nothing where they are there already."""
    if not is_loaded("audits"):
        for sitting in sittings():
            load_round(organisation, sitting)


def load_round(organisation: Organisation, sitting: Sitting) -> None:
    seed = int(f"{sitting.drawn_on:%Y%m%d}")
    rng = Random(seed)
    strata = {kind.code: Stratum(**described(kind, position)) for position, kind in enumerate(KINDS, start=1)}
    cases: list[Case] = []
    for kind in KINDS:
        stratum = strata[kind.code]
        incidents = frame(sitting, kind)
        stratum.frame_size = len(incidents)
        contacts = draw(rng, incidents, stratum.sample_size)
        cases += judge(rng, sitting, kind, stratum, contacts, organisation)
    save(organisation, sitting, seed, list(strata.values()), cases)


def described(kind: Kind, position: int) -> dict[str, object]:
    return {
        "code": kind.code,
        "label": kind.label,
        "position": position,
        "sources": list(kind.sources),
        "sample_size": sample_sizes()[kind.label],
    }


def frame(sitting: Sitting, kind: Kind) -> list[list[Contact]]:
    """Contacts that could be drawn, an incident's together, in an order that does not depend on the database."""
    until = sitting.received_until
    contacts = Contact.objects.closed_for(["below_threshold"]).filter(
        month=sitting.month,
        load__superseded_by__isnull=True,
        source__in=kind.sources,
        age__lte=OLDEST,
        received_on__lte=until,
        decided_on__lte=until,
    )
    return by_incident(contacts)


def by_incident(contacts: Iterable[Contact]) -> list[list[Contact]]:
    incidents: dict[str, list[Contact]] = {}
    for contact in sorted(contacts, key=lambda contact: (contact.incident, contact.reference)):
        incidents.setdefault(contact.incident, []).append(contact)
    return list(incidents.values())


def draw(rng: Random, incidents: Sequence[Sequence[Contact]], size: int) -> list[Contact]:
    return [rng.choice(contacts) for contacts in rng.sample(incidents, size)]


def judge(
    rng: Random, sitting: Sitting, kind: Kind, stratum: Stratum, contacts: Sequence[Contact], organisation: Organisation
) -> list[Case]:
    needless = rng.sample(range(len(contacts)), sitting.needless[kind.code])
    days = days_between(sitting.drawn_on, sitting.judged_until)
    return [
        Case(
            stratum=stratum,
            contact=contact,
            judgement=(Appropriate.NO if number in needless else Appropriate.YES).value,
            reason=kind.needless if number in needless else kind.needed,
            judged_by=organisation.people[AUDITORS[number % len(AUDITORS)]],
            judged_on=days[number * len(days) // len(contacts)],
        )
        for number, contact in enumerate(contacts)
    ]


def days_between(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    return [day for day in days if working_days.is_working(day)]


def save(
    organisation: Organisation, sitting: Sitting, seed: int, strata: Sequence[Stratum], cases: Sequence[Case]
) -> None:
    rows = [(case.stratum.code, case.contact.reference, case.judgement, case.reason, case.judged_on) for case in cases]
    load = make_load("audits", sitting.month, HEADER, rows, organisation.people["head-of-quality"])
    load.name = f"audit-judgements-{months.code(sitting.month)}.csv"
    load.save()
    made = Round.objects.create(
        month=sitting.month,
        title=TITLE,
        population=population(sitting),
        purpose=PURPOSE,
        drawn_on=sitting.drawn_on,
        seed=seed,
        feedback_on=working_days.last_until(months.last_day(sitting.month)),
        load=load,
    )
    for stratum in strata:
        stratum.round = made
        stratum.save()
    Case.objects.bulk_create(cases)


PURPOSE = (
    "The audit is to help understand thresholds, decisions and how the service responds to children and families, as "
    "the health check of the front door recommended. On the last working day of each month a feedback day brings "
    "together one representative of each agency, who takes away the findings for their service area. The audit is new "
    "and is reviewed every month."
)


def population(sitting: Sitting) -> str:
    return (
        "Contacts closed with no further action because they do not meet the threshold for Early Help, about a child "
        f"aged 0 to {OLDEST}, received and decided from {months.day(sitting.month)} to "
        f"{months.day(sitting.received_until)}; one contact of an incident at most."
    )
