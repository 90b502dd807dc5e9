"""The register of awards: found, entered for earlier years, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.audit.models import Look
from tuquan.awards import queries, services
from tuquan.awards.forms import EarlierForm, RegisterForm, TakeBackForm
from tuquan.awards.models import AwardGiven
from tuquan.awards.views.frames import frame_for, mark_names, shown_name
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.groups.queries import reporting_groups
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Adoption

PAGE_SIZE = 50


@require_safe
def register(request: PageRequest) -> HttpResponse:
    """What was given, by year, level, kind and name."""
    actor = request.actor
    require(bool(actor.paths("awards.view")))
    awards = queries.visible_awards(actor)
    form = RegisterForm(queries.years_given(awards), queries.levels_given(awards), request.GET)
    found = queries.narrowed(actor, awards, form.narrowed)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    mark_names(actor, page, Look.Kind.LISTED, "awards.register")
    context = frame_for(actor) | {
        "form": form,
        "page": page,
        "is_narrowed": form.narrowed != queries.RegisterFilter(),
        "lines": [
            (one, shown_name(actor, one), _may_take_back(actor, one), _opens(actor, one))
            for one in page
        ],
        "entering": queries.awarding_adoptions(actor, "awards.decide"),
    }
    return render(request, "awards/register.html", context)


def enter(request: PageRequest, adoption_id: int) -> HttpResponseBase:
    """Enter an award of an earlier year with the number of its decision."""
    actor = request.actor
    adoption = _adoption(actor, adoption_id)
    places = visible_places(actor, "awards.decide").standing().below(adoption.place.path)
    groups = reporting_groups(adoption).visible_to(actor, "awards.decide")
    form = EarlierForm(
        adoption.content.awards,
        places.order_by("path"),
        groups,
        request.POST if request.method == "POST" else None,
    )
    if done := carried_out(
        form, lambda _given: services.enter_award(actor, adoption, form.earlier())
    ):
        messages.success(request, _("%(name)s stands in the register.") % {"name": done.made.name})
        return redirect("awards:register")
    context = {"adoption": adoption, "form": form}
    return render(request, "awards/enter.html", context, status=422 if form.errors else 200)


def take_back(request: PageRequest, award_id: int) -> HttpResponseBase:
    """Mark an entered award as taken back."""
    actor = request.actor
    row = get_object_or_404(queries.visible_awards(actor), pk=award_id)
    require(actor.may("awards.decide", row.path))
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if carried_out(
        form, lambda given: services.take_back_award(actor, row, given["on"], given["reason"])
    ):
        messages.success(request, _("Marked as taken back; the line stays."))
        return redirect("awards:register")
    mark_names(actor, [row], Look.Kind.OPENED, "awards.register")
    context = {"row": row, "name": shown_name(actor, row), "form": form}
    return render(request, "awards/take_back.html", context, status=422 if form.errors else 200)


def _adoption(actor: Actor, adoption_id: int) -> Adoption:
    adoptions = {one.pk: one for one in queries.awarding_adoptions(actor, "awards.decide")}
    if adoption_id not in adoptions:
        raise Http404
    return adoptions[adoption_id]


def _may_take_back(actor: Actor, row: AwardGiven) -> bool:
    return row.holds and row.decision_id is None and actor.may("awards.decide", row.path)


def _opens(actor: Actor, row: AwardGiven) -> bool:
    """Whether the actor may open the papers of a line."""
    decision = row.decision
    return (
        decision is not None
        and actor.may("documents.view", decision.path)
        and queries.names_shown(actor, row)
    )
