"""How far a figure is from where it was: an icon, a colour and words, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tuquan.base.templatetags.tq import number
from tuquan.core.programme import Direction
from tuquan.reports.queries.figures import Line


@dataclass(frozen=True, slots=True)
class Trend:
    """The look of a chip (`base/_chip.html`) and its words."""

    state: str
    text: str


def trend_of(line: Line, previous_label: str) -> Trend | None:
    """Beside the start of the year where it is known (S1-20), else beside the period before."""
    now = line.answer.number
    start = line.baseline.number if line.baseline else None
    before = line.previous.number if line.previous else None
    then = before if start is None else start
    if now is None or then is None:
        return None
    label = previous_label if start is None else _("Start of the year")
    return trend(Decimal(now) - Decimal(then), line.question.direction, label)


def trend(difference: Decimal, direction: Direction, label: str) -> Trend:
    """The words for a difference, seen from what the figure should do."""
    words = {"before": label[:1].lower() + label[1:], "difference": number(abs(difference))}
    if not difference:
        return Trend("info", trend_texts()["same"] % words)
    way = "up" if difference > 0 else "down"
    if direction == "none":
        return Trend("info", trend_texts()[way] % words)
    better = direction == way
    texts = trend_texts()
    text = texts["better" if better else "worse"] % {"change": texts[way] % words}
    return Trend("accepted" if better else "late", text)


def trend_texts() -> dict[str, str]:
    """The words, also for the script of a telephone."""
    return {
        "same": _("the same as %(before)s"),
        "up": _("%(difference)s more than %(before)s"),
        "down": _("%(difference)s fewer than %(before)s"),
        "better": _("Better: %(change)s"),
        "worse": _("Look again: %(change)s"),
    }
