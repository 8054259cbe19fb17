"""The e-mail by which a new person chooses a password: the one that a lost password is mended with."""

from collections.abc import Callable

from allauth.account.forms import ResetPasswordForm
from allauth.core import context
from django.http import HttpRequest

from organisation.models import User


def invitation(*, request: HttpRequest, person: User) -> Callable[[], None]:
    """To send once the person is stored."""

    def send() -> None:
        form = ResetPasswordForm({"email": person.email})
        with context.request_context(request):  # the link's host is the request's
            if form.is_valid():
                form.save(request)

    return send
