"""The form that ours are made of: its buttons, its words, and questions asked only where an answer calls for them."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms

from pages import wording
from pages.fields import Revealing


class Council(forms.BaseForm):
    """To stand before forms.Form, or before a form that a library brings."""

    use_required_attribute = False  # the server says what is wrong, in a summary, at once
    submit = "Save"

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.helper = FormHelper()
        self.helper.add_input(Submit("submit", self.submit))

    def full_clean(self) -> None:
        """Words the errors as late as this, so that a form may still change its labels when it is made."""
        for name, field in self.fields.items():
            wording.word(field, str(self[name].label))
        super().full_clean()

    def reveals(self) -> dict[str, tuple[str, str]]:
        """{name of a field that is revealed: (name of the choices that reveal it, the choice)}"""
        return {
            revealed: (name, value)
            for name, field in self.fields.items()
            if isinstance(field.widget, Revealing)
            for value, names in field.widget.reveals.items()
            for revealed in names
        }

    def unasked(self) -> list[str]:
        """The fields that no choice made has revealed: whatever was typed in them does not count."""
        return [
            revealed for revealed, (name, value) in self.reveals().items() if value not in _as_list(self[name].data)
        ]

    def _clean_fields(self) -> None:
        unasked = {name: self.fields[name].required for name in self.unasked()}
        for name in unasked:
            self.fields[name].required = False
        super()._clean_fields()  # type: ignore[misc]
        for name, was_required in unasked.items():
            self.errors.pop(name, None)
            self.cleaned_data[name] = self.fields[name].clean(None)
            self.fields[name].required = was_required


class CouncilForm(Council, forms.Form):
    pass


def _as_list(data: Any) -> list[str]:
    return [str(value) for value in (data if isinstance(data, list | tuple) else [data])]
