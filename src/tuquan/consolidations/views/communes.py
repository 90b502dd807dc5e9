"""The first page of the province: who is late, totals to decide about, each round."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.consolidations import queries
from tuquan.consolidations.views.complete import (
    place_asked,
    places_begun_with,
    round_asked,
    words_of,
)
from tuquan.reports.queries import report_title, stage_words


@require_safe
def communes(request: PageRequest) -> HttpResponse:
    """Which communes are late and with what; then one round, commune by commune."""
    actor = request.actor
    require(bool(actor.paths("totals.review")))
    place = place_asked(request) or next(iter(places_begun_with(request)), None)
    if place is None or not actor.may("totals.review", place.path):
        raise Http404
    rounds = queries.rounds_below(actor, place)
    asked = bool(request.GET.get("ky", ""))
    chosen = round_asked(request, rounds) if asked else queries.round_to_begin(actor, place, rounds)
    lines = queries.communes_in(actor, place, chosen) if chosen else []
    late = queries.late_communes(actor)
    context = {
        "place": place,
        "late": late,
        "waiting": [(one, report_title(one), sent) for one, sent in queries.totals_waiting(actor)],
        "chosen": chosen,
        "rounds": [(one, words_of(one)) for one in rounds],
        "round_name": words_of(chosen) if chosen else "",
        "lines": [
            (one, *(stage_words(one.standing) if one.standing else ("", ""))) for one in lines
        ],
        "idle": queries.idle_communes(actor, place, lines) if chosen else [],
        "missing": sum(one.counts.missing for one in lines),
        "as_of": clock.now(),
    }
    return render(request, "consolidations/communes.html", context)
