"""One exemplar: its story, figures, cost, papers, who follows it; sharing and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.actor import Actor
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.exemplars import queries, services
from tuquan.exemplars.forms import ReasonForm, ShareForm
from tuquan.exemplars.models import Exemplar
from tuquan.exemplars.views.frames import (
    CHIPS,
    cost_words,
    dormant_words,
    figure_lines,
    follower_lines,
    frame_for,
    theme_shown,
)
from tuquan.places.models import Place


@require_safe
def exemplar(request: PageRequest, exemplar_id: int) -> HttpResponse:
    """One exemplar the reader may read."""
    found = get_object_or_404(queries.visible_exemplars(request.actor), pk=exemplar_id)
    return _show(request, found)


@require_POST
def share(request: PageRequest, exemplar_id: int) -> HttpResponseBase:
    """Share a draft with the people of a commune or province."""
    found = get_object_or_404(queries.writable_exemplars(request.actor), pk=exemplar_id)
    form = ShareForm(_offered(request.actor, found), request.POST)
    if carried_out(
        form,
        lambda given: services.share_exemplar(
            request.actor, found, form.places[given["to"]], given["base"]
        ),
    ):
        words = {"place": found.shared_to.name if found.shared_to else ""}
        messages.success(request, _("Shared with the people of %(place)s.") % words)
        return redirect("exemplars:exemplar", found.pk)
    return _show(request, found, sharing=form)


@require_POST
def withdraw(request: PageRequest, exemplar_id: int) -> HttpResponseBase:
    """Take a shared exemplar out of the library, with the reason."""
    found = get_object_or_404(queries.writable_exemplars(request.actor), pk=exemplar_id)
    form = ReasonForm(request.POST)
    if carried_out(
        form,
        lambda given: services.withdraw_exemplar(
            request.actor, found, given["reason"], given["base"]
        ),
    ):
        messages.success(request, _("Withdrawn; who follows it keeps the own plan."))
        return redirect("exemplars:exemplar", found.pk)
    return _show(request, found, withdrawing=form)


def _offered(actor: Actor, found: Exemplar) -> list[Place]:
    above = queries.places_to_share_to(found)
    return [one for one in above if queries.may_share_to(actor, found, one)]


def _show(
    request: PageRequest,
    found: Exemplar,
    *,
    sharing: ShareForm | None = None,
    withdrawing: ReasonForm | None = None,
) -> HttpResponse:
    actor = request.actor
    may_write = actor.may(queries.WRITE, found.path)
    start = {"base": found.version}
    missing = list(queries.missing_for_sharing(found)) if may_write and found.is_draft else []
    context = frame_for(actor) | {
        "exemplar": found,
        "back_url": reverse("exemplars:index"),
        "chip": CHIPS[Exemplar.State(found.state)],
        "theme": theme_shown(found),
        "cost": cost_words(found),
        "steps": found.steps.all(),
        "figures": figure_lines(list(found.figures.all())),
        "papers": queries.papers_of(actor, found),
        "years": queries.reached_years(found.adoption, found.place, found.group),
        "dormant": dormant_words(queries.lives_of([found])[found.pk]),
        "followers": follower_lines(queries.followers_of(actor, found)),
        "may_write": may_write,
        "may_follow": found.is_shared and bool(actor.paths(queries.WRITE)),
        "missing": [say(one) for one in missing],
        "sharing": sharing or ShareForm(_offered(actor, found) if may_write else [], initial=start),
        "withdrawing": withdrawing or ReasonForm(initial=start),
        "refused": sharing or withdrawing,
    }
    status = 422 if sharing or withdrawing else 200
    return render(request, "exemplars/exemplar.html", context, status=status)
