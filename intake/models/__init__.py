"""Files that were brought, what was loaded of them, and what the records of a load have in common."""

from intake.models.keys import KeysUsed
from intake.models.loads import (
    COMMAND_LINE,
    ENTERED,
    PLAN,
    BroughtFile,
    BroughtFileQuerySet,
    Load,
    LoadQuerySet,
    counted_from,
    is_entered,
    loads_counted,
    standing,
)
from intake.models.records import Loaded, LoadedQuerySet, RecordChange, RecordChangeQuerySet
from intake.models.uploads import HeadingMeaning, Upload, UploadQuerySet

__all__ = [
    "COMMAND_LINE",
    "ENTERED",
    "PLAN",
    "BroughtFile",
    "BroughtFileQuerySet",
    "HeadingMeaning",
    "KeysUsed",
    "Load",
    "LoadQuerySet",
    "Loaded",
    "LoadedQuerySet",
    "RecordChange",
    "RecordChangeQuerySet",
    "Upload",
    "UploadQuerySet",
    "counted_from",
    "is_entered",
    "loads_counted",
    "standing",
]
