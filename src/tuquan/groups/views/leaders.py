"""The change of a leader: one page, and the card of the new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.accounts.views import print_cards
from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.groups import queries, services
from tuquan.groups.forms import HEADS, ChangeLeaderForm
from tuquan.groups.models import ResidentGroup
from tuquan.groups.services import NewLeader
from tuquan.groups.views.households import mark_as_listed
from tuquan.groups.views.one_group import group_seen


@never_cache
def change_leader(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Name the new leader; what follows from it happens at once, and the new card is shown."""
    group = group_seen(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    form = _form(request, group)

    def change(given: Given) -> NewLeader:
        return services.change_leader(
            request.actor,
            group,
            given["name"],
            given["term_from"],
            given["reason"],
            term_until=given["term_until"],
            holder=form.person,
            seen=given["seen"],
        )

    if done := carried_out(form, change):
        return _card(request, group, done.made)
    return _show(request, group, form)


def _form(request: PageRequest, group: ResidentGroup) -> ChangeLeaderForm:
    rules, today, before = queries.rules_for(group), clock.today(), queries.leader_of(group)
    if rules is None or not rules.positions:
        raise Http404
    offer = queries.term_offer(group, rules, today)
    seen = before.pk if before else 0
    if request.method != "POST":
        return ChangeLeaderForm(offer, today, seen)
    namesakes = queries.namesakes_beside(group, request.POST.get("name", ""))
    return ChangeLeaderForm(offer, today, seen, request.POST, namesakes=namesakes)


def _card(request: PageRequest, group: ResidentGroup, named: NewLeader) -> HttpResponseBase:
    if named.card:
        return print_cards(request, [named.card], reverse("groups:detail", args=[group.pk]))
    text = _("%(name)s leads %(group)s from now on and signs in as before.")
    messages.success(request, text % {"name": named.tenure.holder_name, "group": group.name})
    return redirect("groups:detail", group.pk)


def _show(request: PageRequest, group: ResidentGroup, form: ChangeLeaderForm) -> HttpResponse:
    members = queries.members_in_walking_order(request.actor, group)
    mark_as_listed(request.actor, group, members, "groups.change_leader")
    context = {
        "group": group,
        "before": queries.leader_of(group),
        "members": members,
        "form": form,
        "heads_id": HEADS,
    }
    status = 422 if form.errors else 200
    return render(request, "groups/change_leader.html", context, status=status)
