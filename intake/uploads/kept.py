"""What is kept on the disk of a file that was brought and is not loaded yet: its bytes, how far a job has read it,
every error and warning, and the records that it would change. All of it may hold what the file holds, so it goes when
the file is loaded or thrown away."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.core.files import File
from django.core.files.storage import storages

from intake.loads.changes import Change
from intake.models import Upload
from intake.problems import Problem

ERRORS, WARNINGS, CHANGES, PROGRESS, STOP = ".errors", ".warnings", ".changes", ".progress", ".stop"
BESIDE = (ERRORS, WARNINGS, CHANGES, PROGRESS, STOP)


class Stored(NamedTuple):
    name: str
    sha256: str
    size: int


def store(file: File) -> Stored:
    """Block by block. Its name is nobody's to guess, and says nothing of the file."""
    name = storages["intake"].generate_filename(uuid.uuid4().hex)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            for chunk in file.chunks():
                digest.update(chunk)
                size += kept.write(chunk)
    except BaseException:
        remove(name)
        raise
    return Stored(name, digest.hexdigest(), size)


def path_of(name: str) -> Path:
    return Path(storages["intake"].path(name))


def remove(name: str) -> None:
    """The file and what was kept beside it."""
    for path in (path_of(name), *(beside(name, kind) for kind in BESIDE)):
        path.unlink(missing_ok=True)


def beside(name: str, kind: str) -> Path:
    return path_of(name).with_suffix(kind)


# --- Errors and warnings ----------------------------------------------------------------------------------------------


def write_problems(upload: Upload, kind: str, problems: Iterable[Problem]) -> None:
    """In the order of rows, a line each."""
    with Replacing(beside(upload.stored, kind)) as path, path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(found, ensure_ascii=True) + "\n" for found in problems)


def problems(upload: Upload, kind: str) -> Iterator[Problem]:
    """In the order of rows. None where they are gone."""
    path = beside(upload.stored, kind)
    if upload.stored and path.exists():
        with path.open(encoding="utf-8") as file:
            yield from (Problem(*json.loads(line)) for line in file)


# --- Records that would change ----------------------------------------------------------------------------------------


def write_changes(upload: Upload, found: Mapping[str, Iterable[Change]]) -> None:
    """By kind, in the order of months and rows, a line each."""
    with Replacing(beside(upload.stored, CHANGES)) as path, path.open("w", encoding="utf-8") as file:
        for kind, changes in found.items():
            for reference, month, row, fields in changes:
                line = [kind, reference, month.isoformat(), row, fields]
                file.write(json.dumps(line, ensure_ascii=True) + "\n")


def changes(upload: Upload, wanted: str) -> Iterator[Change]:
    """Those of a kind. None where they are gone."""
    path = beside(upload.stored, CHANGES)
    if upload.stored and path.exists():
        with path.open(encoding="utf-8") as file:
            for kind, reference, month, row, fields in map(json.loads, file):
                if kind == wanted:
                    yield Change(reference, date.fromisoformat(month), row, fields)


class Replacing:
    """A path to write to; what is written is there at once and whole, or not at all."""

    def __init__(self, path: Path) -> None:
        self.path, self.new = path, path.with_name(path.name + ".new")

    def __enter__(self) -> Path:
        self.new.touch(mode=0o600)
        return self.new

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.new.replace(self.path)
        else:
            self.new.unlink(missing_ok=True)
