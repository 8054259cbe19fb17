"""What is asked of a piece of evidence. Forms check; they change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from improvement.evidence.keeping import Piece, refuse_early_review, refuse_future, refuse_no_address
from improvement.evidence.sniffing import KINDS, MOST_BYTES, TOO_LARGE, kind_of
from improvement.models import Sight
from organisation.refused import Refused
from pages.checked import CheckedForm
from pages.fields import DateInput, Radios
from pages.identifying import Found, found

FILE, ADDRESS, PLACE = "file", "url", "where"
CHOOSE_AGAIN = "Choose the file again: it was not kept"
ENDINGS = ",".join(ending for _, _, endings in KINDS.values() for ending in endings)


class WithFile(CheckedForm):
    """What forms with a field `file` have in common; the field is their own."""

    def _look(self) -> Iterator[tuple[str, Found]]:
        """In the name of the file too."""
        yield from super()._look()
        yield from ((self.file_name, each) for each in found(self.file_name, self.on))

    def clean_file(self) -> Any:
        """What is wrong with it is said whatever else is wrong: nobody chooses a file again that is refused."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        if file:
            _checked(kind_of, file.read(), file.name)
            file.seek(0)
        return file

    @property
    def file_name(self) -> str:
        """Of the file that was sent; '' where there is none."""
        file = self.files.get(self.add_prefix("file"))
        return str(file.name) if file else ""

    def ask_for_the_file_again(self) -> None:
        """A browser does not send a file back that it sent once."""
        if self.file_name and not self.has_error("file"):
            self.add_error("file", CHOOSE_AGAIN)


class EvidenceForm(WithFile):
    submit = "Add this evidence"
    checked: ClassVar[tuple[str, ...]] = ("title", "where")

    title = forms.CharField(
        label="What is it?",
        help_text="For example: Strategy as agreed by the board. Name no child and no family.",
        max_length=160,
        error_messages={"required": "Enter what it is"},
    )
    kind = forms.ChoiceField(
        label="Where is it?",
        widget=Radios(reveals={FILE: "file", ADDRESS: "url", PLACE: "where"}),
        choices=[(FILE, "In a file"), (ADDRESS, "At an address of the web or the intranet"), (PLACE, "Elsewhere")],
        error_messages={"required": "Select where it is"},
    )
    file = forms.FileField(
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, PNG, JPEG, CSV or text, of 10 MB at most. No macros, no password.",
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        error_messages={"required": "Choose a file"},
    )
    url = forms.CharField(
        label="Address",
        help_text="All of it, starting with https:// or http://",
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
        max_length=500,
        error_messages={"required": "Enter the address"},
    )
    where = forms.CharField(
        label="Where it lies",
        help_text="So that whoever assures the action can find it.",
        max_length=200,
        error_messages={"required": "Enter where it lies"},
    )
    dated_on = DateInput(
        label="What day is the evidence of?",
        help_text="The day on the document or of the meeting, not today.",
        noun="the day of the evidence",
    )
    review_on = DateInput(
        label="When is it to be looked at again, or when does it run out?",
        noun="the review date",
        required=False,
    )
    sight = forms.ChoiceField(
        label="Who may see it?",
        help_text="You and the owner of the action see it too.",
        widget=Radios(),
        choices=Sight.choices,
        initial=Sight.PROGRAMME,
        error_messages={"required": "Select who may see it"},
    )

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url:
            _checked(refuse_no_address, url)
        return url

    def clean_dated_on(self) -> date:
        day: date = self.cleaned_data["dated_on"]
        _checked(refuse_future, day, self.on)
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("dated_on"):
            try:
                refuse_early_review(data["dated_on"], data.get("review_on"))
            except Refused as refused:
                refused.show_on(self)
        return data

    def ask_for_the_file_again(self) -> None:
        """Where it is a file that they add, and something is wrong."""
        if self.errors and self["kind"].data == FILE:
            super().ask_for_the_file_again()

    @property
    def piece(self) -> Piece:
        data = self.cleaned_data
        file = data["file"]
        names = ("title", "dated_on", "review_on", "sight", "url", "where")
        return Piece(**{name: data[name] for name in names}, file=(file.name, file.read()) if file else None)


class WithdrawForm(CheckedForm):
    submit = "Withdraw this evidence"
    checked: ClassVar[tuple[str, ...]] = ("reason",)

    reason = forms.CharField(
        label="Why does it no longer count?",
        help_text="Name no child and no family.",
        max_length=200,
        error_messages={"required": "Say why it no longer counts"},
    )


def _checked(rule: Any, *arguments: Any) -> None:
    try:
        rule(*arguments)
    except Refused as refused:
        raise ValidationError(refused.sentence) from refused
