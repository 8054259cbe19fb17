"""Ids of source systems: a keyed hash that tells the same child again, and, where auditors need the id itself, the id
encrypted.

Hashing keys form a chain: a new key hashes what the older ones gave, so that keys can be changed although the ids
themselves are not kept. An encrypted id says by a mark which key opens it. Keys come from the settings
(REFERENCE_KEYS, ID_KEYS); `./manage.py rotate_keys` changes what is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from itertools import count

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

DIGEST_BYTES = 16
MARK_BYTES = 4
NONCE_BYTES = 12
COUNTER_BYTES = 4  # the end of a nonce counts the ids of one file; its beginning is drawn for each file


class CannotOpen(ValueError):
    """The id was encrypted with a key that the settings do not have."""


def hashing(of: str, keys: Sequence[bytes] | None = None) -> Callable[[str], str]:
    """A function from an id to its hash (32 hexadecimal digits). `of` says what it is an id of, in up to 16 letters: a
    child and a contact that have the same number have not the same hash."""
    begun = [blake2b(digest_size=DIGEST_BYTES, key=key, person=of.encode()) for key in keys or settings.REFERENCE_KEYS]
    begin, later = begun[0].copy, begun[1:]

    def hashed(text: str) -> str:
        digest = begin()
        digest.update(text.encode())
        return digest.hexdigest()

    def hashed_on(text: str) -> str:
        digest = begin()
        digest.update(text.encode())
        for key in later:
            before, digest = digest, key.copy()
            digest.update(before.hexdigest().encode())
        return digest.hexdigest()

    return hashed_on if later else hashed


def chain_mark(keys: Sequence[bytes]) -> str:
    """Tells one chain of keys from another, and tells nothing of the keys."""
    return blake2b(b"".join(keys), digest_size=DIGEST_BYTES, person=b"chain").hexdigest()


def rehashed(of: str, reference: str, key: bytes) -> str:
    """What a stored hash becomes under one key more; nothing stays nothing."""
    return (
        blake2b(reference.encode(), digest_size=DIGEST_BYTES, key=key, person=of.encode()).hexdigest()
        if reference
        else ""
    )


def encrypting(keys: Sequence[bytes] | None = None) -> Callable[[Iterable[str]], list[bytes]]:
    """A function from ids to bytes that only the newest key opens: mark of the key, nonce, text."""
    every = keys or settings.ID_KEYS
    mark, encrypt = mark_of(every[-1]), AESGCM(every[-1]).encrypt
    start, counted = secrets.token_bytes(NONCE_BYTES - COUNTER_BYTES), count()

    def encrypted(texts: Iterable[str]) -> list[bytes]:
        return [
            mark + (nonce := start + number.to_bytes(COUNTER_BYTES, "big")) + encrypt(nonce, text.encode(), None)
            for text, number in zip(texts, counted, strict=False)
        ]

    return encrypted


def decrypted(kept: bytes, keys: Sequence[bytes] | None = None) -> str:
    """The id. Raises CannotOpen."""
    every = keys or settings.ID_KEYS
    mark, rest = bytes(kept[:MARK_BYTES]), bytes(kept[MARK_BYTES:])
    for key in every:
        if mark_of(key) == mark:
            with suppress(InvalidTag):
                return AESGCM(key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], None).decode()
    raise CannotOpen("The key that this id was encrypted with is not among ID_KEYS.")


def mark_of(key: bytes) -> bytes:
    """Tells the keys apart, and tells nothing of the key."""
    return blake2b(key, digest_size=MARK_BYTES, person=b"mark").digest()
