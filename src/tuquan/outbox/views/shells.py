"""The telephone's pages that open without network, and what keeps them there."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tuquan.outbox.shells import (
    SEEN_BY_BROWSERS,
    kept_addresses,
    kept_files,
    product_version,
    render_shell,
    worker_scripts,
)


@login_not_required
def today(request: HttpRequest) -> HttpResponse:
    """The first page without network: what is owed and what waits on this telephone."""
    return render_shell(request, "outbox/today.html")


@login_not_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Everything sent from this telephone, and everything that waits."""
    return render_shell(request, "outbox/ledger.html")


@login_not_required
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; with `TUQUAN_NO_WORKER` one that takes itself away."""
    if settings.NO_WORKER:
        body = _import([static("outbox/js/no_worker.js")])
    else:
        known = {
            "version": product_version(),
            "files": kept_files(),
            "shells": kept_addresses(),
            "home": reverse("outbox:today"),
        }
        body = f"self.SETTINGS = {json.dumps(known)};\n{_import(worker_scripts())}"
    response = HttpResponse(body, content_type="text/javascript")
    response["Cache-Control"] = SEEN_BY_BROWSERS
    response["Service-Worker-Allowed"] = "/"
    return response


@login_not_required
def manifest(request: HttpRequest) -> HttpResponse:
    """What the telephone shows when the product is put on its first screen."""
    values = {
        "id": "/",
        "name": _("Tự Quản, residents' self-management"),
        "short_name": "Tự Quản",
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f3ec",
        "theme_color": "#0b5345",
        "icons": [
            {
                "src": static("base/icon.svg"),
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any",
            },
            {"src": static("outbox/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("outbox/icon-512.png"), "sizes": "512x512", "type": "image/png"},
        ],
    }
    response = JsonResponse(values, content_type="application/manifest+json")
    response["Cache-Control"] = SEEN_BY_BROWSERS
    return response


def _import(scripts: list[str]) -> str:
    return f"importScripts(...{json.dumps(scripts)});\n"
