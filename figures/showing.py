"""What of a figure somebody may be shown: all of it to those who may see its records, to others what hides the small.

Whoever opens page after page must not learn by subtraction what one of them hides. So one pattern a month says what is
hidden, and every page follows it: each service and team, in a tree under the council, and each breakdown of the council
by one dimension. What is split further (a cross table, a breakdown within a service or team) is not shown at all, and
where the council's own number is hidden, all its parts are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from figures import registry
from figures.dimensions import TEAM
from figures.figure import Figure, SmallNumbers
from figures.reader import Reader
from figures.reading import Reading
from figures.suppression import FEWEST_PEOPLE, discloses, divisor, given_away, is_small, published, suppress
from organisation.access import Access
from organisation.scopes import Scope

Name = str  # code of a part; a service is 'service:' and its slug
Hidden = Mapping[date, frozenset[Name]]


class NotShown(LookupError):
    """With a sentence that says why."""


def may_see_records(access: Access, figure: Figure, scope: Scope | None) -> bool:
    return figure.seen_with is not None and access.may(figure.seen_with, scope)


def may_see_own(access: Access, figure: Figure, scope: Scope | None) -> bool:
    """Those of the records that are their own, which is less than may_see_records."""
    own = figure.own_with is not None and access.may_somewhere(figure.own_with)
    return own and not may_see_records(access, figure, scope)


def shown_to(
    access: Access,
    reader: Reader,
    figure: Figure,
    months: Sequence[date],
    scope: Scope | None = None,
    by: Sequence[str] = (),
    *,
    teams: Sequence[Scope],
) -> list[Reading]:
    """Readings with what this person may not see hidden. `teams` are all there are. Raises NotShown.

    In a breakdown by team they see the teams whose own pages show them the same numbers; what is hidden of the others
    is hidden from one who knows these (see hidden_parts).
    """
    everything = figure.small_numbers is SmallNumbers.SHOWN or may_see_records(access, figure, scope)
    if not everything:
        refuse_what_is_split_further(scope, by)
    readings = reader.readings(figure, months, scope, by)
    if everything:
        return readings
    totals = published(reader, figure, months)
    closed = {total.month for total in totals if total.suppressed}
    if scope is None and not by:
        return totals
    seen = {team.slug for team in teams if may_see_records(access, figure, team)}
    hidden = hidden_parts(reader, figure, months, by[0] if scope is None else TEAM.key, teams, seen)
    own = seen if tuple(by) == (TEAM.key,) and all(TEAM.key in term.paths for term in figure.terms) else ()
    return [
        reading.hidden()
        if reading.counted is not None
        and name(reading, scope) not in own
        and (reading.month in closed or name(reading, scope) in hidden[reading.month])
        else reading
        for reading in readings
    ]


def will_show(access: Access, figure: Figure, scope: Scope | None, by: Sequence[str]) -> bool:
    """Whether a breakdown is shown to this person at all, be it with small numbers hidden."""
    if figure.small_numbers is SmallNumbers.SHOWN or may_see_records(access, figure, scope):
        return True
    try:
        refuse_what_is_split_further(scope, by)
    except NotShown:
        return False
    return True


def refuse_what_is_split_further(scope: Scope | None, by: Sequence[str]) -> None:
    if len(by) > 1:
        raise NotShown("Two breakdowns at once would show small numbers. Ask for one at a time.")
    if by and scope is not None and not (scope.kind == "service" and by[0] == TEAM.key):
        raise NotShown(f"A breakdown within {scope.label} would show small numbers. Ask for the whole council.")


def name(reading: Reading, scope: Scope | None) -> Name:
    if reading.by:
        return reading.by[0][1]
    return service_name(scope.slug) if scope and scope.kind == "service" else scope.slug if scope else ""


def service_name(slug: str) -> Name:
    return f"service:{slug}"


def hidden_parts(
    reader: Reader,
    figure: Figure,
    months: Sequence[date],
    dimension: str,
    teams: Sequence[Scope],
    seen: Iterable[str] = (),
) -> Hidden:
    """The parts by one dimension that are hidden in each month; by team, services with them.

    `seen`: the teams whose exact numbers this person has, which are no help against them.
    """
    by_team = dimension == TEAM.key
    if by_team and all(each.key != dimension for each in figure.dimensions):
        figure = replace(figure, dimensions=(*figure.dimensions, TEAM))
    members = grouped_by_service(teams) if by_team else {}
    before = hidden_with(reader, figure, months, dimension, teams, seen)
    found: dict[date, frozenset[Name]] = {}
    readings = reader.readings(figure, months, None, (dimension,))
    for month in months:
        parts = [each for each in readings if each.month == month and each.counted is not None]
        tree = Tree(parts, members, frozenset(seen) if by_team else frozenset())
        found[month] = tree.hidden(before.get(month, frozenset()))
    return found


def grouped_by_service(teams: Sequence[Scope]) -> Mapping[Name, frozenset[Name]]:
    services = {service_name(team.service) for team in teams}
    return {
        service: frozenset(team.slug for team in teams if service_name(team.service) == service) for service in services
    }


def hidden_with(
    reader: Reader,
    figure: Figure,
    months: Sequence[date],
    dimension: str,
    teams: Sequence[Scope],
    seen: Iterable[str],
) -> Hidden:
    """What another figure of the same rows hides: what is left of one figure is had from the two together."""
    found: dict[date, frozenset[Name]] = {}
    for key, breakdown in figure.hidden_with:
        if not breakdown:
            other = hidden_parts(reader, registry.figure(key), months, dimension, teams, seen)
            found = {month: found.get(month, frozenset()) | other[month] for month in months}
    return found


@dataclass(frozen=True)
class Tree:
    """The parts of one month, under services (perhaps) and under the council, all of whose sums are shown."""

    parts: Sequence[Reading]
    members: Mapping[Name, frozenset[Name]]
    seen: frozenset[Name]

    def hidden(self, before: frozenset[Name]) -> frozenset[Name]:
        """The small, and one after the other what would give them away."""
        if not self.parts:
            return frozenset()
        leaves = {part.by[0][1]: part for part in self.parts}
        groups = {group: self.sum_of(leaves, inside) for group, inside in self.members.items()}
        first = {part.by[0][1] for part in suppress(self.parts) if part.suppressed}
        hidden = before | first | {group for group, total in groups.items() if total and discloses(total)}
        while more := self.one_more(leaves, groups, hidden):
            hidden = hidden | {more}
        return frozenset(hidden)

    def sum_of(self, leaves: Mapping[Name, Reading], inside: frozenset[Name]) -> Reading | None:
        parts = [leaves[each] for each in inside if each in leaves]
        if not parts:
            return None
        counted = sum((part.counted or Decimal(0) for part in parts), Decimal(0))
        of = None if parts[0].of is None else sum((part.of or Decimal(0) for part in parts), Decimal(0))
        return replace(parts[0], by=(), scope="a service", counted=counted, of=of)

    def one_more(
        self, leaves: Mapping[Name, Reading], groups: Mapping[Name, Reading | None], hidden: frozenset[Name]
    ) -> Name | None:
        """What to hide next, the smallest first; None when nothing is given away."""
        totals: dict[Name, frozenset[Name]] = {
            group: self.members[group] & leaves.keys()
            for group, total in groups.items()
            if total and group not in hidden
        }
        council = frozenset(leaves)
        covered = frozenset[Name]().union(*totals.values()) if totals else frozenset[Name]()
        for total, inside in [*totals.items(), ("", council)]:
            left = inside - (leaves.keys() - hidden) - (covered if not total else frozenset())
            if not any(self.gives_away(leaves, left - known, inside - left) for known in (frozenset(), self.seen)):
                continue
            others = sorted(
                (leaves[each].counted or Decimal(0), leaves[each].of or Decimal(0), each)
                for each in inside - hidden - (covered if not total else frozenset())
                if leaves[each].counted or leaves[each].of
            )
            if others:
                return others[0][2]
            if total:
                return total
            if totals:
                return min(totals, key=lambda group: (groups[group].counted, group))  # type: ignore[union-attr]
        return None

    @staticmethod
    def gives_away(leaves: Mapping[Name, Reading], left: frozenset[Name], shown: frozenset[Name]) -> bool:
        """Whether the sum of what is left, which anybody can work out, tells too much."""
        parts = [leaves[each] for each in left]
        if not any(discloses(part) for part in parts):
            return False
        if parts[0].figure.small_numbers is SmallNumbers.SMALL_TEAMS:
            people = sum((part.of if part.of is not None else part.counted or Decimal(0) for part in parts), Decimal(0))
            return people < FEWEST_PEOPLE * divisor(parts[0])
        rest = [leaves[each] for each in shown]
        for ours, theirs in zip(quantities(parts), quantities(rest), strict=True):
            if is_small(sum(ours, Decimal(0))) or (any(map(is_small, ours)) and given_away(ours, theirs)):
                return True
        return False


def quantities(parts: Sequence[Reading]) -> tuple[list[Decimal], list[Decimal], list[Decimal]]:
    """Counted, of, and what is of it but not counted; without zeros."""
    counted = [part.counted for part in parts if part.counted]
    of = [part.of for part in parts if part.of]
    rest = [part.of - (part.counted or Decimal(0)) for part in parts if part.of is not None]
    return counted, of, [each for each in rest if each]
