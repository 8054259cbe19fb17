"""BRAG: the state of an action, as a pure function of what is known of it on a day.

Blue: complete, with evidence, assured by another. Red: the agreed date has passed and it is not complete, or the
forecast is further after it than can be recovered. Amber: the forecast is a little after it, or a milestone or an
action it waits for is late, or it has started and no date is set. Grey: not started and not yet due. Green: all else.

An owner may report worse than that, or better with a reason: the state is then the one that they report, and says so.
What is overdue stays Red whatever its owner reports, and nobody reports Blue.
"""

from dataclasses import dataclass
from datetime import date

from figures.months import day
from figures.words import listing
from improvement.models.standing import Brag
from improvement.models.update import Reported
from improvement.rules.dated import Rule

SAYS = {Reported.ON_TRACK: Brag.GREEN, Reported.AT_RISK: Brag.AMBER, Reported.OFF_TRACK: Brag.RED}
IN_WORDS = {Brag.GREEN: "on track", Brag.AMBER: "at risk", Brag.RED: "off track"}
WORST_FIRST = {Brag.RED: 0, Brag.AMBER: 1, Brag.GREEN: 2, Brag.GREY: 2, Brag.BLUE: 3}

NO_DATE = "no date is set"


@dataclass(frozen=True)
class Known:
    """What is known of an action on a day."""

    agreed_date: date | None  # None: no date is set yet
    forecast_date: date | None = None
    started: bool = True
    completed_on: date | None = None
    assured_by: str = ""  # job title; empty until somebody other than the owner has seen the evidence
    late_milestones: tuple[str, ...] = ()
    late_awaited: tuple[str, ...] = ()  # references of actions that it waits for and that are late
    reported: str = ""  # of Reported, by the owner in this cycle
    why_better: str = ""


@dataclass(frozen=True)
class Judgement:
    brag: Brag
    reason: str
    days_overdue: int = 0
    days_late: int = 0  # of what is complete, after the agreed date
    ruled: Brag | None = None  # what the rule says, where the owner reports otherwise


def judge(known: Known, on: date, rule: Rule) -> Judgement:
    """`rule` is the one that holds on the day."""
    return as_reported(known, by_rule(known, on, rule))


def by_rule(known: Known, on: date, rule: Rule) -> Judgement:
    if known.completed_on:
        return judge_complete(known, known.completed_on)
    if known.agreed_date is None:
        return judge_dateless(known)
    if known.agreed_date < on:
        overdue = (on - known.agreed_date).days
        reason = f"due {day(known.agreed_date)}, {days(overdue)} overdue, no new date agreed"
        return Judgement(Brag.RED, reason, overdue)
    late = judge_forecast(known, known.agreed_date, rule) or judge_dependencies(known)
    return late or judge_on_time(known, known.agreed_date)


def judge_complete(known: Known, completed_on: date) -> Judgement:
    """Completing ends what is overdue; by how much it was late is said from then on."""
    late = max(0, (completed_on - known.agreed_date).days) if known.agreed_date else 0
    done = f"complete since {day(completed_on)}" + (f", {days(late)} after its agreed date" if late else "")
    if known.assured_by:
        return Judgement(Brag.BLUE, f"{done}, evidence assured by the {known.assured_by}", days_late=late)
    return Judgement(Brag.GREEN, f"{done}, not yet assured", days_late=late)


def days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def judge_dateless(known: Known) -> Judgement:
    """Never overdue: what has no date is at risk from the day on which it starts."""
    late = judge_dependencies(known)
    if late:
        return Judgement(late.brag, f"{NO_DATE}; {late.reason}")
    return Judgement(Brag.AMBER, NO_DATE) if known.started else Judgement(Brag.GREY, f"not started, {NO_DATE}")


def judge_forecast(known: Known, agreed: date, rule: Rule) -> Judgement | None:
    if not known.forecast_date or known.forecast_date <= agreed:
        return None
    late = (known.forecast_date - agreed).days
    reason = f"forecast {day(known.forecast_date)}, {days(late)} after the agreed date"
    return Judgement(Brag.RED if late > rule.recoverable_days else Brag.AMBER, reason)


def judge_dependencies(known: Known) -> Judgement | None:
    if known.late_milestones:
        return Judgement(Brag.AMBER, f"late milestone: {listing(list(known.late_milestones))}")
    if known.late_awaited:
        verb = "is" if len(known.late_awaited) == 1 else "are"
        return Judgement(Brag.AMBER, f"waits for {listing(list(known.late_awaited))}, which {verb} late")
    return None


def judge_on_time(known: Known, agreed: date) -> Judgement:
    if not known.started:
        return Judgement(Brag.GREY, f"not started, not due until {day(agreed)}")
    return Judgement(Brag.GREEN, f"on track for {day(agreed)}")


def as_reported(known: Known, ruled: Judgement) -> Judgement:
    said = SAYS.get(Reported(known.reported)) if known.reported else None
    if said is None or known.completed_on or WORST_FIRST[said] == WORST_FIRST[ruled.brag]:
        return ruled
    the_rule = f"by the rule {ruled.brag.label}: {ruled.reason}"
    if WORST_FIRST[said] < WORST_FIRST[ruled.brag]:
        return Judgement(said, f"reported {IN_WORDS[said]} by the owner; {the_rule}", ruled=ruled.brag)
    if not known.why_better:
        return ruled
    reported = f"reported {IN_WORDS[said]} by the owner: {known.why_better.rstrip('.')}"
    if ruled.days_overdue:
        return Judgement(ruled.brag, f"{ruled.reason}; {reported}", ruled.days_overdue)
    return Judgement(said, f"{reported}; {the_rule}", ruled=ruled.brag)
