"""Pages of the totals: a place, the submissions behind one of its lines, the workbook."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.workbooks import CONTENT_TYPE
from tuquan.insights import exports, queries
from tuquan.insights.forms import LookForm, map_day
from tuquan.insights.queries import Line, PlaceBelow, Plan, Round
from tuquan.places.models import Place
from tuquan.places.queries import places_ever

ROWS_ON_A_PAGE = 200
"""Submissions shown at once; more than nearly every area and many communes have."""


@require_safe
def totals(request: PageRequest) -> HttpResponse:
    """The figures of a place for one period, beside baseline and target, and the places below."""
    actor = request.actor
    place = _place(request)
    if place is None:
        starts = queries.starting_places(actor)
        return render(request, "insights/places.html", {"places": starts})
    on, link_day = _map(request, place)
    above = queries.way_up(actor, place, on if link_day else None)
    rounds = queries.rounds_below(actor, place, on)
    chosen = _round(request, rounds)
    if chosen is None:
        context = {"place": place, "above": above, "map_day": link_day}
        return render(request, "insights/nothing_yet.html", context)
    shown = queries.overview_of(actor, place, chosen, on)
    figures = [one for one in shown.lines if one.kind != "yes_no"]
    asked = queries.line_named(shown.lines, request.GET.get("muc", ""))
    line, plan = asked or (figures or shown.lines)[0], queries.plan_for(chosen)
    return render(
        request,
        "insights/totals.html",
        {
            "shown": shown,
            "place": place,
            "above": above,
            "line": line,
            "figures": figures,
            "promises": [one for one in shown.lines if one.kind == "yes_no"],
            "below": [_row(actor, row, line, plan) for row in shown.below],
            "round_name": exports.round_name(chosen),
            "map_words": exports.map_words(shown),
            "map_day": link_day,
            "look": LookForm(shown, rounds, line, request.GET.get("ngay", "").strip()),
        },
    )


@require_safe
def submissions(request: PageRequest) -> HttpResponse:
    """Whose figures stand behind one total, and whose are missing."""
    actor = request.actor
    place, chosen, on, link_day = _place_and_round(request)
    everybody = queries.submissions_behind(actor, place, chosen, on)
    whole = queries.lines_together(chosen, everybody)
    line = queries.line_named(whole, request.GET.get("muc", ""))
    if line is None:
        raise Http404
    page = Paginator(everybody, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    plan = queries.plan_for(chosen)
    rows = [
        (
            one,
            queries.line_of(line.asked, plan, one.totals),
            exports.state_words(one),
            exports.share_words(one.share) if one.share < 1 else "",
            queries.said_alone(one, line, chosen.form),
        )
        for one in page
    ]
    return render(
        request,
        "insights/submissions.html",
        {
            "place": place,
            "above": [*queries.way_up(actor, place, on if link_day else None), place],
            "chosen": chosen,
            "round_name": exports.round_name(chosen),
            "line": line,
            "rows": rows,
            "page": page,
            "expected": queries.counted_together(everybody).now.expected,
            "on": on,
            "map_day": link_day,
            "as_of": clock.now(),
        },
    )


@require_safe
def workbook(request: PageRequest) -> HttpResponse:
    """The same figures as a file for Excel."""
    place, chosen, on, link_day = _place_and_round(request)
    content = exports.totals_workbook(request.actor, place, chosen, on if link_day else None)
    name = exports.file_name(place, chosen)
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _place(request: PageRequest) -> Place | None:
    """The place asked for, or the only one somebody may see; None when they have to choose."""
    actor = request.actor
    require(bool(actor.paths("totals.view")))
    asked = request.GET.get("noi", "")
    if asked:
        places = places_ever(actor, "totals.view")
        return get_object_or_404(places, pk=int(asked) if asked.isdecimal() else None)
    starts = list(queries.starting_places(actor)[:2])
    return starts[0] if len(starts) == 1 else None


def _round(request: PageRequest, rounds: list[Round]) -> Round | None:
    """The round asked for, or the one to begin with; None where no report has been owed yet."""
    asked = request.GET.get("ky", "")
    if not asked:
        return queries.latest_round(rounds, clock.today())
    found = queries.find_round(rounds, asked)
    if found is None:
        raise Http404
    return found


def _map(request: PageRequest, place: Place) -> tuple[date, str]:
    """The day on whose map to show a place, and how links name it: not at all for today."""
    on = queries.day_shown(place, map_day(request.GET.get("ngay", "").strip()))
    return on, "" if on == clock.today() else f"{on:%d/%m/%Y}"


def _row(
    actor: Actor, row: PlaceBelow, line: Line, plan: Plan
) -> tuple[PlaceBelow, Line, str, bool]:
    """A row below a place: its line, what is apportioned in it, and whether one may open it."""
    may_open = row.place is not None and actor.may("totals.view", row.place.path)
    said = queries.line_of(line.asked, plan, row.totals)
    return row, said, exports.shared_words(row.shared_from), may_open


def _place_and_round(request: PageRequest) -> tuple[Place, Round, date, str]:
    place = _place(request)
    if place is None:
        raise Http404
    on, link_day = _map(request, place)
    chosen = _round(request, queries.rounds_below(request.actor, place, on))
    if chosen is None:
        raise Http404
    return place, chosen, on, link_day
