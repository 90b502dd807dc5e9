"""Two people wrote the same report: both versions side by side, and the choice between them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tuquan.base.errors import Conflict
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.answers import Answers
from tuquan.core.problems import Problem
from tuquan.core.programme import Form
from tuquan.reports import queries, services
from tuquan.reports.views.sheet import Sheet, sheet_for, whole_number

OVERTAKEN = ("report_changed_meanwhile", "report_already_sent")


@dataclass(frozen=True, slots=True)
class Mine:
    """What the person wrote, on which version, and where they wanted to go next."""

    answers: Answers
    base: int
    next_step: int
    picked: Mapping[str, str] = field(default_factory=dict)


def show_conflict(
    request: PageRequest, sheet: Sheet, mine: Mine, conflict: Conflict
) -> HttpResponse:
    """Both versions after somebody was faster; any other conflict is not for this page."""
    if conflict.problem.code not in OVERTAKEN:
        raise conflict
    fresh = Sheet(sheet.actor, sheet.obligation, queries.report_on(sheet.obligation))
    context = {
        "sentence": say(conflict.problem),
        "is_sent": fresh.is_sent,
        "correct_url": fresh.url(1) if fresh.is_waiting else "",
    }
    return _show(request, fresh, mine, fresh.version, context, 409)


@require_POST
def settle(request: PageRequest, obligation_id: int) -> HttpResponseBase:
    """Take what was chosen between two versions; the rest of both goes together by itself."""
    sheet = sheet_for(request, obligation_id)
    version = whole_number(request.POST.get("version", ""))
    mine = _posted(request, sheet.obligation.form)
    merge, theirs = _compared(sheet, mine, version)
    picked = {change.key: request.POST.get(f"pick_{change.key}", "") for change in merge.clashes}
    undecided = [key for key, choice in picked.items() if choice not in ("mine", "theirs")]
    if undecided:
        problems = [Problem("choice_missing", key) for key in undecided]
        mine = Mine(mine.answers, mine.base, mine.next_step, picked)
        return _show(request, sheet, mine, version, {"errors": _errors(problems)}, 422)
    keys = {change.key for change in merge.only_mine}
    keys |= {key for key, choice in picked.items() if choice == "mine"}
    answers = queries.with_lines(theirs, mine.answers, keys)
    try:
        services.save_draft(request.actor, sheet.obligation, answers, version)
    except Conflict as conflict:
        again = Mine(answers, version, mine.next_step)
        return show_conflict(request, sheet, again, conflict)
    return redirect(sheet.url(min(mine.next_step, sheet.review_step)))


def _posted(request: PageRequest, form: Form) -> Mine:
    try:
        answers = Answers.from_json(json.loads(request.POST.get("mine", "")), form)
    except ValueError as error:
        raise Http404 from error
    base, step = (whole_number(request.POST.get(name, "")) for name in ("base", "next"))
    return Mine(answers, base, max(step, 1))


def _compared(sheet: Sheet, mine: Mine, version: int) -> tuple[queries.Merge, Answers]:
    theirs = queries.answers_at(sheet.report, version)
    before = queries.answers_at(sheet.report, mine.base)
    return queries.merge_of(sheet.obligation.form, before, mine.answers, theirs), theirs


def _errors(problems: Sequence[Problem]) -> list[dict[str, str]]:
    return [{"field": f"pick_{p.where}_mine", "text": say(p)} for p in problems]


def _show(
    request: PageRequest,
    sheet: Sheet,
    mine: Mine,
    version: int,
    more: Mapping[str, object],
    status: int,
) -> HttpResponse:
    """The page; `mine` travels in it, so that nothing written is lost."""
    merge, _theirs = _compared(sheet, mine, version)
    context = {
        **sheet.heading,
        "their_name": queries.writer_at(sheet.report, version),
        "merge": merge,
        "choices": [
            (change, mine.picked.get(change.key, "mine") == "mine") for change in merge.clashes
        ],
        "mine": json.dumps(mine.answers.to_json(), ensure_ascii=False),
        "base": str(mine.base),
        "version": str(version),
        "next": str(mine.next_step),
        "back_url": reverse("home"),
        **more,
    }
    return render(request, "reports/versions.html", context, status=status)
