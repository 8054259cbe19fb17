"""Who came back: the test of closing well."""

from __future__ import annotations

from figures.figure import PERCENT, Better, Figure
from frontdoor.coverage import FOLLOWED_3, FOLLOWED_12, Followed
from frontdoor.dimensions import SPLIT
from frontdoor.terms import closed, counted, of_contacts


def returned(source: Followed) -> Figure:
    months = source.following
    return of_contacts(
        key=f"frontdoor.returned_{months}",
        label=f"Returned within {months} months",
        unit=PERCENT,
        definition="Of the contacts received in the month that were closed with no further action, counted for each "
        "child, those after which another contact about the same child was received: on a later day than the contact "
        f"that was closed, and at most {months} calendar months after that day, whatever became of it. A child closed "
        f"twice in the month counts twice. Only months that are old enough: the {months} months after them must be "
        "loaded to their end.",
        better=Better.LOWER,
        counted=(counted(lambda asked: closed(asked).returned_within(months, asked), source=source, paths=SPLIT),),
        of=(counted(closed, source=source, paths=SPLIT),),
        counted_label=f"Closed contacts whose child returned within {months} months",
        of_label="contacts closed with no further action",
        known_after=months,
        hidden_with=(("frontdoor.nfa", ()),),
    )


RETURNED_3, RETURNED_12 = RETURNS = [returned(FOLLOWED_3), returned(FOLLOWED_12)]
