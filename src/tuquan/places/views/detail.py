"""One place: what it is, its history, what stands below it, and what may be noted by hand."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base import clock
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.places import say_share
from tuquan.places import queries
from tuquan.places.forms import AliasForm, CodeForm, DayFilter, WordForm
from tuquan.places.models import Place, PlaceKind
from tuquan.places.services import add_alias, add_code, set_local_word

ROWS_ON_A_PAGE = 50


def place(request: PageRequest, place_id: int) -> HttpResponse:
    """What a place is today and was before."""
    return _page(request, get_object_or_404(queries.places_ever(request.actor), pk=place_id))


@require_POST
def alias(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Note another name."""
    where = _managed(request, place_id)
    form = _forms(where, request)["alias_form"]

    def note(given: Given) -> None:
        add_alias(request.actor, where, given["name"], given["source"])

    return _answer(request, where, "alias_form", form, note, _("The other name is noted."))


@require_POST
def code(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Give the place a code."""
    where = _managed(request, place_id)
    form = _forms(where, request)["code_form"]

    def note(given: Given) -> None:
        add_code(
            request.actor, where, given["scheme"], given["code"], given["since"], given["source"]
        )

    return _answer(request, where, "code_form", form, note, _("The code is noted."))


@require_POST
def local_word(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Say what such a place is called here."""
    where = _managed(request, place_id)
    form = _forms(where, request)["word_form"]

    def note(given: Given) -> None:
        set_local_word(request.actor, where, given["word"])

    return _answer(request, where, "word_form", form, note, _("The word is noted."))


def _managed(request: PageRequest, place_id: int) -> Place:
    managed = queries.visible_places(request.actor, "places.manage")
    return get_object_or_404(managed, pk=place_id)


def _forms(where: Place, request: PageRequest | None = None) -> dict[str, forms.Form]:
    data = request.POST if request else None
    return {
        "alias_form": AliasForm(data, auto_id="id_alias_%s"),
        "code_form": CodeForm(
            data, auto_id="id_code_%s", initial={"scheme": "dvhc", "since": clock.today()}
        ),
        "word_form": WordForm(data, auto_id="id_word_%s", initial={"word": where.local_word}),
    }


def _answer(
    request: PageRequest,
    where: Place,
    name: str,
    form: forms.Form,
    note: Callable[[Given], None],
    done: str,
) -> HttpResponseBase:
    """Do what the form asks and go back to the page, or show the page with what is wrong."""
    if carried_out(form, note):
        messages.success(request, done)
        return redirect("places:place", where.pk)
    return _page(request, where, {name: form, "failed_form": form}, 422)


def _page(
    request: PageRequest,
    where: Place,
    more: dict[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    day_form = DayFilter(request.GET)
    day_form.is_valid()
    day = day_form.cleaned_data.get("ngay") or clock.today()
    pages = Paginator(queries.below_on(where, day), ROWS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    history = queries.history_of(where)
    may_manage = where.ended_on is None and actor.may("places.manage", where.path)
    is_area = where.kind == PlaceKind.AREA
    context = {
        "place": where,
        "above": _above(request, where),
        "history": history,
        "came_from": [(one, say_share(one.share)) for one in history.came_from],
        "went_to": [(one, say_share(one.share)) for one in history.went_to],
        "reforms": [
            (one, actor.may("places.manage", one.path)) for one in queries.reforms_of(actor, where)
        ],
        "day_form": day_form,
        "day": day,
        "is_today": day == clock.today(),
        "then": queries.on_day(where, day),
        "page": page,
        "rows": queries.described(list(page.object_list), day),
        "may_manage": may_manage,
        "may_add": may_manage and not is_area,
        "sees_tree": bool(actor.paths("places.manage")),
        "sees_households": is_area
        and where.ended_on is None
        and actor.may("households.view", where.path),
    }
    if may_manage:
        context |= _forms(where)
    return render(request, "places/place.html", context | (more or {}), status=status)


def _above(request: PageRequest, where: Place) -> Place | None:
    """The place it belongs to, where the reader may open it."""
    parent = where.parent
    return parent if parent and request.actor.may("places.view", parent.path) else None
