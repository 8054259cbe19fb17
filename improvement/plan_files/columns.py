"""Columns of the spreadsheets in which a council has its plan, and those that the product writes when it gives the
plan out: what is exported can be read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import F

from improvement.models import Recommendation
from improvement.models.recommendation import Kind
from intake.columns import NOTHING, Choice, Day, LeftOut, Text, Words
from organisation.models import Service

NOT_YET = (
    *NOTHING, "unknown yet", "unknown", "not known", "not known yet", "nobody yet", "no owner yet", "no date yet",
    "none", "tbc", "to be confirmed", "tba", "n/a",
)  # fmt: skip
EARLIEST = date(2000, 1, 1)
LONGEST_LIST = 10_000  # of references: an action may answer every recommendation

REFERENCE = Text(
    name="reference", label="Reference", required=True, longest=12,
    means="By which everybody knows the action, such as 1.2.",
    synonyms=("ref", "no", "no.", "number", "action no", "action number", "action reference", "action ref"),
)  # fmt: skip
TITLE = Words(
    name="title", label="Title", longest=200, means="What is to be done, in one sentence.",
    synonyms=("action", "what", "what?", "action required", "actions required"),
)  # fmt: skip
SUCCESS = Words(
    name="success", label="What success looks like", longest=400, in_lines=True,
    means="What will be different, and how anybody could tell.",
    synonyms=("what success looks like", "success measures", "success measure", "measure of success"),
)  # fmt: skip
ORIGIN = Words(
    name="origin", label="Where it came from", longest=160,
    means="Such as a decision of the board, or a finding of an audit.", synonyms=("where it came from", "action from"),
)  # fmt: skip
ANSWERS = Words(
    name="answers", label="Recommendations answered", longest=LONGEST_LIST, in_lines=True,
    means="References of the recommendations that it answers, with a semicolon between them.",
    synonyms=("recommendations answered", "recommendations", "recommendation"),
)  # fmt: skip
WAITS_FOR = Words(
    name="waits_for", label="Waits for", longest=LONGEST_LIST, in_lines=True,
    means="References of the actions that must be done first, with a semicolon between them.",
    synonyms=("waits for", "depends on", "dependencies"),
)  # fmt: skip
AREA = Text(
    name="area", label="Area code", longest=10, means="Code of the area of focus that it belongs to.",
    synonyms=("area code", "theme code", "theme no", "area of focus code"),
)  # fmt: skip
AREA_TITLE = Words(
    name="area_title", label="Area of focus", longest=160,
    means="Title of the area. An area that is not in the plan yet is added with its code and title.",
    synonyms=("area of focus", "theme", "theme title", "area title"),
)  # fmt: skip
OWNER = Words(
    name="owner", label="Owner", longest=254, not_known=NOT_YET,
    means="An e-mail address, the title of a role, or 'unknown yet'.",
    synonyms=("lead", "lead officer", "lead officer(s)", "who", "who?", "responsible", "responsible officer"),
)  # fmt: skip
OWNER_EMAIL = Text(
    name="owner_email", label="Owner e-mail", longest=254, not_known=NOT_YET,
    means="Instead of ‘owner’: the e-mail address of a person.",
    synonyms=("owner e-mail", "owner email", "lead e-mail", "lead email"),
)  # fmt: skip
OWNER_ROLE = Words(
    name="owner_role", label="Owner role", longest=120,
    means="Instead of ‘owner’: the title of a role. It owns the action, whoever holds it.", synonyms=("owner role",),
)  # fmt: skip
STARTS_ON = Day(
    name="starts_on", label="Starts on", not_known=NOT_YET, earliest=EARLIEST,
    means="Of a new action: empty means the day on which it is loaded.",
    synonyms=("starts on", "start date", "start", "starts"),
)  # fmt: skip
ORIGINAL_DATE = Day(
    name="original_date", label="Original date", not_known=NOT_YET, earliest=EARLIEST,
    means="By when it was first due. Once it is set it never changes. Empty: not known yet.",
    synonyms=("original date", "due date", "due", "due on", "when", "when?", "timescale", "deadline"),
)  # fmt: skip
AGREED_DATE = Day(
    name="agreed_date", label="Agreed date", not_known=NOT_YET, earliest=EARLIEST,
    means="Of a new action: the date that was agreed since. Dates of actions that the plan has already change on "
    "their pages, where somebody else agrees them.",
    synonyms=("agreed date", "revised date", "new date"),
)  # fmt: skip
DATE_REASON = Words(
    name="date_reason", label="Reason for the agreed date", longest=200,
    means="Of a new action: why its date was moved.",
    synonyms=("reason for the new date", "reason for the agreed date"),
)  # fmt: skip
COMPLETED_ON = Day(
    name="completed_on", label="Completed on", not_known=NOT_YET, earliest=EARLIEST, is_past=True,
    means="Of a new action: the day on which it was complete. Empty: it is not.",
    synonyms=("completed on", "complete on", "date completed", "completion date"),
)  # fmt: skip
WORKED_OUT = tuple(
    LeftOut(name=name, label=label, means="The product works it out, or it changes on the action’s page.",
            synonyms=(label.lower(),))
    for name, label in {
        "owner_job_title": "Owner job title", "owner_works_for": "Owner works for", "added_on": "Added on",
        "forecast_date": "Forecast date", "times_moved": "Times moved", "days_moved": "Days moved", "brag": "BRAG",
        "reason": "Reason", "brag_is_by": "BRAG is by", "brag_by_the_rule": "BRAG by the rule",
        "days_overdue": "Days overdue", "assured_by_email": "Assured by e-mail",
        "assured_by_job_title": "Assured by job title", "assured_on": "Assured on", "last_update_on": "Last update on",
        "last_update": "Last update", "help_wanted": "Help wanted", "milestones_done": "Milestones done",
        "milestones": "Milestones",
    }.items()
)  # fmt: skip

ACTION = Text(
    name="action", label="Action", required=True, longest=12, means="Reference of the action that it is a step of.",
    synonyms=("action reference", "action ref", "action no"),
)  # fmt: skip
MILESTONE = Words(
    name="milestone", label="Milestone", required=True, longest=160, means="The step, as lists name it.",
    synonyms=("milestones", "step", "title"),
)  # fmt: skip
DUE_ON = Day(
    name="due_on", label="Due on", required=True, earliest=EARLIEST, means="By when. It does not change.",
    synonyms=("due on", "due date", "due", "when"),
)  # fmt: skip
DONE_ON = Day(
    name="done_on", label="Done on", not_known=NOT_YET, earliest=EARLIEST, is_past=True,
    means="Empty: it is not done yet.", synonyms=("done on", "done", "completed on", "date completed"),
)  # fmt: skip

REFERENCE_OF_RECOMMENDATION = replace(
    REFERENCE, means="By which everybody knows the recommendation, such as IN3.",
    synonyms=("ref", "no", "no.", "number", "recommendation no", "recommendation reference"),
)  # fmt: skip
ASKED_FOR = Words(
    name="words", label="What was asked for", longest=Recommendation._meta.get_field("words").max_length or 0,
    is_expected=True, in_lines=True, means="What was asked for, in full.",
    synonyms=("what was asked for", "recommendation", "what needs to improve"),
)  # fmt: skip
KIND = Choice(
    name="kind", label="Asked for by", codes={kind.value: str(kind.label) for kind in Kind},
    means="Who asked for it. Empty: other.", synonyms=("asked for by", "who asked for it"), not_known=NOTHING,
)  # fmt: skip
STANDS_IN = Words(
    name="source", label="Where it stands", longest=160,
    means="Whose it is, and where it stands: the report, the letter.",
    synonyms=("where it stands", "source"),
)  # fmt: skip
MADE_ON = Day(
    name="made_on", label="Made on", earliest=EARLIEST, is_past=True, means="The day on which it was made.",
    synonyms=("made on", "date", "date made"),
)  # fmt: skip


def service() -> Choice:
    """Of the council as it is, so that a template lists them. Of several of one name it is the one that goes on."""
    every = Service.objects.order_by("name", F("ends_on").asc(nulls_last=True))
    return Choice(
        name="service", label="Service", called="the list of services",
        codes={each.slug: each.name for each in every},
        means="The service that does it: its name, or its code.", synonyms=("directorate", "department"),
    )  # fmt: skip
