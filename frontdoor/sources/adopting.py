"""What an analyst says of words of sources. Each change settles the records of open months anew, in the same
transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from frontdoor.source_codes import CODES
from frontdoor.sources.models import SourceWord
from frontdoor.sources.settling import settle
from frontdoor.sources.words import is_own
from history import tracking
from intake.columns import folded
from organisation.models import User
from organisation.refused import Refused


@transaction.atomic
def adopt_words(*, chosen: Mapping[str, str], by: User, at: datetime) -> int:
    """`chosen`: {text as files have it: code}; '' where it is not known any more. Gives how many were said. Raises
    Refused."""
    there = {word.folded: word for word in SourceWord.objects.select_for_update()}
    for text, code in chosen.items():
        refuse(text, code)
        key = folded(text)
        word = there.get(key) or SourceWord(text=text, folded=key)
        if code:
            word.stands_for, word.decided_by, word.decided_at = code, by, at
            tracking.save(word, by=by, at=at)
        elif word.pk:
            tracking.remove(word, by=by, at=at)
    settle({folded(text): code for text, code in chosen.items()})
    return len(chosen)


def refuse(text: str, code: str) -> None:
    if code and code not in CODES:
        raise Refused("Choose a source from the list.")
    if not is_own(text):
        raise Refused(f"‘{text}’ is known already: it is a code of the census, or a name that everybody writes.")
