"""Answers that no browser keeps."""

from __future__ import annotations

from typing import TypeVar

from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def unkept(response: Answer) -> Answer:
    """For rows of single cases, the plan, secret addresses: whoever goes back after signing out asks again, and is
    asked who they are."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
