"""What allauth asks, in our words."""

from typing import Any

from allauth.account import forms as theirs
from django import forms

from pages.forms import Council

NEW_PASSWORD = "At least 12 characters. Three words that only you would put together are easy to remember."  # noqa: S105


class Worded(Council):
    """Our label and hint for each field: {name: (label, hint)}"""

    words: dict[str, tuple[str, str]]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)


class SignIn(Worded, theirs.LoginForm):
    submit = "Sign in"
    words = {"login": ("E-mail address", ""), "password": ("Password", "")}

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["login"].widget = forms.EmailInput(attrs={"autocomplete": "username"})


class ResetPassword(Worded, theirs.ResetPasswordForm):
    submit = "Send the link"
    words = {"email": ("E-mail address", "The one that the council knows you by")}


class NewPassword(Worded, theirs.ResetPasswordKeyForm):
    submit = "Keep this password"
    words = {"password1": ("New password", NEW_PASSWORD), "password2": ("New password again", "")}


class ChangePassword(Worded, theirs.ChangePasswordForm):
    submit = "Change the password"
    words = {
        "oldpassword": ("The password that you have now", ""),
        "password1": ("New password", NEW_PASSWORD),
        "password2": ("New password again", ""),
    }
