"""Accepting several reports at once: first what would happen, then what did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tuquan.base.errors import Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.reports import queries, services
from tuquan.reports.models import Report
from tuquan.reports.queries.turns import turns_of
from tuquan.reports.views.desk import Part, waiting_oddities
from tuquan.reports.views.sheet import whole_number

MOST_AT_ONCE = 300
"""More than anybody reads; the rest is accepted with the next press."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report somebody wants to accept; `why` says what speaks against it."""

    row: queries.Row
    name: str
    why: str
    may_be_ticked: bool

    @property
    def value(self) -> str:
        """The report in the version that was read."""
        report = self.row.report
        return f"{report.pk}:{report.version}" if report else ""


@require_http_methods(["GET", "HEAD", "POST"])
def accept_many(request: PageRequest) -> HttpResponseBase:
    """Which of the chosen reports would be accepted and which are left out; then accept them."""
    require(bool(request.actor.paths("reports.review") or request.actor.paths("totals.review")))
    if request.method == "POST":
        return _accept(request)
    return _confirm(request)


def _confirm(
    request: PageRequest, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    asked = request.GET
    options = queries.period_options(request.actor)
    option = queries.chosen_option(options, asked.get("ky", ""))
    candidates = _candidates(request, option) if option else []
    taken = [one for one in candidates if not one.why][:MOST_AT_ONCE]
    context: dict[str, Any] = {
        "option": option,
        "taken": taken,
        "left_out": [one for one in candidates if one.why],
        "more": sum(not one.why for one in candidates) - len(taken),
        "problem": say(problem) if problem else "",
        "back": _desk_address(asked.dict()),
    }
    return render(request, "reports/accept_many.html", context, status=status)


def _candidates(request: PageRequest, option: queries.PeriodOption) -> list[Candidate]:
    """The ticked rows, or every waiting one of the part that was looked at."""
    desk = queries.desk_for(request.actor, option)
    part = Part.of(request.GET.dict(), desk)
    if request.GET.get("het"):
        rows = part.rows(desk, "cho-duyet")
    else:
        ticked = set(request.GET.getlist("chon"))
        rows = [row for row in desk.rows if str(row.obligation.pk) in ticked]
    return _examined(request, rows)


def _examined(request: PageRequest, rows: Sequence[queries.Row]) -> list[Candidate]:
    odd = waiting_oddities(rows)
    asked = queries.open_remarks(row.report.pk for row in rows if row.report)
    turns = turns_of(request.actor, [row.obligation for row in rows])
    found = []
    for row in rows:
        waits = turns.get(row.obligation.pk) == "accept"
        questions = asked.get(row.report.pk, 0) if row.report else 0
        why = _against(row, waits, odd.get(row.obligation.pk, ()), questions)
        name = queries.reporter_words(row.obligation)
        found.append(Candidate(row, name, say(why) if why else "", waits))
    return found


def _against(
    row: queries.Row, waits: bool, odd: Sequence[queries.Odd], questions: int
) -> Problem | None:
    """Why a report is left out, as long as nobody ticks it all the same."""
    if row.standing.stage != "waiting":
        return Problem("left_out_not_waiting")
    if not waits:
        return Problem("left_out_not_yours")
    if odd:
        kinds = ", ".join(one.chip for one in queries.kinds_found(odd))
        return Problem("left_out_odd", params={"what": kinds})
    return Problem("left_out_asked") if questions else None


def _accept(request: PageRequest) -> HttpResponseBase:
    chosen = _posted(request)
    try:
        outcome = services.accept_many(request.actor, chosen)
    except Invalid as refusal:
        return _confirm(request, refusal.problems[0], 422)
    count = len(outcome.accepted)
    if count:
        words = ngettext("%(count)s report is accepted.", "%(count)s reports are accepted.", count)
        messages.success(request, words % {"count": number(count)})
    for report, problem in outcome.refused:
        words = _("Not accepted: %(group)s. %(why)s")
        name = queries.reporter_words(report.obligation)
        messages.warning(request, words % {"group": name, "why": say(problem)})
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("reports:desk")


def _posted(request: PageRequest) -> list[tuple[Report, int]]:
    """The ticked reports, each in the version the page showed; 404 for what it did not show."""
    versions = {}
    for value in request.POST.getlist("bao-cao"):
        key, _colon, version = value.partition(":")
        versions[whole_number(key)] = whole_number(version)
    found = queries.readable_reports(request.actor).in_bulk(versions)
    if len(found) < len(versions):
        raise Http404
    return [(found[key], version) for key, version in versions.items()]


def _desk_address(asked: Mapping[str, str]) -> str:
    kept = {name: asked[name] for name in ("ky", "loc", "thon", "ai") if asked.get(name)}
    return f"{reverse('reports:desk')}?{urlencode(kept)}" if kept else reverse("reports:desk")
