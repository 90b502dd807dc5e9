"""The list of papers, one paper as it will look, and issuing it (O4)."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.audit.queries import changes_to
from tuquan.audit.services import mark_looks
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, DomainError, Invalid, require
from tuquan.base.formfields import Given, add_problems, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.actions import say_action
from tuquan.base.texts.document import fixed
from tuquan.documents import queries, services
from tuquan.documents.forms import FilterForm, IssueForm, ScanForm, ValuesForm, WithdrawForm
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import IssueTerms
from tuquan.documents.views.sheets import sheet_of
from tuquan.documents.views.wording import (
    CHIPS,
    mark_of,
    name_of,
    questions_of,
    say_effect,
    standing_of,
    with_meaning,
)

PAGE_SIZE = 25


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """All papers the officer may see, newest first, with their states."""
    actor = request.actor
    require(bool(actor.paths("documents.view")))
    documents = queries.visible_documents(actor)
    kinds, years = queries.kinds_in_use(documents), queries.years_in_use(documents)
    form = FilterForm(kinds, years, request.GET)
    # Who reads no households has to be told for each paper whether it lists any.
    unread = ("contents", "issued_as", *(["template"] if actor.paths("households.view") else []))
    found = queries.filtered(documents, form.narrowed).defer(*unread)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    may_issue = bool(actor.paths("documents.issue"))
    context = {
        "form": form,
        "page": page,
        "is_narrowed": form.narrowed != queries.DocumentFilter(),
        "lines": [
            (one, fixed(one.kind), CHIPS[one.state], name_of(one), queries.may_read(actor, one))
            for one in page
        ],
        "may_issue": may_issue,
        "has_drafts": may_issue and any(one.state == OfficialDocument.State.DRAFT for one in page),
    }
    return render(request, "documents/index.html", context)


@require_safe
def detail(request: PageRequest, document_id: int) -> HttpResponse:
    """One paper as it looks, and what may be done with it."""
    document = shown_document(request.actor, document_id)
    return paper_page(request, document)


def edit(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Fill in the blanks of a draft."""
    document = shown_document(request.actor, document_id)
    require(request.actor.may("documents.draft", document.path))
    form = ValuesForm(document, queries.open_values(document), request.POST or None)

    def fill_in(given: Given) -> None:
        contents = queries.read_contents(document)
        contents = replace(contents, values={**contents.values, **form.values()})
        services.update_draft(request.actor, document, contents, given["base"])

    try:
        if carried_out(form, fill_in):
            messages.success(request, _("Saved."))
            return redirect("documents:detail", document.pk)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    context = {"document": document, "name": name_of(document), "form": form}
    status = 422 if form.errors else 200
    return render(request, "documents/edit.html", context, status=status)


@require_POST
def issue(request: PageRequest, document_id: int) -> HttpResponseBase:
    """Look at the paper with number and day, or issue it so."""
    actor = request.actor
    document = shown_document(actor, document_id)
    require(may_issue(actor, document))
    form = _bound_form(request, document)
    if not form.is_valid():
        return paper_page(request, document, form, status=422)
    if request.POST.get("step") != "issue":
        return paper_page(request, document, form)
    try:
        done = services.issue_document(actor, document, form.terms())
    except Invalid as refusal:
        add_problems(form, Invalid(map(with_meaning, refusal.problems)))
        return paper_page(request, document, form, status=422)
    except Conflict as refusal:
        return paper_page(request, document, refused=refusal)
    if done.number_text:
        messages.success(request, _("Issued as %(number)s.") % {"number": done.number_text})
    else:
        messages.success(request, _("Issued."))
    return redirect("documents:detail", done.pk)


def shown_document(actor: Actor, document_id: int) -> OfficialDocument:
    """A paper the actor may open."""
    document = get_object_or_404(queries.visible_documents(actor), pk=document_id)
    require(queries.may_read(actor, document))
    return document


def mark_names(actor: Actor, document: OfficialDocument, kind: Look.Kind, purpose: str) -> None:
    """Note that somebody saw the households or people a paper lists; the paper stands for them."""
    if queries.lists_people(document):
        mark_looks(actor, [(document, document.path)], kind, purpose)


def may_issue(actor: Actor, document: OfficialDocument) -> bool:
    """Whether the actor may issue or withdraw the paper: one with a number is for officers."""
    numbered = queries.is_numbered(queries.read_template(document)[0])
    return actor.may("documents.issue" if numbered else "documents.draft", document.path)


def paper_page(
    request: PageRequest,
    document: OfficialDocument,
    form: IssueForm | None = None,
    *,
    withdraw_form: WithdrawForm | None = None,
    scan_form: ScanForm | None = None,
    refused: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a paper; what was refused stands on it with what was typed."""
    actor = request.actor
    mark_names(actor, document, Look.Kind.LISTED, "documents.paper")
    is_draft = document.state == OfficialDocument.State.DRAFT
    may = may_issue(actor, document)
    terms = _terms_shown(document, form) if is_draft else None
    filled, style, problems = queries.preview_of(document, terms)
    if is_draft and may and form is None and terms:
        form = _fresh_form(document, terms)
    context = {
        "document": document,
        "name": name_of(document),
        "kind": fixed(document.kind),
        "chip": CHIPS[document.state],
        "pages": sheet_of(filled.paper, style),
        "style": style,
        "mark": mark_of(document),
        "standing": standing_of(problems),
        "form": form if is_draft and may else None,
        "may_draft": actor.may("documents.draft", document.path),
        "may_issue": may,
        "withdraw_form": withdraw_form or WithdrawForm(),
        "scan_form": scan_form or ScanForm(),
        "files": queries.files_of(document),
        "effects": [(say_effect(one.what), one.on) for one in document.effects.all()],
        "replacement": queries.drafted_replacement(document),
        "history": [
            (one.at, one.actor_name, say_action(one.action, one.data))
            for one in changes_to(actor, document)
        ],
        "refused": say(refused.problem) if refused else "",
    }
    return render(request, "documents/detail.html", context, status=409 if refused else status)


def _terms_shown(document: OfficialDocument, form: IssueForm | None) -> IssueTerms:
    """What was chosen as far as it can be read, otherwise what is usual."""
    if form is not None and form.is_bound and not form.errors:
        return form.terms()
    return queries.usual_terms(document)


def _fresh_form(document: OfficialDocument, terms: IssueTerms) -> IssueForm:
    questions = questions_of(queries.preview_of(document, terms)[2])
    signatories = queries.signatories_for(document, clock.today())
    return IssueForm(document, questions, queries.books_for(document), signatories)


def _bound_form(request: PageRequest, document: OfficialDocument) -> IssueForm:
    """The form with the questions that arise from what is typed into it."""
    books = queries.books_for(document)
    signatories = queries.signatories_for(document, clock.today())
    plain = IssueForm(document, (), books, signatories, request.POST)
    terms = plain.terms() if plain.is_valid() else queries.usual_terms(document)
    questions = questions_of(queries.preview_of(document, terms)[2])
    return IssueForm(document, questions, books, signatories, request.POST)
