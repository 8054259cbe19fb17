"""Columns that no file may bring: names, addresses, birth dates and NHS numbers of children, told by their heading.

A heading is looked at in words, so that 'Team name' and 'Forename' are told apart. What a dataset declares itself, such
as a birth date that becomes an age and is forgotten, is asked for on purpose and is not looked at here.
"""

from __future__ import annotations

import re
from itertools import pairwise

PARTS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
NAMES = {"forename", "forenames", "firstname", "surname", "lastname", "fullname", "childname", "middlename", "initials"}
ADDRESSES = {"address", "addr", "postcode", "postcodes", "street", "uprn", "email", "phone", "telephone", "mobile"}
BIRTH = {"dob", "birthdate", "birthday", "dateofbirth"}
OF_THINGS = {  # what a council names that is no person
    "team", "service", "source", "area", "locality", "ward", "school", "agency", "organisation", "outcome", "category",
    "file", "column", "system", "list", "authority", "council", "district", "region", "event", "workflow", "type",
}  # fmt: skip


def looks_personal(heading: str) -> str | None:
    """What the column looks like, in words: 'a name'. None if like nothing personal."""
    words = [word.casefold() for word in PARTS.findall(heading)]
    joined = "".join(words)
    every = set(words) | {one + two for one, two in pairwise(words)}
    every |= {one + two + three for one, two, three in zip(words, words[1:], words[2:], strict=False)}
    if every & BIRTH or joined in BIRTH or "birth" in every:
        return "a date of birth"
    if "nhs" in every or "nhsnumber" in every or joined.startswith("nhsn"):
        return "an NHS number"
    if every & ADDRESSES:
        return "an address or another way to reach somebody"
    if every & NAMES or names_somebody(words):
        return "a name"
    return None


def names_somebody(words: list[str]) -> bool:
    """'Name', 'Child Name', 'Name of child', 'Known as'; not 'Team name' nor 'Name of school'."""
    if "knownas" in "".join(words):
        return True
    return bool({"name", "names"} & set(words)) and not OF_THINGS & set(words)
