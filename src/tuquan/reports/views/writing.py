"""Writing a report in steps, and sending it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import Question
from tuquan.outbox.deliveries import digest_of, once
from tuquan.reports import queries, services
from tuquan.reports.forms import (
    Typed,
    open_commitments,
    open_figures,
    read_typed,
    rest_as_before,
    rest_met,
    typed_before,
    with_typed,
)
from tuquan.reports.models import Report
from tuquan.reports.queries.nil import nil_offer
from tuquan.reports.views.fields import fields_of
from tuquan.reports.views.sheet import Sheet, error_list, page_key, sheet_for, whole_number
from tuquan.reports.views.versions import Mine, show_conflict


@never_cache
def write(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """One step of a report; every way on saves what is written, the last step sends it.

    A report that was sent may still be corrected here as long as nobody has decided about it.
    """
    sheet = sheet_for(request, obligation_id)
    step = whole_number(request.GET.get("step", "1"))
    if not 1 <= step <= sheet.review_step:
        raise Http404
    is_review = step == sheet.review_step
    if request.method == "POST":
        return _send(request, sheet) if is_review else _save(request, sheet, step)
    if sheet.report and sheet.is_sent and not sheet.is_waiting:
        return redirect("reports:detail", sheet.report.pk)
    if is_review:
        return _show_review(request, sheet)
    questions = sheet.own_questions_in(step, sheet.saved)
    typed = {q.key: typed_before(q, sheet.saved) for q in questions}
    return _show_step(request, sheet, step, typed)


def receipt(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """When the commune received the report, and the code to read out."""
    sheet = sheet_for(request, obligation_id)
    if sheet.report is None or not sheet.is_sent:
        return redirect(sheet.url(1))
    context = sheet.heading | {"code": queries.receipt_code(sheet.report)}
    return render(request, "reports/receipt.html", context)


def _save(request: PageRequest, sheet: Sheet, step: int) -> HttpResponseBase:
    base = whole_number(request.POST.get("base", ""))
    action = request.POST.get("action", "next")
    before = queries.answers_at(sheet.report, base)
    questions = sheet.own_questions_in(step, queries.with_shared(before, sheet.shared))
    typed = read_typed(questions, request.POST)
    answers, problems = _with_typed(sheet, before, questions, typed)
    if problems:
        return _show_step(request, sheet, step, typed, problems)
    answers = _with_shortcut(sheet, action, questions, answers)
    next_step = step + 1 if action == "next" else step
    try:
        if differences(before, answers):
            keep = services.correct_report if sheet.is_waiting else services.save_draft
            keep(request.actor, sheet.obligation, answers, base)
    except Invalid as refusal:
        typed = {
            q.key: typed_before(q, answers) if typed[q.key].is_empty else typed[q.key]
            for q in questions
        }
        return _show_step(request, sheet, step, typed, refusal.problems)
    except Conflict as conflict:
        return show_conflict(request, sheet, Mine(answers, base, next_step), conflict)
    return redirect("home" if action == "later" else sheet.url(next_step))


def _with_typed(
    sheet: Sheet, saved: Answers, questions: Sequence[Question], typed: Mapping[str, Typed]
) -> tuple[Answers, list[Problem]]:
    whole = queries.with_shared(saved, sheet.shared)
    obligation = sheet.obligation
    return with_typed(whole, obligation.form, obligation.place.kind, questions, typed)


def _with_shortcut(
    sheet: Sheet, action: str, questions: Sequence[Question], answers: Answers
) -> Answers:
    asked = sheet.asked(answers)
    questions = [question for question in questions if question.key in asked]
    if action == "rest_met" and sheet.has_shortcuts:
        return rest_met(answers, [q for q in questions if q.key not in sheet.touched])
    if action == "rest_as_before" and sheet.has_shortcuts:
        return rest_as_before(answers, questions, sheet.previous)
    return answers


def _send(request: PageRequest, sheet: Sheet) -> HttpResponseBase:
    """Hand in what was saved, or that nothing happened; pressed twice, it is sent once."""
    base = whole_number(request.POST.get("base", ""))
    nil = request.POST.get("action") == "nil"
    answers = queries.answers_at(sheet.report, base)
    subject = f"obligation:{sheet.obligation.pk}"

    def work() -> dict[str, object]:
        return {"report": _hand_in(request, sheet, answers, base, nil=nil).pk}

    try:
        key, digest = page_key(request), digest_of([base, nil])
        once(request.actor, key, "report-page", subject, digest, work)
    except Invalid as refusal:
        return _show_review(request, sheet, refusal.problems)
    except Conflict as conflict:
        return show_conflict(request, sheet, Mine(answers, base, sheet.review_step), conflict)
    return redirect("reports:receipt", sheet.obligation.pk)


def _hand_in(
    request: PageRequest, sheet: Sheet, answers: Answers, base: int, *, nil: bool
) -> Report:
    actor, obligation = request.actor, sheet.obligation
    if nil:
        return services.submit_nil(actor, obligation, base)
    if sheet.is_waiting:
        return services.correct_report(actor, obligation, answers, base)
    return services.submit_report(actor, obligation, answers, base)


def _show_step(
    request: PageRequest,
    sheet: Sheet,
    step: int,
    typed: Mapping[str, Typed],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    section = sheet.sections[step - 1][0]
    questions = [line for line in sheet.sections[step - 1][1] if line.key in typed]
    written = _with_typed(sheet, sheet.saved, questions, typed)[0]
    lines = sheet.lines(sheet.saved)
    shown = {question.key: question for question in sheet.questions_in(step, written)}
    sentences = _sentences(sheet, problems, shown)
    asked = sheet.asked(written) & set(shown)
    open_here = [question for question in questions if question.key in asked]
    free = [question for question in open_here if question.key not in sheet.touched]
    shortcuts = sheet.has_shortcuts
    context = sheet.heading | {
        "step": step,
        "section": worded(section, "title"),
        "intro": worded(section, "intro"),
        "fields": fields_of(lines, shown, typed, sentences, sheet.reading),
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "answered": sum(written.state(key) != "not_reported" for key in asked),
        "asked": len(asked),
        "open_commitments": shortcuts and len(open_commitments(written, free)),
        "open_figures": shortcuts and len(open_figures(written, open_here, sheet.previous)),
        "next_title": sheet.step_title(step + 1),
        "back_url": sheet.url(step - 1) if step > 1 else reverse("home"),
    }
    return render(request, "reports/write.html", context, status=422 if sentences else 200)


def _sentences(
    sheet: Sheet, problems: Iterable[Problem], here: Collection[str] = ()
) -> dict[str, str]:
    """What is wrong, by line; of two that contradict each other, at the one that stands here."""
    sentences: dict[str, str] = {}
    for problem in problems:
        other = str(problem.params.get("other", ""))
        where = other if other in here and problem.where not in here else problem.where
        sentences[where] = queries.problem_words(problem, sheet.obligation.form)
    return sentences


def _show_review(
    request: PageRequest, sheet: Sheet, problems: Iterable[Problem] = ()
) -> HttpResponse:
    lines = [line for line in sheet.lines(sheet.saved) if line.is_asked]
    sentences = _sentences(sheet, problems)
    missing = [
        line for line in lines if line.question.required and line.answer.state == "not_reported"
    ]
    offer = nil_offer(sheet.obligation, sheet.saved, sheet.background)
    context = sheet.heading | {
        "step": sheet.review_step,
        "key": str(uuid4()),
        "nil_possible": bool(missing) and sheet.has_shortcuts and offer.is_possible,
        "nil_waits_for": [worded(q) for q in offer.unknown] if sheet.has_shortcuts else [],
        "sections": queries.in_sections(lines),
        "missing": missing,
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "back_url": sheet.url(sheet.review_step - 1),
    }
    return render(request, "reports/review.html", context, status=422 if sentences else 200)
