"""The totals of a place as an Excel workbook: the table of the page, and a row for each group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.templatetags.tq import day, moment, number, percent, reporters
from tuquan.base.texts.wording import reporters_word, spoken
from tuquan.base.workbooks import Cell, Column, Percent, Sheet, workbook_bytes
from tuquan.core.rollup import Figure, Number, round_half_up
from tuquan.core.vietnamese import search_key
from tuquan.insights import queries
from tuquan.insights.queries import Line, Overview, Round, SharedFrom, Submission
from tuquan.places.models import Place
from tuquan.reports.queries import Said, title_of

PLAIN_DENOMINATOR = 12
"""Fractions up to twelfths are said as such."""


@transaction.atomic
def totals_workbook(actor: Actor, place: Place, chosen: Round, on: date | None = None) -> bytes:
    """The workbook, with a mark in the record; figures of groups only, no name of a person."""
    require(actor.may("totals.view", place.path))
    shown = queries.overview_of(actor, place, chosen, on)
    submissions = queries.submissions_behind(actor, place, chosen, on)
    record(
        actor,
        "insights.exported",
        place,
        place.path,
        programme=chosen.edition.content.programme,
        edition=chosen.edition.key,
        calendar=chosen.calendar.key,
        period=chosen.period.key,
        groups=len(submissions),
        **({} if on is None else {"map_of": on.isoformat()}),
    )
    notes = _notes(shown)
    return workbook_bytes([_totals_sheet(shown, notes), _groups_sheet(shown, submissions, notes)])


def round_name(chosen: Round) -> str:
    """The report and its period, as people say it: `Báo cáo tháng 10/2026`."""
    return title_of(chosen.calendar, chosen.period.key)


def coverage_words(shown: Overview) -> str:
    """From how many of how many reporters the totals come, and as of when."""
    return _("From %(received)s of %(expected)s, as of %(moment)s.") % {
        "received": number(shown.received),
        "expected": reporters(shown.expected, shown.chosen.feeding.reporter),
        "moment": moment(shown.as_of),
    }


def map_words(shown: Overview) -> list[str]:
    """On which map the figures are drawn, what of them is an estimate, and what is left out."""
    words = [_("By the places of %(day)s.") % {"day": day(shown.on)}]
    if shown.shared_from:
        said = ngettext(
            "Of %(count)s report only a share is counted, because the place it was written for "
            "was divided (%(places)s): these figures are estimates in proportion.",
            "Of %(count)s reports only a share is counted, because the places they were written "
            "for were divided (%(places)s): these figures are estimates in proportion.",
            shown.apportioned,
        )
        places = shared_words(shown.shared_from)
        words.append(said % {"count": number(shown.apportioned), "places": places})
    if shown.hidden:
        said = ngettext(
            "Not counted is %(count)s report that you may not see.",
            "Not counted are %(count)s reports that you may not see.",
            shown.hidden,
        )
        words.append(said % {"count": number(shown.hidden)})
    return words


def shared_words(shared: Sequence[SharedFrom]) -> str:
    """From which divided places, and with which share: `Thôn 5: 1/3; Thôn 7: 41,2%`."""
    return "; ".join(f"{one.name}: {share_words(one.share)}" for one in shared)


def share_words(share: Fraction) -> str:
    """A share as people say it: a plain fraction, else per cent."""
    if share.denominator <= PLAIN_DENOMINATOR:
        return str(share)
    return percent(round_half_up(share * 100), 1)


def file_name(place: Place, chosen: Round) -> str:
    """A name that any system can store: `so-lieu-xa-minh-son-2026-10.xlsx`."""
    words = "-".join(search_key(place.name).split())
    return f"so-lieu-{words}-{chosen.period.key}.xlsx"


def state_words(submission: Submission) -> str:
    """Where a report stands."""
    report = submission.report
    return report.get_state_display() if report else _("not begun")


def _notes(shown: Overview) -> list[str]:
    content = shown.chosen.edition.content
    return [
        round_name(shown.chosen),
        spoken(content.short_title, content.short_title_en),
        coverage_words(shown),
        *map_words(shown),
        _("Counted are reports that were sent or accepted; not those still written or returned."),
        _("An empty cell means that there is no figure; it does not mean 0."),
    ]


def _totals_sheet(shown: Overview, notes: Sequence[str]) -> Sheet:
    whom = {"whom": reporters_word(shown.chosen.feeding.reporter, 2)}
    columns = [
        Column(_("Line"), 52),
        Column(_("Unit"), 9),
        Column(_("This period")),
        Column(_("Part")),
        Column(_("Out of")),
        Column(_("Start of the year")),
        Column(_("Change since then")),
        Column(_("Gave both (%(whom)s)") % whom),
        Column(_("Goal")),
        Column(_("Goal reached")),
        Column(_("Kept (%(whom)s)") % whom),
        Column(_("Not kept (%(whom)s)") % whom),
        Column(_("Reported (%(whom)s)") % whom),
        Column(_("Does not apply (%(whom)s)") % whom),
        Column(_("Not reported (%(whom)s)") % whom),
        Column(_("Start of the year (%(whom)s)") % whom),
    ]
    title = _("Totals: %(place)s") % {"place": shown.name}
    return Sheet(_("Totals"), title, notes, columns, [_total_row(line) for line in shown.lines])


def _total_row(line: Line) -> list[Cell]:
    share, figure = line.share if line.kind == "share" else None, line.figure
    answered = line.kind == "yes_no"
    return [
        line.label,
        line.unit or None,
        _total(line),
        share.numerator if share else None,
        share.denominator if share else None,
        _before(line),
        _shown(line, line.change),
        line.compared if line.change is not None else None,
        _shown(line, line.target),
        None if line.reached is None else _("reached") if line.reached else _("not reached yet"),
        figure.yes if answered else None,
        figure.no if answered else None,
        figure.reported,
        figure.not_applicable,
        figure.not_reported,
        line.surveyed or None,
    ]


def _groups_sheet(
    shown: Overview, submissions: Sequence[Submission], notes: Sequence[str]
) -> Sheet:
    is_divided = any(one.share < 1 for one in submissions)
    columns = [
        Column(_("Residential area"), 22),
        Column(_("Reporter"), 16),
        Column(_("State"), 16),
        Column(_("Sent at"), 18),
        *([Column(_("Share counted"), 16)] if is_divided else []),
        *(Column(heading, 14) for line in shown.lines for heading in _headings(line)),
    ]
    foot: list[Cell] = [_("Total"), *[None] * (3 + is_divided)]
    for line in shown.lines:
        foot += [_total(line), *([_before(line)] if line.surveyed else [])]
    title = _("Each report: %(place)s") % {"place": shown.name}
    plan = queries.plan_for(shown.chosen)
    rows = (
        [
            *_who(submission),
            *([share_words(submission.share)] if is_divided else []),
            *(
                cell
                for line in shown.lines
                for cell in _both(
                    line,
                    queries.line_of(line.asked, plan, submission.totals),
                    queries.said_alone(submission, line, shown.chosen.form),
                )
            ),
        ]
        for submission in submissions
    )
    return Sheet(_("Each reporter"), title, notes, columns, rows, foot, kept=2)


def _headings(line: Line) -> list[str]:
    """A column for the period, and beside it one for the start of the year (S1-20)."""
    heading = f"{line.label} ({line.unit})" if line.unit else line.label
    return [heading, _("%(line)s, start of the year") % {"line": heading}][
        : 1 + bool(line.surveyed)
    ]


def _both(line: Line, said: Line, alone: Said) -> list[Cell]:
    """What one group said this period and, where anybody answered the survey, at the start."""
    if alone.state == "reported":
        return [_alone(alone)]
    if not line.surveyed:
        return [_said(said)]
    if not said.surveyed:
        return [_said(said), None]
    if said.kind == "yes_no":
        return [_said(said), _("kept") if said.baseline else _("not kept")]
    if said.kind == "choice":
        return [_said(said), _chosen_words([one.label for one in said.choices if one.before])]
    return [_said(said), _before(said)]


def _who(submission: Submission) -> list[Cell]:
    return [submission.place.name, submission.reporter, state_words(submission), submission.sent_at]


def _said(line: Line) -> Cell:
    """What one group said: a figure, kept or not, words, or that it does not apply."""
    if line.figure.not_applicable:
        return _("does not apply")
    if not line.figure.reported:
        return None
    if line.kind == "yes_no":
        return _("kept") if line.figure.yes else _("not kept")
    if line.kind == "text":
        return "\n".join(line.figure.entries) or _("written")
    if line.kind == "choice":
        return _chosen_words([one.label for one in line.choices if one.reporters])
    return _total(line)


def _alone(said: Said) -> Cell:
    """An answer that comes together with no other: a number or a day as such, else its word."""
    return said.text if isinstance(said.value, (bool, str)) else said.value


def _total(line: Line) -> Cell:
    """The figure of a line; of choices, how many made each, of days the last one."""
    if line.kind == "choice":
        return _counted([(one.label, one.reporters) for one in line.choices], line.figure)
    if line.kind == "day":
        return line.figure.last_day
    return _shown(line, line.value)


def _before(line: Line) -> Cell:
    """The same in the survey."""
    if line.kind == "choice":
        return _counted([(one.label, one.before) for one in line.choices], line.was)
    if line.kind == "day":
        return line.was.last_day
    return _shown(line, line.baseline)


def _counted(choices: Sequence[tuple[str, int]], figure: Figure) -> Cell:
    if not figure.reported:
        return None
    return "\n".join(f"{label}: {number(count)}" for label, count in choices)


def _chosen_words(labels: Sequence[str]) -> Cell:
    return ", ".join(labels) or None


def _shown(line: Line, figure: Number | None) -> Cell:
    if figure is None or line.kind != "share":
        return figure
    return Percent(Decimal(figure))
