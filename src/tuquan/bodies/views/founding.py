"""Founding, altering and dissolving a body."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.bodies import queries, services
from tuquan.bodies.forms import AlterForm, DissolveForm, FoundForm
from tuquan.bodies.models import Body
from tuquan.bodies.queries import OfferedBoard
from tuquan.bodies.views.one_body import body_of
from tuquan.places.models import Place
from tuquan.places.queries import visible_places


def found(request: PageRequest) -> HttpResponseBase:
    """Found a body; a board that a programme asks for comes filled in (`?ban=`)."""
    actor = request.actor
    require(bool(actor.paths("bodies.manage")))
    places = visible_places(actor, "bodies.manage").order_by("path")
    offered = [(place, one) for place in places.communes() for one in queries.offered_boards(place)]
    before = queries.visible_bodies(actor)
    rules = [one for _place, one in offered]
    if request.method != "POST":
        form = FoundForm(
            places, rules, before, initial=_filled_in(request, offered, places.first())
        )
        return _show(request, form, offered)
    form = FoundForm(places, rules, before, request.POST)
    if done := carried_out(
        form, lambda given: services.found_body(actor, given["place"], _new(form))
    ):
        messages.success(
            request, _("%(name)s is founded. Name its people now.") % {"name": done.made}
        )
        return redirect("bodies:detail", done.made.pk)
    return _show(request, form, offered)


def alter(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Give a body another name or other tasks."""
    body = _managed(request.actor, body_id)
    form = AlterForm(request.POST or None, initial={"name": body.name, "tasks": body.tasks})
    if carried_out(
        form, lambda given: services.alter_body(request.actor, body, given["name"], given["tasks"])
    ):
        messages.success(request, _("Saved."))
        return redirect("bodies:detail", body.pk)
    context = {"body": body, "form": form}
    return render(request, "bodies/alter.html", context, status=422 if form.errors else 200)


def dissolve(request: PageRequest, body_id: int) -> HttpResponseBase:
    """Dissolve a body; what it was stays to be read."""
    body = _managed(request.actor, body_id)
    form = DissolveForm(request.POST or None, initial={"on": clock.today()})
    if carried_out(
        form,
        lambda given: services.dissolve_body(request.actor, body, given["on"], given["reason"]),
    ):
        text = _("%(name)s is dissolved. Its history stays.")
        messages.success(request, text % {"name": body})
        return redirect("bodies:detail", body.pk)
    context = {"body": body, "form": form}
    return render(request, "bodies/dissolve.html", context, status=422 if form.errors else 200)


def _managed(actor: Actor, body_id: int) -> Body:
    body = body_of(actor, body_id)
    require(actor.may("bodies.manage", body.place.path))
    return body


def _show(
    request: PageRequest, form: FoundForm, offered: list[tuple[Place, OfferedBoard]]
) -> HttpResponseBase:
    context = {"form": form, "offered": offered, "several": len({p.pk for p, _one in offered}) > 1}
    return render(request, "bodies/found.html", context, status=422 if form.errors else 200)


def _new(form: FoundForm) -> services.NewBody:
    given, chosen = form.cleaned_data, form.chosen
    return services.NewBody(
        kind=given["kind"],
        name=given["name"],
        founded_on=given["founded_on"],
        programme=chosen.programme if chosen else "",
        board=chosen.board if chosen else None,
        tasks=given["tasks"],
        predecessor=given["predecessor"],
    )


def _filled_in(
    request: PageRequest, offered: list[tuple[Place, OfferedBoard]], home: Place | None
) -> dict[str, object]:
    """What the form begins with: the board that was chosen, with its name and tasks."""
    start: dict[str, object] = {"founded_on": clock.today(), "place": home}
    wanted = request.GET.get("ban", "")
    for place, one in offered:
        if one.key == wanted:
            tasks = "\n".join(f"- {task}" for task in one.board.tasks)
            start |= {"place": place, "board": one.key, "name": one.board.label, "tasks": tasks}
            break
    return start
