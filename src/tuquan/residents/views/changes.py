"""What happens to households: told on the phone or at the desk, previewed, checked, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.residents import queries, services
from tuquan.residents.forms import (
    ABOUT_ONE_PERSON,
    ABOUT_THE_HOUSEHOLD,
    ChangeForm,
    RefusalForm,
)
from tuquan.residents.models import Household, HouseholdChange
from tuquan.residents.views.wording import change_words, preview_lines, warnings_of

PAGE_SIZE = 20
Kind = HouseholdChange.Kind

ICONS = {
    Kind.BIRTH: ("plus", gettext_lazy("A child was born.")),
    Kind.DEATH: ("minus", gettext_lazy("Somebody died.")),
    Kind.MOVED_IN: ("login", gettext_lazy("Somebody came to live here.")),
    Kind.MOVED_OUT: ("logout", gettext_lazy("Somebody left for good.")),
    Kind.TEMPORARY_STAY: ("home", gettext_lazy("A guest stays for a time.")),
    Kind.TEMPORARY_ABSENCE: ("clock", gettext_lazy("Somebody is away for a time.")),
    Kind.HEAD_CHANGED: ("swap", gettext_lazy("Another person is the head now.")),
    Kind.SPLIT: ("people", gettext_lazy("Some founded a household of their own.")),
    Kind.MERGED: ("copy", gettext_lazy("It became part of another household.")),
}
"""The icon of a kind and what it means."""


@dataclass(frozen=True, slots=True)
class KindButton:
    """One kind of change, as a big button."""

    kind: str
    label: str
    icon: str
    meaning: str


@never_cache
def choose(request: PageRequest, household_id: int) -> HttpResponse:
    """What happened? One big button for each kind."""
    household = _household(request.actor, household_id)
    _mark_opened(request.actor, household)
    context = {
        "buttons": [
            KindButton(kind, str(Kind(kind).label).capitalize(), icon, str(meaning))
            for kind, (icon, meaning) in ICONS.items()
            if kind in _kinds(request.actor, household)
        ]
    }
    return _page(request, household, "residents/change_kinds.html", context)


@never_cache
def tell(request: PageRequest, household_id: int, kind: str) -> HttpResponse:
    """The short form, then what it would do, then Save."""
    actor = request.actor
    household = _household(actor, household_id)
    if kind not in _kinds(actor, household):
        raise Http404
    form = _form(request, household, kind)
    step = request.POST.get("step", "")
    if request.method != "POST" or step == "edit" or not form.is_valid():
        _mark_opened(actor, household)
        return _form_page(request, household, form, failed=step in ("look", "save"))
    answer = _save if step == "save" else _look
    done = carried_out(form, lambda _given: answer(request, household, form))
    return done.made if done else _form_page(request, household, form, failed=True)


@never_cache
def waiting(request: PageRequest) -> HttpResponse:
    """The desk of whoever checks what leaders told (F-14)."""
    require(bool(request.actor.paths("households.check")))
    return _desk(request)


@require_POST
def approve(request: PageRequest, change_id: int) -> HttpResponseBase:
    """Take a change that somebody told: it is done now."""
    change = _waiting_change(request.actor, change_id)
    try:
        services.approve_change(request.actor, change)
    except Invalid as refusal:
        sentences = [say(problem) for problem in refusal.problems]
        return _desk(request, refused=change.pk, sentences=sentences)
    messages.success(request, _("Done: %(change)s.") % {"change": change_words(change)})
    return redirect("residents:changes")


@require_POST
def refuse(request: PageRequest, change_id: int) -> HttpResponseBase:
    """Refuse a change that somebody told, with the reason they will read."""
    change = _waiting_change(request.actor, change_id)
    form = RefusalForm(request.POST)
    if carried_out(
        form, lambda given: services.refuse_change(request.actor, change, given["reason"])
    ):
        messages.success(request, _("Refused: %(change)s.") % {"change": change_words(change)})
        return redirect("residents:changes")
    sentences = [str(one) for errors in form.errors.values() for one in errors]
    return _desk(request, refused=change.pk, sentences=sentences, typed=request.POST.get("reason"))


@never_cache
def told(request: PageRequest) -> HttpResponse:
    """What somebody told, and what became of it: the answer a leader waits for (F-14)."""
    actor = request.actor
    require(bool(actor.paths("households.tell")))
    page = Paginator(queries.told_changes(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(one.household, queries.seen_through(actor, one.household)) for one in page]
    mark_looks(actor, rows, Look.Kind.LISTED, "residents.told")
    at_the_desk = bool(actor.paths("places.view"))
    context = {
        "shell": "base/desk.html" if at_the_desk else "base/phone.html",
        "page": page,
        "lines": [(change, change_words(change)) for change in page],
    }
    return render(request, "residents/told.html", context)


@require_POST
def take_back(request: PageRequest, change_id: int) -> HttpResponseBase:
    """Take back a change that was written by mistake, or one's own that still waits."""
    actor = request.actor
    mine = queries.told_changes(actor).waiting()
    change = mine.filter(pk=change_id).first()
    own = change is not None
    change = change or get_object_or_404(queries.visible_changes(actor), pk=change_id)
    services.take_back_change(actor, change)
    messages.success(request, _("Taken back: %(change)s.") % {"change": change_words(change)})
    return redirect("residents:told") if own else redirect("residents:detail", change.household_id)


def _desk(
    request: PageRequest,
    *,
    refused: int | None = None,
    sentences: list[str] | None = None,
    typed: str | None = None,
) -> HttpResponse:
    """The changes that wait; with the refused one, what was typed for it is kept."""
    actor = request.actor
    page = Paginator(queries.waiting_changes(actor), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(change.household, change.household.path) for change in page]
    mark_looks(actor, rows, Look.Kind.LISTED, "residents.changes")
    context = {
        "page": page,
        "lines": [(change, change_words(change)) for change in page],
        "refused": refused,
        "sentences": sentences or [],
        "typed": typed or "",
    }
    status = 422 if sentences else 200
    return render(request, "residents/changes.html", context, status=status)


def _look(request: PageRequest, household: Household, form: ChangeForm) -> HttpResponse:
    """What the change would do, before anything is written."""
    preview = queries.preview_change(household, form.change())
    context = {
        "form": form,
        "kind_label": Kind(form.kind).label,
        "lines": preview_lines(household, preview),
        "warnings": warnings_of(preview),
        "waits": not request.actor.may("households.manage", household.path),
    }
    return _page(request, household, "residents/change_preview.html", context)


def _save(request: PageRequest, household: Household, form: ChangeForm) -> HttpResponse:
    """Write it; when somebody was faster the form comes back with everything typed (409)."""
    try:
        seen = form.cleaned_data["seen"]
        change = services.record_change(request.actor, household, form.change(), seen)
    except Conflict as conflict:
        household.refresh_from_db()
        form.add_error(None, say(conflict.problem))
        form.replace("seen", queries.fingerprint(household))
        return _form_page(request, household, form, failed=True, status=409)
    if change.state == HouseholdChange.State.WAITING:
        messages.success(request, _("Told. The head of the area or the commune office checks it."))
    else:
        messages.success(request, _("Saved: %(change)s.") % {"change": change_words(change)})
    return redirect(_back(request, household))


def _form(request: PageRequest, household: Household, kind: str) -> ChangeForm:
    here = queries.register(request.actor).below(household.place.path).exclude(pk=household.pk)
    members = (
        tuple((member.pk, member.name) for member in queries.members_now(household))
        if queries.members_kept_at(household.place)
        else ()
    )
    start = {"seen": queries.fingerprint(household)}
    data = request.POST if request.method == "POST" else None
    return ChangeForm(kind, household, here, data, initial=start, members=members)


def _form_page(
    request: PageRequest,
    household: Household,
    form: ChangeForm,
    *,
    failed: bool,
    status: int = 422,
) -> HttpResponse:
    context = {"form": form, "kind_label": Kind(form.kind).label, "failed": failed}
    return _page(
        request, household, "residents/change_form.html", context, status if failed else 200
    )


def _page(
    request: PageRequest,
    household: Household,
    template: str,
    context: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """On the desk for whoever works for the place, on the phone for the leader of the group."""
    at_the_desk = request.actor.may("households.view", household.path)
    given = {
        "shell": "base/desk.html" if at_the_desk else "base/phone.html",
        "household": household,
        "at_the_desk": at_the_desk,
        "back": _back(request, household),
        "next": _asked_back(request),
    }
    return render(request, template, {**given, **context}, status=status)


def _household(actor: Actor, household_id: int) -> Household:
    reachable = queries.reachable_households(actor, "households.tell").current()
    return get_object_or_404(reachable, pk=household_id)


def _kinds(actor: Actor, household: Household) -> tuple[str, ...]:
    """A leader tells of persons; the household as a whole is the desk's."""
    at_the_desk = actor.may("households.tell", household.path)
    return (*ABOUT_ONE_PERSON, *ABOUT_THE_HOUSEHOLD) if at_the_desk else ABOUT_ONE_PERSON


def _waiting_change(actor: Actor, change_id: int) -> HouseholdChange:
    return get_object_or_404(queries.waiting_changes(actor), pk=change_id)


def _asked_back(request: PageRequest) -> str:
    """The page somebody came from, never another site."""
    asked = request.POST.get("next") or request.GET.get("ve", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else ""


def _back(request: PageRequest, household: Household) -> str:
    if asked := _asked_back(request):
        return asked
    if request.actor.may("households.view", household.path):
        return reverse("residents:detail", args=[household.pk])
    return reverse("home")


def _mark_opened(actor: Actor, household: Household) -> None:
    seen = [(household, queries.seen_through(actor, household))]
    mark_looks(actor, seen, Look.Kind.OPENED, "residents.change")
