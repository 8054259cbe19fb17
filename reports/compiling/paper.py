"""A month's paper: the tree, and the readings that it prints with their histories, definitions and loads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from figures import months, registry
from figures.models import Cycle
from figures.notes.drawn import part_of
from figures.reading import Reading, number
from figures.suppression import published
from intake.models import COMMAND_LINE, Load
from organisation import clock, scopes, working_days
from organisation.models import Council
from organisation.posts import job_titles
from reports import tree
from reports.compiling.material import Material
from reports.compiling.sections import (
    annexes,
    audits,
    collected,
    finance,
    focus,
    front_door,
    highlights,
    plan,
    standard,
    summary,
    workforce,
)
from reports.compiling.writer import Writer
from reports.models import Report
from reports.renderers import Paper


@dataclass(frozen=True)
class Compiled:
    """A paper, and the history of each reading in it, by its name without the month.

    A point of a history is month, counted, of, value, and whether it is suppressed.
    """

    paper: Paper
    histories: dict[str, list[list[Any]]]
    says: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "tree": self.paper.tree,
            "readings": self.paper.readings,
            "loads": self.paper.loads,
            "definitions": self.paper.definitions,
            "histories": self.histories,
        }


def compile_cycle(cycle: Cycle) -> Compiled:
    """The paper of any month that has a cycle. Call it within a snapshot. Numbers that owners entered are those that
    were known when the cycle closed."""
    with registry.read_once(known_by=cycle.closed_at):
        return compiled(cycle)


def compiled(cycle: Cycle) -> Compiled:
    report = Report.objects.filter(cycle=cycle).first() or stand_in(cycle)
    as_at = timezone.localdate(cycle.closed_at) if cycle.closed_at else clock.today()
    material = Material(cycle=cycle, report=report, council=Council.current(), as_at=as_at)
    writer = Writer(material.is_generated)
    write_sections(writer, material)
    document = {**frame(material), "body": writer.finish()}
    tree.check(document)
    printed = list(writer.printed.values())
    paper = Paper(
        tree=document,
        readings=[row(material, reading) for reading in printed],
        loads=loads(material, printed),
        definitions=definitions(material, printed),
    )
    return Compiled(paper, histories(material, printed), summary.in_one_sentence(material))


def stand_in(cycle: Cycle) -> Report:
    """For a month whose report nobody has begun: what the last report says of committee and contact."""
    last = Report.objects.filter(cycle__month__lt=cycle.month).last() or Report.objects.first()
    kept = ("committee", "subject", "presented_by", "portfolio", "scrutiny_area", "contact", "contact_phone",
            "contact_email")  # fmt: skip
    if last:
        return Report(cycle=cycle, **{name: getattr(last, name) for name in kept})
    return Report(
        cycle=cycle,
        committee="committee that scrutinises children's services",
        subject="Children's Services Improvement Programme",
        presented_by="Director of Children's Services",
        contact="Programme office",
    )


def write_sections(writer: Writer, material: Material) -> None:
    summary.write(writer, material)
    writer.section("Other considerations", "considerations")
    writer.part("How this section is arranged", "arrangement")
    counted = ", audits and the measures that owners report" if collected.measures(material) else " and audits"
    writer.para(
        "It begins with highlights and areas for improvement, goes through the areas of focus with each "
        "action, and then "
        f"gives the figures: workforce, Integrated Front Door{counted}. It ends with the summary of progress of the "
        "Children's Improvement Plan."
    )
    for part in (highlights, focus, workforce, front_door, audits, collected, plan):
        part.write(writer, material)
    finance.write(writer, material)
    standard.middle(writer, material)
    standard.recommendations(writer, material)
    standard.closing(writer, material)
    annexes.write(writer, material)


def frame(material: Material) -> dict[str, Any]:
    """Everything of the tree but its body."""
    report, month = material.report, months.name(material.month)
    meeting = report.meeting_on
    published = working_days.publish_by(meeting) if meeting else None
    held = f" to the meeting of the {report.committee} to be held on {months.day(meeting)}" if meeting else ""
    statement = report.summary or (
        f"How the programme stands in {month}: what is finished, what is late, and what the figures for workforce, the "
        "front door and its audits show."
    )
    fields = [
        ["Subject", report.subject],
        ["Summary statement", statement],
        ["Report of", report.presented_by],
        ["Report contact", report.contact_line],
        ["Portfolio", report.portfolio],
        ["Overview & scrutiny area", report.scrutiny_area],
        ["Reporting month", month],
        [
            "To be published",
            f"by {months.day(published)}, five clear working days before the meeting" if published else "",
        ],
    ]
    asks = [ask.words for ask in report.asks.all()] if material.saved else []
    return {
        "schema": 1,
        "lang": "en",
        "region": "GB",
        "council": material.council.name,
        "notice": "Demonstration" if material.council.is_demonstration else "",
        "title": report.subject,
        "month": month,
        "period": months.code(material.month),
        "committee": report.committee,
        "letter": report.letter,
        "meeting": meeting.isoformat() if meeting else None,
        "author": report.presented_by,
        "as_at": material.as_at.isoformat(),
        "cover": {
            "lead": f"Report of the {report.presented_by}{held}",
            "fields": [[label, value] for label, value in fields if value],
            "asks": asks,
        },
    }


def row(material: Material, reading: Reading) -> dict[str, Any]:
    """A reading as the data formats give it."""
    return {
        **reading.as_dict(),
        "label": reading.figure.label,
        "suppressed": reading.suppressed,
        "generated": material.is_generated(reading),
        "ref": reading.ref,
    }


def definitions(material: Material, printed: list[Reading]) -> list[dict[str, Any]]:
    keys = {reading.figure.key for reading in printed}
    return [
        {
            "key": figure.key,
            "label": figure.label,
            "unit": figure.unit.name,
            "places": figure.unit.places,
            "definition": figure.version(material.month).definition,
            "version": figure.version(material.month).number,
            "source": figure.origin,
            "better": figure.better.value,
            "small_numbers": figure.small_numbers.sentence,
            "counted": figure.counted_label,
            "of": figure.of_label if figure.of else "",
            "flows": figure.flows,
            "dimensions": {
                dimension.key: {
                    "label": dimension.label,
                    "values": {v.code: v.label for v in material.reader.values(dimension, None)},
                }
                for dimension in figure.dimensions
            },
            **notes(material, figure.key, printed),
        }
        for figure in registry.figures().values()
        if figure.key in keys
    ]


def notes(material: Material, key: str, printed: list[Reading]) -> dict[str, Any]:
    """Those on the charts of a figure's readings, by what they are of; nothing where there is none."""
    parts = {part_of(reading.scope, reading.by) for reading in printed if reading.figure.key == key}
    found = {part: [note.as_row() for note in material.notes.on(key, part)] for part in sorted(parts)}
    kept = {part: rows for part, rows in found.items() if rows}
    return {"notes": kept} if kept else {}


def loads(material: Material, printed: list[Reading]) -> list[dict[str, Any]]:
    ids = {load for reading in printed for load in reading.loads}
    rows = list(Load.objects.filter(id__in=ids).order_by("source", "month", "id"))
    posts = job_titles({load.loaded_by_id for load in rows if load.loaded_by_id}, material.cycle.closed_at)
    return [
        {
            "id": load.id,
            "source": load.source,
            "month": months.code(load.month),
            "name": load.name,
            "sha256": load.sha256,
            "rows": load.rows,
            "as_at": load.as_at.isoformat(),
            "loaded_at": timezone.localtime(load.loaded_at).isoformat(timespec="minutes"),
            "loaded_by": posts[load.loaded_by_id] if load.loaded_by_id else COMMAND_LINE,
            "generated": load.generated,
        }
        for load in rows
    ]


def histories(material: Material, printed: list[Reading]) -> dict[str, list[list[Any]]]:
    """Each printed reading month by month, small numbers hidden as they would have been published then."""
    wanted = {series_name(reading) for reading in printed}
    found: dict[str, list[list[Any]]] = {name: [] for name in sorted(wanted)}
    for figure, by, slug in dict.fromkeys((r.figure, tuple(name for name, _ in r.by), r.scope) for r in printed):
        for reading in published(material.reader, figure, material.span, scopes.scope(slug), by):
            name = series_name(reading)
            if name in wanted:
                known = reading.month <= months.add(material.month, -figure.known_after)
                found[name].append(point(reading if known else replace(reading, counted=None, of=None)))
    return found


def series_name(reading: Reading) -> str:
    """The reading's name without its month."""
    return reading.ref.replace(f"@{months.code(reading.month)}", "", 1)


def point(reading: Reading) -> list[Any]:
    hide = reading.suppressed
    return [
        months.code(reading.month),
        None if hide else number(reading.counted),
        None if hide else number(reading.of),
        reading.value,
        hide,
    ]
