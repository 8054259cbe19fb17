"""What a source's text stands for: what everybody writes, then what the council said of its own words."""

from __future__ import annotations

from collections.abc import Mapping

from frontdoor.layouts.common import From, of_code
from frontdoor.source_codes import GROUPS, code_of
from frontdoor.sources.models import SourceWord
from intake.columns import folded

UNKNOWN = From(GROUPS["10"], "", "")


class Known:
    """Nothing is guessed: what is not known for certain is unknown, and its text is kept."""

    def __init__(self, own: Mapping[str, str] | None = None) -> None:
        """`own`: {folded text: code}; None: those that the council has said."""
        self.own = dict(SourceWord.objects.values_list("folded", "stands_for")) if own is None else own

    def of_words(self, text: str | None, number: str | None = None) -> From:
        """`number`: the id of the case system's list, read where there are no words."""
        if text or not number:
            return self.of_text(text)
        return self.of_id(number) if number.isdecimal() else self.of_text(number)

    def of_text(self, text: str | None) -> From:
        if not text:
            return UNKNOWN
        return self.named(code_of(text) or self.own.get(folded(text)), text)

    def of_id(self, number: str) -> From:
        """Never a census code: '6' is the sixth of the system's list, not the police."""
        return self.named(self.own.get(folded(number)), number)

    @staticmethod
    def named(code: str | None, text: str) -> From:
        return (of_code(code) if code else UNKNOWN)._replace(said=text)


def is_own(text: str) -> bool:
    """Whether it is for the council to say what it stands for. Of a number it is: a system's list may use any."""
    return code_of(text) is None or text.strip().isdecimal()
