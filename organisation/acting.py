"""Who asks: in a view, which only those who are signed in reach."""

from typing import cast

from django.http import HttpRequest

from organisation.models import User


def who(request: HttpRequest) -> User:
    return cast(User, request.user)
