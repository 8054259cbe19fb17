"""What somebody typed that their page cannot take any more: shown back, so that it is not lost."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.http import QueryDict

from improvement.collected.forms import NumberForm
from improvement.updates.forms import UpdateForm

FIELD = re.compile(r"((action|measure)-[0-9]{1,18})-([a-z_]+)")
LABELS = {("action", name): str(UpdateForm.base_fields[name].label) for name in UpdateForm.checked}
LABELS |= {("measure", name): str(NumberForm.base_fields[name].label) for name in NumberForm.checked}
LABELS |= {("measure", "numerator"): "Number", ("measure", "denominator"): "Out of"}


def typed_words(data: QueryDict, but: Collection[str] = ()) -> list[tuple[str, str]]:
    """Label and words of each answer, `but` those of the actions and measures which the page shows ('action-3')."""
    found = [(FIELD.fullmatch(name), str(words).strip()) for name, words in data.items()]
    return [
        (LABELS[field[2], field[3]], words)
        for field, words in found
        if field and (field[2], field[3]) in LABELS and field[1] not in but and words
    ]
