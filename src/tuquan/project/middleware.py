"""The person behind a request, as an `Actor`; and what must be done before anything else."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tuquan.accounts.middleware import SESSION_KEY
from tuquan.accounts.models import Account
from tuquan.accounts.queries import actor_for
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest


class ActorMiddleware:
    """Sets `request.actor`, once; sends whoever signed in by a first password to change it."""

    def __init__(self, answer: Callable[[PageRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: PageRequest) -> HttpResponse:
        account = request.user
        if not isinstance(account, Account):
            request.actor = Actor.anonymous()
            return self.answer(request)
        request.actor = actor_for(account)
        allowed = {reverse("accounts:password"), reverse("account_logout")}
        by_password = SESSION_KEY not in request.session
        if account.must_change_password and by_password and request.path not in allowed:
            if request.path not in self._asked_by_scripts():
                return redirect("accounts:password")
            # A telephone's script cannot choose a password: what it has waits until somebody did.
            request.actor = Actor.anonymous()
        return self.answer(request)

    def _asked_by_scripts(self) -> set[str]:
        """Addresses that never answer with a redirect."""
        return {reverse(f"outbox:{name}") for name in ("session", "send", "kept")}
