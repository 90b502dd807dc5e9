"""The person behind a request, as an `Actor`; and what must be done before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tuquan.accounts.middleware import SESSION_KEY
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for, closing_device, device_by_number
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest


class ActorMiddleware:
    """Sets `request.actor`, once; sends whoever signed in by a first password to change it.

    A phone that was closed is led to the page that hands over what waits on it, empties the phone
    and says so; only signing in anew is open beside it.
    """

    def __init__(self, answer: Callable[[PageRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: PageRequest) -> HttpResponse:
        account = request.user
        if not isinstance(account, Account):
            request.actor = Actor.anonymous()
            if _is_closed_phone_elsewhere(request):
                return redirect(f"{reverse('outbox:today')}?dong")
            return self.answer(request)
        request.actor = actor_for(account)
        allowed = {reverse("accounts:password"), reverse("account_logout")}
        must_change = account.must_change_password and _typed_password(request)
        if must_change and request.path not in allowed:
            if request.path not in self._asked_by_scripts():
                return redirect("accounts:password")
            # A telephone's script cannot choose a password: what it has waits until somebody did.
            request.actor = Actor.anonymous()
        return self.answer(request)

    def _asked_by_scripts(self) -> set[str]:
        """Addresses that never answer with a redirect."""
        return {reverse(f"outbox:{name}") for name in ("session", "send", "kept")}


def _typed_password(request: PageRequest) -> bool:
    """Whether the session was begun by a password, not by a phone that a card bound."""
    device = device_by_number(request.session.get(SESSION_KEY))
    return device is None or device.by_password


def _is_closed_phone_elsewhere(request: PageRequest) -> bool:
    """Whether a closed phone opens a page that is neither its own nor for signing in."""
    if request.method != "GET" or "text/html" not in request.headers.get("Accept", ""):
        return False
    open_still = ("outbox:today", "accounts:enter", "account_login")
    if request.path.startswith(tuple(map(reverse, open_still))):
        return False
    return closing_device(request.COOKIES) is not None
