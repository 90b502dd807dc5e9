"""Who of a team looks after which households: form 02 as a page, and on paper (S2-14, S2-30)."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import Given, add_problems, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.programme import GroupRules
from tuquan.groups import queries, services
from tuquan.groups.forms import CareForm
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import CareLine
from tuquan.groups.views.households import mark_as_listed
from tuquan.groups.views.lines import team_line
from tuquan.groups.views.one_group import group_seen
from tuquan.places.queries import visible_places
from tuquan.residents.models import Household


@require_safe
def care(request: PageRequest, group_id: int) -> HttpResponseBase:
    """The households of a team and who looks after each; those nobody does first."""
    group = group_seen(request.actor, group_id)
    if not request.actor.may("places.view", group.place.path):
        return redirect("groups:households")
    return _show(request, group)


@require_POST
def assign_care(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Let the ticked people look after households: ticked ones, a lane, a part of the list."""
    group, lines, people = _managed(request, group_id)
    form = _form(lines, people, request)
    ticked = _ticked(request, group, lines)

    def assign(given: Given) -> str:
        chosen = _chosen(lines, ticked, given["lane"], given["first"], given["last"])
        named = [one for one in people if str(one.pk) in given["person"]]
        services.assign_care(request.actor, group, named, chosen, instead=given["instead"])
        count, names = len(chosen), ", ".join(one.holder_name for one in named)
        text = ngettext(
            "%(names)s now: %(count)s household.", "%(names)s now: %(count)s households.", count
        )
        return text % {"names": names, "count": count}

    if done := carried_out(form, assign):
        messages.success(request, done.made)
        return redirect("groups:care", group.pk)
    return _show(request, group, form, ticked)


@require_POST
def share_care(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Share the households out evenly among the people of a team."""
    group, _lines, people = _managed(request, group_id)
    try:
        count = services.share_care(request.actor, group)
    except Invalid as refusal:
        for problem in refusal.problems:
            messages.error(request, say(problem))
    else:
        text = ngettext(
            "%(count)s household is shared out among %(people)s people.",
            "%(count)s households are shared out among %(people)s people.",
            count,
        )
        messages.success(request, text % {"count": count, "people": len(people)})
    return redirect("groups:care", group.pk)


@require_POST
def end_care(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Nobody looks after the ticked households any more."""
    group, lines, people = _managed(request, group_id)
    ticked = _ticked(request, group, lines)
    chosen = _chosen(lines, ticked)
    try:
        count = services.end_care(request.actor, group, chosen)
    except Invalid as refusal:
        form = _form(lines, people, request)
        form.is_valid()
        add_problems(form, refusal)
        return _show(request, group, form, ticked)
    text = ngettext(
        "Nobody looks after %(count)s household now.",
        "Nobody looks after %(count)s households now.",
        count,
    )
    messages.success(request, text % {"count": count})
    return redirect("groups:care", group.pk)


@require_safe
def care_sheet(request: PageRequest, place_id: int) -> HttpResponse:
    """The list of all teams of an area on paper: who looks after which households."""
    actor = request.actor
    place = get_object_or_404(visible_places(actor, "groups.view").areas(), pk=place_id)
    programme = request.GET.get("programme", "")
    teams = [team for team in queries.teams_of(actor, place) if team.programme.key == programme]
    if not teams:
        raise Http404
    for team in teams:
        members = queries.members_in_walking_order(actor, team)
        mark_as_listed(actor, team, members, "groups.care_sheet")
    context = {
        "place": place,
        "team": teams[0],
        "rows": queries.care_rows(actor, teams),
        "people": queries.team_rows(teams),
    }
    return render(request, "groups/care_sheet.html", context)


def _managed(
    request: PageRequest, group_id: int
) -> tuple[ResidentGroup, list[CareLine], list[Tenure]]:
    group = group_seen(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    _rules_of(group)
    return group, queries.care_lines(request.actor, group), queries.people_of(group)


def _rules_of(group: ResidentGroup) -> GroupRules:
    """The rules of a team; other groups have no page of care."""
    rules = queries.rules_for(group)
    if rules is None or not queries.has_members(rules):
        raise Http404
    return rules


def _form(
    lines: Sequence[CareLine], people: Sequence[Tenure], request: PageRequest | None = None
) -> CareForm:
    unnamed = _("Households without a lane")
    lanes = [
        (str(lane.numbers[0]), f"{lane.name or unnamed} ({len(lane.numbers)})")
        for lane in queries.lanes_walked(lines)
    ]
    return CareForm(
        [(str(one.pk), one.holder_name) for one in people],
        lanes,
        [(str(line.number), f"{line.number}. {line.member.household.head_name}") for line in lines],
        *([request.POST] if request else []),
    )


def _ticked(request: PageRequest, group: ResidentGroup, lines: Sequence[CareLine]) -> list[int]:
    ticked = [int(pk) for pk in request.POST.getlist("household") if pk.isdigit()]
    if not set(ticked) <= {line.member.household_id for line in lines}:
        raise Conflict("groups_changed_meanwhile", place=group.place.name)
    return ticked


def _chosen(
    lines: Sequence[CareLine],
    ticked: Sequence[int],
    lane: str = "",
    first: str = "",
    last: str = "",
) -> list[Household]:
    """The households ticked, those of a lane and those of a part of the list, each once."""
    numbers = {line.number for line in lines if line.member.household_id in ticked}
    for one in queries.lanes_walked(lines):
        if lane and int(lane) in one.numbers:
            numbers |= set(one.numbers)
    if first and last:
        numbers |= set(range(int(first), int(last) + 1))
    return [line.member.household for line in lines if line.number in numbers]


def _show(
    request: PageRequest,
    group: ResidentGroup,
    form: CareForm | None = None,
    ticked: Sequence[int] = (),
) -> HttpResponse:
    actor = request.actor
    rules, people = _rules_of(group), queries.people_of(group)
    lines = queries.care_lines(actor, group)
    mark_as_listed(actor, group, [line.member for line in lines], "groups.care")
    nobody = [line for line in lines if not line.people]
    context = {
        "group": group,
        "subheading": group.programme.name,
        "team": team_line(rules, people),
        "nobody": nobody,
        "looked_after": [line for line in lines if line.people],
        "total": len(lines),
        "ticked": ticked,
        "form": form or _form(lines, people),
        "refused": form,
        "may_manage": actor.may("groups.manage", group.path),
    }
    return render(request, "groups/care.html", context, status=422 if form else 200)
