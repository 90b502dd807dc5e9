"""What closed telephones still sent: the officer looks, enters it, or sets it aside."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import Conflict, DomainError, Invalid, NotAllowed, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.outbox import queries, services
from tuquan.outbox.forms import SetAsideForm
from tuquan.outbox.models import StrayItem

ON_ONE_PAGE = 30


@require_safe
def strays(request: PageRequest) -> HttpResponse:
    """The list, undecided first."""
    require(bool(request.actor.paths("reports.review")))
    rows = queries.visible_strays(request.actor)
    page = Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "outbox/strays.html", {"page": page})


@require_safe
def stray(request: PageRequest, stray_id: int) -> HttpResponse:
    """One of them, as its writer saw it."""
    return _show(request, _stray(request, stray_id))


@require_POST
def enter(request: PageRequest, stray_id: int) -> HttpResponseBase:
    """Enter it as one's own."""
    found = _stray(request, stray_id)
    try:
        services.enter_stray(request.actor, found)
    except NotAllowed:
        raise
    except DomainError as refusal:
        problems = refusal.problems if isinstance(refusal, Invalid) else (refusal.problem,)
        status = 409 if isinstance(refusal, Conflict) else 422
        return _show(request, found, status=status, said=[say(one) for one in problems])
    messages.success(request, _("It is entered."))
    return redirect("outbox:strays")


@require_POST
def set_aside(request: PageRequest, stray_id: int) -> HttpResponseBase:
    """Say why it is not entered."""
    found = _stray(request, stray_id)
    form = SetAsideForm(request.POST)
    try:
        if carried_out(
            form, lambda given: services.set_aside_stray(request.actor, found, given["reason"])
        ):
            messages.success(request, _("It is set aside, with your reason."))
            return redirect("outbox:strays")
    except Conflict as conflict:
        return _show(request, found, form, status=409, said=[say(conflict.problem)])
    return _show(request, found, form, status=422)


def _stray(request: PageRequest, stray_id: int) -> StrayItem:
    return get_object_or_404(queries.visible_strays(request.actor), pk=stray_id)


def _show(
    request: PageRequest,
    found: StrayItem,
    form: SetAsideForm | None = None,
    *,
    status: int = 200,
    said: list[str] | None = None,
) -> HttpResponse:
    mark_looks(request.actor, [(found, found.path)], Look.Kind.OPENED, "outbox.stray")
    context = {"stray": found, "form": form or SetAsideForm(), "said": said or []}
    return render(request, "outbox/stray.html", context, status=status)
