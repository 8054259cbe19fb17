"""What the next actions of a workflow mean, as flags. Each is listed whole and matched whole."""

from __future__ import annotations

import re

from frontdoor.models import Flag
from intake.columns import folded

BETWEEN = re.compile(r"[;|,\n]|\s\+\s")
MEANS = {
    Flag.NFA: ("nfa", "closed nfa", "no further action required", "signpost", "signposted",
               "signposted to other agency"),
    Flag.ADVICE: ("advice given", "information and advice", "information and advice provided",
                  "advice and information"),
    Flag.NEW_REFERRAL: ("referral", "cin referral", "child and family assessment", "cafa", "cafa required",
                        "single assessment", "assessment", "referral to social care", "assessment required"),
    Flag.CP_ENQUIRY: ("strategy discussion", "strategy discussion/meeting", "section 47 enquiry", "s47 enquiry",
                      "strategy discussion and/or s47"),
    Flag.EARLY_HELP: ("eh referral", "early help referral", "early help hub", "refer ehh", "refer to early help hub",
                      "step-down to early help"),
    Flag.EXISTING_REFERRAL: ("existing case",),
    Flag.OTHER_OUTCOMES_EXIST: ("other",),
}  # fmt: skip
KNOWN = {folded(text): flag.value for flag in Flag for text in (flag.value, str(flag.label), *MEANS.get(flag, ()))}


def flags_of(text: str) -> list[str]:
    """Empty where any part of it is not known: then its outcome is not recorded, rather than half of it."""
    whole = KNOWN.get(folded(text))
    if whole:
        return [whole]
    found = [KNOWN.get(folded(part)) for part in BETWEEN.split(text) if part.strip()]
    return [flag for flag in found if flag] if all(found) else []
