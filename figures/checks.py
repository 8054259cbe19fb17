from collections import Counter
from typing import Any

from django.core.checks import CheckMessage, Error, register

from figures.registry import listed


@register()
def figure_keys_are_unique(**_: Any) -> list[CheckMessage]:
    twice = [key for key, times in Counter(figure.key for figure in listed()).items() if times > 1]
    return [
        Error(f"Two figures have the key '{key}'.", hint="Give one of them another key.", id="figures.E001")
        for key in twice
    ]
