"""One report beside its comparisons: accept it, return it, ask about a figure of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.reports import queries, services
from tuquan.reports.forms import ReturnForm
from tuquan.reports.models import Report
from tuquan.reports.queries.claims import claim_words
from tuquan.reports.queries.doing import chain_of_report, what_may
from tuquan.reports.queries.totals import totals_counting
from tuquan.reports.queries.turns import turns_of
from tuquan.reports.views.sheet import shared_for, whole_number


@dataclass(frozen=True, slots=True)
class Examined:
    """A line as a reviewer reads it: with a year before, what is odd and what was asked about it.

    `is_wanted` says that it is to be corrected: ticked now, or asked for when it went back.
    """

    line: queries.Line
    last_year: queries.Said | None
    odd: tuple[queries.Odd, ...]
    thread: queries.Thread | None
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The lines under one heading of the form."""

    title: str
    entries: tuple[Examined, ...]
    has_figures: bool


def detail(request: PageRequest, report_id: int) -> HttpResponse:
    """One report with everything it is read beside; on the desk, or on its leader's telephone."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    return _show_report(request, report)


@require_POST
def accept(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Accept what was read."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    base = whole_number(request.POST.get("base", ""))
    try:
        _say_yes(request.actor, report, base)
    except Conflict as conflict:
        return _show_report(request, report, status=409, notice=say(conflict.problem))
    accepted = report.state == Report.State.ACCEPTED
    words = (
        _("The report of %(group)s is accepted.")
        if accepted
        else _("The report of %(group)s goes on to the next step.")
    )
    messages.success(request, words % _named(report))
    return _back(request, report)


@require_POST
def send_back(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Return a report to its writer, with the reason and the lines it is about."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    base = whole_number(request.POST.get("base", ""))
    form = ReturnForm(request.POST)
    lines, to_writer = request.POST.getlist("dong"), bool(request.POST.get("nguoi-viet"))
    try:
        if carried_out(
            form,
            lambda given: services.return_report(
                request.actor, report, base, given["reason"], lines, to_writer=to_writer
            ),
        ):
            went_back = _("The report of %(group)s went back to the leader.")
            messages.success(request, went_back % _named(report))
            return _back(request, report)
    except Conflict as conflict:
        notice = say(conflict.problem)
        return _show_report(request, report, form, status=409, notice=notice, wanted=lines)
    return _show_report(request, report, form, status=422, wanted=lines)


@require_POST
def remark(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Ask or answer something about a line of the report."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    question, text = (request.POST.get(name, "").replace("\x00", "") for name in ("dong", "loi"))
    try:
        services.add_remark(request.actor, report, question, text)
    except Invalid as refusal:
        written = {"question": question, "text": text, "error": say(refusal.problems[0])}
        return _show_report(request, report, status=422, written=written)
    messages.success(request, _("It is written down. Whoever is concerned sees it here."))
    return _back(request, report)


@require_POST
def settle(request: PageRequest, report_id: int) -> HttpResponseBase:
    """Mark what was asked about a line as settled."""
    report = get_object_or_404(queries.readable_reports(request.actor), pk=report_id)
    try:
        services.settle_remarks(request.actor, report, request.POST.get("dong", ""))
    except Conflict as conflict:
        return _show_report(request, report, status=409, notice=say(conflict.problem))
    messages.success(request, _("The question is settled."))
    return _back(request, report)


def report_context(
    actor: Actor, report: Report, wanted: Sequence[str] | None = None
) -> dict[str, Any]:
    """The report as it now is, with the figures it is read beside and its history."""
    obligation = report.obligation
    form, answers, facts = obligation.form, report.content, report.facts
    background = queries.background_of(obligation)
    shared = shared_for(actor, obligation)
    everything = queries.lines_of(form, obligation.place.kind, answers, facts, background, shared)
    lines = queries.with_goals((line for line in everything if line.is_asked), obligation)
    standing = queries.standing_of(obligation, obligation.due_at)
    on_desk = actor.may("totals.view", report.path)
    chip_state, chip_text = queries.stage_words(standing, for_leader=not on_desk)
    commitments = [line for line in lines if line.question.is_promise]
    return {
        "report": report,
        "obligation": obligation,
        "reporter": queries.reporter_words(obligation),
        "report_title": queries.report_title(obligation),
        "programme": worded(obligation.edition.content, "short_title"),
        "previous_label": queries.previous_words(queries.period_kind(obligation)),
        "background": background,
        "lines": lines,
        "sections": queries.in_sections(lines),
        "words": [line for line in lines if not line.is_figure and not line.question.is_promise],
        "has_commitments": bool(commitments),
        "met": sum(line.answer.value is True for line in commitments),
        "not_met": [line for line in commitments if line.answer.value is False],
        "shares": queries.shares_of(form, answers, facts, background),
        "standing": standing,
        "chip_state": chip_state,
        "chip_text": chip_text,
        "history": queries.history_of(report),
        "told": queries.told_reports_of(report),
        "apart": queries.apart_words(report),
        "code": queries.receipt_code(report),
        "claim": claim_words(report),
        "in_totals": totals_counting(actor, report),
        "base": str(report.version),
        "return_form": ReturnForm(),
        "back": "",
        **_examined(actor, report, lines, on_desk, wanted),
        **_possible(actor, report),
    }


def _possible(actor: Actor, report: Report) -> dict[str, Any]:
    """What the person may do now, and why not (F-60)."""
    possible = what_may(actor, report)
    allowed = {one.action for one in possible if one.allowed}
    words = _action_words()
    return {
        "chain": chain_of_report(actor, report),
        "possible": [
            (words.get(one.action, one.action), one.allowed, say(one.why) if one.why else "")
            for one in possible
        ],
        "turn": next((one for one in ("accept", "endorse") if one in allowed), ""),
        "may_correct": "correct" in allowed,
        "may_review": bool(allowed & {"accept", "endorse", "return", "return_to_writer"}),
        "may_return_to_writer": "return_to_writer" in allowed,
        "may_settle": report.obligation.reviewable_for(actor),
        "may_remark": services.may_remark(actor, report),
    }


def _action_words() -> dict[str, str]:
    return {
        "write": _("Write it"),
        "correct": _("Correct it and send it again"),
        "endorse": _("Pass it on to the commune"),
        "accept": _("Accept it"),
        "return": _("Return it"),
        "return_to_writer": _("Return it to its writer"),
    }


def _examined(
    actor: Actor,
    report: Report,
    lines: Sequence[queries.Line],
    on_desk: bool,
    wanted: Sequence[str] | None,
) -> dict[str, Any]:
    """The lines with what a reviewer is told about them; hints are not for the writer."""
    obligation = report.obligation
    odd = queries.oddities_of([obligation]).get(obligation.pk, ()) if on_desk else ()
    threads = queries.threads_of(report)
    before = queries.last_year_of(obligation)
    ticked = report.return_lines if wanted is None else wanted
    examined = [
        Examined(
            line,
            queries.said(before, line.key, line.question) if before else None,
            tuple(one for one in odd if one.question == line.key),
            threads.get(line.key),
            line.key in ticked,
        )
        for line in lines
    ]
    labels = {line.key: line.label for line in lines}
    return {
        "odd": odd,
        "odd_whole": [one for one in odd if one.question not in labels],
        "examined": _in_sections(examined),
        "has_last_year": before is not None,
        "threads": [(thread, labels.get(key, "")) for key, thread in threads.items()],
        "whole_thread": threads.get(""),
        "wanted_labels": [labels[key] for key in report.return_lines if key in labels],
        "by_line": [(line.key, line.label) for line in lines],
    }


def _in_sections(examined: Sequence[Examined]) -> list[Section]:
    found: dict[tuple[int, str], list[Examined]] = {}
    for entry in examined:
        found.setdefault((entry.line.step, entry.line.section), []).append(entry)
    return [
        Section(title, tuple(entries), any(entry.line.is_figure for entry in entries))
        for (_step, title), entries in found.items()
    ]


def _show_report(
    request: PageRequest,
    report: Report,
    form: ReturnForm | None = None,
    status: int = 200,
    notice: str = "",
    wanted: Sequence[str] | None = None,
    written: Mapping[str, str] | None = None,
) -> HttpResponse:
    report.refresh_from_db()
    context = report_context(request.actor, report, wanted)
    answered = {thread.question for thread, _label in context["threads"]}
    is_answer = written is not None and written["question"] in answered
    context |= {"notice": notice, "written": written, "asking": None if is_answer else written}
    if form:
        context["return_form"] = form
    on_desk = request.actor.may("totals.view", report.path)
    template = "reports/detail.html" if on_desk else "reports/read.html"
    return render(request, template, context, status=status)


def _say_yes(actor: Actor, report: Report, base: int) -> None:
    """Accept it, or pass it on to who accepts it."""
    turns = turns_of(actor, [report.obligation])
    if turns.get(report.obligation_id) == "endorse":
        services.endorse_report(actor, report, base)
    else:
        services.accept_report(actor, report, base)


def _named(report: Report) -> dict[str, str]:
    return {"group": queries.reporter_words(report.obligation)}


def _back(request: PageRequest, report: Report) -> HttpResponseBase:
    """To the list the person came from, else to the report."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        return redirect(back)
    return redirect("reports:detail", report.pk)
