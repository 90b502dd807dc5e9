"""Models of areas and groups: the table of a commune, one area, choosing, altering, ending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import spoken, worded
from tuquan.formation import queries, services
from tuquan.formation.forms import ChooseModelForm, EndModelForm, ModelForm
from tuquan.formation.models import SelfManagementModel
from tuquan.places.models import Place
from tuquan.places.queries import visible_places
from tuquan.programmes.models import Adoption


@require_safe
def models(request: PageRequest) -> HttpResponse:
    """The areas of a commune with their models, groups, households and leaders."""
    actor = request.actor
    require(bool(actor.paths("formation.view")))
    adoptions = queries.model_adoptions(actor)
    chosen = _chosen(adoptions, request)
    rows = queries.models_by_area(actor, chosen) if chosen else []
    context = {
        "adoption": chosen,
        "choices": _choices(adoptions, chosen) if len(adoptions) > 1 else [],
        "rows": rows,
        "with_model": sum(row.has_model for row in rows),
        "groups": sum(row.whole.groups for row in rows),
        "query": _query(chosen) if chosen else "",
    }
    return render(request, "formation/themes.html", context)


@require_safe
def area_models(request: PageRequest, place_id: int) -> HttpResponse:
    """One area: its model and those of its groups, the themes, and what was carried out before."""
    area, adoption = model_area(request, place_id)
    return _show(request, area, adoption)


@require_POST
def choose_model(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Choose the model of the area or of a group; the one before ends."""
    area, adoption = model_area(request, place_id)
    form = _choose_form(request, area, adoption, bound=True)

    def choose(given: Given) -> SelfManagementModel:
        return services.choose_model(
            request.actor,
            adoption,
            area,
            _words(given),
            given["chosen_on"],
            given["chosen_by"],
            form.chosen_group(),
        )

    if done := carried_out(form, choose):
        params = {"name": done.made.name, "place": str(done.made.group or area)}
        messages.success(request, _("%(place)s carries out “%(name)s” now.") % params)
        return _to_area(area, adoption)
    return _show(request, area, adoption, form)


def alter_model(request: PageRequest, model_id: int) -> HttpResponseBase:
    """Put the words of a model right."""
    model = _model(request.actor, model_id)
    themes = model.adoption.content.themes
    start = {"theme": model.theme, "name": model.name, "content": model.content}
    data = request.POST if request.method == "POST" else None
    form = ModelForm(themes, data, initial=start)
    if carried_out(form, lambda given: services.alter_model(request.actor, model, _words(given))):
        messages.success(request, _("The model was put right."))
        return _to_area(model.place, model.adoption)
    return _form_page(request, model, form, _("Put the model right"))


def end_model(request: PageRequest, model_id: int) -> HttpResponseBase:
    """Let an area or a group no longer carry out its model."""
    model = _model(request.actor, model_id)
    data = request.POST if request.method == "POST" else None
    form = EndModelForm(data, initial={"on": clock.today()})
    if carried_out(
        form, lambda given: services.end_model(request.actor, model, given["on"], given["reason"])
    ):
        messages.success(request, _("The model ended; it stays in the history."))
        return _to_area(model.place, model.adoption)
    return _form_page(request, model, form, _("End the model"))


def model_area(request: PageRequest, place_id: int) -> tuple[Place, Adoption]:
    """The area and the programme a page is about; whatever is not there for the actor is 404."""
    areas = visible_places(request.actor, "formation.view").areas()
    area = get_object_or_404(areas, pk=place_id)
    adoptions = queries.model_adoptions(request.actor)
    here = [one for one in adoptions if area.path.startswith(one.place.path)]
    chosen = _chosen(here, request)
    if chosen is None:
        raise Http404
    return area, chosen


def _words(given: Given) -> services.ModelWords:
    return services.ModelWords(given["theme"], given["name"], given["content"])


def _model(actor: Actor, model_id: int) -> SelfManagementModel:
    model: SelfManagementModel = get_object_or_404(
        queries.visible_models(actor).current(), pk=model_id
    )
    require(actor.may("formation.manage", model.path))
    return model


def _show(
    request: PageRequest, area: Place, adoption: Adoption, form: ChooseModelForm | None = None
) -> HttpResponse:
    actor = request.actor
    [row] = queries.models_by_area(actor, adoption, [area])
    lines = [line for line in (row.whole, *row.groups) if line.model]
    labels = {one.key: worded(one) for one in adoption.content.themes}
    context = {
        "area": area,
        "adoption": adoption,
        "row": row,
        "lines": [(line, labels.get(line.model.theme, "")) for line in lines if line.model],
        "without": [line for line in row.groups if not line.model],
        "themes": [(one, worded(one)) for one in adoption.content.themes],
        "ended": queries.ended_models(actor, adoption, area),
        "has_notice": bool(queries.group_notice_of(adoption) and row.groups),
        "form": form or _choose_form(request, area, adoption, bound=False),
        "may_manage": actor.may("formation.manage", area.path),
        "query": _query(adoption),
    }
    return render(request, "formation/theme_area.html", context, status=422 if form else 200)


def _choose_form(
    request: PageRequest, area: Place, adoption: Adoption, *, bound: bool
) -> ChooseModelForm:
    groups = queries.groups_in(request.actor, adoption, area)
    data = request.POST if bound else None
    return ChooseModelForm(adoption.content.themes, groups, clock.today(), data)


def _form_page(
    request: PageRequest, model: SelfManagementModel, form: Any, heading: str
) -> HttpResponse:
    back = f"{reverse('formation:area_models', args=[model.place_id])}?{_query(model.adoption)}"
    context = {"model": model, "form": form, "heading": heading, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "formation/theme_form.html", context, status=status)


def _chosen(adoptions: list[Adoption], request: PageRequest) -> Adoption | None:
    wanted = request.POST.get("programme") or request.GET.get("programme")
    named = [one for one in adoptions if one.edition.programme.key == wanted]
    return next(iter(named or adoptions), None)


def _choices(adoptions: list[Adoption], chosen: Adoption | None) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{one.place.name} · {_title(one)}",
            "query": _query(one),
            "current": one == chosen,
        }
        for one in adoptions
    ]


def _title(adoption: Adoption) -> str:
    content = adoption.edition.content
    return spoken(content.short_title, content.short_title_en)


def _query(adoption: Adoption) -> str:
    return urlencode({"programme": adoption.edition.programme.key})


def _to_area(area: Place, adoption: Adoption) -> HttpResponseBase:
    return redirect(f"{reverse('formation:area_models', args=[area.pk])}?{_query(adoption)}")
