"""A change that a rule forbids. What it says is one sentence for whoever asked, and names the field it is about."""

from django import forms


class Refused(ValueError):
    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    def show_on(self, form: forms.Form) -> None:
        form.add_error(self.field if self.field in form.fields else None, self.sentence)
