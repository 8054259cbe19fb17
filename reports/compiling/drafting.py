"""Drafts: a report compiled, rendered and kept. An unchanged tree gives the draft that there is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from django.db import transaction

from figures.models import Cycle
from figures.snapshot import let_go_of_pages, snapshot
from reports.compiling.paper import Compiled, compile_cycle
from reports.models import Compilation, File, Report
from reports.renderers import FORMATS, Paper, render, versions

Progress = Callable[[int, int, str], None]


def silent(done: int, of: int, text: str) -> None:
    """For callers that show no progress."""


def compiled_now(cycle: Cycle) -> Compiled:
    with snapshot():
        return compile_cycle(cycle)


def rendered(paper: Paper, progress: Progress = silent) -> dict[str, bytes]:
    """Every format, by its key. They take most memory of all: what the database read for the paper is let go before."""
    let_go_of_pages()
    files = {}
    for done, (key, format_) in enumerate(FORMATS.items()):
        progress(done, len(FORMATS), f"Making {format_.label}")
        files[key] = render(key, paper)
    return files


def digest(compiled: Compiled) -> str:
    """The same for the same paper under the same renderers."""
    canonical = json.dumps([compiled.as_dict(), versions()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def compile_draft(
    *,
    report: Report,
    at: datetime,
    progress: Progress = silent,
    finishing: Callable[[], AbstractContextManager[object]] = transaction.atomic,
) -> Compilation:
    """Reads in one snapshot, renders outside any transaction, and stores within `finishing`."""
    progress(0, len(FORMATS), "Reading the records")
    compiled = compiled_now(report.cycle)
    mark = digest(compiled)
    there = Compilation.objects.filter(report=report, digest=mark).first()
    files = {} if there else rendered(compiled.paper, progress)
    with finishing():
        kept = there or store(report, mark, compiled, files, at)
        Report.objects.filter(pk=report.pk).update(draft=kept, drafted_at=at)
    return kept


def store(report: Report, mark: str, compiled: Compiled, files: dict[str, bytes], at: datetime) -> Compilation:
    """Whole or not at all; when another has stored the same meanwhile, that one."""
    with transaction.atomic():
        kept, created = Compilation.objects.get_or_create(
            report=report,
            digest=mark,
            defaults={
                "says": compiled.says,
                "paper": compiled.as_dict(),
                "renderers": versions(),
                "snapshot_at": at,
                "compiled_at": at,
            },
        )
        if created:
            File.objects.bulk_create(file(kept, key, content) for key, content in files.items())
    return kept


def file(compilation: Compilation, key: str, content: bytes) -> File:
    return File(
        compilation=compilation,
        format=key,
        name=FORMATS[key].file_name,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
