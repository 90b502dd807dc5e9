"""Bodies that issue papers, and who signs for them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, DomainError, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.documents import queries, services
from tuquan.documents.forms import BookForm, CloseForm, IssuingBodyForm, SignatoryForm
from tuquan.documents.models import IssuingBody, NumberBook
from tuquan.places.queries import visible_places


def issuers(request: PageRequest) -> HttpResponseBase:
    """The bodies of the places looked after, and a form for one more."""
    actor = request.actor
    require(bool(actor.paths("documents.view")))
    form = None
    if actor.paths("documents.issue"):
        form = new = IssuingBodyForm(visible_places(actor, "documents.issue"), request.POST or None)
        if done := carried_out(
            new, lambda given: services.set_up_issuing_body(actor, given["place"], new.body())
        ):
            messages.success(request, _("Now open its number books and say who signs."))
            return redirect("documents:issuer", done.made.pk)
    bodies = queries.visible_issuing_bodies(actor)
    context = {"bodies": bodies, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "documents/issuers.html", context, status=status)


@require_safe
def issuer(request: PageRequest, issuer_id: int) -> HttpResponse:
    """One body: its head, its signatories, its number books."""
    return issuer_page(request, shown_issuer(request.actor, issuer_id))


@require_POST
def add_person(request: PageRequest, issuer_id: int) -> HttpResponseBase:
    """Let somebody sign for the body."""
    body = shown_issuer(request.actor, issuer_id)
    form = SignatoryForm(request.POST)
    if carried_out(
        form, lambda _given: services.add_signatory(request.actor, body, form.signatory())
    ):
        messages.success(request, _("Saved."))
        return redirect("documents:issuer", body.pk)
    return issuer_page(request, body, signatory_form=form, status=422)


@require_POST
def end_person(request: PageRequest, signatory_id: int) -> HttpResponseBase:
    """Let somebody sign no longer."""
    people = queries.visible_signatories(request.actor)
    person = get_object_or_404(people, pk=signatory_id)
    form = CloseForm(request.POST)
    try:
        if carried_out(
            form, lambda given: services.end_signatory(request.actor, person, given["on"])
        ):
            messages.success(request, _("Saved."))
            return redirect("documents:issuer", person.issuing_body_id)
    except Conflict as refusal:
        return issuer_page(request, person.issuing_body, refused=refusal)
    return issuer_page(request, person.issuing_body, end_form=form, status=422)


@require_POST
def end_body(request: PageRequest, issuer_id: int) -> HttpResponseBase:
    """Let a body issue papers no longer."""
    body = shown_issuer(request.actor, issuer_id)
    form = CloseForm(request.POST)
    try:
        if carried_out(
            form, lambda given: services.end_issuing_body(request.actor, body, given["on"])
        ):
            messages.success(request, _("Saved."))
            return redirect("documents:issuer", body.pk)
    except Conflict as refusal:
        return issuer_page(request, body, refused=refusal)
    return issuer_page(request, body, end_form=form, status=422)


def shown_issuer(actor: Actor, issuer_id: int) -> IssuingBody:
    """An issuing body the actor may see."""
    return get_object_or_404(queries.visible_issuing_bodies(actor), pk=issuer_id)


def issuer_page(
    request: PageRequest,
    body: IssuingBody,
    *,
    signatory_form: SignatoryForm | None = None,
    book_form: BookForm | None = None,
    end_form: CloseForm | None = None,
    refused: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a body; what was refused stands on it with what was typed."""
    books = [(one, queries.next_number(one), _open_gaps(one)) for one in queries.books_of(body)]
    context = {
        "body": body,
        "signatories": body.signatories.all(),
        "books": books,
        "may_issue": request.actor.may("documents.issue", body.place.path),
        "signatory_form": signatory_form or SignatoryForm(),
        "book_form": book_form or BookForm(),
        "end_form": end_form or CloseForm(),
        "wrong": next((one for one in (signatory_form, book_form, end_form) if one), None),
        "refused": say(refused.problem) if refused else "",
    }
    return render(request, "documents/issuer.html", context, status=409 if refused else status)


def _open_gaps(book: NumberBook) -> int:
    """How many numbers of a book nobody has explained."""
    return sum(not gap.state for gap in queries.gaps_of(book))
