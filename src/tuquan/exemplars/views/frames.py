"""Good models and those who follow them in words, for the pages that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.base.actor import Actor
from tuquan.base.templatetags.tq import day, number
from tuquan.base.texts.wording import spoken
from tuquan.exemplars.models import Exemplar, ExemplarFigure, Replication
from tuquan.exemplars.queries import Compared, Follower, Life, period_of, theme_words
from tuquan.exemplars.queries.replications import Figured

CHIPS = {
    Exemplar.State.DRAFT: "draft",
    Exemplar.State.SHARED: "accepted",
    Exemplar.State.WITHDRAWN: "conflict",
}
TRIAL_CHIPS = {
    Replication.State.TRYING: "waiting",
    Replication.State.KEPT: "accepted",
    Replication.State.STOPPED: "conflict",
    Replication.State.ENDED: "draft",
}
SHOWN_THEME = 14
"""Words of a theme that stand on a page; programmes write some at great length."""

COMING = 7
"""So many days before its planned day a step is shown as the next to do."""


def frame_for(actor: Actor) -> dict[str, str]:
    """The page for whoever works at a desk, and for leaders with their telephone."""
    at_desk = bool(actor.paths("exemplars.write") or actor.paths("totals.view"))
    return {"frame": "base/desk.html" if at_desk else "base/phone.html"}


def theme_shown(exemplar: Exemplar) -> str:
    """The theme as the programme calls it, not longer than a line or two."""
    return Truncator(theme_words(exemplar)).words(SHOWN_THEME)


def cost_words(exemplar: Exemplar) -> str:
    """Nothing spent, an amount, or not known: three different things."""
    if exemplar.cost is None:
        return _("Not known")
    if exemplar.cost == 0:
        return _("Nothing was spent")
    return _("%(amount)s đồng") % {"amount": number(exemplar.cost)}


def dormant_words(life: Life) -> str:
    """Since when nothing is heard; empty while it goes on."""
    if life.dormant_since is None:
        return ""
    return _("Dormant since %(on)s") % {"on": day(life.dormant_since)}


def figure_words(figure: Figured | None) -> str:
    """A figure; zero, does not apply and not reported are three different things."""
    if figure is None or figure.state == "not_reported":
        return _("not reported")
    if figure.state == "not_applicable":
        return _("does not apply")
    return _words(figure.value, figure.kind, figure.reported)


def baseline_words(figure: Figured | None) -> str:
    """The baseline beside it; there may have been no survey of the line."""
    if figure is None or figure.baseline is None:
        return _("no survey")
    return _words(figure.baseline, figure.kind, figure.surveyed)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A frozen figure of an exemplar as its page shows it."""

    figure: ExemplarFigure
    label: str
    unit: str
    baseline: str
    result: str
    chip: str
    change: str
    source: str
    maximum: Decimal

    @property
    def is_drawn(self) -> bool:
        """Whether a bar can be drawn: both ends are known, and they are figures."""
        known = self.figure.value is not None and self.figure.baseline is not None
        return known and self.figure.kind != "yes_no"


def figure_lines(figures: Sequence[ExemplarFigure]) -> list[FigureLine]:
    """Every figure with its change in words and where it comes from."""
    return [_line(one) for one in figures]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line of the original and of who follows it."""

    label: str
    unit: str
    baseline: str
    result: str
    then: str
    now: str


def compared_lines(lines: Sequence[Compared]) -> list[ComparedLine]:
    """The original's baseline and result, and how it stood and stands where it is tried."""
    return [
        ComparedLine(
            one.label,
            one.unit,
            baseline_words(one.original),
            figure_words(one.original),
            figure_words(one.then),
            figure_words(one.now),
        )
        for one in lines
    ]


def compared_periods(lines: Sequence[Compared]) -> tuple[str, str]:
    """Which periods the figures there are about, at the beginning and now; empty without any."""
    then = (period_of(one.then) for one in lines if one.then)
    now = (period_of(one.now) for one in lines)
    return next(filter(None, then), ""), next(filter(None, now), "")


@dataclass(frozen=True, slots=True)
class FollowerLine:
    """Who follows an exemplar as a list shows them."""

    follower: Follower
    chip: str
    dormant: str


def follower_lines(followers: Sequence[Follower]) -> list[FollowerLine]:
    """Every one with the look of its state; only what goes on can be dormant."""
    return [
        FollowerLine(
            one,
            TRIAL_CHIPS[Replication.State(one.replication.state)],
            dormant_words(one.life) if one.replication.is_going else "",
        )
        for one in followers
    ]


def step_chip(planned: date | None, done: date | None, today: date) -> tuple[str, str]:
    """The look and the words of a step: done, late, soon, later, or without a day."""
    if done:
        return "accepted", _("Done on %(on)s") % {"on": day(done)}
    if planned is None:
        return "draft", _("Not done yet")
    left = (planned - today).days
    if left < 0:
        words = ngettext("%(days)s day late", "%(days)s days late", -left)
        return "late", words % {"days": number(-left)}
    state = "waiting" if left <= COMING else "draft"
    return state, _("Until %(on)s") % {"on": day(planned)}


def _line(figure: ExemplarFigure) -> FigureLine:
    chip, change = _change(figure)
    counted = {"reported": number(figure.reported), "expected": number(figure.expected)}
    source = ""
    if figure.period_key:
        words = _("%(period)s · from %(reported)s of %(expected)s reports · taken on %(on)s")
        source = words % {"period": period_of(figure), "on": day(figure.as_of), **counted}
    known = [one for one in (figure.value, figure.baseline) if one]
    return FigureLine(
        figure,
        spoken(figure.label, figure.label_en),
        spoken(figure.unit, figure.unit_en),
        baseline_words(figure),
        figure_words(figure),
        chip,
        change,
        source,
        Decimal(100) if figure.kind == "share" else max(known, default=Decimal(1)),
    )


def _change(figure: ExemplarFigure) -> tuple[str, str]:
    """The change in words, and whether it is the one that was wanted."""
    change = figure.change
    if change is None:
        return "", ""
    if not change:
        return "info", _("as at the beginning")
    words = _("%(figure)s more") if change > 0 else _("%(figure)s fewer")
    text = words % {"figure": number(_plain(abs(change)))}
    if figure.direction == "none":
        return "info", text
    return ("accepted" if (change > 0) == (figure.direction == "up") else "late"), text


def _words(value: Decimal | None, kind: str, reporters: int) -> str:
    """A figure in words; of yes or no, how many of the reporters said yes."""
    shown = _plain(value)
    if kind != "yes_no":
        return f"{number(shown)}%" if kind == "share" else number(shown)
    if reporters == 1:
        return _("Met") if value else _("Not met")
    return f"{number(shown)}/{number(reporters)}"


def _plain(value: Decimal | None) -> int | Decimal | None:
    """Without the zeros the database keeps behind the point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()
