"""How one field of a form stands on the page: what describes it, where an error leads, which template draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from pages import wording
from pages.fields import PARTS, Checkboxes, DateParts, Revealing

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
NUMBER_WIDTH = "govuk-input--width-5"


@dataclass(frozen=True)
class Choice:
    id: str
    name: str
    value: str
    label: str
    hint: str
    checked: bool
    revealed: list[BoundField]


@dataclass(frozen=True)
class Part:
    """Of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool


def kind(field: BoundField) -> str:
    """The template in council/ that draws it."""
    widget = field.field.widget
    if isinstance(widget, DateParts):
        return "date"
    if isinstance(widget, GROUPS):
        return "choices"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "input"


def described_by(field: BoundField) -> str:
    hint = f"{field.auto_id}-hint" if field.help_text else ""
    error = f"{field.auto_id}-error" if field.errors else ""
    return " ".join(filter(None, (hint, error)))


def wrong_parts(field: BoundField) -> list[str]:
    """Of a date: those that the errors are about, in their order; the first where there are none."""
    named = {
        part
        for error in field.form.errors.as_data().get(field.name, ())
        for part in ((error.params or {}).get("parts", PARTS))
    }
    return [part for part in PARTS if part in named] or [PARTS[0]]


def first_wrong(field: BoundField) -> str:
    """The id of the input where a mistake is mended: an error summary leads there."""
    if isinstance(field.field.widget, DateParts):
        return f"{field.auto_id}_{PARTS.index(wrong_parts(field)[0])}"
    return f"{field.auto_id}_0" if isinstance(field.field.widget, GROUPS) else str(field.auto_id)


def is_revealed(field: BoundField) -> bool:
    """By a choice: it stands beneath that choice, not on its own."""
    reveals = getattr(field.form, "reveals", None)
    return field.name in reveals() if reveals else False


def folded(field: BoundField) -> str:
    """What is said in place of a long list of choices; '' of one that does not fold."""
    says = getattr(field.field.widget, "folds", None)
    return says(len({str(value) for value in field.value() or ()})) if says else ""


def choices(field: BoundField) -> list[Choice]:
    """In a list that folds, what is chosen comes first."""
    found = list(all_choices(field))
    return sorted(found, key=lambda choice: not choice.checked) if folded(field) else found


def heading(field: BoundField) -> str:
    """Of the section of its form that begins with it; '' within a section, and in a form without."""
    headings: dict[str, str] = getattr(field.form, "headings", {})
    return headings.get(field.name, "")


def all_choices(field: BoundField) -> Iterator[Choice]:
    widget: Any = field.field.widget
    reveals = widget.reveals if isinstance(widget, Revealing) else {}
    context = widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    for _, options, _ in context["widget"]["optgroups"]:
        for option in options:
            value = str(option["value"])
            revealed = [field.form[name] for name in reveals.get(value, ())]
            yield Choice(
                id=option["attrs"]["id"],
                name=option["name"],
                value=value,
                label=option["label"],
                hint=option["attrs"].get("hint", ""),
                checked=option["selected"],
                revealed=revealed,
            )


def choices_kind(field: BoundField) -> str:
    return "checkboxes" if isinstance(field.field.widget, Checkboxes | forms.CheckboxSelectMultiple) else "radios"


def parts(field: BoundField) -> Iterator[Part]:
    context = field.field.widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    wrong = wrong_parts(field) if field.errors else []
    for part, drawn in zip(PARTS, context["widget"]["subwidgets"], strict=True):
        value = "" if drawn["value"] is None else str(drawn["value"])
        width = 4 if part == "year" else 2
        yield Part(drawn["attrs"]["id"], drawn["name"], part.capitalize(), value, width, part in wrong)


def drawn(field: BoundField) -> SafeString:
    """The input of a field that has one."""
    widget = field.field.widget
    css = next(css for kind, css in CLASSES if isinstance(widget, kind))
    classes = [css, f"{css}--error" if field.errors else "", str(widget.attrs.get("class", ""))]
    attributes = _attributes(field)
    if isinstance(widget, forms.NumberInput):
        classes.append(NUMBER_WIDTH)
        widget.input_type = "text"  # a number box loses digits to a scrolling wheel
        widget.attrs = {name: value for name, value in widget.attrs.items() if name not in {"step", "min", "max"}}
    if describing := described_by(field):
        attributes["aria-describedby"] = describing
    return field.as_widget(attrs=attributes | {"class": " ".join(filter(None, classes))})


def _attributes(field: BoundField) -> dict[str, str | bool]:
    """What a browser or a phone's keyboard should know; what the widget says itself goes before."""
    widget = field.field.widget
    known: dict[str, str | bool] = {}
    if isinstance(widget, forms.NumberInput):
        known["inputmode"] = "numeric" if wording.is_whole_number(field.field) else "decimal"
    elif isinstance(widget, forms.EmailInput):
        known = {"autocomplete": "email", "spellcheck": "false"}
    elif isinstance(widget, forms.PasswordInput):
        known = {"autocomplete": "current-password", "spellcheck": "false"}
    return {name: value for name, value in known.items() if name not in widget.attrs}
