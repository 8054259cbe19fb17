"""What changed words of sources move: contacts and referrals of months that are not closed. What a closed month was
counted by stays. The text that the file has is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, Model, Q, QuerySet, Value, When

from figures import closed
from figures.words import count
from frontdoor.bench import Bench, Moved
from frontdoor.layouts.common import From, of_code
from frontdoor.models import Contact, Referral, Source
from frontdoor.source_codes import code_of, named
from frontdoor.sources.words import UNKNOWN
from intake.columns import folded

MODELS: Sequence[type[Model]] = (Contact, Referral)
Said = Mapping[str, str]  # {folded text: code; '' for one that is not known any more}


@dataclass(frozen=True)
class SourceBench(Bench):
    """What would move, and how many records of closed months keep the source that they were counted by."""

    stay: int = 0

    @property
    def says(self) -> str:
        moves = "It would move nothing: no contact of a month that is not closed has these words."
        if self.all:
            inside = f"{count(self.all, 'contact')} of {count(len(self.months), 'month')}"
            moves = f"It would move {inside} to another source. Nothing is changed until you adopt it."
        stays = f" {count(self.stay, 'contact').capitalize()} of closed months stay{'s' if self.stay == 1 else ''} as "
        return moves + (f"{stays}{'it was' if self.stay == 1 else 'they were'} counted." if self.stay else "")


def target(code: str) -> From:
    return of_code(code) if code else UNKNOWN


def texts_of(rows: QuerySet, words: Iterable[str]) -> list[str]:
    """Every way in which the records write these words."""
    wanted = set(words)
    said = rows.exclude(source_said="").order_by().values_list("source_said", flat=True).distinct()
    return [text for text in said if folded(text) in wanted]


def rows_of(rows: QuerySet, texts: Sequence[str]) -> QuerySet:
    """The records with these texts. Where a text is a code too, those that were read as that code stay so."""
    rows = rows.filter(source_said__in=texts)
    for text in texts:
        if code := code_of(text):
            read = of_code(code)
            rows = rows.exclude(source_said=text, source=read.group, source_code=read.code)
    return rows


def is_open() -> Q:
    last = closed.last_closed_month()
    return Q(month__gt=last) if last else Q()


def settle(said: Said) -> None:
    """Of superseded loads too, since undoing makes them stand again."""
    for model in MODELS:
        rows = model._default_manager.filter(is_open())
        found = {text: target(said[folded(text)]) for text in texts_of(rows, said)}
        if not found:
            continue
        rows_of(rows, list(found)).update(
            source=case({text: into.group for text, into in found.items()}),
            source_code=case({text: into.code for text, into in found.items()}),
        )


def case(values: Mapping[str, str]) -> Case:
    whens = [When(source_said=text, then=Value(value)) for text, value in values.items()]
    return Case(*whens, output_field=CharField())


def tried(said: Said) -> SourceBench:
    """What would move of the loads that stand."""
    last = closed.last_closed_month()
    found: dict[tuple[str, str], dict[date, int]] = {}
    stay = 0
    for model in MODELS:
        rows = model._default_manager.current()  # type: ignore[attr-defined]
        counts = (
            rows_of(rows, texts_of(rows, said))
            .order_by()
            .values_list("source_said", "source", "source_code", "month")
            .annotate(n=Count("pk"))
        )
        for text, group, code, month, number in counts:
            into = target(said[folded(text)])
            if (group, code) == (into.group, into.code):
                continue
            if last and month <= last:
                stay += number
                continue
            key = (f"‘{text}’, {label(From(group, code, ''))}", label(into))
            by_month = found.setdefault(key, {})
            by_month[month] = by_month.get(month, 0) + number
    months = tuple(sorted({month for by_month in found.values() for month in by_month}))
    moved = [
        Moved(before, after, tuple(by_month.get(month, 0) for month in months))
        for (before, after), by_month in found.items()
    ]
    return SourceBench(months, tuple(sorted(moved, key=lambda one: -one.all)), stay)


def label(source: From) -> str:
    """'6 Police', 'Health services', 'not known'."""
    if source.code:
        return named(source.code)
    return "not known" if source.group == Source.UNKNOWN else str(Source(source.group).label)
