"""Ids of source systems: a keyed hash that tells the same child again, and, where auditors need the id itself, the id
encrypted.

Hashing keys form a chain: a new key hashes what the older ones gave, so that keys can be changed although the ids
themselves are not kept. An encrypted id says by a number which key opens it. Keys come from the settings
(REFERENCE_KEYS, ID_KEYS); `./manage.py rotate_keys` changes what is stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import count

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

DIGEST_BYTES = 16
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
            digest.update(before.digest())
        return digest.hexdigest()

    return hashed_on if later else hashed


def rehashed(of: str, reference: str, key: bytes) -> str:
    """What a stored hash becomes under one key more."""
    return blake2b(bytes.fromhex(reference), digest_size=DIGEST_BYTES, key=key, person=of.encode()).hexdigest()


def encrypting(keys: Sequence[bytes] | None = None) -> Callable[[str], bytes]:
    """A function from an id to bytes that only the newest key opens: number of the key, nonce, text."""
    every = keys or settings.ID_KEYS
    number, encrypt = bytes([len(every) - 1]), AESGCM(every[-1]).encrypt
    start, counted = secrets.token_bytes(NONCE_BYTES - COUNTER_BYTES), count()

    def encrypted(text: str) -> bytes:
        nonce = start + next(counted).to_bytes(COUNTER_BYTES, "big")
        return number + nonce + encrypt(nonce, text.encode(), None)

    return encrypted


def decrypted(kept: bytes, keys: Sequence[bytes] | None = None) -> str:
    """The id. Raises CannotOpen."""
    every = keys or settings.ID_KEYS
    number, nonce, text = kept[0], bytes(kept[1 : 1 + NONCE_BYTES]), bytes(kept[1 + NONCE_BYTES :])
    if number >= len(every):
        raise CannotOpen("The key that this id was encrypted with is not among ID_KEYS.")
    try:
        return AESGCM(every[number]).decrypt(nonce, text, None).decode()
    except InvalidTag:
        raise CannotOpen("The key that this id was encrypted with is not among ID_KEYS.") from None
