"""Sources of contacts: codes of the children in need census, and the groups in which the Department for Education
publishes them (children in need statistics, referrals by source).

Each way of writing a source is listed whole and matched whole: a pattern would take '4 Police Street' for housing.
"""

from __future__ import annotations

from frontdoor.models import Source
from intake.columns import folded

CENSUS = {
    "1A": "Individual: family member, relative or carer",
    "1B": "Individual: acquaintance",
    "1C": "Individual: self",
    "1D": "Individual: other",
    "2A": "Schools",
    "2B": "Education services",
    "3A": "GP",
    "3B": "Health visitor",
    "3C": "School nurse",
    "3D": "Other primary health service",
    "3E": "Accident and emergency",
    "3F": "Other health service",
    "4": "Housing",
    "5A": "Local authority: social care",
    "5B": "Local authority: other internal",
    "5C": "Local authority: external",
    "5D": "Local authority: early help",
    "6": "Police",
    "7": "Other legal agency",
    "8": "Other",
    "9": "Anonymous",
    "10": "Unknown",
}
OF_MANY_CODES = (Source.INDIVIDUAL, Source.HEALTH, Source.LOCAL_AUTHORITY)  # whose name is no code's
CODES = CENSUS | {group.value: str(group.label) for group in OF_MANY_CODES}
OF_GROUP = {
    Source.INDIVIDUAL: ("1A", "1B", "1C", "1D"),
    Source.SCHOOLS: ("2A",),
    Source.EDUCATION: ("2B",),
    Source.HEALTH: ("3A", "3B", "3C", "3D", "3E", "3F"),
    Source.HOUSING: ("4",),
    Source.LOCAL_AUTHORITY: ("5A", "5B", "5C", "5D"),
    Source.POLICE: ("6",),
    Source.LEGAL: ("7",),
    Source.OTHER: ("8",),
    Source.ANONYMOUS: ("9",),
    Source.UNKNOWN: ("10",),
}
GROUPS: dict[str | None, str] = {
    **{code: group.value for group, codes in OF_GROUP.items() for code in codes},
    **{group.value: group.value for group in OF_MANY_CODES},
}
PUBLISHED = {  # as the statistics and Annex A write the groups
    Source.EDUCATION: ("Education_Services",),
    Source.HEALTH: ("Health_Services",),
    Source.LOCAL_AUTHORITY: ("LA_Services", "LA services"),
    Source.LEGAL: ("Other_legal_agency",),
}
CENSUS_ALSO = {  # as the census and its guidance write the codes
    "1A": ("Family member/relative/carer", "Family/relative/carer", "Individual - family member/relative/carer"),
    "1B": ("Acquaintance", "Individual - acquaintance"),
    "1C": ("Self", "Individual - self"),
    "1D": ("Individual - other", "Individual - other (including strangers, MPs)", "Other including strangers"),
    "3A": ("Health services - GP", "Health - GP"),
    "3B": ("Health services - health visitor", "Health - health visitor"),
    "3C": ("Health services - school nurse", "Health - school nurse"),
    "3D": ("Health services - other primary health services", "Other primary health services", "Other primary health"),
    "3E": ("Health services - A&E (emergency department)", "A&E", "A & E", "Accident & emergency"),
    "3F": ("Health services - other", "Other health services", "Other health"),
    "4": ("Housing (LA or housing association)",),
    "5A": ("LA services - social care", "LA social care", "Local authority social care"),
    "5B": ("LA services - other internal", "LA other internal", "Local authority other internal"),
    "5C": ("LA services - external", "LA external", "Local authority external"),
    "5D": ("LA services - early help", "LA early help", "Local authority early help"),
    "7": ("Other legal", "Other legal agencies"),
}  # fmt: skip
IN_LISTS = (
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "p",
    "p1",
    "q",
    "r",
    "s",
    "t",
    "u",
)  # fmt: skip - how Annex A letters the codes, in their order


def ways_of_writing() -> dict[str, str]:
    """{as it may be written: code, or the value of a group that has several}."""
    found: dict[str, str] = {}
    for group, codes in OF_GROUP.items():
        code = group.value if group in OF_MANY_CODES else codes[0]
        found |= dict.fromkeys((group.value, str(group.label), *PUBLISHED.get(group, ())), code)
    for letter, code in zip(IN_LISTS, CENSUS, strict=True):
        group = Source(GROUPS[code])
        for name in (str(group.label), *PUBLISHED.get(group, ()), CENSUS[code], *CENSUS_ALSO.get(code, ())):
            found |= dict.fromkeys((f"{letter}) {code}: {name}", f"{code}: {name}", f"{code} - {name}"), code)
        found |= dict.fromkeys((f"{letter}) {code}", CENSUS[code], *CENSUS_ALSO.get(code, ())), code)
    return found


WRITTEN = ways_of_writing()
BY_TEXT = {folded(text): code for text, code in WRITTEN.items()} | {folded(code): code for code in CODES}


def code_of(text: str) -> str | None:
    """Of a pick-list's text: None where it is not known for certain."""
    return BY_TEXT.get(folded(text))


def named(code: str) -> str:
    """'6 Police', 'Health services'."""
    return f"{code} {CENSUS[code]}" if code in CENSUS else CODES[code]
