"""The request our views receive: Django's, with the actor that the middleware put on it."""

from __future__ import annotations

from django.http import HttpRequest

from tuquan.base.actor import Actor


class PageRequest(HttpRequest):
    """A request with its `actor`; only for annotations."""

    actor: Actor
