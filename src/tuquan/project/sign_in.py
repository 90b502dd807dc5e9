"""How allauth's sign-in is narrowed to ours: nobody signs up by themselves, no e-mail is needed.

Beside passwords there are cards and the phones they were bound to (`accounts.middleware`).
"""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tuquan.accounts import queries, services
from tuquan.accounts.middleware import SESSION_KEY
from tuquan.base.actor import Actor
from tuquan.outbox.deliveries import Closing


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

    def logout(self, request: HttpRequest) -> None:
        """End the session; a phone bound by a card then waits until it is held up again."""
        device = queries.device_by_number(request.session.get(SESSION_KEY))
        if device:
            services.sign_out_device(Actor(device.account_id, ""), device)
        super().logout(request)


def closing_phone(request: HttpRequest) -> Closing | None:
    """Whose phone asks, when that person's last duty ended: it may deliver what waits on it."""
    device = queries.closing_device(request.COOKIES)
    if device is None:
        return None
    return Closing(device.account_id, device.account.name, queries.path_of(device.account))
