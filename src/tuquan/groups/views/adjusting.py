"""Adjusting proposed groups by hand: beside each other, household by household (F-19)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.http import PageRequest
from tuquan.core.problems import Problem
from tuquan.groups import services
from tuquan.groups.queries.boards import board_of_proposal, groups_of_proposal, remarks_on_change
from tuquan.groups.queries.finding import visible_groups
from tuquan.groups.views.boards import (
    answer_move,
    board_context,
    mark_board,
    moved_sentences,
)
from tuquan.groups.views.scope import address, managed_area, title_of, to_area
from tuquan.residents.queries import visible_households


@never_cache
@require_safe
def adjust(request: PageRequest, place_id: int) -> HttpResponseBase:
    """The proposed groups of an area beside each other, each household with where it may go."""
    scope = managed_area(request, place_id)
    board = board_of_proposal(request.actor, scope.programme, scope.place, scope.rules)
    if not board.columns:
        return to_area(scope.place, scope.adoption)
    mark_board(request.actor, board)
    context = {
        "place": scope.place,
        "programme": scope.programme,
        "programme_title": title_of(scope.adoption),
        "rules": scope.rules,
        "area_url": address("area", scope.place, scope.programme),
        **board_context(scope.place, board, _move_url(request, place_id)),
    }
    return render(request, "groups/adjust.html", context)


@never_cache
@require_POST
def adjust_move(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Let one household go to another proposed group, and say at once what speaks against it."""
    scope = managed_area(request, place_id)
    actor, area, programme = request.actor, scope.place, scope.programme
    groups = {group.pk: group for group in visible_groups(actor).filter(place=area)}
    where = groups_of_proposal(programme, area)
    to = groups.get(_number(request.POST.get("to", "")))
    if to is None or to.programme_id != programme.pk:
        raise Invalid([Problem("regrouping_group_unknown", "to")])
    households = visible_households(actor).filter(place=area)
    household = get_object_or_404(households, pk=_number(request.POST.get("household", "")))
    source = groups.get(_number(str(where.get(household.pk, ""))))
    if source is None:
        raise Conflict("groups_changed_meanwhile", place=area.name)
    reasons = remarks_on_change(area, programme, scope.rules, where, household.pk, to.pk)
    services.move_households(actor, source, [household], to)
    board = board_of_proposal(actor, programme, area, scope.rules)
    mark_board(actor, board)
    told = moved_sentences(household, board, to.pk, reasons)
    context = board_context(area, board, _move_url(request, place_id))
    context["programme"] = programme
    return answer_move(request, context, told, address("adjust", area, programme), household.pk)


def _move_url(request: PageRequest, place_id: int) -> str:
    return reverse("groups:adjust_move", args=[place_id])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
