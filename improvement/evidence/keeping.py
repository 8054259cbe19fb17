"""Evidence of an action: a piece is added, and withdrawn when it no longer counts. It is never changed."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from history.models import write
from improvement.confirming import confirmed
from improvement.evidence.sniffing import kind_of
from improvement.models import Action, Evidence, Sight
from improvement.models.stored_file import StoredFile, evidence_storage
from organisation.models import User
from organisation.permissions import Permission
from organisation.refused import Refused
from organisation.scopes import of_service

LONGEST_NAME = 160
NOT_IN_NAMES = '/\\:*?"<>|'


@dataclass(frozen=True)
class Piece:
    """What somebody brings: one of a file, an address, and words that say where it lies."""

    title: str
    dated_on: date
    review_on: date | None = None
    sight: str = Sight.PROGRAMME
    file: tuple[str, bytes] | None = None  # its name and content
    url: str = ""
    where: str = ""


class StoredFiles:
    """Goes around the transaction that adds evidence: the files that it wrote do not stay if it fails."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __enter__(self) -> Self:
        return self

    def store(self, content: bytes, kind: str) -> str:
        """By a name that nobody guesses."""
        name = evidence_storage().save(f"{secrets.token_hex(16)}.{kind}", ContentFile(content))
        self.names.append(name)
        return name

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for name in self.names:
                evidence_storage().delete(name)


# --- Who may ----------------------------------------------------------------------------------------------------------


def may_add(user: User, action: Action) -> bool:
    """The owner, and whoever keeps or assures the plan of the action's service."""
    may = user.access.may
    scope = of_service(action.service)
    return action.owner_id == user.pk or may(Permission.KEEP_PLAN, scope) or may(Permission.ASSURE_ACTIONS, scope)


def may_keep(user: User, action: Action) -> bool:
    return user.access.may(Permission.KEEP_PLAN, of_service(action.service))


def may_withdraw(user: User, piece: Evidence) -> bool:
    """Whoever added it, and whoever keeps the plan; these alone, and never the owner, once an assurance rests on it."""
    if bears_assurance(piece):
        return may_keep(user, piece.action) and piece.action.owner_id != user.pk
    return piece.added_by_id == user.pk or may_keep(user, piece.action)


def may_open(user: User, piece: Evidence) -> bool:
    """Of those who may see it. What is withdrawn may name somebody: only whoever keeps the plan opens it still."""
    return piece.withdrawn_at is None or may_keep(user, piece.action)


def bears_assurance(piece: Evidence) -> bool:
    assured_on = piece.action.assured_on
    return assured_on is not None and timezone.localdate(piece.added_at) <= assured_on


# --- What fits --------------------------------------------------------------------------------------------------------


def refuse_future(dated_on: date, on: date) -> None:
    if dated_on > on:
        raise Refused("The day of the evidence must be today or in the past", "dated_on")


def refuse_early_review(dated_on: date, review_on: date | None) -> None:
    if review_on and review_on <= dated_on:
        raise Refused("The review date must be after the day of the evidence", "review_on")


def refuse_no_address(url: str) -> None:
    """Names of one word are an intranet's."""
    try:
        parts = urlsplit(url)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one or any(each.isspace() or not each.isprintable() or each in '\\"<>' for each in url):
        raise Refused("Enter the whole address, starting with https:// or http://", "url")
    if parts.username is not None or parts.password is not None:
        raise Refused("Enter the address without a user name or password", "url")


def safe_name(name: str) -> str:
    """As it came, without what would lead a browser or a reader astray; the ending stays when it is cut."""
    kept = "".join("-" if each in NOT_IN_NAMES else each for each in name if each.isprintable()).strip(" .")
    path = PurePath(kept)
    return kept if len(kept) <= LONGEST_NAME else path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix


# --- Changes ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_evidence(
    *, action: Action, piece: Piece, files: StoredFiles, by: User, at: datetime, may_stay: str = ""
) -> Evidence:
    """`files` goes around the whole transaction. `may_stay` is why words that look like somebody's were left.

    Raises Refused with the field that it is about.
    """
    if not may_add(by, action):
        raise Refused("This action has another owner now, so nothing was added.")
    refuse_future(piece.dated_on, timezone.localdate(at))
    refuse_early_review(piece.dated_on, piece.review_on)
    if piece.url:
        refuse_no_address(piece.url)
    added = Evidence(
        action=action,
        title=piece.title,
        url=piece.url,
        where=piece.where,
        dated_on=piece.dated_on,
        review_on=piece.review_on,
        sight=piece.sight,
        added_by=by,
        added_at=at,
    )
    if piece.file:
        put_file(added, *piece.file, files)
    added.save(force_insert=True)
    write(about=added, verb="added", by=by, at=at, words=piece.title)
    confirmed(added, may_stay, by=by, at=at)
    return added


def put_file(added: StoredFile, name: str, content: bytes, files: StoredFiles) -> None:
    added.kind = kind_of(content, name)
    added.name = safe_name(name)
    added.size = len(content)
    added.sha256 = hashlib.sha256(content).hexdigest()
    added.file.name = files.store(content, added.kind)


def is_added(action: Action, piece: Piece, *, by: User, since: datetime) -> bool:
    """They have added the same already: a page that was sent again."""
    name = safe_name(piece.file[0]) if piece.file else ""
    same = Evidence.objects.filter(title=piece.title, name=name, url=piece.url, where=piece.where)
    return same.filter(action=action, added_by=by, added_at__gte=since).exists()


@transaction.atomic
def withdraw(*, piece: Evidence, reason: str, by: User, at: datetime, may_stay: str = "") -> None:
    """It stays listed as withdrawn. Raises Refused."""
    action = Action.objects.select_for_update().get(pk=piece.action_id)
    found = Evidence.objects.select_for_update().get(pk=piece.pk)
    found.action = action
    if found.withdrawn_at:
        raise Refused("Somebody has withdrawn this evidence already.")
    if not may_withdraw(by, found):
        if bears_assurance(found):
            raise Refused("The assurance rests on this evidence, so ask the programme office.")
        raise Refused("Ask whoever added this evidence, or the programme office, to withdraw it.")
    found.withdrawn_by, found.withdrawn_at = by, at
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    write(about=found, verb="withdrawn", by=by, at=at, words=reason)
    confirmed(found, may_stay, by=by, at=at)
