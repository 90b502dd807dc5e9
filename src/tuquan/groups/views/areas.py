"""Pages of areas: how far each has come, and the groups proposed and formed in one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
from tuquan.groups.views.lines import group_lines, method_line, remarks_in_words
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import grouping_adoption_at, grouping_adoptions, household_rules


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
            "label": f"{adoption.place.name} · {_title(adoption)}",
            "query": urlencode(
                {"programme": adoption.edition.programme.key, "commune": str(adoption.place_id)}
            ),
            "current": adoption == chosen,
        }
        for adoption in adoptions
    ]


def _title(adoption: Adoption) -> str:
    content = adoption.edition.content
    return spoken(content.short_title, content.short_title_en)


def area(request: PageRequest, place_id: int) -> HttpResponse:
    """The groups of an area, proposed and formed apart, with what may be done about them."""
    actor = request.actor
    place, adoption, rules = _area(request, place_id, request.GET.get("programme", ""))
    programme = adoption.edition.programme
    may_manage = actor.may("groups.manage", place.path)
    groups = list(queries.groups_of_area(actor, programme, place))
    lines = list(group_lines(groups, rules))
    context = {
        "place": place,
        "adoption": adoption,
        "title": _title(adoption),
        "rules": rules,
        "proposed": [line for line in lines if line.group.state == ResidentGroup.State.PROPOSED],
        "formed": [line for line in lines if line.group.state == ResidentGroup.State.FORMED],
        "ungrouped": queries.ungrouped_households(programme, place).count(),
        "may_manage": may_manage,
        "may_compare": may_manage and queries.can_compare(place, programme, rules),
    }
    return render(request, "groups/area.html", context)


def compare(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Several ways to group the households of an area, side by side; nothing is written yet."""
    place, adoption, rules = _area(request, place_id, request.GET.get("programme", ""))
    require(request.actor.may("groups.manage", place.path))
    comparison = queries.comparison_of(place, adoption.edition.programme, rules)
    if comparison is None:
        return _to_area(place, adoption)
    many = comparison.households > queries.MANY_HOUSEHOLDS
    names = [METHODS[method][0] for method in queries.QUICK_METHODS]
    context = {
        "place": place,
        "adoption": adoption,
        "title": _title(adoption),
        "rules": rules,
        "households": comparison.households,
        "lines": [method_line(proposal) for proposal in comparison.proposals],
        "remarks": remarks_in_words(comparison.proposals),
        "grouped_before": comparison.grouped_before,
        "problems": [say(problem) for problem in comparison.problems],
        "most": queries.MANY_HOUSEHOLDS if many else 0,
        "quick_names": [str(name) for name in names],
    }
    return render(request, "groups/compare.html", context)


@require_POST
def propose(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Propose groups for the households that are in none; an earlier proposal is replaced."""
    place, adoption, rules = _area(request, place_id, request.POST.get("programme", ""))
    try:
        groups = services.propose_area_groups(
            request.actor,
            adoption.edition.programme,
            rules,
            place,
            request.POST.get("method", ""),
        )
    except Invalid as refusal:
        _tell(request, refusal)
    else:
        text = ngettext(
            "%(count)s group is proposed. Look at it, move households, then confirm.",
            "%(count)s groups are proposed. Look at them, move households, then confirm.",
            len(groups),
        )
        messages.success(request, text % {"count": len(groups)})
    return _to_area(place, adoption)


@require_POST
def confirm(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Make the proposed groups of an area real."""
    place, adoption, rules = _area(request, place_id, request.POST.get("programme", ""))
    try:
        groups = services.form_groups(request.actor, adoption.edition.programme, place, rules)
    except Invalid as refusal:
        _tell(request, refusal)
    else:
        text = ngettext(
            "%(count)s group is formed. Next: name its leader.",
            "%(count)s groups are formed. Next: name their leaders.",
            len(groups),
        )
        messages.success(request, text % {"count": len(groups)})
    return _to_area(place, adoption)


@require_POST
def discard(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Throw the proposal for an area away; formed groups stay."""
    place, adoption, _rules = _area(request, place_id, request.POST.get("programme", ""))
    services.drop_proposal(request.actor, adoption.edition.programme, place)
    messages.success(request, _("The proposal was thrown away. Groups formed before stay."))
    return _to_area(place, adoption)


def _area(
    request: PageRequest, place_id: int, programme: str
) -> tuple[Place, Adoption, GroupRules]:
    areas = visible_places(request.actor, "groups.view").areas()
    place = get_object_or_404(areas, pk=place_id)
    adoption = grouping_adoption_at(place.path, programme)
    rules = household_rules(adoption.edition) if adoption else None
    if adoption is None or rules is None:
        raise Http404
    return place, adoption, rules


def _to_area(place: Place, adoption: Adoption) -> HttpResponseBase:
    query = urlencode({"programme": adoption.edition.programme.key})
    return redirect(f"{reverse('groups:area', args=[place.pk])}?{query}")


def _tell(request: PageRequest, refusal: Invalid) -> None:
    for problem in refusal.problems:
        messages.error(request, say(problem))
