"""What the database holds."""

from collections.abc import Iterator

from django.apps import apps


def everything_stored() -> Iterator[str]:
    """Every value of every row, as text."""
    for model in apps.get_models():
        for row in model._base_manager.values_list():
            yield from map(str, row)
