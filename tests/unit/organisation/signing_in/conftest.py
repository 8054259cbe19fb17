"""Somebody with a password, whom nobody has tried to be yet."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tests.caches import forget
from tests.factories import UserFactory
from tests.unit.organisation.signing_in.door import PASSWORD


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(monkeypatch):
    """And a password costs little to try: these tests try many."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 8)
    monkeypatch.setattr(Argon2PasswordHasher, "parallelism", 1)
    forget()
    yield
    forget()


@pytest.fixture
def person():
    user = UserFactory(email="dana@council.example")
    user.set_password(PASSWORD)
    user.save()
    return user
