"""The page of one group: its households, its name, its people, what it grew out of."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.groups import reason_sentence, size_words
from tuquan.bodies import queries as queries_of_bodies
from tuquan.groups import queries, services
from tuquan.groups.forms import (
    HEADS,
    HolderForm,
    MemberForm,
    MoveForm,
    PredecessorForm,
    RenameForm,
)
from tuquan.groups.models import ResidentGroup
from tuquan.groups.views.households import mark_as_listed
from tuquan.groups.views.lines import group_lines, past_lines, team_line
from tuquan.residents.models import Household


def detail(request: PageRequest, group_id: int) -> HttpResponseBase:
    """A group: its households as one walks, its people, and how both are changed."""
    group = group_seen(request.actor, group_id)
    if not request.actor.may("places.view", group.place.path):
        return redirect("groups:households")
    return show_group(request, group)


@require_POST
def move(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Move the ticked households to another group of the area."""
    actor = request.actor
    group = group_seen(actor, group_id)
    require(actor.may("groups.manage", group.path))
    members = {m.household_id: m.household for m in queries.members_of(actor, group)}
    ticked = [int(pk) for pk in request.POST.getlist("household") if pk.isdigit()]
    if any(pk not in members for pk in ticked):
        raise Conflict("groups_changed_meanwhile", place=group.place.name)
    form = MoveForm(queries.places_to_move_to(actor, group), request.POST)
    if not form.is_valid():
        return show_group(request, group, move_form=form, ticked=ticked)
    to = form.cleaned_data["to"]
    moved = [members[pk] for pk in ticked]
    remarks = _remarks_on_move(group, moved, to)
    done = carried_out(form, lambda _given: services.move_households(actor, group, moved, to))
    if not done:
        return show_group(request, group, move_form=form, ticked=ticked)
    still_there = done.made
    _tell_sizes(request, [to, *([group] if still_there else [])], len(ticked))
    for remark in remarks:
        messages.warning(request, remark)
    if still_there:
        return redirect("groups:detail", group.pk)
    messages.info(request, _("%(name)s had no household left and was removed.") % {"name": group})
    return redirect("groups:detail", to.pk)


@require_POST
def rename(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Give a group another name."""
    group = group_seen(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    form = RenameForm(request.POST)
    if carried_out(form, lambda given: services.rename_group(request.actor, group, given["name"])):
        messages.success(request, _("The group is called %(name)s now.") % {"name": group.name})
        return redirect("groups:detail", group.pk)
    return show_group(request, group, rename_form=form)


def group_seen(actor: Actor, group_id: int) -> ResidentGroup:
    """A group the actor may see; anything else does not exist."""
    return get_object_or_404(queries.visible_groups(actor), pk=group_id)


def show_group(
    request: PageRequest,
    group: ResidentGroup,
    *,
    move_form: MoveForm | None = None,
    rename_form: RenameForm | None = None,
    holder_form: HolderForm | None = None,
    member_form: MemberForm | None = None,
    predecessor_form: PredecessorForm | None = None,
    ticked: list[int] | None = None,
) -> HttpResponse:
    """The page of a group, with whichever form was refused kept as it was typed."""
    actor, today = request.actor, clock.today()
    rules = queries.rules_for(group)
    if rules is None:
        raise Http404
    members = queries.members_in_walking_order(actor, group)
    mark_as_listed(actor, group, members, "groups.detail")
    people = queries.people_of(group)
    refused = move_form or rename_form or holder_form or member_form or predecessor_form
    context = {
        "group": group,
        "subheading": group.programme.name,
        "rules": rules,
        "line": next(group_lines([group], rules)),
        "members": members,
        "ticked": ticked or [],
        "team": team_line(rules, people) if queries.has_members(rules) else None,
        "guides": queries_of_bodies.guides_of(group.path, today),
        "history": past_lines(actor, group, rules),
        "linked": queries.linked_groups(actor, group),
        "others": queries.places_to_move_to(actor, group),
        "move_form": move_form,
        "rename_form": rename_form or RenameForm(initial={"name": group.name}),
        "holder_form": holder_form
        or HolderForm(
            rules, queries.term_offer(group, rules, today), today, [one.pk for one in people]
        ),
        "member_form": member_form or MemberForm(today),
        "predecessor_form": predecessor_form or _predecessor_form(request, group),
        "refused": refused,
        "heads_id": HEADS,
        "may_manage": actor.may("groups.manage", group.path),
    }
    return render(request, "groups/detail.html", context, status=422 if refused else 200)


def _predecessor_form(request: PageRequest, group: ResidentGroup) -> PredecessorForm:
    known = {"predecessor": group.predecessor_id, "grew_out_of": group.grew_out_of}
    return PredecessorForm(queries.possible_predecessors(request.actor, group), initial=known)


def _remarks_on_move(
    group: ResidentGroup, households: Sequence[Household], to: ResidentGroup
) -> list[str]:
    """What speaks against the move beside sizes, with whose household it is about (F-19)."""
    rules = queries.rules_for(group)
    if rules is None:
        return []
    names = {household.pk: household.head_name for household in households}
    about: dict[str, list[str]] = {}
    for household, reasons in queries.remarks_on_move(group, rules, list(names), to).items():
        for reason in reasons:
            about.setdefault(reason_sentence(reason), []).append(names[household])
    return [f"{', '.join(heads)}: {sentence}" for sentence, heads in about.items()]


def _tell_sizes(request: PageRequest, groups: list[ResidentGroup], moved: int) -> None:
    """Say at once what the move did to the sizes; soft bounds warn and never block (S0-11)."""
    text = ngettext("%(count)s household was moved.", "%(count)s households were moved.", moved)
    messages.success(request, text % {"count": moved})
    for group in groups:
        rules = queries.rules_for(group)
        count = queries.household_count(group)
        remark = queries.size_remark_of(group, rules, count) if rules else None
        if remark:
            messages.warning(request, f"{group.name}: {size_words(count, remark)}")
