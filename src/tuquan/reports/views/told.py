"""A report told by telephone: the officer types in what is said, on one page (O8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.core.programme import Question
from tuquan.outbox.deliveries import digest_of, once
from tuquan.reports import queries, services
from tuquan.reports.forms import Typed, read_typed, typed_before, with_typed
from tuquan.reports.views.fields import Field, Reading, fields_of
from tuquan.reports.views.sheet import Sheet, error_list, page_key, sheet_for, whole_number

OWN_FIELDS = ("teller", "code")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the officer typed: the lines, who told it, the code of their telephone."""

    typed: Mapping[str, Typed]
    teller: str
    code: str
    base: int
    nil: bool = False


@never_cache
def take(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """Type in what somebody tells, with who it is and the code their telephone shows."""
    sheet = sheet_for(request, obligation_id)
    require(services.may_take_told(request.actor, sheet.obligation))
    if request.method == "POST":
        return _hear(request, sheet)
    if sheet.report and sheet.is_sent:
        return redirect("reports:detail", sheet.report.pk)
    typed = {question.key: typed_before(question, sheet.saved) for question in _questions(sheet)}
    contact = queries.contact_of(sheet.obligation)
    return _show(request, sheet, Heard(typed, contact, "", sheet.version))


def _hear(request: PageRequest, sheet: Sheet) -> HttpResponseBase:
    questions = _questions(sheet)
    teller, code = (request.POST.get(name, "").replace("\x00", "") for name in OWN_FIELDS)
    base, nil = whole_number(request.POST.get("base", "")), _says_nil(request, sheet)
    heard = Heard(read_typed(questions, request.POST), teller, code, base, nil)
    form, kind = sheet.obligation.form, sheet.obligation.place.kind
    answers, unreadable = with_typed(sheet.saved, form, kind, questions, heard.typed)
    try:
        report = _enter(request, sheet, heard, answers)
    except Invalid as refusal:
        unread = {problem.where for problem in unreadable}
        others = [problem for problem in refusal.problems if problem.where not in unread]
        return _show(request, sheet, heard, [*unreadable, *others], 422)
    except Conflict as conflict:
        return _show_conflict(request, sheet, heard, answers, conflict)
    name = queries.reporter_words(sheet.obligation)
    messages.success(request, _("The report of %(group)s is entered.") % {"group": name})
    return redirect("reports:detail", report)


def _enter(request: PageRequest, sheet: Sheet, heard: Heard, answers: Answers) -> int:
    """Hand it in; the same page pressed twice, or whose answer was lost, enters it once.

    What was altered before it was pressed again is another entry, which meets the first one.
    """
    actor, obligation = request.actor, sheet.obligation

    def work() -> dict[str, object]:
        report = services.take_told_report(
            actor, obligation, answers, heard.base, heard.teller, heard.code, nil=heard.nil
        )
        return {"report": report.pk}

    said = [answers.to_json(), heard.base, heard.teller, heard.code, heard.nil]
    digest = digest_of(said)
    key = uuid5(page_key(request), digest)
    answer, _before = once(actor, key, "told-page", f"obligation:{obligation.pk}", digest, work)
    report: int = answer["report"]
    return report


def _says_nil(request: PageRequest, sheet: Sheet) -> bool:
    return sheet.has_shortcuts and request.POST.get("action") == "nil"


def _questions(sheet: Sheet) -> list[Question]:
    """Every line that may be asked here and that no other report answered."""
    return [
        question
        for _section, questions in sheet.sections
        for question in questions
        if question.key not in sheet.shared
    ]


def _show_conflict(
    request: PageRequest, sheet: Sheet, heard: Heard, answers: Answers, conflict: Conflict
) -> HttpResponse:
    """Somebody wrote or sent it meanwhile: what was heard stays, beside what is there now."""
    fresh = Sheet(sheet.actor, sheet.obligation, queries.report_on(sheet.obligation))
    changes = queries.merge_of(
        sheet.obligation.form, queries.answers_at(fresh.report, heard.base), answers, fresh.saved
    )
    report = fresh.report if fresh.is_sent else None
    context = {
        "notice": say(conflict.problem),
        "differing": [*changes.clashes, *changes.only_mine, *changes.only_theirs],
        "sent_report": report,
    }
    newer = Heard(heard.typed, heard.teller, heard.code, fresh.version)
    return _show(request, fresh, newer, status=409, more=context)


def _show(
    request: PageRequest,
    sheet: Sheet,
    heard: Heard,
    problems: Iterable[Problem] = (),
    status: int = 200,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    sentences = {problem.where: _sentence(problem, sheet) for problem in problems}
    lines = {line.key: line for line in sheet.lines(sheet.saved)}
    own = [{"field": name, "text": sentences[name]} for name in OWN_FIELDS if name in sentences]
    in_form = {key: text for key, text in sentences.items() if key not in OWN_FIELDS}
    context = sheet.heading | {
        "reporter": queries.reporter_words(sheet.obligation),
        "programme": worded(sheet.obligation.edition.content, "short_title"),
        "sections": _sections(sheet, lines, heard, in_form),
        "teller": heard.teller,
        "teller_error": sentences.get("teller", ""),
        "code": heard.code,
        "code_error": sentences.get("code", ""),
        "errors": [*own, *error_list(list(lines.values()), in_form)],
        "base": str(heard.base),
        "key": str(uuid4()),
        "nil_possible": sheet.has_shortcuts,
        **(more or {}),
    }
    return render(request, "reports/told.html", context, status=status)


def _sections(
    sheet: Sheet,
    lines: Mapping[str, queries.Line],
    heard: Heard,
    sentences: Mapping[str, str],
) -> list[tuple[str, list[Field]]]:
    """Every line under its heading; one that waits for another answer follows it on the page."""
    label = queries.previous_words(queries.period_kind(sheet.obligation))
    reading = Reading(label, frozenset(sheet.shared))
    shown = {q.key: q for _section, questions in sheet.sections for q in questions}
    fields = {
        field.line.key: field
        for field in fields_of(lines.values(), shown, heard.typed, sentences, reading)
    }
    return [
        (worded(section, "title"), [fields[question.key] for question in questions])
        for section, questions in sheet.sections
    ]


def _sentence(problem: Problem, sheet: Sheet) -> str:
    return queries.problem_words(problem, sheet.obligation.form)
