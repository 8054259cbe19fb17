"""Loads the demonstration council. Run again, it finds what is there and changes nothing."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.management.base import CommandError

from demo.audit_round import load_audits
from demo.collected import load_collected
from demo.contact_history import load_contacts
from demo.council import load_council
from demo.evidence import load_evidence
from demo.files import load_files
from demo.letters import load_letters
from demo.organisation import Organisation, make_organisation
from demo.papers import load_papers
from demo.plan import load_plan
from demo.published import load_published
from demo.recommendations import load_recommendations
from demo.risks import load_risks
from demo.spending import load_spending
from demo.workforce_history import load_workforce
from organisation import commands
from organisation.models import User

STEPS: list[tuple[str, Callable[[Organisation], object]]] = [
    ("published statistics", load_published),
    ("the improvement plan with its cycles", load_plan),
    ("the evidence of the plan", load_evidence),
    ("what was recommended, and what answers it", load_recommendations),
    ("the risks of the plan", load_risks),
    ("the money of the plan", load_spending),
    ("four years of the workforce", load_workforce),
    ("two years of contacts", load_contacts),
    ("a file that waits", load_files),
    ("the audits", load_audits),
    ("what owners count themselves", load_collected),
    ("the reports, compiled and published", load_papers),
    ("the e-mails of October", lambda organisation: load_letters()),
]


class Command(commands.Command):
    help = "Loads the demonstration council: a real month's facts, and a generated history around them"

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(generated=False).exists():
            raise CommandError(
                "This database holds a real council's people. The demonstration needs a database of its own: "
                "set DATA_DIR or DATABASE_URL to another one."
            )
        load_council()
        organisation = make_organisation()
        for name, load in STEPS:
            start = monotonic()
            load(organisation)
            self.stdout.write(f"  {name}: {monotonic() - start:.1f} s")
            self.stdout.flush()
