"""Sources of contacts: codes of the children in need census, and the groups in which the Department for Education
publishes them (children in need statistics, referrals by source)."""

from __future__ import annotations

from frontdoor.models import Source

CODES = {
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
GROUPS: dict[str | None, str] = {
    code: group
    for codes, group in (
        (("1A", "1B", "1C", "1D"), Source.INDIVIDUAL),
        (("2A",), Source.SCHOOLS),
        (("2B",), Source.EDUCATION),
        (("3A", "3B", "3C", "3D", "3E", "3F"), Source.HEALTH),
        (("4",), Source.HOUSING),
        (("5A", "5B", "5C", "5D"), Source.LOCAL_AUTHORITY),
        (("6",), Source.POLICE),
        (("7",), Source.LEGAL),
        (("8",), Source.OTHER),
        (("9",), Source.ANONYMOUS),
        (("10",), Source.UNKNOWN),
    )
    for code in codes
}
WRITTEN: dict[str, str] = {}
