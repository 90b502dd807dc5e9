"""Posts of a group: naming, acting, handing over, ending; the members of a team."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.pack_words import VALUES
from tuquan.core.programme import GroupRules
from tuquan.groups import queries, services
from tuquan.groups.forms import (
    HEADS,
    EndForm,
    HandOverForm,
    HolderForm,
    MemberForm,
    PostForm,
    PredecessorForm,
)
from tuquan.groups.models import MEMBER, ResidentGroup, Tenure
from tuquan.groups.services import NamedHolder
from tuquan.groups.views.households import work_sentences
from tuquan.groups.views.lines import position_labels
from tuquan.groups.views.one_group import group_seen, show_group


@require_POST
@never_cache
def name_holder(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Name the leader or deputy; a new account's first password is shown this once."""
    group, rules = _managed(request, group_id)
    today = clock.today()
    form = HolderForm(
        rules,
        queries.term_offer(group, rules, today),
        today,
        (),
        request.POST,
        namesakes=queries.namesakes_beside(group, request.POST.get("name", "")),
    )
    if done := carried_out(form, lambda _given: _name(request, group, form)):
        return _card(request, group, rules, done.made)
    return show_group(request, group, holder_form=form)


def _name(request: PageRequest, group: ResidentGroup, form: HolderForm) -> NamedHolder:
    given = form.cleaned_data
    if given["acting"]:
        return services.name_acting(
            request.actor,
            group,
            given["position"],
            given["name"],
            given["term_from"],
            until=given["term_until"] if "term_until" in form.changed_data else None,
            main_post=given["main_post"],
            holder=form.person,
            seen=given["seen"],
        )
    return services.name_holder(
        request.actor,
        group,
        given["position"],
        given["name"],
        given["term_from"],
        given["term_until"],
        main_post=given["main_post"],
        holder=form.person,
        seen=given["seen"],
    )


@require_POST
def add_member(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Take somebody into a team."""
    group, rules = _managed(request, group_id)
    if not queries.has_members(rules):
        raise Conflict("group_without_members", name=group.name)
    namesakes = queries.namesakes_beside(group, request.POST.get("name", ""))
    form = MemberForm(clock.today(), request.POST, namesakes=namesakes)

    def add(given: Given) -> Tenure:
        return services.add_member(
            request.actor,
            group,
            given["name"],
            given["term_from"],
            term_until=given["term_until"],
            main_post=given["main_post"],
            task=given["task"],
            holder=form.person,
        )

    if done := carried_out(form, add):
        name = done.made.holder_name
        messages.success(request, _("%(name)s is in the team now.") % {"name": name})
        return redirect("groups:detail", group.pk)
    return show_group(request, group, member_form=form)


@require_POST
def set_predecessor(request: PageRequest, group_id: int) -> HttpResponseBase:
    """Say what a group grew out of."""
    group = group_seen(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    known = queries.possible_predecessors(request.actor, group)
    form = PredecessorForm(known, request.POST)
    if carried_out(
        form,
        lambda given: services.set_predecessor(
            request.actor, group, given["predecessor"], given["grew_out_of"]
        ),
    ):
        messages.success(request, _("It is kept where the group comes from."))
        return redirect("groups:detail", group.pk)
    return show_group(request, group, predecessor_form=form)


@require_safe
def tenure(request: PageRequest, tenure_id: int) -> HttpResponseBase:
    """A post of a group: who holds it, what the next one must know, how it ends."""
    post = _tenure(request, tenure_id)
    if not request.actor.may("places.view", post.group.place.path):
        return redirect("groups:households")
    return _show(request, post)


@require_POST
@never_cache
def hand_over(request: PageRequest, tenure_id: int) -> HttpResponseBase:
    """Hand a post over to the next person, with a note."""
    post, rules = _managed_tenure(request, tenure_id)
    today = clock.today()
    form = HandOverForm(
        queries.term_offer(post.group, rules, today),
        today,
        request.POST,
        namesakes=queries.namesakes_beside(post.group, request.POST.get("name", "")),
    )

    def succeed(given: Given) -> NamedHolder:
        return services.hand_over(
            request.actor,
            post,
            given["name"],
            given["term_from"],
            given["term_until"],
            given["handover"],
            main_post=given["main_post"],
            holder=form.person,
        )

    if done := carried_out(form, succeed):
        return _card(request, post.group, rules, done.made)
    return _show(request, post, next_form=form)


@require_POST
def end_tenure(request: PageRequest, tenure_id: int) -> HttpResponseBase:
    """End a post without a successor."""
    post, _rules = _managed_tenure(request, tenure_id)
    form = EndForm(clock.today(), request.POST)
    end = services.remove_member if post.position == MEMBER else services.end_tenure
    if carried_out(
        form,
        lambda given: end(request.actor, post, given["on"], given["reason"], given["handover"]),
    ):
        text = _(
            "The post of %(name)s has ended. Nobody looks after their households until you say so."
        )
        messages.success(request, text % {"name": post.holder_name})
        return redirect("groups:detail", post.group_id)
    return _show(request, post, end_form=form)


@require_POST
def change_post(request: PageRequest, tenure_id: int) -> HttpResponseBase:
    """Change the task of somebody, and what they are elsewhere."""
    post, _rules = _managed_tenure(request, tenure_id)
    form = PostForm(request.POST)
    if carried_out(
        form,
        lambda given: services.change_post(request.actor, post, given["main_post"], given["task"]),
    ):
        messages.success(request, _("It is written down."))
        return redirect("groups:tenure", post.pk)
    return _show(request, post, post_form=form)


@require_POST
@never_cache
def give_access(request: PageRequest, tenure_id: int) -> HttpResponseBase:
    """Give a member of a team an account; its first password is shown this once."""
    post, rules = _managed_tenure(request, tenure_id)
    return _card(request, post.group, rules, services.give_access(request.actor, post))


def _managed(request: PageRequest, group_id: int) -> tuple[ResidentGroup, GroupRules]:
    group = group_seen(request.actor, group_id)
    require(request.actor.may("groups.manage", group.path))
    return group, _rules_of(group)


def _managed_tenure(request: PageRequest, tenure_id: int) -> tuple[Tenure, GroupRules]:
    post = _tenure(request, tenure_id)
    require(request.actor.may("groups.manage", post.group.path))
    return post, _rules_of(post.group)


def _tenure(request: PageRequest, tenure_id: int) -> Tenure:
    return get_object_or_404(queries.visible_tenures(request.actor), pk=tenure_id)


def _rules_of(group: ResidentGroup) -> GroupRules:
    rules = queries.rules_for(group)
    if rules is None:
        raise Http404
    return rules


def _card(
    request: PageRequest, group: ResidentGroup, rules: GroupRules, named: NamedHolder
) -> HttpResponseBase:
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


def _show(
    request: PageRequest,
    post: Tenure,
    *,
    next_form: HandOverForm | None = None,
    end_form: EndForm | None = None,
    post_form: PostForm | None = None,
) -> HttpResponse:
    """The page of a post, with whichever form was refused kept as it was typed."""
    rules, today = _rules_of(post.group), clock.today()
    left = queries.left_behind(post)
    refused = next_form or end_form or post_form
    offer = queries.term_offer(post.group, rules, today)
    context = {
        "post": post,
        "group": post.group,
        "label": position_labels(rules).get(post.position, ""),
        "filled_by": VALUES[post.filled_by] if post.filled_by else "",
        "term": "" if post.ended_on else queries.term_state(post),
        "overlong": queries.acting_too_long(post, today),
        "left": left,
        "work": work_sentences(left.work),
        "may_manage": request.actor.may("groups.manage", post.group.path) and not post.ended_on,
        "next_form": next_form or HandOverForm(offer, today),
        "end_form": end_form or EndForm(today),
        "post_form": post_form
        or PostForm(initial={"main_post": post.main_post, "task": post.task}),
        "is_member": post.position == MEMBER,
        "refused": refused,
        "heads_id": HEADS,
    }
    return render(request, "groups/post.html", context, status=422 if refused else 200)
