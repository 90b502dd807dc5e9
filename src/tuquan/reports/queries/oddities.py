"""What a reviewer might ask about, for one report or for a whole list of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from tuquan.base.templatetags.tq import number
from tuquan.base.texts import say
from tuquan.base.texts.oddities import SHORT
from tuquan.base.texts.wording import worded
from tuquan.core.answers import Answers
from tuquan.core.oddities import MOST_EARLIER, Earlier, Oddity, OddityKind, oddities
from tuquan.core.problems import Problem
from tuquan.core.programme import Form
from tuquan.groups.models import Membership
from tuquan.reports.models import Obligation, Report
from tuquan.reports.queries.standing import report_of
from tuquan.reports.queries.words import problem_words

A_YEAR_AND_A_WEEK = timedelta(days=373)
"""How far back is looked at least: the same period of the year before must be there."""


@dataclass(frozen=True, slots=True)
class Odd:
    """One oddity in words: `chip` for a list, `why` beside the figure."""

    kind: OddityKind
    question: str
    chip: str
    why: str


ODDITY_KINDS: Mapping[str, OddityKind] = {
    "khac-moi-khi": "jump",
    "y-het-ky-truoc": "same_as_last",
    "so-deu-bang-nhau": "all_equal",
    "qua-so-ho": "more_households",
    "qua-so-nguoi": "more_people",
    "phan-lon-hon-tong": "part_above_whole",
    "khong-khop": "does_not_fit",
    "nam-truoc-co": "nil_unlike_last_year",
}
"""The kinds as they stand in the address of the chase list."""


def oddities_of(obligations: Sequence[Obligation]) -> dict[int, tuple[Odd, ...]]:
    """By the key of the obligation, what is odd about its report.

    Reads everything said before in one query and the people of the groups in another, however many
    reports there are. The reports come with their obligations; one without a report has no oddity.
    """
    reports = {o.pk: report for o in obligations if (report := report_of(o)) is not None}
    written = [o for o in obligations if o.pk in reports]
    if not written:
        return {}
    before = _earlier(written)
    people = _people(one.group_id for one in written if one.group_id)
    return {one.pk: _odd(one, reports[one.pk], before, people) for one in written}


def kinds_found(found: Iterable[Odd]) -> tuple[Odd, ...]:
    """One of each kind, for the chips of a row."""
    first: dict[OddityKind, Odd] = {}
    for odd in found:
        first.setdefault(odd.kind, odd)
    return tuple(first.values())


def _odd(
    obligation: Obligation,
    report: Report,
    before: Mapping[tuple[str, int, str], Sequence[tuple[date, object, bool]]],
    people: Mapping[int, int],
) -> tuple[Odd, ...]:
    form = obligation.form
    history = [
        Earlier(start, Answers.from_json(answers, form), nil)
        for start, answers, nil in before.get(_series(obligation), ())
    ]
    facts = dict(report.facts)
    if obligation.group_id is not None and obligation.group_id in people:
        facts["people"] = people[obligation.group_id]
    found = oddities(
        form,
        Answers.from_json(report.answers, form),
        facts,
        history,
        start=obligation.period_start,
        nil=report.nil,
    )
    return tuple(_in_words(oddity, form) for oddity in found)


def _series(obligation: Obligation) -> tuple[str, int, str]:
    """Which reports are the same one of earlier periods, whatever edition asked for them."""
    return obligation.reporter, obligation.edition.programme_id, obligation.calendar


def _earlier(
    obligations: Sequence[Obligation],
) -> dict[tuple[str, int, str], list[tuple[date, object, bool]]]:
    """What was handed in before, by reporter, programme and calendar."""
    first = min(obligations, key=lambda one: one.period_start)
    last = max(obligations, key=lambda one: one.period_start)
    length = max(one.period_until - one.period_start for one in obligations)
    reach = max((MOST_EARLIER + 1) * length, A_YEAR_AND_A_WEEK)
    rows = (
        Report.objects.handed_in()
        .filter(
            obligation__reporter__in={one.reporter for one in obligations},
            obligation__edition__programme__in={one.edition.programme_id for one in obligations},
            obligation__calendar__in={one.calendar for one in obligations},
            obligation__period_start__lt=last.period_start,
            obligation__period_start__gte=first.period_start - reach,
        )
        .order_by("obligation__period_start")
        .values_list(
            "obligation__reporter",
            "obligation__edition__programme",
            "obligation__calendar",
            "obligation__period_start",
            "answers",
            "nil",
        )
    )
    found: dict[tuple[str, int, str], list[tuple[date, object, bool]]] = {}
    for reporter, programme, calendar, start, answers, nil in rows:
        found.setdefault((reporter, programme, calendar), []).append((start, answers, nil))
    return found


def _people(groups: Iterable[int]) -> dict[int, int]:
    """How many people the households of each group have, where the register knows it of all."""
    rows = (
        Membership.objects.current()
        .filter(group__in=set(groups))
        .values("group_id")
        .order_by("group_id")
        .annotate(
            homes=Count("pk"),
            known=Count("household__member_count"),
            people=Sum("household__member_count"),
        )
    )
    return {row["group_id"]: row["people"] for row in rows if row["homes"] == row["known"]}


def _in_words(oddity: Oddity, form: Form) -> Odd:
    questions = {question.key: question for question in form.questions}
    label = worded(questions[oddity.question]) if oddity.question in questions else ""
    chip = str(SHORT[oddity.kind])
    return Odd(oddity.kind, oddity.question, chip, _why(oddity, form, label))


def _why(oddity: Oddity, form: Form, label: str) -> str:
    if oddity.kind == "does_not_fit":
        return problem_words(Problem("does_not_fit", oddity.question, oddity.params), form)
    shown = {
        name: number(value) if isinstance(value, Decimal) else value
        for name, value in oddity.params.items()
    }
    if oddity.kind == "part_above_whole":
        ratio = next(one for one in form.ratios if one.key == oddity.params["ratio"])
        shown["share"] = worded(ratio)
    return say(Problem(f"odd_{oddity.kind}", oddity.question, shown | {"label": label}))
