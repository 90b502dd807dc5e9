"""Where the national map comes from, and under which licence."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.places.queries.national import source


def sources(request: PageRequest) -> HttpResponse:
    """The national file: its origin, date, licence and how many units it holds."""
    require(bool(request.actor.paths("places.view")))
    said = source()
    return render(request, "places/sources.html", {"source": said})
