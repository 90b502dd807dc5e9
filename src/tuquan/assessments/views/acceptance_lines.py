"""The comparison of a year in words, for the page of an acceptance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.assessments.models import Acceptance
from tuquan.base.templatetags.tq import number
from tuquan.base.texts.wording import worded
from tuquan.core.accepting import Reading, YearLine
from tuquan.core.programme import Edition, Question, Ratio
from tuquan.core.rollup import Number

CHIPS = {
    Acceptance.State.WAITING: "draft",
    Acceptance.State.CHECKED: "info",
    Acceptance.State.ACCEPTED: "accepted",
    Acceptance.State.NOT_ACCEPTED: "conflict",
    Acceptance.State.ENDED: "draft",
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One indicator as it is shown: each figure in words, and whether its goal is reached."""

    line: YearLine
    label: str
    unit: str
    baseline: str
    goal: str
    result: str
    detail: str
    change: str

    @property
    def reached_chip(self) -> tuple[str, str]:
        """The look of a chip and its words; no look where there is nothing to judge."""
        if self.line.reached is None:
            return ("", _("no goal") if self.line.goal is None else _("not known"))
        return ("accepted", _("reached")) if self.line.reached else ("waiting", _("not yet"))


def shown_lines(lines: Iterable[YearLine], edition: Edition) -> list[ShownLine]:
    """Every line in the reader's language."""
    asked: dict[str, Question | Ratio] = {}
    # Those of the periodic form come last and win: its survey asks in the past tense.
    for form in sorted(edition.forms, key=lambda one: one.purpose != "baseline"):
        asked |= {one.key: one for one in form.questions}
        asked |= {one.key: one for one in form.ratios}
    return [_shown(line, asked.get(line.key)) for line in lines]


def _shown(line: YearLine, asked: Question | Ratio | None) -> ShownLine:
    return ShownLine(
        line,
        worded(asked) if asked else line.key,
        worded(asked, "unit") if isinstance(asked, Question) else "",
        _said(line, line.baseline),
        _figure(line, line.goal) if line.goal is not None else "–",
        _said(line, line.result),
        _detail(line),
        _change(line),
    )


def _said(line: YearLine, reading: Reading) -> str:
    if reading.state == "not_applicable":
        return _("does not apply")
    return _("not reported") if reading.value is None else _figure(line, reading.value)


def _figure(line: YearLine, value: Number) -> str:
    if line.kind == "yes_no":
        return _("Met") if value else _("Not met")
    return number(value) + ("%" if line.kind == "share" else "")


def _detail(line: YearLine) -> str:
    """What stands behind the figure of the year."""
    if line.total is not None and line.reports:
        words = ngettext(
            "average of %(reports)s report, together %(total)s",
            "average of %(reports)s reports, together %(total)s",
            line.reports,
        )
        return words % {"reports": number(line.reports), "total": number(line.total)}
    if line.kind == "yes_no" and line.reports > 1:
        values = {"kept": number(line.kept), "reports": number(line.reports)}
        return _("met in %(kept)s of %(reports)s reports") % values
    return ""


def _change(line: YearLine) -> str:
    if line.change is None:
        return "–"
    if line.kind == "yes_no":
        return _("better") if line.change > 0 else _("worse") if line.change < 0 else _("the same")
    sign = "+" if line.change > 0 else "−" if line.change < 0 else ""
    return f"{sign}{number(abs(Decimal(line.change)))}"
