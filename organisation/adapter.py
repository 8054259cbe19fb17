"""Where our rules and words go into allauth, which signs people in."""

import ipaddress
import logging
import unicodedata
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.shortcuts import resolve_url

from organisation.models import User

logger = logging.getLogger(__name__)

# Wrong passwords for one person from all places together. A place alone adds at most the five of `login_failed`, so
# that it takes ten networks to reach this.
ANYWHERE: dict[str, Any] = {
    "app": "allauth.account",
    "action": "login_failed_anywhere",
    "config": {"login_failed_anywhere": "50/15m/key"},
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is wrong. Check both, or ask for a new password",
        "too_many_login_attempts": "Too many wrong passwords. Wait 15 minutes, then try again",
        "enter_current_password": "The password that you have now is wrong. Type it again",
        "invalid_password_reset": "The link has been used or is too old. Ask for another",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An administrator lets people in; nobody lets themselves in."""
        return False

    def login(self, request: HttpRequest, user: User) -> None:
        """When somebody last came is no change of their record."""
        user.skip_history_when_saving = True  # type: ignore[attr-defined]
        super().login(request, user)
        del user.skip_history_when_saving  # type: ignore[attr-defined]

    def set_password(self, user: User, password: str) -> None:
        """No version keeps a password. Whoever proved who they are by e-mail need not wait for the lock to end."""
        user.set_password(password)
        user.skip_history_when_saving = True  # type: ignore[attr-defined]
        user.save(update_fields=["password"])
        del user.skip_history_when_saving  # type: ignore[attr-defined]
        self._delete_login_attempts_cached_email(self.request, email=user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("home")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page: a password that was changed stays changed, and an error would show
        for whom an e-mail was meant. The pages say what to do when nothing comes."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # of the network, of the server's answer, of the folder
            logger.exception("An e-mail (%s) was not sent. Check EMAIL_URL.", template_prefix)
            self.was_not_sent(template_prefix, email)

    def was_not_sent(self, template_prefix: str, email: str) -> None:
        """For whoever can send it later (see config.account_mail): jobs are above this app."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """An IPv4 address as such, also where it came in IPv6's clothes: else they would all be of one network."""
        address = super().get_client_ip(request)
        return str(getattr(ipaddress.ip_address(address), "ipv4_mapped", None) or address)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The person and place first: what is refused there does not count towards the person's ceiling."""
        super().pre_authenticate(request, **credentials)
        usage = ratelimit.consume(request, key=spelled_alike(credentials.get("email", "")), **ANYWHERE)
        if not usage:
            self._rollback_login_failed_rl_usage()
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += usage.usage  # taken back together when the password is right

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, key=spelled_alike(credentials.get("email", "")), **ANYWHERE)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted by person and place: a stranger elsewhere cannot lock anybody out."""
        return f"{spelled_alike(credentials.get('email', ''))} {ratelimit.get_ip(request)}"


def spelled_alike(email: str) -> str:
    """However it is spelled."""
    return unicodedata.normalize("NFKC", email).casefold()
