"""The people who hold posts: all their hats, what they were taught, what was handed to them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.bodies import say_term
from tuquan.bodies import queries, services
from tuquan.bodies.forms import TrainingForm
from tuquan.bodies.models import PostHolder

PAGE_SIZE = 50


@require_safe
def people(request: PageRequest) -> HttpResponse:
    """Everybody who holds a post, by name."""
    require(bool(request.actor.paths("bodies.view")))
    found = queries.visible_holders(request.actor)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    lines = [(holder, queries.hats_of(holder)) for holder in page]
    return render(request, "bodies/people.html", {"page": page, "lines": lines})


@require_safe
def person(request: PageRequest, holder_id: int) -> HttpResponse:
    """One person: every post held now and before, trainings, what was handed over."""
    return _show(request, _holder(request, holder_id))


@require_POST
def train(request: PageRequest, holder_id: int) -> HttpResponseBase:
    """Write down a training that somebody took part in."""
    holder = _holder(request, holder_id)
    require(request.actor.may("bodies.manage", holder.place.path))
    form = TrainingForm(request.POST)
    if carried_out(
        form,
        lambda given: services.record_training(
            request.actor, holder, given["subject"], given["held_by"], given["held_on"]
        ),
    ):
        messages.success(request, _("The training is written down."))
        return redirect("bodies:person", holder.pk)
    return _show(request, holder, form)


@require_safe
def own_posts(request: PageRequest) -> HttpResponse:
    """Somebody's own posts, and what the one before left them to know."""
    holder = queries.own_holder(request.actor)
    context = _hats(holder) if holder else {}
    layout = "base/desk.html" if request.actor.paths("places.view") else "base/phone.html"
    return render(request, "bodies/own_posts.html", context | {"layout": layout})


def _holder(request: PageRequest, holder_id: int) -> PostHolder:
    return get_object_or_404(queries.visible_holders(request.actor), pk=holder_id)


def _show(
    request: PageRequest, holder: PostHolder, form: TrainingForm | None = None
) -> HttpResponse:
    context = _hats(holder) | {
        "form": form or TrainingForm(initial={"held_on": clock.today()}),
        "may_manage": request.actor.may("bodies.manage", holder.place.path),
    }
    return render(request, "bodies/person.html", context, status=422 if form else 200)


def _hats(holder: PostHolder) -> dict[str, object]:
    hats = queries.hats_of(holder)
    return {
        "holder": holder,
        "hats": [(hat, say_term(hat.state)) for hat in hats if hat.ended_on is None],
        "before": [hat for hat in hats if hat.ended_on],
        "trainings": queries.trainings_of(holder),
        "handovers": queries.handovers_to(holder),
    }
