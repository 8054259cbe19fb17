"""A source: one kind of file, and which months of it are loaded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone

from intake.models import COMMAND_LINE, PLAN, Load, is_entered


class Coverage(NamedTuple):
    """What is known of a month: the day up to which the data speak, and the ids of the loads they rest on."""

    as_at: date
    loads: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    key: str
    label: str

    def coverage(self, months: Iterable[date] | None) -> Mapping[date, Coverage]:
        """Those of the months that have a load; None stands for every month. One query, however many months."""
        every = Load.objects.current().filter(source=self.key)
        loads = every if months is None else Load.objects.of(self.key, months)
        return {month: Coverage(as_at, (load,)) for month, as_at, load in loads.values_list("month", "as_at", "id")}

    def loads(self, ids: Iterable[int]) -> Sequence[Mapping[str, Any]]:
        return described(ids)


def coverage_of(loads: Iterable[Load]) -> Mapping[str, Mapping[date, Coverage]]:
    """By source, of loads that have been read already. One that was superseded covers nothing."""
    found: dict[str, dict[date, Coverage]] = defaultdict(dict)
    for load in loads:
        if load.stands:
            found[load.source][load.month] = Coverage(load.as_at, (load.pk,))
    return found


def described(ids: Iterable[int]) -> list[dict[str, Any]]:
    """Loads of any source as pages show them: where a figure comes from is open to everybody who signs in."""
    rows = Load.objects.filter(pk__in=list(ids)).select_related("loaded_by").order_by("-month", "source")
    return [
        {
            "id": row.pk,
            "source": row.source,
            "month": row.month,
            "name": row.name,
            "rows": f"{row.rows:,}",
            "sha256": row.sha256,
            "loaded_on": timezone.localdate(row.loaded_at),
            "loaded_by": str(row.loaded_by) if row.loaded_by else COMMAND_LINE,
            "generated": row.generated,
            "entered": is_entered(row.source),
            "has_page": not is_entered(row.source) and (row.source != PLAN or row.file_id is not None),
        }
        for row in rows
    ]
