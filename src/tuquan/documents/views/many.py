"""Many drafts issued one after the other, in the background."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.documents import queries, services
from tuquan.documents.forms import BatchForm
from tuquan.documents.models import OfficialDocument


def batch(request: PageRequest) -> HttpResponseBase:
    """The drafts that were ticked, the terms on which they are issued, and the order of numbers."""
    actor = request.actor
    require(bool(actor.paths("documents.issue")))
    keys = [key for key in request.POST.getlist("document") or request.GET.getlist("document")]
    documents = _drafts(request, keys)
    books = queries.books_for_all(actor, documents)
    signatories = queries.visible_signatories(actor).standing(clock.today())
    form = BatchForm(books, signatories, request.POST or None)
    if done := carried_out(
        form, lambda given: services.issue_batch(actor, documents, given["book"], form.terms())
    ):
        return redirect("job", done.made.pk)
    context = {
        "documents": documents,
        "form": form,
        "title": _("Issue several papers"),
    }
    status = 422 if form.errors else 200
    return render(request, "documents/batch.html", context, status=status)


def _drafts(request: PageRequest, keys: list[str]) -> list[OfficialDocument]:
    """The ticked drafts with a number to take, the oldest first."""
    numbers = [int(key) for key in keys if key.isdigit()]
    visible = queries.visible_documents(request.actor).filter(
        pk__in=numbers, state=OfficialDocument.State.DRAFT
    )
    drafts = visible.order_by("made_at", "pk")
    return [one for one in drafts if queries.is_numbered(queries.read_template(one)[0])]
