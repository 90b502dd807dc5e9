"""What templates draw and how they write figures: icons, small charts, numbers and dates.

Charts are SVG text without a style attribute, because the content security policy forbids inline
styles; each one carries the sentence a screen reader reads instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tuquan.base.texts.wording import reporters_word
from tuquan.core.vietnamese import format_number

register = template.Library()

Figure = int | float | Decimal

NO_FIGURE = "–"
"""Shown where a number is not known; never a zero."""

ICONS = {
    "arrow-left": "m15 5-7 7 7 7",
    "arrow-right": "m9 5 7 7-7 7",
    "ballot": "M4 13v7h16v-7M7 13l1-9h8l1 9M9.5 8.5l2 2 3.5-3.8M3 13h18",
    "bell": "M6 17v-6a6 6 0 0 1 12 0v6l1.5 2h-15ZM10 21.5h4",
    "bulletin": "M4 5h16v11H10l-4 4v-4H4ZM8 9h8M8 12h5",
    "calendar": "M6 5h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z"
    "M4 10h16M8 3v4M16 3v4",
    "chart": "M4 20V10M10 20V4M16 20v-7M21 20H3",
    "check": "m4 12.5 5.2 5L20 6.5",
    "clipboard": "M7 4h10a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z"
    "M9 4V2.8h6V4M9 10h6M9 14h6M9 18h3",
    "clock": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5.3l3.4 2",
    "copy": "M9 8h11v13H9ZM15 8V3H4v13h5",
    "cross": "M6 6l12 12M18 6 6 18",
    "dots": "M3.8 12a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0"
    "M10.8 12a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0"
    "M17.8 12a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16",
    "eye": "M2 12c2.5-4.7 6-7 10-7s7.5 2.3 10 7c-2.5 4.7-6 7-10 7s-7.5-2.3-10-7Z"
    "M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    "file": "M6 3h8l5 5v13H6ZM14 3v5h5M9 13h6M9 17h6",
    "gear": "M9.2 12a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0M5.8 12a6.2 6.2 0 1 0 12.4 0"
    "a6.2 6.2 0 1 0-12.4 0M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.2 2.2"
    "M16.5 16.5l2.2 2.2M5.3 18.7l2.2-2.2M16.5 7.5l2.2-2.2",
    "globe": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M3 12h18M12 3c2.7 2.6 4 5.6 4 9s-1.3 6.4-4 9"
    "c-2.7-2.6-4-5.6-4-9s1.3-6.4 4-9Z",
    "home": "M3 11 12 4l9 7M5 10v10h5v-6h4v6h5V10",
    "info": "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 11v5.5M12 7.4v.1",
    "key": "M3 15.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M10 12.7 20 3M15.5 7.4l3.5 3.5",
    "login": "M14 4h5v16h-5M3 12h11M10.5 8.5 14 12l-3.5 3.5",
    "logout": "M10 4H5v16h5M9 12h12M17.5 8.5 21 12l-3.5 3.5",
    "minus": "M5 12h14",
    "offline": "M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M19 12.5a10 10 0 0 0-6-2.9"
    "M8.5 16a5 5 0 0 1 5-1.2M2 9a15 15 0 0 1 4.5-2.9M22 9A15 15 0 0 0 11 5M12 19.5v.1",
    "pencil": "M4 20h4L19.5 8.5l-4-4L4 16ZM13.5 6.5l4 4",
    "people": "M5.8 8a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0M3 20c0-3.5 2.7-6 6-6s6 2.5 6 6"
    "M15.5 5.2a3 3 0 0 1 0 5.6M17 14.4c2.4.7 4 2.8 4 5.6",
    "phone": "M5 4h4l1.6 4.4-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5"
    "C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4Z",
    "pin": "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21Z"
    "M9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0",
    "plus": "M12 5v14M5 12h14",
    "printer": "M7 8V3h10v5M7 17H5a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2"
    "h-2M7 14h10v7H7Z",
    "search": "M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5 21 21",
    "shield": "M12 3 4.5 6v6c0 4.5 3.2 7.7 7.5 9 4.3-1.3 7.5-4.5 7.5-9V6ZM8.5 12l2.5 2.5 4.5-5",
    "signature": "M4 18c3 0 4-9 6.5-9s.5 7 2.5 7 2-4 3.5-4 1 3 3.5 3M3 21h18",
    "speaker": "M4 10v4h3l7 4V6l-7 4ZM17 9.5a3.5 3.5 0 0 1 0 5M19.5 7a7 7 0 0 1 0 10",
    "star": "m12 3 2.8 5.9 6.2.8-4.5 4.4 1.1 6.3L12 17.4l-5.6 3 1.1-6.3L3 9.7l6.2-.8Z",
    "swap": "M4 8h14l-3.5-3.5M20 16H6l3.5 3.5",
    "text-size": "M2 19 7.5 5 13 19M4 14.5h7M14.5 19l3.5-8.5 3.5 8.5M15.7 16.4h4.6",
    "upload": "M7 18a4.5 4.5 0 0 1-.4-9A6 6 0 0 1 18 10a4 4 0 0 1-.5 8M12 20v-8M9 14.5l3-3 3 3",
    "warning": "M12 3 2.5 20h19ZM12 10v4.5M12 17.4v.1",
}
"""One stroke path per icon, drawn for this product on a 24 × 24 grid."""


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An inline SVG icon, hidden from screen readers: the word beside it says what it means."""
    if name not in ICONS:
        raise LookupError(f"no icon is called {name!r}; there are: {', '.join(ICONS)}")
    return format_html(
        '<svg class="icon{}" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">'
        '<path d="{}"/></svg>',
        f" {size}" if size else "",
        ICONS[name],
    )


@register.filter
def number(value: Figure | None, places: int | None = None) -> str:
    """A number with grouped thousands in the reader's own marks; a dash where there is none.

    >>> number(1234.5)  # in Vietnamese
    '1.234,5'
    """
    if value is None or value == "":
        return NO_FIGURE
    if _reads_vietnamese():
        return format_number(value, places)
    return f"{value:,}" if places is None else f"{value:,.{places}f}"


@register.filter
def reporters(count: int, reporter: str) -> str:
    """So many reporters of a kind: `3 tổ`, `3 khu`."""
    return f"{number(count)} {reporters_word(reporter, count)}"


@register.filter
def signed(value: int) -> str:
    """A difference with its sign: +5, −2, 0."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


@register.filter
def percent(value: Figure | None, places: int = 0) -> str:
    """Percentage points (74.5 is `74,5%`); 100% is only said when nothing is missing."""
    if value is None or value == "":
        return NO_FIGURE
    exact = Decimal(str(value))
    step = Decimal(1).scaleb(-places)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if exact < 100 <= rounded:
        rounded = exact.quantize(step, ROUND_DOWN)
    return f"{number(rounded, places)}%"


@register.filter
def day(value: date | None) -> str:
    """A date as people write it: `20/11/2026`, in English `20 Nov 2026`."""
    if not value:
        return ""
    return date_format(_local(value), _day_pattern())


@register.filter
def moment(value: datetime | None) -> str:
    """Clock time and date: `09:44 20/11/2026`."""
    if not value:
        return ""
    return date_format(_local(value), f"H:i {_day_pattern()}")


@register.filter
def days_left(days: int) -> str:
    """Days until a deadline in words: still some, today, or overdue when negative."""
    if days == 0:
        return _("Today")
    if days < 0:
        overdue = ngettext("%(days)s day overdue", "%(days)s days overdue", -days)
        return overdue % {"days": number(-days)}
    left = ngettext("%(days)s day left", "%(days)s days left", days)
    return left % {"days": number(days)}


@register.simple_tag
def bullet(
    value: Figure | None,
    baseline: Figure | None,
    target: Figure | None,
    maximum: Figure,
    label: str,
    unit: str = "",
    reached: bool | None = None,
) -> SafeString:
    """A bar from zero to the value, a dashed line where the year began, a thick line at the goal.

    Higher counts as better; say `reached` yourself where it does not.
    """
    if reached is None:
        reached = value is not None and (target is None or value >= target)
    marks = [
        ("baseline", _share(baseline, maximum)) if baseline is not None else None,
        ("target", _share(target, maximum)) if target is not None else None,
    ]
    return format_html(
        '<svg class="bullet {}" width="128" height="20" role="img" aria-label="{}">'
        '<rect class="ground" y="15%" width="100%" height="70%" rx="3"/>'
        '<rect class="bar" y="25%" width="{}%" height="50%" rx="2"/>{}</svg>',
        "reached" if reached else "short",
        _bullet_sentence(value, baseline, target, label, unit, reached),
        _share(value or 0, maximum),
        format_html_join(
            "",
            '<line class="{}" x1="{}%" x2="{}%" y1="0" y2="100%"/>',
            [(name, at, at) for name, at in filter(None, marks)],
        ),
    )


@register.simple_tag
def timeliness(*history: int | None | Sequence[int | None]) -> SafeString:
    """Small bars, oldest first: days early stand above the line, days late hang below it.

    Give one sequence or the values themselves; None is a report that never came.
    """
    given = history[0] if len(history) == 1 and isinstance(history[0], Sequence) else history
    days = [entry for entry in given if entry is None or isinstance(entry, int)]
    return format_html(
        '<svg class="timeliness" width="{}" height="28" viewBox="0 0 {} 28" role="img"'
        ' aria-label="{}"><path d="M0 14h{}"/>{}</svg>',
        11 * len(days) + 2,
        11 * len(days) + 2,
        _timeliness_sentence(days),
        11 * len(days) + 2,
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="8" height="{}" rx="1.5"/>',
            [_timeliness_bar(position, entry) for position, entry in enumerate(days)],
        ),
    )


@register.simple_tag
def ring(done: int, total: int, noun: str = "") -> SafeString:
    """How much of a task is filled in, as a ring with `done/total` inside."""
    words = f"{number(done)}/{number(total)}"
    return format_html(
        '<svg class="ring" width="88" height="88" viewBox="0 0 100 100" role="img"'
        ' aria-label="{}"><circle class="track" cx="50" cy="50" r="43"/>'
        '<circle class="done" cx="50" cy="50" r="43" pathLength="100" stroke-dasharray="{} 100"'
        ' transform="rotate(-90 50 50)"/>'
        '<text x="50" y="{}" font-size="{}" text-anchor="middle">{}</text>'
        '<text class="noun" x="50" y="69" font-size="15" text-anchor="middle">{}</text></svg>',
        _("%(done)s of %(total)s filled in") % {"done": number(done), "total": number(total)},
        _share(done, total),
        52 if noun else 58,
        min(23, 120 // max(len(words), 1)),
        words,
        noun,
    )


def _reads_vietnamese() -> bool:
    return (get_language() or "").startswith("vi")


def _day_pattern() -> str:
    return "d/m/Y" if _reads_vietnamese() else "j M Y"


def _local(value: date) -> date:
    """The same instant on the clock of the place; plain dates stay as they are."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _share(part: Figure, whole: Figure) -> str:
    """Per cent of the whole between 0 and 100, written for an SVG attribute."""
    share = 100 * float(part) / float(whole) if whole else 0.0
    return f"{min(max(share, 0.0), 100.0):.4g}"


def _bullet_sentence(
    value: Figure | None,
    baseline: Figure | None,
    target: Figure | None,
    label: str,
    unit: str,
    reached: bool,
) -> str:
    parts = [_("now %(figure)s") % {"figure": number(value) + unit}]
    if value is None:
        parts = [_("no figure yet")]
    if baseline is not None:
        parts.append(_("start of the year %(figure)s") % {"figure": number(baseline) + unit})
    if target is not None:
        parts.append(_("goal %(figure)s") % {"figure": number(target) + unit})
        parts.append(_("goal reached") if reached else _("goal not reached yet"))
    return f"{label}: {', '.join(parts)}"


def _timeliness_bar(position: int, days: int | None) -> tuple[str, int, int, int]:
    """Class, x, y and height of one bar; its height grows with the days and stops at twelve."""
    left = 11 * position + 2
    if days is None:
        return "missing", left, 12, 4
    height = min(4 + 2 * abs(days), 12)
    return ("early", left, 13 - height, height) if days >= 0 else ("late-bar", left, 15, height)


def _timeliness_sentence(days: Sequence[int | None]) -> str:
    late = sum(1 for entry in days if entry is not None and entry < 0)
    missing = sum(1 for entry in days if entry is None)
    sentence = _("Last %(count)s periods: %(late)s late") % {"count": len(days), "late": late}
    if missing:
        sentence += _(", %(missing)s not sent") % {"missing": missing}
    return sentence
