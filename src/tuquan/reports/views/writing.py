"""Writing a report in steps, and sending it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import Question
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
from tuquan.reports.views.sheet import Sheet, error_list, sheet_for, whole_number
from tuquan.reports.views.versions import Mine, show_conflict


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in: the definition, what stands in it now, what is wrong with it."""

    line: queries.Line
    typed: Typed
    error: str
    previous_label: str

    @property
    def help(self) -> str:
        """The pack's own hint."""
        return worded(self.line.question, "help")

    @property
    def hint(self) -> str:
        """The hint of a commitment, with what was said before."""
        line = self.line
        parts = [self.help]
        if line.previous:
            parts.append(f"{self.previous_label}: {line.previous.text_before}.")
        if line.baseline:
            parts.append(f"{_('Start of the year')}: {line.baseline.text_before}.")
        return " ".join(filter(None, parts))

    @property
    def choice(self) -> str:
        """Which button of a commitment is pressed."""
        return "na" if self.typed.not_applicable else self.typed.text

    @property
    def note_name(self) -> str:
        """The note box of a commitment, where the form asks why something is not met."""
        return f"note_{self.line.key}" if self.line.question.note_when == "no" else ""

    @property
    def optional(self) -> bool:
        """Whether the line may stay empty."""
        return not self.line.question.required

    @property
    def minimum(self) -> str:
        """Where the − button stops."""
        return str(self.line.question.minimum)


@never_cache
def write(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """One step of a report; every way on saves what is written, the last step sends it."""
    sheet = sheet_for(request, obligation_id)
    step = whole_number(request.GET.get("step", "1"))
    if not 1 <= step <= sheet.review_step:
        raise Http404
    is_review = step == sheet.review_step
    if request.method == "POST":
        return _send(request, sheet) if is_review else _save(request, sheet, step)
    if sheet.report and sheet.is_sent:
        return redirect("reports:detail", sheet.report.pk)
    if is_review:
        return _show_review(request, sheet)
    typed = {q.key: typed_before(q, sheet.saved) for q in sheet.sections[step - 1][1]}
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
    questions = sheet.sections[step - 1][1]
    before = queries.answers_at(sheet.report, base)
    typed = read_typed(questions, request.POST)
    answers, problems = with_typed(before, questions, typed)
    if problems:
        return _show_step(request, sheet, step, typed, problems)
    answers = _with_shortcut(sheet, action, questions, answers)
    next_step = step + 1 if action == "next" else step
    try:
        if differences(before, answers):
            services.save_draft(request.actor, sheet.obligation, answers, base)
    except Invalid as refusal:
        typed = {
            q.key: typed_before(q, answers) if typed[q.key].is_empty else typed[q.key]
            for q in questions
        }
        return _show_step(request, sheet, step, typed, refusal.problems)
    except Conflict as conflict:
        return show_conflict(request, sheet, Mine(answers, base, next_step), conflict)
    return redirect("home" if action == "later" else sheet.url(next_step))


def _with_shortcut(
    sheet: Sheet, action: str, questions: Sequence[Question], answers: Answers
) -> Answers:
    if action == "rest_met" and sheet.has_shortcuts:
        return rest_met(answers, questions)
    if action == "rest_as_before" and sheet.has_shortcuts:
        return rest_as_before(answers, questions, sheet.previous)
    return answers


def _send(request: PageRequest, sheet: Sheet) -> HttpResponseBase:
    base = whole_number(request.POST.get("base", ""))
    answers = queries.answers_at(sheet.report, base)
    try:
        services.submit_report(request.actor, sheet.obligation, answers, base)
    except Invalid as refusal:
        return _show_review(request, sheet, refusal.problems)
    except Conflict as conflict:
        return show_conflict(request, sheet, Mine(answers, base, sheet.review_step), conflict)
    return redirect("reports:receipt", sheet.obligation.pk)


def _show_step(
    request: PageRequest,
    sheet: Sheet,
    step: int,
    typed: Mapping[str, Typed],
    problems: Iterable[Problem] = (),
) -> HttpResponse:
    section, questions = sheet.sections[step - 1]
    lines = sheet.lines(sheet.saved)
    sentences = {problem.where: say(problem) for problem in problems}
    label = queries.previous_words(queries.period_kind(sheet.obligation))
    fields = [
        Field(line, typed[line.key], sentences.get(line.key, ""), label)
        for line in lines
        if line.step == step
    ]
    written = with_typed(Answers(), questions, typed)[0]
    shortcuts = sheet.has_shortcuts
    context = sheet.heading | {
        "step": step,
        "section": worded(section, "title"),
        "intro": worded(section, "intro"),
        "fields": fields,
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "answered": sum(not field.typed.is_empty for field in fields),
        "open_commitments": shortcuts and len(open_commitments(written, questions)),
        "open_figures": shortcuts and len(open_figures(written, questions, sheet.previous)),
        "next_title": sheet.step_title(step + 1),
        "back_url": sheet.url(step - 1) if step > 1 else reverse("home"),
    }
    return render(request, "reports/write.html", context, status=422 if sentences else 200)


def _show_review(
    request: PageRequest, sheet: Sheet, problems: Iterable[Problem] = ()
) -> HttpResponse:
    lines = sheet.lines(sheet.saved)
    sentences = {problem.where: say(problem) for problem in problems}
    missing = [
        line for line in lines if line.question.required and line.answer.state == "not_reported"
    ]
    context = sheet.heading | {
        "step": sheet.review_step,
        "sections": queries.in_sections(lines),
        "missing": missing,
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "back_url": sheet.url(sheet.review_step - 1),
    }
    return render(request, "reports/review.html", context, status=422 if sentences else 200)
