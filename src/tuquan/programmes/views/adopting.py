"""Adopting an edition, the terms of a place, going on with another edition."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import DayField, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.differences import difference_words
from tuquan.core.localising import check_terms
from tuquan.core.packs.diff import differences
from tuquan.places.models import PlaceQuerySet
from tuquan.places.queries import communes
from tuquan.programmes import queries, services
from tuquan.programmes.forms import AdoptForm, EditionForm, TermsForm
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition
from tuquan.programmes.views.editions import readable_edition


def adopt(request: PageRequest, edition_id: int) -> HttpResponseBase:
    """Let a commune run an edition with its own dates.

    The days of the document are proposed for the first day typed; with another first day they are
    worked out again and shown before anything is written.
    """
    actor = request.actor
    require(bool(actor.paths("programmes.adopt")))
    edition = readable_edition(actor, edition_id)
    places = communes(actor, "programmes.adopt")
    first_day = clock.today().replace(day=1)
    others = queries.programmes_with_groups(_others(actor, edition))
    again = _worked_out_again(request, edition, places, others)
    if again is not None:
        return _page(request, edition, again)
    start = {
        "effective_from": first_day,
        "place": places.first() if places.count() == 1 else None,
    }
    form = AdoptForm(
        edition.content, places, others, first_day, request.POST or None, initial=start
    )
    status = 422
    try:
        if done := carried_out(
            form,
            lambda given: services.adopt_programme(actor, given["place"], edition, form.terms()),
            form.field_of,
        ):
            adoption = done.made
            text = _("%(place)s runs the programme now. Look at the first days due below.")
            messages.success(request, text % _place(adoption))
            _warn(request, adoption)
            return redirect("programmes:detail", adoption.edition_id)
    except Conflict as conflict:
        form.add_error(None, say(conflict.problem))
        status = 409
    return _page(request, edition, form, status if form.errors else 200)


def terms(request: PageRequest, adoption_id: int) -> HttpResponseBase:
    """What a place chose, added and tightened; every change is on record."""
    actor = request.actor
    adoption = _own_adoption(actor, adoption_id)
    content = adoption.edition.content
    form = TermsForm(content, adoption.terms, adoption.effective_from, request.POST or None)
    status = 422
    try:
        if carried_out(
            form,
            lambda _given: services.change_local_terms(actor, adoption, form.local_terms()),
            form.field_of,
        ):
            messages.success(request, _("The terms of %(place)s are kept.") % _place(adoption))
            _warn(request, adoption)
            return redirect("programmes:terms", adoption.pk)
    except Conflict as conflict:
        form.add_error(None, say(conflict.problem))
        status = 409
    context = {"terms_form": form, "adoption": adoption, "content": content}
    return render(request, "programmes/terms.html", context, status=status if form.errors else 200)


def change_edition(request: PageRequest, adoption_id: int, edition_id: int) -> HttpResponseBase:
    """Go on with another edition: what would be different, and from which day."""
    actor = request.actor
    adoption = _own_adoption(actor, adoption_id)
    edition = get_object_or_404(queries.other_editions(adoption), pk=edition_id)
    next_month = (clock.today().replace(day=28) + date.resolution * 4).replace(day=1)
    form = EditionForm(request.POST or None, initial={"starts": next_month})
    status = 422
    try:
        if carried_out(
            form,
            lambda given: services.change_edition(actor, adoption, edition, given["starts"]),
            lambda _where: "starts",
        ):
            text = _("%(place)s goes on with the new edition.")
            messages.success(request, text % _place(adoption))
            return redirect("programmes:detail", edition.pk)
    except Conflict as conflict:
        form.add_error(None, say(conflict.problem))
        status = 409
    found = differences(adoption.edition.content, edition.content)
    context = {
        "edition_form": form,
        "adoption": adoption,
        "edition": edition,
        "content": edition.content,
        "differences": [difference_words(one) for one in found],
        "lost": [
            say(problem)
            for problem in check_terms(edition.content, adoption.terms)
            if not problem.is_warning
        ],
    }
    return render(
        request, "programmes/change_edition.html", context, status=status if form.errors else 200
    )


def _page(
    request: PageRequest, edition: ProgrammeEdition, form: AdoptForm, status: int = 200
) -> HttpResponse:
    context = {"adoption_form": form, "edition": edition, "content": edition.content}
    return render(request, "programmes/adopt.html", context, status=status)


def _worked_out_again(
    request: PageRequest, edition: ProgrammeEdition, places: PlaceQuerySet, others: list[Programme]
) -> AdoptForm | None:
    """The form with what was typed and the days for the first day typed; None if they stand."""
    shown_for, asked = request.POST.get("days_for"), request.POST.get("again")
    try:
        starts = DayField().clean(request.POST.get("effective_from", ""))
    except forms.ValidationError:
        return None
    if not asked and (shown_for is None or shown_for == starts.isoformat()):
        return None
    typed = {name: value for name, value in request.POST.items() if not name.startswith("day_")}
    form = AdoptForm(edition.content, places, others, starts, initial=typed)
    if not form.has_days:
        return form if asked else None
    text = _("The days of the document were worked out for %(day)s. Look at them, then adopt.")
    messages.info(request, text % {"day": formats.date_format(starts, "SHORT_DATE_FORMAT")})
    return form


def _warn(request: PageRequest, adoption: Adoption) -> None:
    """Say what somebody should look at in terms that are kept as they are."""
    for problem in check_terms(adoption.edition.content, adoption.terms):
        if problem.is_warning:
            messages.warning(request, say(problem))


def _own_adoption(actor: Actor, adoption_id: int) -> Adoption:
    adoption = get_object_or_404(queries.visible_adoptions(actor), pk=adoption_id)
    require(actor.may("programmes.adopt", adoption.place.path))
    return adoption


def _others(actor: Actor, edition: ProgrammeEdition) -> list[Adoption]:
    concerned = queries.adoptions_that_concern(actor, "programmes.adopt")
    return list(concerned.exclude(edition__programme=edition.programme))


def _place(adoption: Adoption) -> dict[str, str]:
    return {"place": adoption.place.name}
