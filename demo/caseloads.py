"""Who holds how many cases at the end of a month."""

from collections.abc import Sequence

from demo.establishment import Person
from demo.shares import largest_remainder, taken


def caseloads(people: Sequence[Person], holders: int, cases: int) -> dict[str, int]:
    """Reference to cases. The hours of those who hold any sum to `holders` (tenths of FTE), their cases to `cases`."""
    in_turn = sorted(people, key=lambda person: (person.rank, person.reference))
    chosen = taken(in_turn, holders, lambda person: person.fte)
    return largest_remainder(cases, {person.reference: person.fte * person.pace for person in chosen})
