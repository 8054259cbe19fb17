"""A form whose free text is looked through for what could identify a child or a family, before it is saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms

from pages.forms import CouncilForm
from pages.identifying import Found, found, marked

NOT_SAVED = "Nothing is saved yet: check the words below. Change them, or say why they may stay"


class CheckedForm(CouncilForm):
    """`checked` names the fields of free text. Words that look like somebody's are shown, to be changed or confirmed
    with a reason, which is then in `may_stay` of the cleaned data; where nothing was found it is not asked for and ''.
    """

    checked: ClassVar[tuple[str, ...]] = ()

    may_stay = forms.CharField(label="These words may stay because", max_length=200, required=False)

    def __init__(self, *arguments: Any, on: date, **options: Any) -> None:
        """`on` is today: what could be a date of birth depends on it."""
        super().__init__(*arguments, **options)
        self.on = on
        self.looks_like = list(self._look()) if self.is_bound else []
        if not self.looks_like:
            del self.fields["may_stay"]

    def _look(self) -> Iterator[tuple[str, Found]]:
        """The text of a field, and something that was found in it."""
        for name in self.checked:
            text = str(self.data.get(self.add_prefix(name)) or "")
            yield from ((text, each) for each in found(text, self.on))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.looks_like and not data.get("may_stay"):
            self.add_error("may_stay", NOT_SAVED)
        return {"may_stay": "", **data}

    def to_check(self) -> list[dict[str, str]]:
        """What the page shows of each: {before, words, after, looks_like}."""
        return [marked(text, each) for text, each in self.looks_like]
