"""Writing a report in steps, and sending it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.base.errors import Conflict, Invalid
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers, differences
from tuquan.core.problems import Problem
from tuquan.core.programme import Question
from tuquan.reports import queries, services
from tuquan.reports.forms import (
    NOT_APPLICABLE,
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
    """One line to fill in: the definition, what stands in it now, what is wrong with it.

    `gate` is the question on the same step whose answer decides whether the line is asked.
    """

    line: queries.Line
    typed: Typed
    error: str
    previous_label: str
    gate: Question | None = None

    @property
    def help(self) -> str:
        """When the line is asked at all, and the pack's own hint."""
        return " ".join(filter(None, (self._only_if, worded(self.line.question, "help"))))

    @property
    def _only_if(self) -> str:
        if self.gate is None:
            return ""
        answer = _("Met") if self.gate_answer == "yes" else _("Not met")
        words = {"label": worded(self.gate), "answer": answer}
        return _("Only if “%(label)s” is answered “%(answer)s”.") % words

    @property
    def gate_answer(self) -> str:
        """The answer of the other line that makes this one asked."""
        when = self.line.question.asked_when
        return when.answer if when else ""

    @property
    def offered(self) -> list[tuple[str, str]]:
        """The words of a choice: what is sent, what is read."""
        return [(choice.key, worded(choice)) for choice in self.line.question.choices]

    @property
    def hint(self) -> str:
        """The hint of a line to choose, with what was said before."""
        line = self.line
        parts = [self.help]
        if line.previous:
            parts.append(f"{self.previous_label}: {line.previous.text_before}.")
        if line.baseline:
            parts.append(f"{_('Start of the year')}: {line.baseline.text_before}.")
        return " ".join(filter(None, parts))

    @property
    def day_hint(self) -> str:
        """The hint of a day, which begins with how to write it."""
        return " ".join((_("Day, month and year, for example 25/11/2026."), self.hint)).strip()

    @property
    def choice(self) -> str:
        """Which of several buttons is pressed."""
        return self.not_applicable_value if self.typed.not_applicable else self.typed.text

    @property
    def not_applicable_value(self) -> str:
        """What the button "does not apply" sends, where the form has it."""
        allowed = self.line.question.not_applicable_allowed
        return NOT_APPLICABLE.get(self.line.question.kind, "") if allowed else ""

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
    section = sheet.sections[step - 1][0]
    questions = [line for line in sheet.sections[step - 1][1] if line.key in typed]
    written = _with_typed(sheet, sheet.saved, questions, typed)[0]
    lines = sheet.lines(sheet.saved)
    shown = {question.key: question for question in sheet.questions_in(step, written)}
    sentences = _sentences(sheet, problems, shown)
    asked = sheet.asked(written) & set(shown)
    open_here = [question for question in questions if question.key in asked]
    shortcuts = sheet.has_shortcuts
    context = sheet.heading | {
        "step": step,
        "section": worded(section, "title"),
        "intro": worded(section, "intro"),
        "fields": _fields(sheet, lines, shown, typed, sentences),
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "answered": sum(written.state(key) != "not_reported" for key in asked),
        "asked": len(asked),
        "open_commitments": shortcuts and len(open_commitments(written, open_here)),
        "open_figures": shortcuts and len(open_figures(written, open_here, sheet.previous)),
        "next_title": sheet.step_title(step + 1),
        "back_url": sheet.url(step - 1) if step > 1 else reverse("home"),
    }
    return render(request, "reports/write.html", context, status=422 if sentences else 200)


def _fields(
    sheet: Sheet,
    lines: Iterable[queries.Line],
    shown: Mapping[str, Question],
    typed: Mapping[str, Typed],
    sentences: Mapping[str, str],
) -> list[Field]:
    label = queries.previous_words(queries.period_kind(sheet.obligation))
    gates = {key: question for key, question in shown.items() if key not in sheet.shared}
    return [
        Field(
            line,
            typed.get(line.key, Typed()),
            sentences.get(line.key, ""),
            label,
            gates.get(line.question.asked_when.question) if line.question.asked_when else None,
        )
        for line in lines
        if line.key in shown
    ]


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
    context = sheet.heading | {
        "step": sheet.review_step,
        "sections": queries.in_sections(lines),
        "missing": missing,
        "errors": error_list(lines, sentences),
        "base": request.POST.get("base", str(sheet.version)),
        "back_url": sheet.url(sheet.review_step - 1),
    }
    return render(request, "reports/review.html", context, status=422 if sentences else 200)
