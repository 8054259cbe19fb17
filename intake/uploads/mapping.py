"""Headings that no column has: what they mean is said once, and remembered for the files of whoever said it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from intake.checks.headings import matched, plain
from intake.checks.personal import looks_personal
from intake.columns import Column
from intake.dataset import Layout
from intake.models import HeadingMeaning, Upload
from intake.registry import dataset
from intake.uploads import bringing
from organisation.models import User
from pages.forms import CouncilForm

LEAVE_OUT = "Leave it out"


def layout_of(upload: Upload) -> Layout:
    """The one as which the file was read."""
    layouts = dataset(upload.dataset).layouts()
    return next((one for one in layouts if one.name == upload.told["layout"]), layouts[0])


def unknown(upload: Upload, layout: Layout) -> list[str]:
    """Headings that the declaration does not know, whatever was said of them; without those that may not be sent."""
    headings = upload.told["headings"]
    known = matched(headings, layout.columns, {})
    return [head for head in dict.fromkeys(headings) if head in known.left_out and head not in known.personal]


def meanings_of(upload: Upload) -> list[tuple[str, str]]:
    """Each of them, with the column that it means; '' where it is left out."""
    if not upload.told["headings"] or upload.told["personal"]:
        return []
    said = bringing.remembered(upload)
    return [(head, said.get(plain(head), "")) for head in unknown(upload, layout_of(upload))]


class HeadingsForm(CouncilForm):
    """A question for each heading that no column has, except those that may not be sent at all."""

    submit = "Save and check the file again"

    def __init__(self, *arguments: Any, upload: Upload, **options: Any) -> None:
        super().__init__(*arguments, **options)
        layout, said = layout_of(upload), bringing.remembered(upload)
        self.asked = unknown(upload, layout)
        places = matched(upload.told["headings"], layout.columns, {}).places
        free = [column for column in layout.columns if column.name not in places]
        choices = [("", LEAVE_OUT), *((column.name, choice_label(column)) for column in free)]
        for number, heading in enumerate(self.asked):
            self.fields[f"heading_{number}"] = forms.ChoiceField(
                label=f"‘{heading}’", choices=choices, required=False, initial=said.get(plain(heading), "")
            )

    def clean(self) -> dict[str, Any]:
        """Two headings cannot mean one column."""
        data = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for name, column in list(data.items()):
            if column and column in taken:
                self.add_error(name, f"{self.fields[taken[column]].label} means this column already")
            elif column:
                taken[column] = name
        return data

    def meanings(self) -> Mapping[str, str]:
        """{heading: column's name, or '' to leave it out}"""
        return {heading: self.cleaned_data[f"heading_{number}"] for number, heading in enumerate(self.asked)}


def choice_label(column: Column) -> str:
    return f"{column.name}: {column.label}" + (" (must be there)" if column.required else "")


@transaction.atomic
def remember(*, upload: Upload, meanings: Mapping[str, str], by: User, at: datetime) -> None:
    """For files that whoever brought this one sends; and this one is checked again."""
    for heading, column in meanings.items():
        if not looks_personal(heading):
            HeadingMeaning.objects.update_or_create(
                dataset=upload.dataset, said_by=upload.brought_by, heading=plain(heading)[:200],
                defaults={"column": column, "said_at": at},
            )  # fmt: skip
    bringing.check_again(upload=upload, by=by, at=at)
