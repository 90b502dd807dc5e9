"""How complete the reports of a place are, and the page for its monthly meeting."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken
from tuquan.consolidations import queries
from tuquan.consolidations.queries import Round
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.reports.queries import title_of


@require_safe
def complete(request: PageRequest) -> HttpResponse:
    """On time, late, missing, nil, not applicable: place by place, at this moment."""
    require(bool(request.actor.paths("totals.view")))
    place = place_asked(request)
    if place is None:
        return render(
            request, "consolidations/complete.html", {"places": places_begun_with(request)}
        )
    rounds = queries.rounds_below(request.actor, place)
    chosen = round_asked(request, rounds)
    rows = queries.completeness(request.actor, place, chosen) if chosen else []
    context = {
        "place": place,
        "chosen": chosen,
        "rounds": [(one, words_of(one)) for one in rounds],
        "round_name": words_of(chosen) if chosen else "",
        "rows": rows,
        "whole": queries.together_of(rows),
        "as_of": clock.now(),
        "has_page": queries.has_meeting_page(place),
    }
    return render(request, "consolidations/complete.html", context)


@require_safe
def meeting(request: PageRequest, place_id: int) -> HttpResponse:
    """One page to print for a meeting."""
    place = get_object_or_404(visible_places(request.actor, "totals.view"), pk=place_id)
    chosen = round_asked(request, queries.rounds_below(request.actor, place))
    if not queries.has_meeting_page(place):
        raise Http404
    back = f"{reverse('consolidations:complete')}?noi={place.pk}"
    context = {"place": place, "back_url": back, "heading": place.name}
    if chosen:
        page = queries.meeting_page(request.actor, place, chosen)
        context |= {"page": page, "round_name": words_of(chosen)}
    return render(request, "consolidations/meeting.html", context)


def places_begun_with(request: PageRequest) -> list[Place]:
    """The highest places somebody sees figures of."""
    places = visible_places(request.actor, "totals.view")
    paths = request.actor.paths("totals.view")
    return list(places.filter(parent=None) if paths == ("",) else places.filter(path__in=paths))


def place_asked(request: PageRequest) -> Place | None:
    """The place an address asks for, else the only one somebody begins with."""
    asked = request.GET.get("noi", "")
    if asked:
        places = visible_places(request.actor, "totals.view")
        return get_object_or_404(places, pk=int(asked) if asked.isdecimal() else None)
    starts = places_begun_with(request)
    return starts[0] if len(starts) == 1 else None


def round_asked(request: PageRequest, rounds: list[Round]) -> Round | None:
    """The round an address asks for, else the last one that is over."""
    asked = request.GET.get("ky", "")
    if not asked:
        return queries.latest_round(rounds, clock.today())
    found = queries.find_round(rounds, asked)
    if found is None:
        raise Http404
    return found


def words_of(chosen: Round) -> str:
    """What a round is called, with its programme."""
    content = chosen.edition.content
    words = title_of(chosen.calendar, chosen.period.key)
    return f"{words} · {spoken(content.short_title, content.short_title_en)}"
