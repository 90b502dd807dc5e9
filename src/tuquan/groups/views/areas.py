"""Pages of areas: how far each has come, and the groups proposed and formed in one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.errors import Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.groups import METHODS
from tuquan.base.texts.wording import spoken
from tuquan.core.programme import GroupRules
from tuquan.groups import queries, services
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries.basis import wish_lines
from tuquan.groups.queries.kinds import covers_area, kinds_to_choose
from tuquan.groups.views.lines import group_lines, method_line, remarks_in_words
from tuquan.groups.views.scope import (
    address,
    area_scope,
    managed_area,
    tell,
    title_of,
    to_area,
)
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption, Programme
from tuquan.programmes.queries import grouping_adoptions


def index(request: PageRequest) -> HttpResponseBase:
    """The areas of a commune and how far each has come with its groups."""
    actor = request.actor
    require(bool(actor.paths("groups.view")))
    if not actor.paths("places.view"):  # who only leads a group has pages of their own
        return redirect("groups:households")
    adoptions = grouping_adoptions(actor)
    chosen = _chosen(adoptions, request)
    rows = queries.area_summaries(actor, chosen) if chosen else []
    context = {
        "adoption": chosen,
        "choices": _choices(adoptions, chosen) if len(adoptions) > 1 else [],
        "rows": rows,
        "households": sum(row.households for row in rows),
        "ungrouped": sum(row.ungrouped for row in rows),
        "formed": sum(row.formed for row in rows),
        "leaderless": sum(row.leaderless for row in rows),
    }
    return render(request, "groups/index.html", context)


def _chosen(adoptions: list[Adoption], request: PageRequest) -> Adoption | None:
    wanted = request.GET.get("programme"), request.GET.get("commune")
    named = [a for a in adoptions if (a.edition.programme.key, str(a.place_id)) == wanted]
    return next(iter(named or adoptions), None)


def _choices(adoptions: list[Adoption], chosen: Adoption | None) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{adoption.place.name} · {title_of(adoption)}",
            "query": urlencode(
                {"programme": adoption.edition.programme.key, "commune": str(adoption.place_id)}
            ),
            "current": adoption == chosen,
        }
        for adoption in adoptions
    ]


def area(request: PageRequest, place_id: int) -> HttpResponse:
    """The groups of an area, proposed and formed apart, with what may be done about them."""
    actor = request.actor
    place, adoption, rules = area_scope(request, place_id)
    programme = adoption.edition.programme
    may_manage = actor.may("groups.manage", place.path)
    groups = list(queries.groups_of_area(actor, programme, place))
    lines = list(group_lines(groups, rules))
    context = {
        "place": place,
        "adoption": adoption,
        "programme_title": title_of(adoption),
        "rules": rules,
        "proposed": [line for line in lines if line.group.state == ResidentGroup.State.PROPOSED],
        "formed": [line for line in lines if line.group.state == ResidentGroup.State.FORMED],
        "ungrouped": queries.ungrouped_households(programme, place).count(),
        "may_manage": may_manage,
        "may_compare": may_manage and _may_compare(place, programme, rules),
        "whole_area": covers_area(rules),
        "kinds": _kinds(adoption) if may_manage and not groups else [],
        **_what_else(may_manage, place, programme),
    }
    return render(request, "groups/area.html", context)


def _may_compare(place: Place, programme: Programme, rules: GroupRules) -> bool:
    return not covers_area(rules) and queries.can_compare(place, programme, rules)


def _kinds(adoption: Adoption) -> list[tuple[str, str, bool]]:
    """The kinds between which the area may choose: key, name, whether one takes everybody."""
    return [
        (rules.key, spoken(rules.label, rules.label_en), covers_area(rules))
        for rules in kinds_to_choose(adoption.edition)
    ]


def _what_else(may_manage: bool, place: Place, programme: Programme) -> dict[str, str]:
    """The pages on which groups of an area are prepared, for whoever manages them."""
    names = ("barriers", "wishes", "adjust", "regroup") if may_manage else ()
    return {f"{name}_url": address(name, place, programme) for name in names}


def compare(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Several ways to group the households of an area, side by side; nothing is written yet."""
    place, adoption, rules = managed_area(request, place_id)
    comparison = queries.comparison_of(place, adoption.edition.programme, rules)
    if comparison is None:
        return to_area(place, adoption)
    many = comparison.households > queries.MANY_HOUSEHOLDS
    names = [METHODS[method][0] for method in queries.QUICK_METHODS]
    context = {
        "place": place,
        "adoption": adoption,
        "programme_title": title_of(adoption),
        "rules": rules,
        "households": comparison.households,
        "lines": [method_line(proposal) for proposal in comparison.proposals],
        "remarks": remarks_in_words(comparison.proposals),
        "grouped_before": comparison.grouped_before,
        "barriers": comparison.barriers,
        "wishes": len(wish_lines(request.actor, adoption.edition.programme, place)),
        **_what_else(True, place, adoption.edition.programme),
        "problems": [say(problem) for problem in comparison.problems],
        "most": queries.MANY_HOUSEHOLDS if many else 0,
        "quick_names": [str(name) for name in names],
    }
    return render(request, "groups/compare.html", context)


@require_POST
def propose(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Propose groups for the households that are in none; an earlier proposal is replaced."""
    place, adoption, rules = area_scope(request, place_id, request.POST.get("kind", ""))
    try:
        groups = services.propose_area_groups(
            request.actor,
            adoption.edition.programme,
            rules,
            place,
            request.POST.get("method", ""),
        )
    except Invalid as refusal:
        tell(request, refusal)
    else:
        text = ngettext(
            "%(count)s group is proposed. Look at it, move households, then confirm.",
            "%(count)s groups are proposed. Look at them, move households, then confirm.",
            len(groups),
        )
        messages.success(request, text % {"count": len(groups)})
    return to_area(place, adoption)


@require_POST
def confirm(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Make the proposed groups of an area real."""
    place, adoption, rules = area_scope(request, place_id)
    try:
        groups = services.form_groups(request.actor, adoption.edition.programme, place, rules)
    except Invalid as refusal:
        tell(request, refusal)
    else:
        text = ngettext(
            "%(count)s group is formed. Next: name its leader.",
            "%(count)s groups are formed. Next: name their leaders.",
            len(groups),
        )
        messages.success(request, text % {"count": len(groups)})
    return to_area(place, adoption)


@require_POST
def discard(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Throw the proposal for an area away; formed groups stay."""
    place, adoption, _rules = area_scope(request, place_id)
    services.drop_proposal(request.actor, adoption.edition.programme, place)
    messages.success(request, _("The proposal was thrown away. Groups formed before stay."))
    return to_area(place, adoption)
