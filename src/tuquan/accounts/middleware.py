"""A phone that somebody was bound to by a card signs them in by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse

from tuquan.accounts import queries, services
from tuquan.accounts.models import Account, Device
from tuquan.base import clock
from tuquan.base.actor import Actor

SESSION_KEY = "device"
"""Where a session keeps the number of the phone it was begun on."""

COOKIE_DAYS = 400
"""As long as browsers keep a cookie at most; it is written anew while the phone is in use."""


class DeviceMiddleware:
    """Begins a session for a phone that has none; ends one whose phone was closed."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        device = _device(request)
        noted = device is not None and _note(device)
        response = self.answer(request)
        if noted and queries.DEVICE_COOKIE not in response.cookies:
            keep_cookie(response, request.COOKIES.get(queries.DEVICE_COOKIE, ""))
        return response


def _device(request: HttpRequest) -> Device | None:
    """The phone in hand; its person is signed in when this is over."""
    if isinstance(request.user, Account):
        if SESSION_KEY not in request.session:
            return None
        device = queries.device_by_number(request.session[SESSION_KEY])
        if device is None:
            logout(request)
        return device
    device = queries.device_by_token(request.COOKIES.get(queries.DEVICE_COOKIE, ""))
    if device:
        begin_session(request, device)
    return device


def _note(device: Device) -> bool:
    """Write down, once a day, that the phone is in use."""
    if device.last_used_at > clock.now() - services.USE_NOTED:
        return False
    return services.note_use(Actor(device.account_id, ""), device)


def begin_session(request: HttpRequest, device: Device) -> None:
    """Sign the person of a phone in, under a new session key."""
    login(request, device.account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_KEY] = device.pk


def keep_cookie(response: HttpResponse, token: str) -> None:
    """Let the phone say which one it is; no script can read it, no other site can send it."""
    if token:
        response.set_cookie(
            queries.DEVICE_COOKIE,
            token,
            max_age=COOKIE_DAYS * 24 * 60 * 60,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
