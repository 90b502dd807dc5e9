"""What an edition says, as an official reads it: who, how many, by when, worth how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tuquan.base.texts.pack_words import VALUES
from tuquan.base.texts.rules import rule_words
from tuquan.base.texts.wording import due_words, offered_words, spoken, worded
from tuquan.core.programme import (
    AssessmentStep,
    Award,
    Board,
    Calendar,
    Criterion,
    Edition,
    Form,
    GroupRules,
    Milestone,
    Points,
    Position,
    Question,
    Quota,
    Ratio,
    ResultClass,
    Scoring,
    Seat,
)
from tuquan.core.vietnamese import format_number

PARTS: Mapping[str, object] = {
    "identity": gettext_lazy("What this is"),
    "purpose": gettext_lazy("Purpose, principles and contents"),
    "who": gettext_lazy("Who does what"),
    "where": gettext_lazy("Where, in which groups, who reports to whom"),
    "when": gettext_lazy("What is done by when"),
    "forms": gettext_lazy("Forms"),
    "criteria": gettext_lazy("Criteria"),
    "scoring": gettext_lazy("From criteria to a class"),
    "assessment": gettext_lazy("Steps of the assessment"),
    "pledges": gettext_lazy("Pledges and awards"),
    "parameters": gettext_lazy("Figures that change in time"),
    "papers": gettext_lazy("Papers, recipients and signature"),
    "open": gettext_lazy("What the document leaves open"),
}
"""The parts of a plan in the order an official thinks of them."""

PROVISIONS: Mapping[str, object] = {
    "purpose": gettext_lazy("Purpose"),
    "principle": gettext_lazy("Principles and requirements"),
    "scope": gettext_lazy("Scope and time"),
    "content": gettext_lazy("Contents"),
    "channel": gettext_lazy("How people are informed"),
    "funding": gettext_lazy("Funds"),
    "right": gettext_lazy("Rights and benefits"),
}

WORDS: Mapping[str, object] = {
    "leads": gettext_lazy("leads"),
    "coordinates": gettext_lazy("works together with others"),
    "carries_out": gettext_lazy("carries out"),
    "supports": gettext_lazy("supports"),
    "supervises": gettext_lazy("supervises"),
    "basis_for": gettext_lazy("counts for"),
    "together_with": gettext_lazy("goes together with"),
    "criteria_of": gettext_lazy("takes its criteria from"),
    "under": gettext_lazy("carries out"),
    "register": gettext_lazy("registers"),
    "self_assess": gettext_lazy("assesses itself"),
    "appraise": gettext_lazy("appraises"),
    "joint_check": gettext_lazy("checks together with others"),
    "verify": gettext_lazy("verifies"),
    "re_verify": gettext_lazy("verifies again"),
    "accept": gettext_lazy("accepts the work"),
    "decide": gettext_lazy("decides"),
    "publish": gettext_lazy("makes public"),
    "some_households": gettext_lazy("some households"),
    "offices_and_households": gettext_lazy("offices and households"),
    "yearly": gettext_lazy("every year"),
    "collective": gettext_lazy("collectives"),
    "household": gettext_lazy("households"),
    "individual": gettext_lazy("individuals"),
    "plan": gettext_lazy("plan"),
    "decision": gettext_lazy("decision"),
    "minutes": gettext_lazy("minutes"),
    "list": gettext_lazy("list"),
    "report": gettext_lazy("report"),
    "sheet": gettext_lazy("sheet"),
    "request": gettext_lazy("request"),
    "notice": gettext_lazy("notice"),
    "registration": gettext_lazy("registration"),
    "commitment": gettext_lazy("commitment"),
    "regulation": gettext_lazy("rules of work"),
    "certificate": gettext_lazy("certificate"),
    "annex": gettext_lazy("annex"),
    "state": gettext_lazy("in the style of the State"),
    "party": gettext_lazy("in the style of the Party"),
    "front": gettext_lazy("in the style of the Front"),
}
"""Fixed words of the format that `pack_words` has no words for."""

_REPORTERS: Mapping[str, object] = {
    "group": gettext_lazy("filed by each group"),
    "area": gettext_lazy("filed by each area"),
    "commune": gettext_lazy("filed by the commune"),
}

_SUMS: Mapping[str, object] = {
    "sum": gettext_lazy("all periods and groups together"),
    "latest": gettext_lazy("as it stands at the end"),
    "max": gettext_lazy("the highest figure counts"),
    "count_yes": gettext_lazy("how many groups met it"),
    "count_choices": gettext_lazy("how many chose each answer"),
    "list": gettext_lazy("listed"),
    "none": gettext_lazy("not added up"),
}

_ANSWERS: Mapping[str, object] = {
    "text": gettext_lazy("free words"),
    "date": gettext_lazy("a day"),
    "count": gettext_lazy("a number"),
    "amount": gettext_lazy("a number"),
}


def fixed(word: str) -> str:
    """What a fixed word of the format means."""
    return str(WORDS.get(word) or VALUES.get(word) or word)


def reporter_words(calendar: Calendar) -> str:
    """Who files a report."""
    named = spoken(calendar.reported_by, calendar.reported_by_en)
    if named:
        return _("filed by %(who)s") % {"who": named}
    return str(_REPORTERS.get(calendar.reporter) or fixed(calendar.reporter))


def calendar_lines(calendar: Calendar) -> Iterator[str]:
    """How often a report is filed, and whatever is special about its days."""
    if calendar.period == "once" and calendar.lasts_days:
        text = ngettext("once, over %(n)s day", "once, over %(n)s days", calendar.lasts_days)
        yield text % {"n": calendar.lasts_days}
    else:
        yield fixed(calendar.period)
    if calendar.starts_on_day > 1:
        days = {"first": calendar.starts_on_day, "last": calendar.starts_on_day - 1}
        yield _("from day %(first)s of a month to day %(last)s of the next") % days
    if calendar.cut_off_days_before_end:
        text = ngettext(
            "figures up to %(n)s day before the end",
            "figures up to %(n)s days before the end",
            calendar.cut_off_days_before_end,
        )
        yield text % {"n": calendar.cut_off_days_before_end}
    for due in calendar.level_dues:
        yield _("the total of the %(level)s: %(when)s") % {
            "level": fixed(due.level),
            "when": due_words(due.due),
        }
    for window in calendar.windows:
        last = window.until - window.until.resolution
        yield f"{worded(window)}: {_day(window.start)}–{_day(last)}"


def milestone_days(milestone: Milestone) -> Iterator[str]:
    """When a step is to be done, in the document's own days."""
    if milestone.starts:
        yield _("from %(day)s") % {"day": _day(milestone.starts)}
    if milestone.by:
        yield _("by %(day)s") % {"day": _day(milestone.by)}
    if milestone.before:
        yield _("before %(day)s") % {"day": _day(milestone.before)}
    if milestone.yearly_on:
        yield _("every year on %(day)s") % {"day": milestone.yearly_on}
    if milestone.rhythm:
        yield spoken(milestone.rhythm, milestone.rhythm_en)


def group_lines(kind: GroupRules) -> Iterator[str]:
    """What a kind of group is made of and how large it is."""
    covers = {
        "households": _("households"),
        "area": _("the whole residential area"),
        "team": _("people who look after households"),
    }[kind.covers]
    yield f"{covers}, {_('neighbouring')}" if kind.adjacent else covers
    if kind.covers == "team" and (kind.people_minimum or kind.people_maximum):
        people = _range(kind.people_minimum, kind.people_maximum)
        yield _("%(count)s people in a team") % {"count": people}
    if kind.minimum or kind.maximum:
        size = {"count": _range(kind.minimum, kind.maximum)}
        if kind.soft:
            yield _("about %(count)s households; another size warns and is possible") % size
        else:
            yield _("%(count)s households, no other size") % size
    if kind.one_per_area:
        yield _("one in each residential area")


def position_words(position: Position) -> str:
    """How many hold a post, how it is filled and for how long."""
    said = [str(position.count)] if position.count > 1 else []
    said.append(fixed(position.filled_by))
    if position.term and position.term.months:
        months = ngettext("%(n)s month", "%(n)s months", position.term.months)
        said.append(months % {"n": position.term.months})
    if position.term and position.term.same_as:
        said.append(_("as long as the head of the area"))
    return " · ".join(said)


def board_words(board: Board) -> str:
    """At which level a board works and how many sit in it."""
    said = [fixed(board.level)]
    if board.minimum or board.maximum:
        members = {"count": _range(board.minimum, board.maximum)}
        said.append(_("%(count)s members") % members)
    return " · ".join(said)


def seat_words(seat: Seat) -> str:
    """How many seats of a kind a board has, and in which role."""
    return f"{_range(seat.minimum, seat.maximum)} · {fixed(seat.role)}"


def answer_words(question: Question) -> str:
    """What is answered to a question."""
    if offered := offered_words(question):
        return ", ".join(offered.values())
    words, unit = str(_ANSWERS[question.kind]), spoken(question.unit, question.unit_en)
    return f"{words} ({unit})" if unit else words


def sum_words(question: Question) -> str:
    """How the answers of several reporters become one."""
    if question.is_plain_fact and question.aggregation == "count_yes":
        return str(_SUMS["count_choices"])
    return str(_SUMS[question.aggregation])


def target_words(item: Question | Ratio, form: Form) -> str:
    """The goal of a figure; nothing where there is none."""
    if item.target is None:
        return ""
    value = format_number(item.target.value)
    if isinstance(item, Ratio):
        return f"{value} %"
    if item.target.kind == "percent_of":
        labels = {question.key: worded(question) for question in form.questions}
        of = labels.get(item.target.of) or _("households")
        return _("%(value)s %% of: %(of)s") % {"value": value, "of": of}
    return f"{value} {spoken(item.unit, item.unit_en)}".strip()


def asked_words(question: Question, form: Form) -> str:
    """The answer a question hangs on; nothing when it is always asked."""
    if question.asked_when is None:
        return ""
    other = {"question": worded(form.question(question.asked_when.question))}
    if question.asked_when.answer == "yes":
        return _("asked only when the answer was yes: %(question)s") % other
    return _("asked only when the answer was no: %(question)s") % other


def question_lines(question: Question, form: Form) -> Iterator[str]:
    """What else holds for a question: where it is not asked, what it hangs on."""
    if question.asked_when:
        yield asked_words(question, form)
    if question.not_applicable_to:
        places = ", ".join(fixed(kind) for kind in question.not_applicable_to)
        yield _("not asked in: %(places)s") % {"places": places}
    if question.not_applicable_allowed:
        yield _("may be set aside as not applicable")
    if not question.required:
        yield _("may stay empty")
    if question.definition:
        yield _("asked once for all programmes that count the same")


def points_lines(criterion: Criterion, edition: Edition) -> Iterator[str]:
    """What a criterion is worth and how its points are counted."""
    points = criterion.points
    if points is None:
        return
    yield _points(points, edition)
    for step in points.steps:
        words = {"points": format_number(step.points), "rule": rule_words(step.rule, edition)}
        yield _("%(points)s points: %(rule)s") % words
    if criterion.floor is not None:
        yield _("at least %(points)s points needed here") % {
            "points": format_number(criterion.floor)
        }


def _points(points: Points, edition: Edition) -> str:
    role = {"score": "", "bonus": _("bonus") + ": ", "penalty": _("penalty") + ": "}[points.role]
    params = {
        "maximum": format_number(points.maximum),
        "each": format_number(points.each) if points.each is not None else "",
        "of": _figure(points.of, edition),
        "over": _figure(points.over, edition),
    }
    said = {
        "whole": _("%(maximum)s points, all or nothing"),
        "steps": _("up to %(maximum)s points, in steps"),
        "each": _("%(each)s points for each of: %(of)s; %(maximum)s at most"),
        "share": _("up to %(maximum)s points, in proportion: %(of)s / %(over)s"),
        "sum": _("%(maximum)s points, the sum of its rows"),
    }[points.kind]
    return role + said % params


def _figure(key: str, edition: Edition) -> str:
    labels = {q.key: worded(q) for form in edition.forms for q in form.questions}
    return labels.get(key, key)


def class_lines(found: ResultClass, edition: Edition) -> Iterator[str]:
    """What must hold for a class."""
    yield rule_words(found.rule, edition)
    if found.needs_no_knock_out:
        yield _("no knock-out criterion stands against it")
    if found.needs_floors and any(one.floor is not None for one in edition.all_criteria):
        yield _("every standard has the least points it needs")
    if found.quota:
        yield _quota(found.quota)


def _quota(quota: Quota) -> str:
    if quota.count is not None:
        many = str(quota.count)
    else:
        many = f"{format_number(quota.percent)} %" if quota.percent is not None else ""
    words = {"many": many}
    if quota.within == "cluster":
        return _("only the best %(many)s of each cluster") % words
    return _("only the best %(many)s of all") % words


def scoring_lines(scoring: Scoring) -> Iterator[str]:
    """What happens to points on the way to a class."""
    if scoring.total is not None:
        yield _("%(points)s points in all") % {"points": format_number(scoring.total)}
    yield _("a row that does not apply: %(what)s") % {"what": fixed(scoring.not_applicable)}
    if scoring.bonus_limit is not None:
        limit = {"points": format_number(scoring.bonus_limit)}
        yield _("bonus: %(points)s points at most") % limit
    if scoring.bonus_above_total:
        yield _("the bonus may lift the score above the total")
    if scoring.penalty_limit is not None:
        limit = {"points": format_number(scoring.penalty_limit)}
        yield _("penalty: %(points)s points at most") % limit


def step_days(step: AssessmentStep) -> Iterator[str]:
    """When a step of the assessment is done, level by level."""
    for window in step.windows:
        yield f"{fixed(window.level)}: {window.start}–{window.until}"
    if step.due:
        yield due_words(step.due)


def award_lines(award: Award) -> Iterator[str]:
    """Whom an award is for, how often, and who proposes and decides."""
    yield ", ".join(fixed(one) for one in award.given_to)
    if award.in_years > 1 or award.times > 1:
        often = {"times": award.times, "years": award.in_years}
        yield _("%(times)s times in %(years)s years") % often
    if award.yearly_on:
        yield _("every year on %(day)s") % {"day": award.yearly_on}
    if award.proposed_by:
        who = spoken(award.proposed_by, award.proposed_by_en)
        yield _("proposed by %(who)s") % {"who": who}
    if award.decided_by:
        who = spoken(award.decided_by, award.decided_by_en)
        yield _("decided by %(who)s") % {"who": who}


def _range(low: int | None, high: int | None) -> str:
    """`15–30`, `5 trở lên`, `tối đa 9`."""
    if low is not None and low == high:
        return format_number(low)
    if low is not None and high is not None:
        return f"{format_number(low)}–{format_number(high)}"
    if low is not None:
        return _("%(bound)s or more") % {"bound": format_number(low)}
    return _("%(bound)s at most") % {"bound": format_number(high or 0)}


def _day(day: date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
