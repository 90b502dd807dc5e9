"""The page of one group: its households, its name, its people."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.base.texts.groups import reason_sentence, size_words
from tuquan.groups import queries, services
from tuquan.groups.forms import HEADS, HolderForm, MoveForm, RenameForm
from tuquan.groups.models import ResidentGroup
from tuquan.groups.views.households import mark_as_listed
from tuquan.groups.views.lines import group_lines, position_labels
from tuquan.residents.models import Household


def detail(request: PageRequest, group_id: int) -> HttpResponseBase:
    """A group: its households as one walks, its people, and how both are changed."""
    group = _group(request.actor, group_id)
    if not request.actor.may("places.view", group.place.path):
        return redirect("groups:households")
    return _show(request, group)


@require_POST
def move(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Move the ticked households to another group of the area."""
    actor = request.actor
    group = _group(actor, group_id)
    require(actor.may("groups.manage", group.path))
    members = {m.household_id: m.household for m in queries.members_of(actor, group)}
    ticked = [int(pk) for pk in request.POST.getlist("household") if pk.isdigit()]
    if any(pk not in members for pk in ticked):
        raise Conflict("groups_changed_meanwhile", place=group.place.name)
    form = MoveForm(queries.places_to_move_to(actor, group), request.POST)
    if not form.is_valid():
        return _show(request, group, move_form=form, ticked=ticked)
    to = form.cleaned_data["to"]
    remarks = _remarks_on_move(group, [members[pk] for pk in ticked], to)
    try:
        still_there = services.move_households(actor, group, [members[pk] for pk in ticked], to)
    except Invalid as refusal:
        add_problems(form, refusal)
        return _show(request, group, move_form=form, ticked=ticked)
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
    group = _group(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            services.rename_group(request.actor, group, form.cleaned_data["name"])
        except Invalid as refusal:
            add_problems(form, refusal)
        else:
            messages.success(request, _("The group is called %(name)s now.") % {"name": group.name})
            return redirect("groups:detail", group.pk)
    return _show(request, group, rename_form=form)


@require_POST
@never_cache
def name_holder(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Name the leader or deputy; a new account's first password is shown this once."""
    group = _group(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    rules = queries.rules_for(group)
    if rules is None:
        raise Http404
    form = HolderForm(rules, clock.today(), request.POST)
    if not form.is_valid():
        return _show(request, group, holder_form=form)
    given = form.cleaned_data
    try:
        named = services.name_holder(
            request.actor,
            group,
            given["position"],
            given["name"],
            given["term_from"],
            given["term_until"],
        )
    except Invalid as refusal:
        add_problems(form, refusal)
        return _show(request, group, holder_form=form)
    if not named.first_password:
        text = _("%(name)s keeps the account and the password they have.")
        messages.success(request, text % {"name": named.tenure.holder_name})
        return redirect("groups:detail", group.pk)
    context = {
        "group": group,
        "named": named,
        "position": position_labels(rules)[named.tenure.position],
        "site": request.build_absolute_uri(reverse("home")),
    }
    return render(request, "groups/holder_card.html", context)


def _group(actor: Actor, group_id: int) -> ResidentGroup:
    return get_object_or_404(queries.visible_groups(actor), pk=group_id)


def _show(
    request: PageRequest,
    group: ResidentGroup,
    *,
    move_form: MoveForm | None = None,
    rename_form: RenameForm | None = None,
    holder_form: HolderForm | None = None,
    ticked: list[int] | None = None,
) -> HttpResponse:
    """The page of a group, with whichever form was refused kept as it was typed."""
    actor = request.actor
    rules = queries.rules_for(group)
    if rules is None:
        raise Http404
    members = queries.members_in_walking_order(actor, group)
    mark_as_listed(actor, group, members, "groups.detail")
    labels, before = position_labels(rules), queries.holders_before(actor, group)
    refused = move_form or rename_form or holder_form
    context = {
        "group": group,
        "line": next(group_lines([group], rules)),
        "members": members,
        "ticked": ticked or [],
        "history": [(t, labels.get(t.position, "")) for t in before],
        "others": queries.places_to_move_to(actor, group),
        "move_form": move_form,
        "rename_form": rename_form or RenameForm(initial={"name": group.name}),
        "holder_form": holder_form or HolderForm(rules, clock.today()),
        "refused": refused,
        "heads_id": HEADS,
        "may_manage": actor.may("groups.manage", group.path),
    }
    return render(request, "groups/detail.html", context, status=422 if refused else 200)


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
