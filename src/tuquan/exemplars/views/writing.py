"""Writing about a model, in two steps: whose it is, then everything about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.documents.models import OfficialDocument
from tuquan.exemplars import queries, services
from tuquan.exemplars.forms import ExemplarForm, UnitForm, Units, rows_shown, written
from tuquan.exemplars.models import Exemplar
from tuquan.exemplars.services import About


def write(request: PageRequest) -> HttpResponseBase:
    """Begin a draft; the address says whose model it is, else it is asked."""
    actor = request.actor
    require(bool(actor.paths(queries.WRITE)))
    unit = UnitForm(
        queries.adoptions_to_write(actor), units_of(actor), request.GET if request.GET else None
    )
    if not unit.is_bound or not unit.is_valid():
        context = {"form": unit, "back": reverse("exemplars:index")}
        status = 422 if unit.is_bound else 200
        return render(request, "exemplars/whose.html", context, status=status)
    place, group = unit.chosen
    about = About(unit.adoption, place, group)
    form = _form(request, about, None)

    def begin(given: Given) -> Exemplar:
        return services.write_exemplar(actor, about, form.words(given))

    if _sent(request) and (done := carried_out(form, begin, _field_of)):
        messages.success(request, _("Saved as a draft; only your office sees it."))
        return redirect("exemplars:exemplar", done.made.pk)
    return _page(request, form, about, reverse("exemplars:index"))


def rewrite(request: PageRequest, exemplar_id: int) -> HttpResponseBase:
    """Put the words of a draft or a shared exemplar right."""
    actor = request.actor
    found = get_object_or_404(queries.writable_exemplars(actor), pk=exemplar_id)
    about = About(found.adoption, found.place, found.group)
    form = _form(request, about, found)

    def keep(given: Given) -> Exemplar:
        return services.rewrite_exemplar(actor, found, form.words(given), given["base"])

    back, status = reverse("exemplars:exemplar", args=[found.pk]), 200
    try:
        if _sent(request) and carried_out(form, keep, _field_of):
            messages.success(request, _("Saved."))
            return redirect(back)
    except Conflict:
        found.refresh_from_db()
        if found.state == Exemplar.State.WITHDRAWN:
            raise
        form, status = _overtaken(request, about, found), 409
    return _page(request, form, about, back, status)


def units_of(actor: Actor) -> Units:
    """The areas and groups the actor may write about or try something in."""
    return Units(list(queries.areas_to_write(actor)), queries.groups_to_write(actor))


def _sent(request: PageRequest) -> bool:
    """Whether the form was sent to be saved, and not only for more rows."""
    return request.method == "POST" and "them" not in request.POST


def _form(request: PageRequest, about: About, found: Exemplar | None) -> ExemplarForm:
    actor, adoption = request.actor, about.adoption
    path = about.group.path if about.group else about.place.path
    data = request.POST if request.method == "POST" else None
    start = written(found) if found else {"base": 0, "cost_known": "unknown"}
    if data and not _sent(request):  # only more rows were asked for: nothing typed is lost
        start = {name: data[name] for name in data} | {
            name: data.getlist(name) for name in ("lines", "papers")
        }
    return ExemplarForm(
        adoption,
        queries.indicators_of(adoption.content),
        _papers(actor, path, found),
        rows_shown(found.steps.count() if found else 2, data),
        data if _sent(request) else None,
        initial=start,
    )


def _overtaken(request: PageRequest, about: About, found: Exemplar) -> ExemplarForm:
    """The form as it was sent, on what somebody else saved meanwhile: it names what differs, and
    is saved when it is sent once more."""
    form, sent = _form(request, about, found), request.POST.copy()
    sent["base"] = str(found.version)
    form.data = sent
    unlike = (str(form[name].label) for name in form.changed_data)
    params = {"parts": "; ".join(dict.fromkeys(unlike))}
    form.add_error(None, say(Problem("exemplar_rewritten_meanwhile", params=params)))
    return form


def _papers(actor: Actor, path: str, found: Exemplar | None) -> list[OfficialDocument]:
    """Those that can be put beside it, and those that stand there."""
    linked = [one.paper for one in queries.papers_of(actor, found)] if found else []
    offered = queries.papers_to_link(actor, path)
    return [*linked, *(one for one in offered if one not in linked)]


def _field_of(name: str) -> str:
    """Problems of the steps stand at the first of them."""
    return {"steps": "step-1"}.get(name, name)


def _page(
    request: PageRequest, form: ExemplarForm, about: About, back: str, status: int = 200
) -> HttpResponse:
    unit = f"{about.group.name}, {about.place.name}" if about.group else about.place.name
    context = {"form": form, "unit": unit, "adoption": about.adoption, "back": back}
    if status == 200 and form.is_bound and form.errors:
        status = 422
    return render(request, "exemplars/write.html", context, status=status)
