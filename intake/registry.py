"""All datasets: each module that the settings name exports a plain list DATASETS."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from django.conf import settings

from intake.dataset import Dataset
from organisation.models import User


class NoSuchDataset(LookupError):
    pass


@cache
def datasets() -> Mapping[str, Dataset]:
    """{name: dataset}, in the order of the settings."""
    every = [dataset for module in settings.DATASET_MODULES for dataset in import_module(module).DATASETS]
    return {dataset.name: dataset for dataset in every}


def dataset(name: str) -> Dataset:
    """Raises NoSuchDataset with a sentence."""
    try:
        return datasets()[name]
    except KeyError:
        raise NoSuchDataset(f"There is no dataset '{name}'. There are: {', '.join(datasets())}.") from None


def loaded_by(user: User) -> list[Dataset]:
    """Those of which they may load files."""
    return [one for one in datasets().values() if user.access.may_somewhere(one.loaded_with)]
