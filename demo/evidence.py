"""The evidence of the demonstration's complete actions, what assurers said of it, and a new date that was refused."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, cast

from django.core.files.base import ContentFile
from django.db import transaction

from demo.facts import evidence
from demo.organisation import Organisation
from demo.plan import moment
from figures import months
from history.models import write
from improvement.evidence.sniffing import kind_of
from improvement.models import Action, Assurance, DateRequest, Decision, Evidence, Outcome
from improvement.models.evidence import evidence_storage
from improvement.standing import agreed_date
from organisation.models import User

MADE_UP = "Made up for the demonstration."


def load_evidence(organisation: Organisation) -> bool:
    """True when it made the evidence; False when it was there already. Files that are missing are written again."""
    for entry in evidence()["pieces"]:
        if "file" in entry and not evidence_storage().exists(stored_as(entry)):
            evidence_storage().save(stored_as(entry), ContentFile(content(entry)))
    return not Evidence.objects.exists() and make_evidence(organisation)


@transaction.atomic
def make_evidence(organisation: Organisation) -> bool:
    actions = {action.reference: action for action in Action.objects.with_story()}
    for entry in evidence()["pieces"]:
        make_piece(actions[entry["ref"]], entry)
    for entry in evidence()["returns"]:
        by = organisation.people[entry["by"]]
        decide(actions[entry["ref"]], Outcome.RETURNED, entry["complete"], by, entry["on"], entry["words"])
    for action in actions.values():
        if action.assured_by and action.assured_on and action.completed_on:
            decide(action, Outcome.ASSURED, action.completed_on, action.assured_by, action.assured_on)
    for entry in evidence()["refusals"]:
        refuse(actions[entry["ref"]], entry, organisation.people[entry["by"]])
    return True


def make_piece(action: Action, entry: dict[str, Any]) -> None:
    at = moment(action.completed_on or entry["dated"], 15)
    piece = Evidence(
        action=action,
        title=entry["title"],
        dated_on=entry["dated"],
        review_on=entry.get("review"),
        sight=entry.get("sight", "programme"),
        url=entry.get("url", ""),
        where=entry.get("where", ""),
        added_by=action.owner,
        added_at=at,
    )
    if "file" in entry:
        made = content(entry)
        piece.name, piece.kind, piece.size = entry["file"], kind_of(made, entry["file"]), len(made)
        piece.sha256 = hashlib.sha256(made).hexdigest()
        piece.file.name = stored_as(entry)
    piece.save()
    write(about=piece, verb="added", by=piece.added_by, at=at, words=piece.title)


def decide(action: Action, outcome: Outcome, complete: date, by: User, on: date, words: str = "") -> None:
    owner, reported = cast(User, action.owner), moment(complete)
    write(about=action, verb="completed", by=owner, at=reported, words="Reported complete by the owner")
    at = moment(on, 14)
    write(about=action, verb=outcome.value, by=by, at=at, words=words)
    Assurance.objects.create(action=action, outcome=outcome, completed_on=complete, by=by, at=at, words=words)


def refuse(action: Action, entry: dict[str, Any], by: User) -> None:
    asked_at, decided_at = moment(entry["asked"]), moment(entry["on"], 16)
    asked = DateRequest.objects.create(
        action=action,
        from_date=cast(date, agreed_date(action, entry["asked"])),
        to_date=entry["to"],
        reason=entry["reason"],
        asked_by=cast(User, action.owner),
        asked_at=asked_at,
        decision=Decision.REFUSED,
        decided_by=by,
        decided_at=decided_at,
        words=entry["words"],
    )
    to_date = months.day(asked.to_date)
    said = f"from {months.day(asked.from_date)} to {to_date}: {asked.reason}"
    write(about=action, verb="new date asked for", by=asked.asked_by, at=asked_at, words=said)
    write(about=action, verb="new date refused", by=by, at=decided_at, words=f"{to_date}: {asked.words}")


# --- Files ------------------------------------------------------------------------------------------------------------


def content(entry: dict[str, Any]) -> bytes:
    if entry["file"].endswith(".pdf"):
        return pdf([*entry["lines"], MADE_UP])
    marked = [] if entry["file"].endswith(".csv") else [MADE_UP]
    return "\r\n".join([*entry["lines"], *marked, ""]).encode()


def stored_as(entry: dict[str, Any]) -> str:
    """The same on every machine."""
    ending = entry["file"].rsplit(".", 1)[1]
    return f"{hashlib.sha256(content(entry)).hexdigest()[:32]}.{ending}"


def pdf(lines: list[str]) -> bytes:
    """One page of plain lines, the first as its title."""
    text = "".join(f"({line.translate(ESCAPED)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 12 Tf 72 770 Td 20 TL\n{text}ET".encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        f"<< /Title ({lines[0].translate(ESCAPED)}) >>".encode("cp1252"),
    ]
    file, starts = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        starts.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(file))
    return file + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})
