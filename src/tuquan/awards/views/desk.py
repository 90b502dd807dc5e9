"""The desk of awards: rounds of this year, what is due by rhythm, the next ceremony (F-71)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuquan.audit.models import Look
from tuquan.awards import queries
from tuquan.awards.views.frames import (
    at_desk,
    frame_for,
    mark_names,
    round_line,
    shown_name,
    title_of,
)
from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.document import award_lines as award_words
from tuquan.base.texts.wording import worded

PAGE_SIZE = 50
DUE_SHOWN = 12
"""So many places where a round is due are named; the form lists them all."""


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """The awards of the year; a leader reads what the own group got."""
    actor = request.actor
    require(bool(actor.paths("awards.view")))
    if not at_desk(actor):
        return _of_leader(request)
    year, festival = clock.today().year, queries.next_unity_day()
    rounds = queries.visible_rounds(actor).filter(year=year)
    page = Paginator(rounds, PAGE_SIZE).get_page(request.GET.get("page"))
    context = frame_for(actor) | {
        "year": year,
        "festival": festival,
        "days": (festival - clock.today()).days,
        "page": page,
        "rounds": [round_line(one) for one in page],
        "lines": [_line(one) for one in queries.award_lines(actor, year)],
        "under_way": rounds.under_way().count(),
        "given": queries.visible_awards(actor).holding().filter(year=year).count(),
        "entering": queries.awarding_adoptions(actor, "awards.decide"),
    }
    return render(request, "awards/index.html", context)


def _line(line: queries.AwardLine) -> dict[str, object]:
    words = worded(line.award)
    return {
        "line": line,
        "label": words[:1].upper() + words[1:],
        "how": list(award_words(line.award)),
        "is_yearly": bool(line.award.yearly_on),
        "due": line.due[:DUE_SHOWN],
        "more": max(len(line.due) - DUE_SHOWN, 0),
    }


def _of_leader(request: PageRequest) -> HttpResponse:
    actor = request.actor
    given = list(queries.visible_awards(actor))
    nominations = list(
        queries.visible_nominations(actor).standing().exclude(state="awarded").order_by("-pk")
    )
    mark_names(actor, [*given, *nominations], Look.Kind.LISTED, "awards.register")
    context = frame_for(actor) | {
        "given": [(one, shown_name(actor, one)) for one in given],
        "nominations": [(one, shown_name(actor, one), title_of(one.round)) for one in nominations],
    }
    return render(request, "awards/mine.html", context)
