"""Where our rules and words go into allauth, which signs people in."""

import unicodedata
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url

from organisation.models import User


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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted by person and place: a stranger elsewhere cannot lock anybody out."""
        email = unicodedata.normalize("NFKC", credentials.get("email", "")).casefold()  # however it is spelled
        return f"{email} {self.get_client_ip(request)}"
