"""What was typed while the session ran out is kept until the same person has signed in again."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import signing
from django.http import HttpRequest, QueryDict

FIELD = "made_for"
SIGNER = signing.Signer(salt="pages.kept")


def made_for(user: AbstractBaseUser) -> str:
    return SIGNER.sign(str(user.pk))


def typed(request: HttpRequest) -> QueryDict | None:
    """What to bind a form to."""
    return request.POST if request.method == "POST" else None
