"""The areas that published figures are shown of, in the order in which they stand: this council, its region, England,
its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max

from figures.published.models import ENGLAND, TOGETHER, Comparator, Kind, PublishedRow

THIS_COUNCIL = "This council"
ORDER = (Kind.COUNCIL, Kind.REGION, "", Kind.NEIGHBOUR)


@dataclass(frozen=True)
class Area:
    kind: str  # a Kind; empty: England
    code: str
    name: str

    @property
    def is_council(self) -> bool:
        return self.kind == Kind.COUNCIL

    @property
    def is_neighbour(self) -> bool:
        return self.kind == Kind.NEIGHBOUR

    def label(self, row: PublishedRow | None) -> str:
        """A row of several authorities that report together names them all."""
        if row is None or not row.is_joint:
            return self.name
        return f"{self.name}, with others: {row.area_name}" if self.is_council else row.area_name


def areas_held(month: date) -> list[Area]:
    """England is always one of them."""
    chosen = [
        Area(one.kind, one.area_code, THIS_COUNCIL if one.kind == Kind.COUNCIL else one.area_name)
        for one in Comparator.objects.held_in(month)
    ]
    return in_order([*chosen, Area("", ENGLAND, "England")])


def in_order(areas: Sequence[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: (ORDER.index(area.kind), area.name))


class Authority(NamedTuple):
    code: str
    name: str
    region: str  # its code


def offered() -> list[Authority]:
    """The authorities that loaded files hold, each once as the newest year has it, by name; those that report together
    are none."""
    rows = PublishedRow.objects.authorities().exclude(area_code__contains=TOGETHER).order_by()
    found = rows.values_list("area_code", "area_name", "region_code").annotate(newest=Max("month")).order_by("newest")
    newest = {code: Authority(code, name, region) for code, name, region, _ in found}
    return sorted(newest.values(), key=lambda one: one.name)
