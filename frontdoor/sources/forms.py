"""What is chosen for words of sources. Asked with GET first, so that what it would move is seen."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms

from frontdoor.source_codes import CENSUS, CODES, named
from frontdoor.sources.models import SourceWord
from frontdoor.sources.unknown import Unknown
from pages.forms import CouncilForm

REMOVED = "removed"
SOURCES = [(code, named(code) if code in CENSUS else f"{named(code)} (which is not known)") for code in CODES]


def name_of(text: Unknown) -> str:
    """Of its field, the same on every page: what is chosen of a text stays with it when others join the list."""
    return f"word-{sha256(text.folded.encode()).hexdigest()[:12]}"


class WordsForm(CouncilForm):
    """A source for each text of a page, of which any may be left for later."""

    def __init__(self, *args: Any, texts: Sequence[Unknown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        for text in texts:
            self.fields[name_of(text)] = forms.ChoiceField(
                label=f"What ‘{text.text}’ stands for", choices=[("", "Choose"), *SOURCES], required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = {text.text: code for text in self.texts if (code := data.get(name_of(text)))}
        if self.texts and not chosen and not self.errors:
            self.add_error(name_of(self.texts[0]), "Choose a source for at least one text")
        return {"chosen": chosen}

    def rows(self) -> list[tuple[Unknown, forms.BoundField]]:
        return [(text, self[name_of(text)]) for text in self.texts]


class WordForm(CouncilForm):
    """Another source for a text that one was chosen for, or none any more."""

    submit = "See what it would move"

    code = forms.ChoiceField(label="It stands for", choices=[*SOURCES, (REMOVED, "Not known any more")])

    def __init__(self, *args: Any, word: SourceWord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.word = word
        self.helper.form_method = "get"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        code = data.get("code", "")
        return {"chosen": {self.word.text: "" if code == REMOVED else code}}
