"""One dossier: its steps, what is missing, who is next, and its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.dossiers import STATES, STEPS
from tuquan.base.texts.wording import spoken
from tuquan.documents.models import OfficialDocument
from tuquan.formation import queries, services
from tuquan.formation.forms import DropForm, MeetingForm, NominateForm
from tuquan.formation.models import Dossier, Nomination
from tuquan.formation.views.dossiers import address_of
from tuquan.groups.queries import household_count

CHIPS = {"done": "accepted", "now": "waiting", "later": "draft", "not_needed": "info"}
"""How the state of a step looks."""


def _decision(actor: Actor, found: Dossier) -> OfficialDocument:
    return services.draft_decision(actor, [found])


PAPERS: Mapping[str, Callable[[Actor, Dossier], OfficialDocument]] = {
    "request": services.draft_request,
    "minutes": services.draft_minutes,
    "decision": _decision,
}
"""What writes each paper of a dossier."""


@require_safe
def dossier(request: PageRequest, dossier_id: int) -> HttpResponse:
    """The steps of a dossier."""
    return _page(request, _dossier(request, dossier_id))


@require_POST
def link_meeting(request: PageRequest, dossier_id: int) -> HttpResponseBase:
    """Rest the dossier on a meeting; whom it elected is taken over."""
    found = _dossier(request, dossier_id)
    meetings = queries.possible_meetings(found)
    form = MeetingForm(meetings, request.POST)

    def link(given: Given) -> None:
        meeting = get_object_or_404(meetings, pk=given["meeting"])
        services.link_meeting(request.actor, found, meeting)

    if carried_out(form, link):
        messages.success(request, _("The dossier rests on this meeting now."))
        return redirect("formation:dossier", found.pk)
    return _page(request, found, meeting_form=form)


@require_POST
def nominate(request: PageRequest, dossier_id: int) -> HttpResponseBase:
    """Name somebody who is appointed or assigned."""
    found = _dossier(request, dossier_id)
    form = NominateForm(_posts(found), request.POST)
    if carried_out(form, lambda _given: services.nominate(request.actor, found, form.nomination())):
        messages.success(request, _("The name stands in the dossier."))
        return redirect("formation:dossier", found.pk)
    return _page(request, found, name_form=form)


@require_POST
def remove_nomination(request: PageRequest, nomination_id: int) -> HttpResponseBase:
    """Take a name out of a dossier."""
    nomination = _nomination(request, nomination_id)
    services.remove_nomination(request.actor, nomination)
    messages.success(request, _("The name was taken out of the dossier."))
    return redirect("formation:dossier", nomination.dossier_id)


@require_POST
def draft(request: PageRequest, dossier_id: int, paper: str) -> HttpResponseBase:
    """Write a paper of the dossier as a draft, and show it."""
    found = _dossier(request, dossier_id)
    write = PAPERS.get(paper)
    if write is None:
        raise Http404
    try:
        document = write(request.actor, found)
    except Invalid as refusal:
        return _page(request, found, problems=tuple(map(say, refusal.problems)))
    messages.success(request, _("The paper is written as a draft. Look at it, then issue it."))
    return redirect("documents:detail", document.pk)


@require_POST
def drop(request: PageRequest, dossier_id: int) -> HttpResponseBase:
    """Give a dossier up."""
    found = _dossier(request, dossier_id)
    form = DropForm(request.POST)
    if carried_out(
        form, lambda given: services.drop_dossier(request.actor, found, given["reason"])
    ):
        messages.success(request, _("The dossier was given up. The group stays what it was."))
        return redirect("formation:dossiers")
    return _page(request, found, drop_form=form)


def _dossier(request: PageRequest, dossier_id: int) -> Dossier:
    return get_object_or_404(queries.visible_dossiers(request.actor), pk=dossier_id)


def _nomination(request: PageRequest, nomination_id: int) -> Nomination:
    return get_object_or_404(queries.visible_nominations(request.actor), pk=nomination_id)


def _page(
    request: PageRequest,
    found: Dossier,
    *,
    meeting_form: MeetingForm | None = None,
    name_form: NominateForm | None = None,
    drop_form: DropForm | None = None,
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    actor = request.actor
    rules = queries.rules_of(found)
    may_manage = found.is_under_way and actor.may("formation.manage", found.path)
    may_change = may_manage and found.decision is None
    posts = _posts(found)
    has_meetings = queries.possible_meetings(found).exists()
    steps = [_step(*one) for one in enumerate(queries.steps_of(found), start=1)]
    refused: tuple[forms.Form | None, ...] = (meeting_form, name_form, drop_form)
    context = {
        "dossier": found,
        "steps": steps,
        "following": next((one for one in steps if one["is_next"]), None),
        "index_url": address_of(found.adoption),
        "plan_url": f"{reverse('meetings:new')}?cua=g{found.group_id}",
        "plan_kind": "outline" if has_meetings else "",
        "households": household_count(found.group),
        "people": [(queries.label_of(rules, one.position), one) for one in found.nominations.all()],
        "meeting_form": meeting_form or MeetingForm(queries.possible_meetings(found)),
        "has_meetings": has_meetings,
        "coming": list(queries.coming_meetings(found)),
        "name_form": name_form or (NominateForm(posts) if posts else None),
        "drop_form": drop_form or DropForm(),
        "has_minutes": bool(queries.papers_serving(found.adoption, "minutes")),
        "decisions": queries.visible_decisions(actor).filter(group=found.group_id),
        "problems": problems,
        "may_manage": may_manage,
        "may_change": may_change,
        "may_name": actor.may("accounts.manage", found.path),
        "may_decide": found.is_under_way and actor.may("formation.decide", found.path),
    }
    is_refused = bool(problems) or any(form and form.errors for form in refused)
    return render(request, "formation/dossier.html", context, status=422 if is_refused else 200)


def _step(number: int, step: queries.Step) -> dict[str, Any]:
    return {
        "number": number,
        "key": step.key,
        "kind": "" if step.state == "now" else "outline",
        "title": STEPS[step.key],
        "state": STATES[step.state],
        "chip": CHIPS[step.state],
        "is_next": step.state == "now",
        "is_needed": step.state != "not_needed",
        "missing": [say(one) for one in step.missing] if step.state == "now" else [],
        "remarks": [say(one) for one in step.remarks],
        "who": spoken(step.who.label, step.who.label_en) if step.who else "",
    }


def _posts(found: Dossier) -> list[tuple[str, str]]:
    """The posts somebody can be named for: those that are not elected."""
    return [(post.key, post.label) for post in queries.posts_of(found) if not post.is_elected]
