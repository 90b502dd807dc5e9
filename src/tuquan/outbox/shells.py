"""Personless pages: the same for everybody, kept by the telephone, filled from what it keeps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from tuquan.outbox.registry import files_kept, navigation

OWN_SHELLS = ("outbox:today", "outbox:ledger")
OWN_FILES = (
    "base/css/tuquan.css",
    "base/js/app.js",
    "base/icon.svg",
    "outbox/js/page.js",
    "outbox/js/ledger.js",
    "outbox/js/today.js",
)
WORKER_FILES = ("outbox/js/store.js", "outbox/js/outbox.js", "outbox/js/worker.js")
SEEN_BY_BROWSERS = "no-cache"


def render_shell(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A page without a person: no session is read, so that it may be kept by anybody's telephone.

    The reader's language is the only thing taken from the request (middleware has set it).
    """
    is_first = request.path == reverse("outbox:today")
    bar = [item | {"current": is_first and item["url"] == "/"} for item in navigation()]
    page = render_to_string(template, {"navigation": bar, "shell": True, **(context or {})})
    response = HttpResponse(page)
    response["Cache-Control"] = SEEN_BY_BROWSERS
    return response


def kept_addresses() -> list[str]:
    """The shells that every telephone keeps."""
    return [reverse(name) for name in OWN_SHELLS]


def kept_files() -> list[str]:
    """The addresses of all static files that shells need."""
    return [static(name) for name in dict.fromkeys((*OWN_FILES, *files_kept()))]


def worker_scripts() -> list[str]:
    """The addresses of what the worker is made of."""
    return [static(name) for name in WORKER_FILES]


@lru_cache(maxsize=1)
def product_version() -> str:
    """What the telephone's copy of the pages is compared by: it changes with every release."""
    parts = [version("tuquan"), *kept_files(), *worker_scripts()]
    parts += [render_to_string(f"outbox/{name.split(':')[1]}.html") for name in OWN_SHELLS]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
