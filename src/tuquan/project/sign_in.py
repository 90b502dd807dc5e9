"""How allauth's sign-in is narrowed to ours: nobody signs up by themselves, no e-mail is needed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignInAdapter(DefaultAccountAdapter):
    """Accounts are made by officers and administrators only; refusals speak plainly."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Please call the commune office."),
        "too_many_login_attempts": _(
            "Too many wrong tries. Wait five minutes, or ask the commune office for a new password."
        ),
        "username_password_mismatch": _(
            "The sign-in name or the password is not right. Check both and try again; "
            "the commune office can give you a new password."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
