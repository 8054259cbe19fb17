"""What somebody typed of actions that their page cannot take any more: shown back, so that it is not lost."""

from __future__ import annotations

import re
from collections.abc import Collection

from django.http import QueryDict

from improvement.forms import UpdateForm

FIELD = re.compile(r"action-([0-9]{1,18})-([a-z_]+)")


def typed_words(data: QueryDict, but: Collection[int] = ()) -> list[tuple[str, str]]:
    """Label and words of each answer of free text, `but` those of actions that the page shows."""
    found = [(FIELD.fullmatch(name), str(words).strip()) for name, words in data.items()]
    return [
        (str(UpdateForm.base_fields[field[2]].label), words)
        for field, words in found
        if field and field[2] in UpdateForm.checked and int(field[1]) not in but and words
    ]
