"""A source: one kind of file, and which months of it are loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from intake.models import Load


class Coverage(NamedTuple):
    """What is known of a month: the day up to which the data speak, and the ids of the loads they rest on."""

    as_at: date
    loads: tuple[int, ...]


@dataclass(frozen=True)
class Source:
    key: str
    label: str

    def coverage(self, months: Iterable[date]) -> Mapping[date, Coverage]:
        """Months that have a load. One query, however many months."""
        loads = Load.objects.of(self.key, months).values_list("month", "as_at", "id")
        return {month: Coverage(as_at, (load,)) for month, as_at, load in loads}
