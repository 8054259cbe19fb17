"""Figures of the plan. They count Standings, so that a past cycle keeps what was known at its close."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q

from figures.dimensions import SERVICE
from figures.figure import PERCENT, Better, Dimension, Figure, Unit, Value
from figures.registry import known_by
from improvement.counting import standing_term
from improvement.dimensions import RULE, THEME
from improvement.funding import figures as funding_figures
from improvement.models import Action, Brag, Standing, Updated
from improvement.plan_source import UPDATES
from improvement.risks import figures as risk_figures
from organisation.models import User
from organisation.permissions import Permission
from organisation.scopes import Scope


def owners(scope: Scope | None) -> Sequence[Value]:
    """Everybody who owns an action or owned one when a cycle closed. Who shares a job title is told apart by name. In
    a report of a closed month, those who owned one by then, by the job titles that its cycles kept."""
    if moment := known_by():
        return owners_known_by(moment)
    actions = Action.objects.filter(owner=OuterRef("pk"))
    people = User.objects.filter(Exists(actions) | Exists(Standing.objects.filter(owned_by=OuterRef("pk"))))
    found = list(people.order_by("job_title", "name", "pk"))
    titles = Counter(person.job_title for person in found)
    return [
        Value(
            str(person.pk), person.job_title if titles[person.job_title] == 1 else f"{person.job_title}, {person.name}"
        )
        for person in found
    ]


def owners_known_by(moment: datetime) -> Sequence[Value]:
    """Names are not kept, so that who shares a job title is told apart by a number."""
    kept = Standing.objects.filter(cycle__closed_at__lte=moment, owned_by__isnull=False).order_by()
    rows = kept.values_list("owned_by", "owner").annotate(last=Max("cycle__month")).order_by("last", "owner")
    titles = {person: title for person, title, _ in rows}
    sharing: dict[str, list[int]] = {}
    for person in sorted(titles):
        sharing.setdefault(titles[person], []).append(person)
    return [
        Value(str(person), title if len(people) == 1 else f"{title} ({number})")
        for title, people in sorted(sharing.items())
        for number, person in enumerate(people, 1)
    ]


BRAG = Dimension("brag", "State", lambda scope: [Value(code, label) for code, label in Brag.choices])
OWNER = Dimension("owner", "Owner", owners)
COUNT, DAYS = Unit("actions"), Unit("days")

ACTIONS = Figure(
    key="improvement.actions",
    label="Actions in the plan",
    unit=COUNT,
    definition="Actions of the improvement plan, each with the state that the rules gave it when the month's cycle "
    "closed: Blue, complete, with evidence assured by another than the owner; Red, past its agreed date and not "
    "complete, or forecast further after it than the rules of the plan allow, which is 30 days unless the council has "
    "set another number; Amber, forecast up to so many days after it, or a milestone or an action that it waits for is "
    "late, or under way without a date; Grey, not started and not yet due; Green, all else.",
    origin=RULE,
    better=Better.NEITHER,
    counted=(standing_term(),),
    counted_label="Actions",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
OVERDUE = Figure(
    key="improvement.overdue",
    label="Overdue actions",
    unit=COUNT,
    definition="Actions of the improvement plan whose agreed date had passed when the month's cycle closed, and that "
    "were not complete. An agreed date moves only for a reason, and only when somebody other than the owner agrees.",
    origin=RULE,
    better=Better.LOWER,
    counted=(standing_term(Q(days_overdue__gt=0), lambda standing: standing.days_overdue > 0),),
    counted_label="Actions past their agreed date",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
DAYS_OVERDUE = Figure(
    key="improvement.days_overdue",
    label="Days overdue",
    unit=DAYS,
    definition="Days by which actions of the improvement plan were past their agreed date and not complete when the "
    "month's cycle closed, added up over all of them.",
    origin=RULE,
    better=Better.LOWER,
    counted=(standing_term(Q(days_overdue__gt=0), lambda standing: standing.days_overdue > 0, amount="days_overdue"),),
    counted_label="Days past the agreed date",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
DAYS_LATE = Figure(
    key="improvement.days_late",
    label="Days late when complete",
    unit=DAYS,
    definition="Days by which actions of the improvement plan that are complete were past the date agreed then, added "
    "up over all of them. Lateness ends with completing, and is not forgotten.",
    origin=RULE,
    better=Better.LOWER,
    counted=(
        standing_term(Q(days_late__gt=0), lambda standing: standing.days_late > 0, amount="days_late", source=UPDATES),
    ),
    counted_label="Days past the date agreed then",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
CHANGED = Figure(
    key="improvement.state_changed",
    label="Actions whose state changed",
    unit=COUNT,
    definition="Actions of the improvement plan whose state differs from the one that they had when the cycle before "
    "closed.",
    origin=RULE,
    better=Better.NEITHER,
    counted=(
        standing_term(
            ~Q(previous="") & ~Q(previous=F("brag")),
            lambda standing: standing.previous not in ("", standing.brag),
        ),
    ),
    counted_label="Actions with another state than before",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
MOVED = Figure(
    key="improvement.dates_moved",
    label="Actions whose date moved",
    unit=COUNT,
    definition="Actions of the improvement plan for which a new date was agreed since the cycle before closed.",
    origin=RULE,
    better=Better.LOWER,
    counted=(standing_term(Q(moved_now=True), lambda standing: standing.moved_now),),
    counted_label="Actions with a new date",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
ASKED = Updated.ON_TIME, Updated.LATE, Updated.MISSING
ASKED_FOR = standing_term(Q(updated__in=ASKED), lambda standing: standing.updated in ASKED, source=UPDATES)
COMPLETE = standing_term(
    Q(completed_on__isnull=False), lambda standing: standing.completed_on is not None, source=UPDATES
)
UPDATED_ON_TIME = Figure(
    key="improvement.updated_on_time",
    label="Actions updated on time",
    unit=PERCENT,
    definition="Actions of the improvement plan whose owner wrote an update in the month's cycle by the working day on "
    "which updates were due by the rules of the plan, of all actions for which one was asked. No update is asked for "
    "an action that was added after the cycle opened, or whose end was told in an earlier cycle.",
    origin=RULE,
    better=Better.HIGHER,
    counted=(
        standing_term(
            Q(updated=Updated.ON_TIME),
            lambda standing: standing.updated == Updated.ON_TIME,
            source=UPDATES,
            beside=(ASKED_FOR,),
        ),
    ),
    of=(ASKED_FOR,),
    counted_label="Actions updated by the day on which it was due",
    of_label="actions for which an update was asked",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
UPDATES_MISSING = Figure(
    key="improvement.updates_missing",
    label="Actions without an update",
    unit=COUNT,
    definition="Actions of the improvement plan for which an update was asked in the month's cycle and none was "
    "written before it closed; while it is open, those for which none is written yet.",
    origin=RULE,
    better=Better.LOWER,
    counted=(
        standing_term(Q(updated=Updated.MISSING), lambda standing: standing.updated == Updated.MISSING, source=UPDATES),
    ),
    counted_label="Actions of which nothing was written",
    dimensions=(BRAG, THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
BLUE_WITH_EVIDENCE = Figure(
    key="improvement.blue_with_evidence",
    label="Complete actions that are assured",
    unit=PERCENT,
    definition="Actions of the improvement plan that were Blue when the month's cycle closed, and of which evidence "
    "stood that nobody had withdrawn, of all that were complete. Somebody other than the owner has assured them.",
    origin=RULE,
    better=Better.HIGHER,
    counted=(
        standing_term(
            Q(brag=Brag.BLUE, with_evidence=True),
            lambda standing: standing.brag == Brag.BLUE and standing.with_evidence,
            source=UPDATES,
            beside=(COMPLETE,),
        ),
    ),
    of=(COMPLETE,),
    counted_label="Blue actions with evidence",
    of_label="complete actions",
    dimensions=(THEME, SERVICE, OWNER),
    seen_with=Permission.SEE_PLAN,
)
FIGURES = [
    ACTIONS,
    OVERDUE,
    DAYS_OVERDUE,
    DAYS_LATE,
    CHANGED,
    MOVED,
    UPDATED_ON_TIME,
    UPDATES_MISSING,
    BLUE_WITH_EVIDENCE,
    *funding_figures.FIGURES,
    *risk_figures.FIGURES,
]
