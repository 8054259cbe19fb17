"""The e-mail by which a new person chooses a password: the one that a lost password is mended with."""

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from organisation.models import User


def invite(*, request: HttpRequest, person: User) -> None:
    form = ResetPasswordForm({"email": person.email})
    if form.is_valid():
        form.save(request)
