"""After the issue: files saved, the signed paper attached, a paper withdrawn or replaced."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.documents import queries, services
from tuquan.documents.forms import ScanForm, WithdrawForm
from tuquan.documents.views.papers import mark_names, paper_page, shown_document


@require_safe
def download(request: PageRequest, file_id: int) -> HttpResponse:
    """A stored file, byte for byte; its name is plain ASCII since it was stored."""
    file = get_object_or_404(queries.visible_files(request.actor), pk=file_id)
    require(queries.may_read(request.actor, file.document))
    mark_names(request.actor, file.document, Look.Kind.EXPORTED, "documents.file")
    headers = {
        "Content-Disposition": f'attachment; filename="{file.file_name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(file.content), content_type=file.content_type, headers=headers)


@require_POST
def withdraw(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Let an issued paper hold no longer."""
    document = shown_document(request.actor, document_id)
    form = WithdrawForm(request.POST)
    try:
        if carried_out(
            form,
            lambda given: services.withdraw_document(
                request.actor, document, given["reason"], given["on"]
            ),
        ):
            messages.success(request, _("The paper is withdrawn. Its number and files stay."))
            return redirect("documents:detail", document.pk)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    return paper_page(request, document, withdraw_form=form, status=422)


@require_POST
def replace_paper(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Begin a paper that takes the place of this one."""
    document = shown_document(request.actor, document_id)
    try:
        new = services.replace_document(request.actor, document)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    messages.success(
        request,
        _("This draft replaces %(number)s once it is issued.")
        % {"number": document.number_text or document.title},
    )
    return redirect("documents:detail", new.pk)


@require_POST
def attach(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Keep a scan of the signed paper."""
    document = shown_document(request.actor, document_id)
    form = ScanForm(request.POST, request.FILES)
    try:
        if carried_out(
            form,
            lambda given: services.attach_scan(
                request.actor, document, given["scan"].name, given["scan"].read()
            ),
        ):
            messages.success(request, _("The scan is kept with the paper."))
            return redirect("documents:detail", document.pk)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    return paper_page(request, document, scan_form=form, status=422)


@require_POST
def discard(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Throw a draft away."""
    document = shown_document(request.actor, document_id)
    try:
        services.discard_draft(request.actor, document)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    messages.success(request, _("The draft was thrown away."))
    return redirect("documents:index")
