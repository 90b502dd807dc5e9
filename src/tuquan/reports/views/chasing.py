"""Asking for what is missing: the list by lateness, one reminder to many, the log of contacts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.notices.channels import channels
from tuquan.reports import queries
from tuquan.reports.forms import ContactForm
from tuquan.reports.models import Obligation
from tuquan.reports.queries.chasing import (
    Missing,
    chased_obligations,
    is_quiet,
    missing_reports,
    phones_of,
)
from tuquan.reports.queries.reporters import contact_of, reporter_words
from tuquan.reports.services.chasing import Reminded, note_contact, remind


@require_safe
def chase(request: PageRequest) -> HttpResponse:
    """Who is missing, the latest first, with the last contact; late ones are ticked already."""
    actor = request.actor
    require(bool(actor.paths("totals.view")))
    missing = missing_reports(actor)
    context = {
        "entries": [_entry(one) for one in missing],
        "late": sum(one.is_late for one in missing),
        "quiet": is_quiet(clock.now()) and bool(channels("email")),
    }
    return render(request, "reports/chase.html", context)


@require_POST
def remind_many(request: PageRequest) -> HttpResponseBase:
    """Remind everybody who is ticked, of one report each."""
    wanted = [
        int(text) for text in request.POST.getlist("chon") if text.isascii() and text.isdigit()
    ]
    chosen = list(
        chased_obligations(request.actor)
        .filter(pk__in=wanted)
        .select_related("edition__programme", "adoption", "group", "place", "commune", "body")
    )
    require(bool(request.actor.paths("totals.view")))
    if not chosen:
        messages.error(request, _("Tick at least one reporter."))
        return redirect("reports:chase")
    _say_reminded(request, remind(request.actor, chosen))
    return redirect("reports:chase")


def contacts(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """Everything that was tried for one report, and a line for the next call."""
    owed = chased_obligations(request.actor).select_related(
        "edition__programme", "group", "place", "commune", "body"
    )
    obligation = get_object_or_404(owed, pk=obligation_id)
    form = ContactForm(request.POST or None)
    if carried_out(form, lambda given: note_contact(request.actor, obligation, **given)):
        messages.success(request, _("Written down."))
        return redirect("reports:contacts", obligation.pk)
    context = _about(obligation) | {"form": form}
    return render(request, "reports/contacts.html", context, status=422 if form.errors else 200)


def _about(obligation: Obligation) -> dict[str, Any]:
    return {
        "obligation": obligation,
        "title": queries.report_title(obligation),
        "reporter": reporter_words(obligation),
        "person": contact_of(obligation),
        "phone": phones_of([obligation]).get(obligation.path, ""),
        "due": queries.due_words(obligation.due_at),
        "contacts": obligation.contacts.all(),
    }


def _entry(missing: Missing) -> dict[str, Any]:
    return {
        "missing": missing,
        "owed": missing.owed,
        "due": queries.due_words(missing.owed.obligation.due_at),
    }


def _say_reminded(request: PageRequest, done: Reminded) -> None:
    """What became of the reminders, without hiding anybody who could not be reached."""
    told = ngettext("%(n)s reporter was reminded.", "%(n)s reporters were reminded.", done.told)
    messages.success(request, told % {"n": number(done.told)})
    if done.needless:
        words = ngettext(
            "%(n)s has sent meanwhile or was reminded today already.",
            "%(n)s have sent meanwhile or were reminded today already.",
            done.needless,
        )
        messages.info(request, words % {"n": number(done.needless)})
    if done.unreachable:
        words = ngettext(
            "%(n)s has no account here. Call instead.",
            "%(n)s have no account here. Call instead.",
            done.unreachable,
        )
        messages.warning(request, words % {"n": number(done.unreachable)})
