"""Number books: their numbers, gaps explained, papers made elsewhere (F-103)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, DomainError
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.documents import queries, services
from tuquan.documents.forms import BookForm, CloseForm, OutsideForm, UnusedForm
from tuquan.documents.models import NumberBook
from tuquan.documents.views.issuers import issuer_page, shown_issuer

PAGE_SIZE = 50


@require_POST
def open_new_book(request: PageRequest, issuer_id: int) -> HttpResponseBase:
    """Open a number book of a body."""
    body = shown_issuer(request.actor, issuer_id)
    form = BookForm(request.POST)
    if done := carried_out(form, lambda given: services.open_book(request.actor, body, **given)):
        messages.success(request, _("The book is open."))
        return redirect("documents:book", done.made.pk)
    return issuer_page(request, body, book_form=form, status=422)


@require_safe
def book(request: PageRequest, book_id: int) -> HttpResponse:
    """One book: its numbers, newest first, and those no paper bears."""
    return _page(request, _shown_book(request.actor, book_id))


@require_POST
def close(request: PageRequest, book_id: int) -> HttpResponseBase:
    """Let no number be taken any more."""
    found = _shown_book(request.actor, book_id)
    form = CloseForm(request.POST)
    try:
        if carried_out(form, lambda given: services.close_book(request.actor, found, given["on"])):
            messages.success(request, _("The book is closed."))
            return redirect("documents:book", found.pk)
    except Conflict as refusal:
        return _page(request, found, refused=refusal)
    return _page(request, found, close_form=form, status=422)


@require_POST
def unused(request: PageRequest, book_id: int) -> HttpResponseBase:
    """Say why a number is borne by no paper."""
    found = _shown_book(request.actor, book_id)
    form = UnusedForm(request.POST)
    try:
        if carried_out(form, lambda given: services.cancel_number(request.actor, found, **given)):
            messages.success(request, _("Saved."))
            return redirect("documents:book", found.pk)
    except Conflict as refusal:
        return _page(request, found, refused=refusal)
    return _page(request, found, unused_form=form, status=422)


@require_POST
def enter_outside(request: PageRequest, book_id: int) -> HttpResponseBase:
    """Note the number of a paper made elsewhere."""
    found = _shown_book(request.actor, book_id)
    form = OutsideForm(request.POST)
    try:
        if carried_out(
            form, lambda given: services.enter_outside_number(request.actor, found, **given)
        ):
            messages.success(request, _("Saved."))
            return redirect("documents:book", found.pk)
    except Conflict as refusal:
        return _page(request, found, refused=refusal)
    return _page(request, found, outside_form=form, status=422)


def _shown_book(actor: Actor, book_id: int) -> NumberBook:
    return get_object_or_404(queries.visible_books(actor), pk=book_id)


def _page(
    request: PageRequest,
    found: NumberBook,
    *,
    close_form: CloseForm | None = None,
    unused_form: UnusedForm | None = None,
    outside_form: OutsideForm | None = None,
    refused: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    following = queries.next_number(found)
    entries = Paginator(queries.entries_of(found), PAGE_SIZE)
    seen = queries.visible_documents(request.actor)
    context = {
        "book": found,
        "body": found.issuing_body,
        "next": following,
        "page": entries.get_page(request.GET.get("page")),
        "seen": set(seen.filter(entry__book=found).values_list("pk", flat=True)),
        "gaps": queries.gaps_of(found),
        "may_issue": request.actor.may("documents.issue", found.issuing_body.place.path),
        "close_form": close_form or CloseForm(),
        "unused_form": unused_form or UnusedForm(),
        "outside_form": outside_form or OutsideForm(initial={"number": following}),
        "wrong": next((one for one in (close_form, unused_form, outside_form) if one), None),
        "refused": say(refused.problem) if refused else "",
    }
    return render(request, "documents/book.html", context, status=409 if refused else status)
