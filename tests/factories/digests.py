"""SHA-256 of a text, which stands for that of a file or for the pseudonym of a person."""

import hashlib


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
