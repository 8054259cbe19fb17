"""What is asked of a load."""

from __future__ import annotations

from intake.uploads.forms import reason
from pages.checked import CheckedForm


class UndoForm(CheckedForm):
    submit = "Undo this load"
    checked = ("because",)

    because = reason("Why is it undone?", "Enter why it is undone")
