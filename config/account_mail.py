"""E-mails of accounts that a mail server did not take: sent later by a job, which makes their secret link itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import get_adapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from jobs.handing_in import hand_in
from jobs.queue import enqueue
from organisation.adapter import AccountAdapter
from organisation.models import Council, User

SEND = "config.send_account_mail"
LINK = "account/email/password_reset_key"
LATER = (LINK, "account/email/password_changed")
THEN = "Then let the person ask for a new password on the sign-in page."


class PostingAdapter(AccountAdapter):
    def was_not_sent(self, template_prefix: str, email: str) -> None:
        person = User.objects.active().filter(email__iexact=email).first()
        if person and template_prefix in LATER:
            key = f"mail-{person.pk}-{template_prefix}"
            enqueue(SEND, key=key, template_prefix=template_prefix, person_id=person.pk)


def send(*, template_prefix: str, person: User) -> None:
    """Raises TryLater or JobProblem, as hand_in does."""
    if not person.is_active:
        return
    context: dict[str, Any] = {"user": person, "council": Council.current()}
    if template_prefix == LINK:
        context["password_reset_url"] = link(person)
    message = get_adapter().render_mail(template_prefix, person.email, context)
    hand_in(message, person=str(person), then=THEN)


def link(person: User) -> str:
    """As allauth makes it, without a request."""
    key = f"{user_pk_to_url_str(person)}-{PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return f"{settings.SITE_URL}{path.replace('UID-KEY', quote(key))}"
