"""The council's list, the decision, the certificates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.awards import queries, services
from tuquan.awards.forms import CloseForm, CouncilForm, IssuerForm
from tuquan.awards.models import AwardRound
from tuquan.awards.views.frames import mark_names, round_or_404, title_of
from tuquan.awards.views.rounds import show_round
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say


def council(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Write down what the council recommends."""
    actor, found = request.actor, _mine(request, round_id)
    nominations = list(queries.visible_nominations(actor).standing().filter(round=found))
    mark_names(actor, nominations, Look.Kind.LISTED, "awards.round")
    form = CouncilForm(found, nominations, request.POST if request.method == "POST" else None)
    if carried_out(
        form,
        lambda given: services.record_council(
            actor, found, given["base"], form.vote(), form.verdicts()
        ),
    ):
        messages.success(request, _("What the council recommends is written down."))
        return redirect("awards:round", found.pk)
    context = {"round": found, "title": title_of(found), "form": form}
    return render(request, "awards/council.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Let people nominate again."""
    actor, found = request.actor, _mine(request, round_id)
    form = CloseForm(request.POST)
    if carried_out(form, lambda given: services.reopen_round(actor, found, given["base"])):
        messages.success(request, _("The nominations are open again."))
        return redirect("awards:round", found.pk)
    return show_round(request, found, close_form=form, status=422)


@require_POST
def decide(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Draft the decision, and go on to the paper."""
    actor, found = request.actor, _mine(request, round_id)
    form = _issuer(request, actor, found)
    try:
        done = carried_out(
            form,
            lambda given: services.decide(actor, found, given["base"], given["issuing_body"]),
        )
    except Conflict as refusal:
        return show_round(request, found, refused=say(refusal.problem), status=409)
    if done:
        messages.success(
            request, _("The decision is written as a draft. Look at it, then issue it.")
        )
        return redirect("documents:detail", done.made.pk)
    return show_round(request, found, refused=_first(form), status=422)


@require_POST
def certificates(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Draft the certificates of everybody awarded."""
    actor, found = request.actor, _mine(request, round_id)
    form = _issuer(request, actor, found)
    done = carried_out(
        form,
        lambda given: services.draft_certificates(actor, found, given["issuing_body"]),
    )
    if done:
        count = len(done.made)
        words = ngettext(
            "%(count)s certificate is drafted. Issue it next.",
            "%(count)s certificates are drafted. Issue them next.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect("awards:round", found.pk)
    return show_round(request, found, refused=_first(form), status=422)


def _mine(request: PageRequest, round_id: int) -> AwardRound:
    found = round_or_404(request, round_id)
    require(request.actor.may("awards.decide", found.path))
    return found


def _issuer(request: PageRequest, actor: Actor, found: AwardRound) -> IssuerForm:
    return IssuerForm(queries.issuers_for(actor, found.place), request.POST)


def _first(form: IssuerForm) -> str:
    """The first thing that stands against it, in words."""
    return next((str(text) for texts in form.errors.values() for text in texts), "")
