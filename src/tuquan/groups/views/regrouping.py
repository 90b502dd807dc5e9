"""Reconstituting the groups of an area (kiện toàn): what changed, a plan, its households (F-25)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.programme import GroupRules
from tuquan.groups import services
from tuquan.groups.models import Regrouping
from tuquan.groups.queries.boards import Board, board_of_plan, remarks_on_change
from tuquan.groups.queries.comparing import (
    MANY_HOUSEHOLDS,
    regrouping_by,
    regrouping_proposals,
)
from tuquan.groups.queries.kinds import rules_in
from tuquan.groups.queries.regrouping import (
    ENDS,
    Key,
    assignments_of,
    groups_after,
    groups_planned,
    plan_of,
    situation_of,
    visible_regroupings,
    what_changes,
    why_unfit,
)
from tuquan.groups.views.boards import (
    answer_move,
    board_context,
    door_of,
    mark_board,
    moved_sentences,
)
from tuquan.groups.views.lines import method_line, remarks_in_words
from tuquan.groups.views.scope import address, managed_area, tell, title_of
from tuquan.residents.queries import visible_households


@never_cache
@require_safe
def regroup(request: PageRequest, place_id: int) -> HttpResponse:
    """What changed in an area since its groups were formed, and ways to put it right."""
    scope = managed_area(request, place_id)
    situation = situation_of(scope.programme, scope.place, scope.rules)
    plan = plan_of(scope.programme, scope.place)
    possible = situation.formed and not situation.proposed and plan is None
    found = regrouping_proposals(scope.place, scope.programme, scope.rules) if possible else None
    context = {
        "place": scope.place,
        "programme": scope.programme,
        "programme_title": title_of(scope.adoption),
        "rules": scope.rules,
        "situation": situation,
        "plan": plan,
        "lines": [method_line(proposal) for proposal in found.proposals] if found else [],
        "remarks": remarks_in_words(found.proposals) if found else [],
        "problems": [say(problem) for problem in found.problems] if found else [],
        "barriers": found.barriers if found else 0,
        "most": MANY_HOUSEHOLDS if situation.households > MANY_HOUSEHOLDS else 0,
        "area_url": address("area", scope.place, scope.programme),
    }
    return render(request, "groups/regroup.html", context)


@require_POST
def plan_regrouping(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Make one of the ways the plan of the area."""
    scope = managed_area(request, place_id)
    area, programme = scope.place, scope.programme
    try:
        if situation_of(programme, area, scope.rules).proposed:
            raise Invalid([Problem("proposal_in_the_way", params={"place": area.name})])
        proposal = regrouping_by(area, programme, scope.rules, request.POST.get("method", ""))
        moves, new = assignments_of(proposal, programme, area)
        plan = services.plan_regrouping(request.actor, programme, area, moves, new)
    except Invalid as refusal:
        tell(request, refusal)
        return redirect(address("regroup", area, programme))
    text = ngettext(
        "The plan lets %(count)s household change. Nothing changes until it is decided.",
        "The plan lets %(count)s households change. Nothing changes until it is decided.",
        len(plan.assignments),
    )
    messages.success(request, text % {"count": len(plan.assignments)})
    return redirect("groups:regrouping", plan.pk)


@never_cache
@require_safe
def regrouping(request: PageRequest, regrouping_id: int) -> HttpResponse:
    """A plan: whom it moves, what becomes of the groups, and every household to adjust it by."""
    plan = _plan(request, regrouping_id)
    rules = _rules(plan)
    waits = plan.state == Regrouping.State.PLANNED
    board = _board(request, plan, rules)
    mark_board(request.actor, board)
    unfit = why_unfit(plan) if waits else []
    context = {
        "plan": plan,
        "place": plan.place,
        "programme": plan.programme,
        "waits": waits,
        "problems": [say(problem) for problem in unfit],
        "area_url": address("area", plan.place, plan.programme),
        "regroup_url": address("regroup", plan.place, plan.programme),
        **_changes(plan),
        **(board_context(plan.place, board, _move_url(plan)) if waits else {}),
    }
    return render(request, "groups/regrouping.html", context)


@never_cache
@require_POST
def adjust_regrouping(request: PageRequest, regrouping_id: int) -> HttpResponseBase:
    """Let one household go elsewhere than planned, and say at once what speaks against it."""
    plan = _plan(request, regrouping_id)
    if plan.state != Regrouping.State.PLANNED:
        raise Conflict("regrouping_over", place=plan.place.name)
    actor, rules = request.actor, _rules(plan)
    households = visible_households(actor).filter(place=plan.place)
    household = get_object_or_404(households, pk=_number(request.POST.get("household", "")))
    asked = request.POST.get("to", "")
    to: Key = int(asked) if _number(asked) else asked
    where = groups_planned(plan)
    plan = services.adjust_regrouping(actor, plan, household, to)
    goes = groups_planned(plan).get(household.pk, "")
    reasons = remarks_on_change(plan.place, plan.programme, rules, where, household.pk, goes)
    board = _board(request, plan, rules)
    mark_board(actor, board)
    told = moved_sentences(household, board, goes, reasons)
    context = board_context(plan.place, board, _move_url(plan)) | {
        "plan": plan,
        "waits": True,
        **_changes(plan),
    }
    back = reverse("groups:regrouping", args=[plan.pk])
    return answer_move(request, context, told, back, household.pk)


@require_POST
def renew_regrouping(request: PageRequest, regrouping_id: int) -> HttpResponseBase:
    """Bring a plan up to what the register says now."""
    plan = _plan(request, regrouping_id)
    services.renew_regrouping(request.actor, plan)
    messages.success(request, _("The plan is up to date. Please look at it once more."))
    return redirect("groups:regrouping", plan.pk)


@require_POST
def drop_regrouping(request: PageRequest, regrouping_id: int) -> HttpResponseBase:
    """Cast a plan away."""
    plan = _plan(request, regrouping_id)
    services.drop_regrouping(request.actor, plan)
    messages.success(request, _("The plan was dropped. The groups stay as they are."))
    return redirect(address("area", plan.place, plan.programme))


def _plan(request: PageRequest, regrouping_id: int) -> Regrouping:
    return get_object_or_404(visible_regroupings(request.actor), pk=regrouping_id)


def _rules(plan: Regrouping) -> GroupRules:
    rules = rules_in(plan.programme, plan.place)
    if rules is None:
        raise Conflict("programme_forms_no_groups", programme=plan.programme, place=plan.place)
    return rules


def _board(request: PageRequest, plan: Regrouping, rules: GroupRules) -> Board:
    return board_of_plan(request.actor, plan, rules, _("Without a group"))


def _changes(plan: Regrouping) -> dict[str, Any]:
    return {
        "changes": [(line, door_of(line.household)) for line in what_changes(plan)],
        "groups": groups_after(plan),
        "ends": ENDS,
        "new_key": services.NEW_GROUP,
    }


def _move_url(plan: Regrouping) -> str:
    return reverse("groups:adjust_regrouping", args=[plan.pk])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
