"""Whom a body and the people in it guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.bodies import queries, services
from tuquan.bodies.forms import GuideForm
from tuquan.bodies.queries import Target
from tuquan.bodies.views.one_body import body_of
from tuquan.places.models import Place


def guide(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Let a body, or somebody in it, guide the areas and groups that are ticked."""
    body = body_of(request.actor, body_id)
    require(request.actor.may("bodies.manage", body.place.path))
    members = queries.members_of([body])[body.pk]
    targets = queries.targets_in(request.actor, body.place)
    start = {"by": request.GET.get("nguoi", "")}
    form = GuideForm(members, targets, request.POST or None, initial=start)
    if done := carried_out(
        form, lambda _given: services.guide_several(request.actor, body, form.new())
    ):
        text = ngettext(
            "%(count)s area or group is guided from today.",
            "%(count)s areas and groups are guided from today.",
            len(done.made),
        )
        messages.success(request, text % {"count": len(done.made)})
        return redirect("bodies:detail", body.pk)
    context = {"body": body, "form": form, "areas": _by_area(form, targets)}
    return render(request, "bodies/guide.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Line:
    """An area or a group to tick."""

    id: str
    target: Target
    is_ticked: bool


def _by_area(form: GuideForm, targets: Sequence[Target]) -> list[tuple[Place, list[Line]]]:
    """What may be ticked, area by area; what was ticked stays so."""
    ticked = set(form["targets"].value() or ())
    found: dict[int, tuple[Place, list[Line]]] = {}
    for number, one in enumerate(targets):
        line = Line(f"{form['targets'].auto_id}_{number}", one, one.path in ticked)
        found.setdefault(one.place.pk, (one.place, []))[1].append(line)
    return list(found.values())


@require_POST
def end_guidance(request: PageRequest, guidance_id: int) -> HttpResponseBase:
    """Let somebody no longer guide an area or a group, from today."""
    guidance = get_object_or_404(queries.visible_guidance(request.actor), pk=guidance_id)
    services.end_guidance(request.actor, guidance)
    messages.success(request, _("The guidance ends today. That it was given stays on record."))
    return redirect("bodies:detail", guidance.body_id)
