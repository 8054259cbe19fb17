"""The evidence that an owner brings with an update: one piece, or none, with no question that needs an answer twice."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField

from improvement.evidence.forms import ENDINGS, WithFile
from improvement.evidence.keeping import Piece, refuse_early_review, refuse_future, refuse_no_address
from improvement.models import Sight
from organisation.refused import Refused
from pages.fields import DateInput

ADDRESS = ("http://", "https://")
LONGEST_PLACE = 200


FILLED_IN_BEFORE = {"dated_on", "sight", "forecast_date"}


def is_filled(field: BoundField) -> bool:
    """By whoever types, or wrong."""
    return bool(field.errors) or (is_typed(field.value()) and field.name not in FILLED_IN_BEFORE)


def is_typed(value: Any) -> bool:
    """A day is typed in parts."""
    return any(value) if isinstance(value, list) else bool(value)


class EvidenceBrought(WithFile):
    """`brings` where anything of it was filled in: else none of it is asked. The day and who may see it are filled in
    from the start."""

    checked: ClassVar[tuple[str, ...]] = ("title", "place")

    file = forms.FileField(
        label="A file",
        help_text="PDF, Word, Excel, PowerPoint, picture, CSV or text, of 10 MB at most. No macros, no password.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        required=False,
    )
    place = forms.CharField(
        label="Or where it is",
        help_text="Its whole address, starting with https:// or http://, or words that say where it lies.",
        max_length=500,
        required=False,
    )
    title = forms.CharField(
        label="What is it?",
        help_text="For example: Strategy as agreed by the board. Name no child and no family.",
        max_length=160,
        error_messages={"required": "Enter what the evidence is"},
    )
    dated_on = DateInput(
        label="What day is the evidence of?", help_text="If it is not today.", noun="the day of the evidence"
    )
    review_on = DateInput(label="When is it to be looked at again?", noun="the review date", required=False)
    sight = forms.ChoiceField(
        label="Who may see it?", choices=Sight.choices, error_messages={"required": "Select who may see it"}
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.initial = {"dated_on": self.on, "sight": Sight.PROGRAMME, **self.initial}

    @property
    def evidence(self) -> list[BoundField]:
        return [self[name] for name in EvidenceBrought.base_fields if name != "may_stay"]

    @property
    def shows_evidence(self) -> bool:
        """Something of it is filled in or wrong."""
        return any(is_filled(field) for field in self.evidence)

    @property
    def evidence_is_wrong(self) -> bool:
        return any(field.errors for field in self.evidence)

    @property
    def brings(self) -> bool:
        return bool(self.file_name) or any(is_typed(self[name].data) for name in ("place", "title", "review_on"))

    def unasked(self) -> list[str]:
        return super().unasked() + ([] if self.brings else [field.name for field in self.evidence])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.brings:
            self._clean_evidence(data)
        return data

    def _clean_evidence(self, data: dict[str, Any]) -> None:
        file, place = data.get("file"), data.get("place", "")
        if file and place:
            self.add_error("place", "You chose a file too. Leave this empty, or choose no file")
        if not (file or place or {"file", "place"} & set(self.errors)):
            self.add_error("file", "Choose a file, or say where the evidence is. To save without it, empty all of it")
        if place.startswith(ADDRESS):
            self._hold("place", refuse_no_address, place)
        elif len(place) > LONGEST_PLACE:
            self.add_error("place", f"Say in {LONGEST_PLACE} characters or fewer where it lies")
        if data.get("dated_on"):
            self._hold("dated_on", refuse_future, data["dated_on"], self.on)
            self._hold("review_on", refuse_early_review, data["dated_on"], data.get("review_on"))

    def _hold(self, field: str, rule: Any, *arguments: Any) -> None:
        try:
            rule(*arguments)
        except Refused as refused:
            self.add_error(field, refused.sentence)

    @property
    def piece(self) -> Piece | None:
        if not self.brings:
            return None
        data = self.cleaned_data
        file, place = data["file"], data["place"]
        is_address = place.startswith(ADDRESS)
        return Piece(
            title=data["title"],
            dated_on=data["dated_on"],
            review_on=data["review_on"],
            sight=data["sight"],
            file=(file.name, file.read()) if file else None,
            url=place if is_address else "",
            where="" if is_address else place,
        )
