"""What periods, reports and lines of a form are called in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tuquan.base import clock
from tuquan.base.templatetags.tq import days_left, moment, number
from tuquan.base.texts import say
from tuquan.base.texts.wording import offered_words, period_name, worded
from tuquan.core.answers import Value
from tuquan.core.problems import Problem
from tuquan.core.programme import MEETING, Calendar, Form
from tuquan.core.time import PeriodKind
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries.calendars import calendar_of
from tuquan.reports.queries.figures import in_words
from tuquan.reports.queries.standing import Standing


def period_kind(obligation: Obligation) -> PeriodKind:
    """How long the period of an obligation is."""
    return calendar_of(obligation).period


def report_title(obligation: Obligation) -> str:
    """What the report of an obligation is called."""
    title = title_of(calendar_of(obligation), obligation.period_key)
    if obligation.kind != Obligation.Kind.TOTAL:
        return title
    words = {"period": period_name_of(obligation)}
    return _("Total for %(period)s") % words


def period_name_of(obligation: Obligation) -> str:
    """What the period of an obligation is called; of a survey made once, its title."""
    calendar = calendar_of(obligation)
    if calendar.period in ("once", "window"):
        return title_of(calendar, obligation.period_key)
    return period_name(obligation.period_key)


def title_of(calendar: Calendar, period_key: str) -> str:
    """`Báo cáo tháng 10/2026`, or the name of a survey that is made once, or of its window."""
    if calendar.period == "once":
        return worded(calendar, "title")
    if calendar.key.startswith(MEETING):
        words = {"meeting": worded(calendar, "title"), "period": period_name(period_key)}
        return _("%(meeting)s, %(period)s") % words
    if calendar.period == "window":
        name = period_key.rpartition("_")[0]
        labels = (worded(window) for window in calendar.windows if window.key == name)
        return ": ".join((worded(calendar, "title"), *labels))
    return _("Report for %(period)s") % {"period": period_name(period_key)}


def problem_words(problem: Problem, form: Form) -> str:
    """What is wrong with an answer, naming lines and choices as the form does."""
    if problem.code == "does_not_fit":
        return say(replace(problem, params=_sides(problem, form)))
    if problem.code == "not_a_choice":
        offered = offered_words(form.question(problem.where)).values()
        words = {"choices": ", ".join(offered)}
        return say(replace(problem, params={**problem.params, **words}))
    return say(problem)


def _sides(problem: Problem, form: Form) -> dict[str, object]:
    """Two answers that contradict each other, each with its line."""
    keys = {problem.where, problem.params["other"]}
    label = problem.params["label"]
    rule = next(
        one for one in form.consistency if {one.left, one.right} == keys and one.label == label
    )
    questions = {question.key: question for question in form.questions}
    params: dict[str, object] = {"label": worded(rule)}
    for side, key in (("left", rule.left), ("right", rule.right)):
        question = questions.get(key)
        params[side] = in_words("reported", cast(Value, problem.params[side]), question).text
        params[f"{side}_label"] = worded(question) if question else _("Households of the group")
    return params


def stage_words(standing: Standing, for_leader: bool = False) -> tuple[str, str]:
    """The state chip of an obligation: its look and its words, for the desk or for the leader."""
    written = {"done": number(standing.done), "asked": number(standing.asked)}
    chips = {
        "overdue": ("late", days_left(standing.days_left)),
        "writing": ("draft", _("Being written %(done)s/%(asked)s") % written),
        "accepted": ("accepted", _("Accepted")),
    }
    if for_leader:
        chips |= {
            "unopened": ("draft", _("Not written yet")),
            "returned": ("late", _("Needs correction")),
            "waiting": ("accepted", _("Received by the commune")),
        }
    else:
        chips |= {
            "unopened": ("draft", _("Not begun")),
            "returned": ("conflict", _("Returned, to be corrected")),
            "waiting": ("waiting", _("Waiting for review")),
        }
    return chips[standing.stage]


def previous_words(kind: PeriodKind) -> str:
    """What the period before is called beside a figure."""
    return {
        "week": _("Last week"),
        "month": _("Last month"),
        "quarter": _("Last quarter"),
        "year": _("Last year"),
    }.get(kind, _("Last time"))


def due_words(due_at: datetime) -> str:
    """The last day in words: `thứ Sáu 30/10`; with the year when it is another one."""
    day = timezone.localtime(due_at).date()
    weekday = (
        pgettext("last day", "Monday"),
        pgettext("last day", "Tuesday"),
        pgettext("last day", "Wednesday"),
        pgettext("last day", "Thursday"),
        pgettext("last day", "Friday"),
        pgettext("last day", "Saturday"),
        pgettext("last day", "Sunday"),
    )[day.weekday()]
    shape = "%d/%m" if day.year == clock.today().year else "%d/%m/%Y"
    return f"{weekday} {day.strftime(shape)}"


def days_until(due_at: datetime) -> int:
    """Days from today to the due day; negative once it has passed."""
    return (timezone.localtime(due_at).date() - clock.today()).days


def last_event(report: Report | None) -> str:
    """The last thing that happened to a report, with its time."""
    if report is None:
        return ""
    words, at = {
        Report.State.DRAFT: (_("Saved %(at)s"), report.saved_at),
        Report.State.SUBMITTED: (_("Sent %(at)s"), report.submitted_at),
        Report.State.RETURNED: (_("Returned %(at)s"), report.decided_at),
        Report.State.ACCEPTED: (_("Accepted %(at)s"), report.decided_at),
    }[Report.State(report.state)]
    return words % {"at": moment(at)}
