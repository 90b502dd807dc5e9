"""Beginning a reform: the form of an operation, its preview, and carrying it out or keeping it.

Nothing is stored before somebody decides: the preview carries what was typed along, so that one
can go back to the form and find everything as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import Given, add_problems, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.succession import Plan
from tuquan.places import queries
from tuquan.places.forms import (
    CHILDREN,
    AbolishForm,
    ChooseDivided,
    MergeForm,
    MoveForm,
    ReformForm,
    RemapForm,
    RenameForm,
    SplitForm,
)
from tuquan.places.models import Place, PlaceKind, Reform
from tuquan.places.queries import StandingRow
from tuquan.places.queries.planning import common_path
from tuquan.places.services import carry_out_reform, prepare_reform
from tuquan.places.views.reforms import preview_context, reform_page

FORMS: Mapping[str, type[ReformForm]] = {
    Reform.Kind.RENAME: RenameForm,
    Reform.Kind.MOVE: MoveForm,
    Reform.Kind.MERGE: MergeForm,
    Reform.Kind.ABOLISH: AbolishForm,
    Reform.Kind.REMAP: RemapForm,
}
"""The form of each operation; dividing has one of its own."""

UNCHECKED = ("filter", "more", "change")
"""Steps after which the form is shown again as it was typed, without judging it."""

NOT_TYPED = {"csrfmiddlewaretoken", "step", "sure"}


def start(request: PageRequest, kind: str) -> HttpResponseBase:
    """The form of one operation, what would change, and the decision to do it."""
    require(bool(request.actor.paths("places.manage")))
    if kind != Reform.Kind.SPLIT and kind not in FORMS:
        raise Http404
    if kind == Reform.Kind.SPLIT and not request.GET.get("dia_ban"):
        return _choose_divided(request)
    step = request.POST.get("step", "")
    if request.method != "POST":
        return _form_page(request, kind, _form(request, kind))
    if step in UNCHECKED:
        return _form_page(request, kind, _form(request, kind, typed=request.POST))
    form = _form(request, kind, data=request.POST)
    if not form.is_valid():
        return _form_page(request, kind, form, 422)
    plan = form.plan(queries.dated_tree(common_path(form.paths())))
    preview = queries.preview_of(request.actor, plan)
    if preview.problems:
        add_problems(form, Invalid(preview.problems))
        return _form_page(request, kind, form, 422)
    sure = "sure" in request.POST
    if step == "keep" or (step == "carry_out" and sure):
        return _decide(request, kind, form, plan, carry_out=step == "carry_out")
    context = preview_context(preview) | {
        "heading": Reform.Kind(kind).label,
        "form": form,
        "is_early": plan.effective_on > clock.today(),
        "kept": _kept(request.POST),
        "not_sure": say(Problem("reform_not_sure")) if step == "carry_out" else "",
    }
    status = 422 if step == "carry_out" else 200
    return render(request, "places/reform_preview.html", context, status=status)


def _decide(
    request: PageRequest, kind: str, form: ReformForm, plan: Plan, *, carry_out: bool
) -> HttpResponseBase:
    """Write the reform down, and carry it out at once when that was asked."""

    def prepare(given: Given) -> Reform:
        decision, reason = given["decision"], given["reason"]
        return prepare_reform(
            request.actor, Reform.Kind(kind), plan, decision=decision, reason=reason
        )

    done = carried_out(form, prepare)
    if not done:
        return _form_page(request, kind, form, 422)
    reform = done.made
    if not carry_out:
        messages.success(request, _("The change is kept. Nothing on the map has changed yet."))
        return redirect("places:reform", reform.pk)
    try:
        carry_out_reform(request.actor, reform)
    except Invalid as refusal:
        return reform_page(request, reform, refusal.problems, 422)
    except Conflict as conflict:
        return reform_page(request, reform, [conflict.problem], 409)
    messages.success(request, _("The change is carried out. Print the report and have it signed."))
    return redirect("places:reform", reform.pk)


def _choose_divided(request: PageRequest) -> HttpResponse:
    """Which place is divided, narrowed by words where there are many."""
    text = request.GET.get("tim", "")
    places = queries.managed_places(request.actor).changeable.exclude(kind=PlaceKind.PROVINCE)
    context = {
        "heading": Reform.Kind.SPLIT.label,
        "form": ChooseDivided(queries.places_to_choose(places, text, ())),
        "text": text,
        "many": queries.needs_words(places),
    }
    return render(request, "places/reform_divided.html", context)


def _form(
    request: PageRequest,
    kind: str,
    data: MultiValueDict[str, Any] | None = None,
    typed: MultiValueDict[str, Any] | None = None,
) -> ReformForm:
    managed = queries.managed_places(request.actor)
    if kind != Reform.Kind.SPLIT:
        return FORMS[kind](managed, data, typed)
    number = request.GET["dia_ban"]
    divided = get_object_or_404(managed.changeable, pk=int(number) if number.isdecimal() else 0)
    parts = request.POST.get("parts", "")
    count = int(parts) if parts.isdecimal() else 0
    more = request.POST.get("step") == "more"
    standing = _standing(request, divided)
    return SplitForm(managed, divided, standing, count + more, data, typed)


def _standing(request: PageRequest, divided: Place) -> dict[str, list[StandingRow]]:
    """What stands directly in the place, and the places below it with their households."""
    standing = queries.standing_in(request.actor, divided)
    below = queries.visible_places(request.actor, "places.manage").filter(parent=divided)
    children = [StandingRow((one.pk,), one.name, _weight(request, one)) for one in below]
    return standing | ({CHILDREN: children} if children else {})


def _weight(request: PageRequest, place: Place) -> int:
    lines = queries.standing_in(request.actor, place).values()
    return sum(line.weight for rows in lines for line in rows)


def _form_page(
    request: PageRequest, kind: str, form: ReformForm, status: int = 200
) -> HttpResponse:
    context = {"heading": Reform.Kind(kind).label, "form": form}
    template = (
        "places/reform_split.html" if kind == Reform.Kind.SPLIT else "places/reform_form.html"
    )
    return render(request, template, context, status=status)


def _kept(typed: MultiValueDict[str, Any]) -> list[tuple[str, str]]:
    """Everything that was typed, to go along with the preview."""
    return [
        (name, value) for name, values in typed.lists() if name not in NOT_TYPED for value in values
    ]
