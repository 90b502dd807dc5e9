"""A report on its writer's table: what it asks, what it is read beside, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers
from tuquan.core.programme import Question, Section
from tuquan.core.questions import asked_questions
from tuquan.reports import queries, services
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries.commitments import touched_by_incidents
from tuquan.reports.views.fields import Reading


@dataclass(frozen=True)
class Sheet:
    """The report of one obligation, begun or not, as somebody writes it."""

    actor: Actor
    obligation: Obligation
    report: Report | None

    @cached_property
    def sections(self) -> list[tuple[Section, tuple[Question, ...]]]:
        """The steps with their questions."""
        return queries.sections_asked(self.obligation.form, self.obligation.place.kind)

    @cached_property
    def background(self) -> queries.Background:
        """What the group said before."""
        return queries.background_of(self.obligation)

    @cached_property
    def shared(self) -> queries.SharedAnswers:
        """What other reports of the same days already say."""
        return shared_for(self.actor, self.obligation)

    @property
    def previous(self) -> Answers:
        """The answers of the period before, empty when there are none."""
        return self.background.previous or Answers()

    @property
    def review_step(self) -> int:
        """The last step, which asks nothing."""
        return len(self.sections) + 1

    @property
    def has_shortcuts(self) -> bool:
        """Whether lines may be filled at once: never in the survey all else is compared with."""
        return self.obligation.form.purpose != "baseline"

    @property
    def is_sent(self) -> bool:
        """Whether the report lies with the commune."""
        return self.report is not None and not self.report.is_editable

    @property
    def is_waiting(self) -> bool:
        """Whether it was sent and nobody has decided about it: it may still be corrected."""
        return self.report is not None and self.report.state == Report.State.SUBMITTED

    @cached_property
    def touched(self) -> frozenset[str]:
        """The lines that are answered one by one, because an incident of the period is told."""
        return touched_by_incidents(self.obligation)

    @property
    def reading(self) -> Reading:
        """What the lines of a step are shown beside."""
        label = queries.previous_words(queries.period_kind(self.obligation))
        return Reading(label, frozenset(self.shared), self.touched)

    @property
    def version(self) -> int:
        """The version saved last; 0 before the first one."""
        return self.report.version if self.report else 0

    @property
    def saved(self) -> Answers:
        """What was saved last, with what other reports say by now."""
        saved = self.report.content if self.report else Answers()
        return queries.with_shared(saved, self.shared)

    @property
    def heading(self) -> dict[str, Any]:
        """What every page about the report says at the top."""
        return {
            "obligation": self.obligation,
            "report": self.report,
            "heading": queries.report_title(self.obligation),
            "total": self.review_step,
            "previous_label": queries.previous_words(queries.period_kind(self.obligation)),
        }

    def url(self, step: int) -> str:
        """The address of a step."""
        return f"{reverse('reports:write', args=[self.obligation.pk])}?step={step}"

    def step_title(self, step: int) -> str:
        """The name of a step; empty for the last one, which is called the same everywhere."""
        if step > len(self.sections):
            return ""
        return worded(self.sections[step - 1][0], "title")

    def lines(self, answers: Answers) -> list[queries.Line]:
        """Every line asked, beside what it is compared with."""
        form, kind = self.obligation.form, self.obligation.place.kind
        facts = services.facts_of(self.obligation)
        return queries.lines_of(form, kind, answers, facts, self.background, self.shared)

    def questions_in(self, step: int, answers: Answers) -> tuple[Question, ...]:
        """The lines that stand on a step: asked there, or waiting for an answer given there."""
        shown: dict[str, Question] = {}
        asked = self.asked(answers)
        for question in self.sections[step - 1][1]:
            when = question.asked_when
            waits_here = when and when.question in shown and when.question not in self.shared
            if question.key in asked or waits_here:
                shown[question.key] = question
        return tuple(shown.values())

    def own_questions_in(self, step: int, answers: Answers) -> tuple[Question, ...]:
        """The lines of a step that are filled in here, and in no other report."""
        return tuple(q for q in self.questions_in(step, answers) if q.key not in self.shared)

    def asked(self, answers: Answers) -> set[str]:
        """The lines that are asked of who answered so."""
        form, kind = self.obligation.form, self.obligation.place.kind
        return {question.key for question in asked_questions(form, answers, kind)}


def shared_for(actor: Actor, obligation: Obligation) -> queries.SharedAnswers:
    """What other reports of the same days already say, each with its name and address."""
    return {
        key: replace(answer, title=_source(answer), url=_address(actor, answer))
        for key, answer in queries.shared_answers(obligation).items()
    }


def _source(answer: queries.SharedAnswer) -> str:
    obligation = answer.report.obligation
    programme = worded(obligation.edition.content, "short_title")
    return f"{queries.report_title(obligation)} ({programme})"


def _address(actor: Actor, answer: queries.SharedAnswer) -> str:
    """Where the answer is corrected while it is still being written, else where it is read.

    Empty when the person may do neither.
    """
    report = answer.report
    if report.is_editable and report.obligation.writable_for(actor):
        obligation = report.obligation
        step = queries.step_of(obligation.form, obligation.place.kind, answer.key)
        return f"{reverse('reports:write', args=[obligation.pk])}?step={step}#q_{answer.key}"
    if report.submitted_at and actor.may("reports.view", report.path):
        return reverse("reports:detail", args=[report.pk])
    return ""


def sheet_for(request: PageRequest, obligation_id: int) -> Sheet:
    """The sheet of an obligation the person may write; 404 for any other."""
    obligations = queries.writable_obligations(request.actor)
    obligation = get_object_or_404(obligations, pk=obligation_id)
    return Sheet(request.actor, obligation, queries.report_of(obligation))


def whole_number(text: str) -> int:
    """A number from an address or a hidden field; 404 for what the pages did not put there."""
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Http404
    return int(text)


def page_key(request: PageRequest) -> UUID:
    """The key of the page that was shown; a new one for whoever posts without a page."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def error_list(
    lines: Sequence[queries.Line], sentences: Mapping[str, str]
) -> list[dict[str, object]]:
    """What is wrong, for the box at the top: each line with its name and its step."""
    known = {line.key: line for line in lines}
    return [
        {
            "field": f"q_{key}",
            "text": f"{known[key].label}: {sentence}" if key in known else sentence,
            "step": known[key].step if key in known else 1,
        }
        for key, sentence in sentences.items()
    ]
