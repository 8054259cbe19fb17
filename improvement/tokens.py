"""Private addresses: each holds a secret of which only the hash is stored."""

import hashlib
import secrets


def new() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
