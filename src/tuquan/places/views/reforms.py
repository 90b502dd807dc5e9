"""The desk of reforms: the list, one reform and its report, carrying it out, taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.places import say_count, say_share
from tuquan.core.problems import Problem
from tuquan.core.succession import plan_from_json
from tuquan.places import queries
from tuquan.places.forms import UndoForm
from tuquan.places.models import PlaceKind, Reform
from tuquan.places.queries import PlaceStep, ReformPreview
from tuquan.places.services import carry_out_reform, drop_reform, undo_reform

ROWS_ON_A_PAGE = 50

STEPS_ON_A_PAGE = 200
"""A whole province has several thousand; the report to print has them all."""


def desk(request: PageRequest) -> HttpResponse:
    """Every reform the person may see, the latest first, and the operations to begin with."""
    require(bool(request.actor.paths("places.manage")))
    pages = Paginator(queries.visible_reforms(request.actor), ROWS_ON_A_PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "operations": _operations(request),
    }
    return render(request, "places/reforms.html", context)


def reform(request: PageRequest, reform_id: int) -> HttpResponse:
    """One reform: what it will do, or what it did."""
    return reform_page(request, _visible(request, reform_id))


def report(request: PageRequest, reform_id: int) -> HttpResponse:
    """The report of a reform that was carried out, to print and sign."""
    one = _visible(request, reform_id)
    require(one.done_at is not None)
    return render(request, "places/reform_report.html", _done_context(request, one))


@require_POST
def carry_out(request: PageRequest, reform_id: int) -> HttpResponseBase:
    """Carry out a reform that was kept, once somebody says it is right."""
    one = _visible(request, reform_id)
    if "sure" not in request.POST:
        return reform_page(request, one, [Problem("reform_not_sure")], 422)
    try:
        carry_out_reform(request.actor, one)
    except Invalid as refusal:
        return reform_page(request, one, refusal.problems, 422)
    except Conflict as conflict:
        return reform_page(request, one, [conflict.problem], 409)
    messages.success(request, _("The change is carried out. Print the report and have it signed."))
    return redirect("places:reform", one.pk)


@require_POST
def undo(request: PageRequest, reform_id: int) -> HttpResponseBase:
    """Take a reform back, with the reason."""
    one = _visible(request, reform_id)
    form, status = UndoForm(request.POST), 422
    try:
        if carried_out(form, lambda given: undo_reform(request.actor, one, given["reason"])):
            messages.success(request, _("The change is taken back. The map is as it was before."))
            return redirect("places:reform", one.pk)
    except Conflict as conflict:
        form.add_error(None, say(conflict.problem))
        status = 409
    return reform_page(request, one, status=status, undo_form=form)


@require_POST
def drop(request: PageRequest, reform_id: int) -> HttpResponseBase:
    """Throw away a reform that was only kept."""
    one = _visible(request, reform_id)
    try:
        drop_reform(request.actor, one)
    except Conflict as conflict:
        return reform_page(request, one, [conflict.problem], 409)
    messages.success(request, _("The kept change is thrown away. The map has not changed."))
    return redirect("places:reforms")


def reform_page(
    request: PageRequest,
    one: Reform,
    problems: Sequence[Problem] = (),
    status: int = 200,
    undo_form: UndoForm | None = None,
) -> HttpResponse:
    """The page of a reform, with why it could not be carried out or taken back."""
    one.refresh_from_db()
    context: dict[str, Any] = {"reform": one}
    if one.state == Reform.State.PREPARED:
        preview = queries.preview_of(request.actor, plan_from_json(one.plan))
        problems = problems or preview.problems
        early = one.effective_on > clock.today()
        context |= preview_context(preview)
        context |= {"can_carry_out": not (early or preview.problems), "is_early": early}
    elif one.done_at is not None:
        context |= _done_context(request, one)
    if one.state == Reform.State.DONE:
        blockers = queries.undo_blockers(request.actor, one)
        context |= {
            "blockers": [say(problem) for problem in blockers],
            "undo_form": undo_form or UndoForm(),
        }
    context["errors"] = [{"text": say(problem)} for problem in problems]
    context |= _part_shown(request, one, context.get("steps", ()))
    return render(request, "places/reform.html", context, status=status)


def preview_context(preview: ReformPreview) -> dict[str, Any]:
    """What a preview shows: the places, how much moves with them, totals, warnings."""
    return {
        "steps": _worded(preview.places),
        "affected": _counted(preview.affected),
        "totals": [(say_count(key), _figure(n)) for key, n in preview.totals.items() if Decimal(n)],
        "warnings": [say(problem) for problem in preview.warnings],
    }


def _operations(request: PageRequest) -> list[Reform.Kind]:
    """The operations that fit what the person decides on; within one commune nothing moves."""
    wide = (Reform.Kind.MOVE, Reform.Kind.REMAP)
    kinds: list[Reform.Kind] = [kind for kind in Reform.Kind if kind != Reform.Kind.NATIONAL]
    if queries.managed_places(request.actor).has_levels:
        return kinds
    return [kind for kind in kinds if kind not in wide]


def _visible(request: PageRequest, reform_id: int) -> Reform:
    return get_object_or_404(queries.visible_reforms(request.actor), pk=reform_id)


def _done_context(request: PageRequest, one: Reform) -> dict[str, Any]:
    """What a reform did: its places, and the totals before and after."""
    office, carried_out = queries.office_of(one), queries.how_carried_out(one)
    return {
        "reform": one,
        "carried_out_by": carried_out.by,
        "heading": _("Report on the change of places"),
        "steps": _worded(queries.steps_of(one)),
        "affected": _counted(carried_out.moved),
        "issuer": _("PEOPLE’S COMMITTEE") if office else "",
        "issuer_place": office.name.upper() if office else "",
        "back_url": reverse("places:reform", args=[one.pk]),
        "compared": [
            (say_count(key), _figure(before), _figure(one.after.get(key, "")))
            for key, before in one.before.items()
        ],
    }


def _part_shown(
    request: PageRequest, one: Reform, steps: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """The part of a long list of steps that is asked for: residential areas come last."""
    ordered = sorted(steps, key=_is_area)
    page = Paginator(ordered, STEPS_ON_A_PAGE).get_page(request.GET.get("page"))
    if page.paginator.num_pages == 1:
        return {"steps": ordered}
    url = reverse("places:reform", args=[one.pk])  # also beside a refusal, which has another
    return {
        "steps": page.object_list,
        "part": {
            "first": page.start_index(),
            "last": page.end_index(),
            "total": page.paginator.count,
            "previous_url": f"{url}?page={page.number - 1}" if page.has_previous() else "",
            "next_url": f"{url}?page={page.number + 1}" if page.has_next() else "",
        },
    }


def _is_area(step: dict[str, Any]) -> bool:
    return step["place"] is not None and step["place"].kind == PlaceKind.AREA


def _worded(steps: Sequence[PlaceStep]) -> list[dict[str, Any]]:
    """The steps with their shares in words."""
    return [
        {slot: getattr(step, slot) for slot in PlaceStep.__slots__}
        | {"parts": [(name, share, say_share(share)) for name, share in step.parts]}
        for step in steps
    ]


def _counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What moves, in words; what does not is left out."""
    return [(say_count(key), count) for key, count in counts.items() if count]


def _figure(total: int | str) -> str:
    """A total with grouped thousands; exact decimals come as text."""
    number = Decimal(total) if total != "" else None
    return "–" if number is None else formats.number_format(number, force_grouping=True)
