"""The reports of the demonstration: August 2020 and September 2020, published; October's is being made."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from demo.facts import facts
from demo.organisation import Organisation
from demo.plan import AUGUST, OCTOBER, SEPTEMBER, moment
from figures import months
from figures.models import Cycle
from improvement.closing import close_cycle
from organisation import working_days
from reports.asking import ask_for_draft
from reports.models import Ask, BackgroundPaper, Highlight, Improvement, Narrative, Report
from reports.signing import publish, sign

MEETINGS = {AUGUST: date(2020, 10, 7), SEPTEMBER: date(2020, 11, 4), OCTOBER: date(2020, 12, 2)}
LETTERS = {AUGUST: "AE", SEPTEMBER: "AK", OCTOBER: ""}
PHONE, EMAIL = "01632 960100", "improvement@council.example"  # reserved for use in drama


def close_earlier_cycles(organisation: Organisation) -> None:
    """Those before the first report, on the last working day of the month that followed, oldest first."""
    for cycle in Cycle.objects.filter(month__lt=AUGUST, closed_at__isnull=True).order_by("month"):
        closed_on = working_days.last_until(months.last_day(months.add(cycle.month, 1)))
        close_cycle(cycle=cycle, by=organisation.people["strategic-director"], at=moment(closed_on, 17))


def load_papers(organisation: Organisation) -> None:
    """Makes, signs and publishes what is not there yet; a second run finds everything done."""
    close_earlier_cycles(organisation)
    for month, meeting in MEETINGS.items():
        report = make_report(month, meeting)
        if month == OCTOBER:
            if not report.compilations.exists():
                ask_for_draft(report)
            continue
        director = organisation.people["strategic-director"]
        on = working_days.publish_by(meeting)
        edition = report.editions.first() or sign(report=report, by=director, at=signed_at(on))
        if not hasattr(edition, "publication"):
            publish(edition=edition, by=organisation.people["programme-manager"], at=moment(on, 9))


def signed_at(published_on: date) -> datetime:
    """The working day before it is published."""
    return moment(working_days.last_until(published_on - working_days.DAY), 16)


@transaction.atomic
def make_report(month: date, meeting: date) -> Report:
    there = Report.objects.filter(cycle__month=month).first()
    if there:
        return there
    told = facts()["report"]
    report = Report.objects.create(
        cycle=Cycle.objects.get(month=month),
        committee=told["committee"],
        meeting_on=meeting,
        letter=LETTERS[month],
        subject=told["subject"],
        presented_by=told["presented_by"],
        portfolio=told["portfolio"],
        scrutiny_area=told["scrutiny_area"],
        contact=told["report_contact"],
        contact_phone=PHONE,
        contact_email=EMAIL,
    )
    {AUGUST: write_august, SEPTEMBER: write_september, OCTOBER: write_october}[month](report)
    return report


def write_august(report: Report) -> None:
    for position, point in enumerate(facts()["highlights"], 1):
        add_highlight(report, position, point)
    for position, aim in enumerate(facts()["improvement_areas"], 1):
        Improvement.objects.create(report=report, position=position, what=aim["what"], detail=aim_detail(aim))
    add_asks(
        report,
        [
            "note the report and the progress made",
            "receive, at its next meeting, a detailed analysis of recruitment and of sickness absence",
        ],
        [
            "That the committee notes the report and the progress made.",
            "That the committee receives, at its next meeting, a detailed analysis of recruitment and of sickness "
            "absence.",
        ],
    )
    add_papers(report, "August 2020")
    add_narratives(report)


def add_highlight(report: Report, position: int, point: dict[str, Any]) -> None:
    Highlight.objects.create(
        report=report,
        position=position,
        reference=point["ref"],
        what=point["what"],
        state=point["state"],
        next_step=point["next"],
        next_date=point.get("by"),
    )


def aim_detail(aim: dict[str, Any]) -> str:
    """What a fact adds to its title, as a sentence."""
    if "covers" in aim:
        month = months.name(months.parse(aim["from"]))
        return f"From {month}. Each goes through {joined(aim['covers'])}."
    if "serves" in aim:
        return f"They serve {joined(aim['serves'])}."
    return ""


def joined(parts: list[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def add_asks(report: Report, words: list[str], resolutions: list[str]) -> None:
    for position, (ask, resolution) in enumerate(zip(words, resolutions, strict=True), 1):
        Ask.objects.create(report=report, position=position, words=ask, resolution=resolution)


def add_papers(report: Report, month: str) -> None:
    titles = [
        f"Children's Services Improvement Plan, as its cycle of {month} closed",
        "Health check of the front door, July 2020",
        f"Front door audit of {month}: sample and findings, without case details",
        "Ofsted, inspection of children's social care services, October 2018",
        "Department for Education, children's social work workforce 2019, published 27 February 2020",
    ]
    for position, title in enumerate(titles, 1):
        BackgroundPaper.objects.create(report=report, position=position, title=title)


def add_narratives(report: Report) -> None:
    words = {
        "finance": "There is no financial issue beyond the additional social work resources already secured for the "
        "programme. Further support, where it is needed, is found through the Enablers Programme.",
        "risk": "Risks to improvement are identified and managed through the governance of the improvement programme. "
        "{{ improvement.overdue }} of {{ improvement.actions }} actions are past their agreed date.",
        "ward": "The Ofsted judgement affects all wards.",
        "corporate-parenting": "Better services for children strengthen the council's ability to act as a corporate "
        "parent.",
        "privacy": "None.",
    }
    Narrative.objects.bulk_create(Narrative(report=report, section=key, words=text) for key, text in words.items())


def write_september(report: Report) -> None:
    points = [
        ("BS", "Review of business support", "concluded on 30 September 2020",
         "its appraisal considered by the management team", date(2020, 10, 31)),
        ("WD", "Workforce Development Strategy", "with the designers", "action plan published", date(2020, 10, 31)),
        ("AN", "Analysis of recruitment and sickness absence, asked for on 7 October 2020",
         "under way and still owed to the committee", "analysis reported", date(2020, 12, 2)),
    ]  # fmt: skip
    for position, (ref, what, state, next_step, by) in enumerate(points, 1):
        add_highlight(report, position, {"ref": ref, "what": what, "state": state, "next": next_step, "by": by})
    aims = [
        ("Security review of the early help module ended, so that partners have access", ""),
        ("Modern ICT kit delivered in full", "The training programme waits for it."),
    ]
    for position, (what, detail) in enumerate(aims, 1):
        Improvement.objects.create(report=report, position=position, what=what, detail=detail)
    add_asks(
        report,
        [
            "note the report and the progress made",
            "note that the analysis of recruitment and sickness absence, asked for on 7 October 2020, is still owed",
        ],
        [
            "That the committee notes the report and the progress made.",
            "That the committee notes that the analysis of recruitment and sickness absence, which it asked for on "
            "7 October 2020, is still owed.",
        ],
    )
    add_papers(report, "September 2020")
    add_narratives(report)


def write_october(report: Report) -> None:
    add_asks(report, ["note the report"], ["That the committee notes the report."])
    add_papers(report, "October 2020")
    add_narratives(report)
