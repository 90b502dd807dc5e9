"""How allauth's sign-in is narrowed to ours: nobody signs up by themselves, no e-mail is needed.

Beside passwords there are cards and the phones they were bound to (`accounts.middleware`). A phone
on which a leader typed the password is remembered too, so that it can be seen and closed.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tuquan.accounts import queries, services
from tuquan.accounts.middleware import SESSION_KEY, keep_cookie
from tuquan.accounts.models import Account
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

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        """Go on after a password was typed; the phone of a leader is remembered, to be closed.

        On a phone that another person's card bound the cookie stays theirs: it goes on opening for
        them, and this person's sign-in is known by the session alone.
        """
        answer = super().post_login(request, user, **more)
        if not isinstance(user, Account) or not queries.signs_in_by_card(user):
            return answer
        token = request.COOKIES.get(queries.DEVICE_COOKIE, "")
        agent = request.headers.get("User-Agent", "")
        person = Actor(user.pk, user.name)
        bound = services.note_password_phone(person, user, token, agent)
        request.session[SESSION_KEY] = bound.device.pk
        if not queries.is_phone_of_another(user, token):
            keep_cookie(answer, bound.token)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """End the session; a phone bound by a card then waits until it is held up again."""
        device = queries.device_by_number(request.session.get(SESSION_KEY))
        if device:
            services.sign_out_device(Actor(device.account_id, ""), device)
        super().logout(request)


def closing_phone(request: HttpRequest) -> Closing | None:
    """Whose phone asks, when it was closed: it may deliver what waits, and say it is empty."""
    device = queries.closing_device(request.COOKIES)
    if device is None:
        return None

    def finish() -> None:
        services.finish_closing(Actor(device.account_id, device.account.name), device)

    path = queries.path_of(device.account)
    return Closing(device.account_id, device.account.name, path, finish)
