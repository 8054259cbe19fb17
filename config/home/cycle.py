"""The programme office and the director: where the month stands, and what of it needs them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from config.home import between, decisions, links
from config.home.audits import Told as Round
from config.home.audits import rounds_of
from config.home.dates import Dates
from config.home.desk import Desk, Part
from config.home.lines import Line, help_wanted, overdue, references
from config.home.sources import figure_from, files
from figures.months import day, name, short_day
from figures.words import capital, count, listing, small
from improvement.told import Told, overdue_today
from intake.models import Load
from intake.sources import Source
from jobs.models import Job, State
from organisation import roles
from reports import asking
from reports.stage import Stage

NEAR = 5  # working days before the last day for publication
DONE, UNDER_WAY, LATE, DUE, NOT_YET = "Done", "Under way", "Late", "Due", "Not yet"


@dataclass(frozen=True)
class Row:
    """Of the table of the cycle."""

    what: str
    state: str
    due: date | None
    who: str
    says: str
    url: str = ""


def part(desk: Desk) -> Part | None:
    held = desk.held(roles.PROGRAMME_OFFICE, roles.DIRECTOR)
    if not held:
        return None
    caption = held[0].role.label
    if desk.cycle is None:
        return between.part(desk, caption)
    meeting = desk.stage.report.meeting_on if desk.stage else None
    dates = Dates(desk.cycle.opened_on, desk.today, meeting, desk.rules)
    needed = needs(desk, dates)
    groups = [("Report", report_rows(desk, dates))]
    if desk.cycle.closed_at is None:
        groups = [("Files", file_rows(desk, dates)), ("People", people_rows(desk, dates)), *groups]
    late = [row.what for _, rows in groups for row in rows if row.state == LATE]
    return Part(
        f"Where {name(desk.cycle.month)} stands",
        " ".join([standing(desk, dates, late), *planned(earlier(desk))]),
        "home/_cycle.html",
        caption,
        aside="home/_cycle_aside.html",
        act=act(desk.stage) if desk.stage else None,
        data={
            "month": desk.cycle.month,
            "needs": needed,
            "groups": groups,
            "dates": dates,
            "report": desk.stage.report if desk.stage else None,
            "signed": bool(desk.stage and desk.stage.draft_is_signed),
            "draft_url": links.draft(desk.cycle.month) if desk.stage else "",
            "draft_words": draft_words(desk, desk.stage) if desk.stage else "",
            "published": desk.published,
        },
    )


def act(stage: Stage) -> tuple[str, str]:
    text = f"Open edition {stage.edition.number}" if stage.edition and stage.draft_is_signed else "Open the draft"
    return text, links.draft(stage.report.cycle.month)


def draft_words(desk: Desk, stage: Stage) -> str:
    if stage.draft_is_signed:
        return "What is done, and what comes next"
    if stage.report.draft is None:
        return "Open it to compile it"
    return "Read it, then sign it" if desk.signs else "Read it, or compile it again"


def standing(desk: Desk, dates: Dates, late: list[str]) -> str:
    today = f"Day {dates.day} of {dates.days}" if dates.days else f"Day {dates.day}"
    if desk.stage and not desk.stage.is_open:
        today = desk.stage.words
    if not late:
        return f"{today}. Nothing is late."
    are = "is" if len(late) == 1 else "are"
    return f"{today}. {capital(count(len(late), 'part'))} {are} late: {listing([small(what) for what in late])}."


def needs(desk: Desk, dates: Dates) -> list[Line]:
    return [
        *decisions.lines(desk),
        *of_report(desk, dates),
        *(line for stage in earlier(desk) for line in of_earlier(stage)),
        *of_actions(desk.plan, links.plan("overdue")),
        *(of_leavers(desk.plan) if desk.keeps_plan else []),
        *help_wanted([one.action.reference for one in desk.asking_for_help], links.plan("help")),
        *(of_files(desk) if desk.cycle and desk.cycle.closed_at is None else []),
    ]


def earlier(desk: Desk) -> list[Stage]:
    """Reports of other months that are still in preparation, newest first."""
    return [stage for stage in desk.stages if stage is not desk.stage]


def of_earlier(stage: Stage) -> list[Line]:
    """What is planned needs nobody."""
    report, url, lines = stage.report, links.draft(stage.report.cycle.month), []
    if stage.edition is None:
        lines.append(Line(f"The report of {report} is not signed", f"{stage.words}.", url))
    if stage.edition and stage.may_be_signed:
        lines.append(Line(f"A correction of {report} is drafted", f"{stage.words}.", url))
    if stage.waits_for_publication:
        lines.append(Line(f"The report of {report} is signed and not published", f"{stage.edition}", url))
    return lines


def planned(stages: list[Stage]) -> list[str]:
    """Said all the same."""
    return [f"{stage.report}: {stage.words}." for stage in stages if stage.is_planned and not stage.may_be_signed]


def of_report(desk: Desk, dates: Dates) -> list[Line]:
    stage = desk.stage
    if stage is None:
        return [Line("No report is set up for this cycle", "It says which meeting the paper is for.")]
    url, lines = links.draft(stage.report.cycle.month), []
    failed = Job.objects.visible_to(desk.user).filter(key=asking.key_of(stage.report)).first()
    if failed and failed.state == State.FAILED:
        lines.append(Line("The draft could not be compiled", f"{failed.problem} {failed.remedy}", url))
    lines += of_draft(stage, newest(month_loads(desk)), url, desk.signs)
    if stage.waits_for_publication:
        lines.append(Line("An edition is signed and not published", f"{stage.edition}", url))
    if dates.publish_by and stage.public is None and not stage.is_planned and dates.left(dates.publish_by) <= NEAR:
        lines.append(
            Line(
                "Publication is near",
                f"The last day is {day(dates.publish_by)}, {in_days(dates, dates.publish_by)}",
                url,
            )
        )
    return lines


def of_draft(stage: Stage, load: Load | None, url: str, signs: bool) -> list[Line]:
    drafted = stage.report.drafted_at
    if stage.edition:
        return [Line("A correction is drafted", f"{stage.words}.", url)] if stage.may_be_signed else []
    if drafted is None:
        return [Line("No draft is compiled yet", "It compiles itself every night, or when you ask.", url)]
    since = load if load and load.loaded_at > drafted else None
    if signs:
        return [to_sign(stage, since)] if stage.may_be_signed else []
    return [Line("Compile the draft again", f"{since.name} was loaded since it was compiled", url)] if since else []


def to_sign(stage: Stage, since: Load | None) -> Line:
    report, by = stage.report, f", by {day(stage.sign_by)}" if stage.sign_by else ""
    says = report.draft.says if report.draft else ""
    if since:
        says = f"{since.name} was loaded since it was compiled. A new draft comes tonight, or when one is asked for."
    return Line(f"Read and sign the draft of {report}{by}", says, links.sign(report.cycle.month))


def of_actions(plan: list[Told], url: str) -> list[Line]:
    missing = [one for one in plan if one.missing]
    lines = overdue(overdue_today(plan), url)
    if missing:
        lines.append(
            Line(
                f"{capital(count(len(missing), 'action'))} without an update",
                f"{named(missing)}; {owned(missing)}",
                links.plan("missing"),
            )
        )
    return lines


def of_leavers(plan: list[Told]) -> list[Line]:
    """What is left of people who cannot sign in any more: nobody is reminded of it."""
    left = [one for one in plan if one.action.owner and not one.action.owner.is_active and not one.action.completed_on]
    if not left:
        return []
    are = "has an owner" if len(left) == 1 else "have owners"
    title = f"{capital(count(len(left), 'action'))} {are} who cannot sign in"
    return [Line(title, f"{named(left)}. Hand over what they own: nobody is reminded of it", reverse("plan:owners"))]


def owned(missing: list[Told]) -> str:
    """'owned by three owners', and how many have none."""
    owners = sorted({one.action.owner.get_full_name() for one in missing if one.action.owner})
    without = sum(one.action.owner is None for one in missing)
    said = [f"owned by {owners[0] if len(owners) == 1 else count(len(owners), 'owner')}"] if owners else []
    return ", ".join([*said, *([f"{without} without an owner"] if without else [])])


def of_files(desk: Desk) -> list[Line]:
    lacking = [source for source in files() if not loaded(desk, source)]
    if not lacking:
        return []
    names = listing([title(source) for source in lacking])
    return [
        Line(
            f"{capital(count(len(lacking), 'file'))} not loaded", f"{names}. The figures that need them read ‘no data’."
        )
    ]


def named(found: list[Told]) -> str:
    return references([one.action.reference for one in found])


def title(source: Source) -> str:
    """'Contacts file', of a label that goes on to say what is in it."""
    return source.label.partition(":")[0]


def month_loads(desk: Desk) -> list[Load]:
    return [load for load in desk.loads if load.month == desk.month and load.stands]


def newest(found: list[Load]) -> Load | None:
    return max(found, key=lambda load: load.loaded_at, default=None)


def loaded(desk: Desk, source: Source) -> Load | None:
    return next((load for load in month_loads(desk) if load.source == source.key), None)


def in_days(dates: Dates, until: date) -> str:
    left = dates.left(until)
    if left == 0:
        return "today"
    return f"in {count(left, 'working day')}" if left > 0 else f"{count(-left, 'working day')} ago"


def on_day(moment: datetime) -> str:
    return short_day(timezone.localdate(moment))


def outstanding(dates: Dates, due: date | None, waiting: str = DUE) -> str:
    return LATE if due and due < dates.today else waiting


def file_rows(desk: Desk, dates: Dates) -> list[Row]:
    rows = []
    for source in files():
        load, url = loaded(desk, source), links.figure(figure_from(source.key), desk.month)
        if load:
            told = f"Loaded {on_day(load.loaded_at)}, {load.rows:,} rows"
            rows.append(Row(title(source), DONE, dates.files, load.brought_by, told, url))
        else:
            state = outstanding(dates, dates.files)
            rows.append(Row(title(source), state, dates.files, "", f"Due {in_days(dates, dates.files)}", url))
    return rows


def people_rows(desk: Desk, dates: Dates) -> list[Row]:
    audits = [audit_row(one, dates) for one in rounds_of(desk) if one.month == desk.month]
    undrawn = Row("Audits", outstanding(dates, dates.audits), dates.audits, "", "No round is drawn yet")
    return [update_row([one for one in desk.plan if one.asked], dates), *(audits or [undrawn])]


def update_row(asked: list[Told], dates: Dates) -> Row:
    if not asked:
        return Row("Updates", NOT_YET, dates.updates, "", "No action of the plan asks for one")
    missing = sum(one.missing for one in asked)
    owners = len({one.action.owner_id for one in asked} - {None})
    state = outstanding(dates, dates.updates) if missing else DONE
    told = f"{len(asked) - missing} in; {missing} missing"
    return Row(f"Updates of {count(len(asked), 'action')}", state, dates.updates, capital(count(owners, "owner")), told)


def audit_row(round_: Round, dates: Dates) -> Row:
    done = round_.cases > 0 and round_.waiting == 0
    state = DONE if done else outstanding(dates, dates.audits, UNDER_WAY)
    told = f"{round_.judged} of {round_.cases} judged"
    return Row("Audits", state, dates.audits, capital(count(round_.auditors, "auditor")), told)


def report_rows(desk: Desk, dates: Dates) -> list[Row]:
    stage = desk.stage
    if stage is None:
        return [Row("Draft", NOT_YET, None, "Programme office", "No report is set up for this cycle")]
    draft, drafted = stage.report.draft, stage.report.drafted_at
    state, told = NOT_YET, "Not compiled yet"
    if draft and stage.draft_is_signed:
        state, told = DONE, f"Compiled {on_day(draft.compiled_at)}"
    elif drafted:
        state, told = UNDER_WAY, f"Records last read {on_day(drafted)}"
    month = stage.report.cycle.month
    return [
        Row("Draft", state, dates.sign_by, "Programme office", told, links.draft(month)),
        replace(sign_off_row(stage, dates), url=links.sign(month) if desk.signs and stage.may_be_signed else ""),
        replace(publication_row(stage, dates), url=publication_url(desk, stage)),
    ]


def publication_url(desk: Desk, stage: Stage) -> str:
    month = stage.report.cycle.month
    if desk.publishes and stage.edition and not stage.public:
        return links.publish(month)
    return links.report(month) if stage.public else ""


def sign_off_row(stage: Stage, dates: Dates) -> Row:
    edition = stage.edition
    if edition and stage.may_be_signed:
        waits = f"A correction of edition {edition.number} waits to be read"
        return Row("Sign-off", DUE, dates.sign_by, "Director", waits)
    if edition:
        signed = f"Edition {edition.number}, signed {on_day(edition.signed_at)}"
        return Row("Sign-off", DONE, dates.sign_by, edition.signed_by.get_full_name(), signed)
    state = outstanding(dates, dates.sign_by, NOT_YET)
    return Row("Sign-off", state, dates.sign_by, "Director", "Waits for the draft to be read")


def publication_row(stage: Stage, dates: Dates) -> Row:
    if stage.publication is None:
        state, told = outstanding(dates, dates.publish_by, NOT_YET), "Five clear working days before the meeting"
    else:
        state, verb = (UNDER_WAY, "Planned for") if stage.is_planned else (DONE, "Published")
        told = f"{verb} {short_day(stage.publication.on_date)}"
    return Row("Publication", state, dates.publish_by, "Programme office", told)
