"""What fills the paper of a review: figures of the system, always in Vietnamese, as papers are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import translation

from tuquan.core.papers import Contents
from tuquan.core.programme import Edition
from tuquan.core.rollup import Number
from tuquan.core.vietnamese import format_number
from tuquan.insights import queries
from tuquan.insights.exports.totals import round_name
from tuquan.insights.queries import Line, ReviewFacts, ReviewKind

REVIEW = "programme_review"
"""The key of the standard paper of a review."""


def review_name(kind: ReviewKind) -> str:
    """What a review is called on its paper: `sơ kết đợt 1`, `tổng kết`."""
    words = "tổng kết" if kind.is_final else "sơ kết"
    return f"{words} đợt {kind.round}" if kind.round else words


def review_contents(facts: ReviewFacts) -> Contents:
    """The blanks the system fills, and the table; whatever people have to say stays open."""
    with translation.override("vi"):
        review = facts.review
        content = review.adoption.content
        values = {
            "review_name": review_name(review.kind),
            "title_name": content.short_title,
            "period": f"(từ ngày {_day(review.since)} đến ngày {_day(review.until)})",
            "commune_name": review.adoption.place.name,
            "plan_number": _plan(content),
            "coverage": _coverage(facts),
            "activities": "\n".join(_activities(facts)),
        }
        rows = [_row(place, line) for place, line in enumerate(facts.lines, start=1)]
        return Contents(values, {REVIEW: rows})


def _plan(content: Edition) -> str:
    """The programme's own document: its number, day and issuer, as far as it has them."""
    number = f"văn bản số {content.number}" if content.number else "văn bản"
    issued = f" ngày {_day(content.issued_on)}" if content.issued_on else ""
    return f"{number}{issued} của {content.issuer} về {content.title}"


def _coverage(facts: ReviewFacts) -> str:
    """From how many of how many reports of which period the figures come."""
    if facts.chosen is None:
        return "báo cáo định kỳ (trong thời gian này chưa có kỳ báo cáo nào kết thúc)"
    said = f"{_count(facts.received)}/{_count(facts.expected)} báo cáo đã nộp"
    missing = facts.expected - facts.received
    left = f", {_count(missing)} báo cáo chưa nộp không được tính là 0" if missing else ""
    return f"{said} ({round_name(facts.chosen)}{left})"


def _activities(facts: ReviewFacts) -> Iterator[str]:
    groups, reports = facts.groups, facts.reports
    if groups.working or groups.formed or _forms_groups(facts.review.adoption.content):
        yield (
            f"- Tổ, nhóm tự quản: {_count(groups.working)} tổ, nhóm đang hoạt động ở "
            f"{_count(groups.areas)} khu dân cư, với {_count(groups.households)} hộ; trong kỳ "
            f"thành lập {_count(groups.formed)} tổ, nhóm."
        )
    if reports.owed:
        yield (
            f"- Báo cáo định kỳ: nộp {_count(reports.received)}/{_count(reports.owed)} báo cáo; "
            f"đúng hạn {_count(reports.received - reports.late)}, muộn {_count(reports.late)}, "
            f"chưa nộp {_count(reports.owed - reports.received)}."
        )
    else:
        yield "- Báo cáo định kỳ: chưa có kỳ báo cáo nào kết thúc trong thời gian này."
    held = "; ".join(f"{label}: {_count(number)}" for label, number in facts.meetings)
    yield f"- Các cuộc họp đã tổ chức: {held or 'chưa ghi nhận cuộc họp nào'}."
    for pledge, areas, signed in facts.pledges:
        words = f"{_count(areas.signed)}/{_count(areas.of)} khu dân cư đăng ký"
        if signed.of:
            words += f"; {_count(signed.signed)}/{_count(signed.of)} nơi, hộ đã ký"
        yield f"- {pledge.label}: {words}."
    for year in facts.years:
        named = "; ".join(
            f"{queries.class_name(year.cycle, one.key)}: {_count(one.units)}"
            for one in year.classes
        )
        yield (
            f"- Đánh giá năm {year.cycle.year}: {_count(year.decided)}/{_count(year.units)} nơi "
            f"được đánh giá đã có kết quả; {named}."
        )


def _forms_groups(content: Edition) -> bool:
    """Whether the programme wants groups inside its areas, and not only whole areas."""
    return any(kind.covers != "area" for kind in content.group_kinds)


def _row(place: int, line: Line) -> dict[str, str]:
    return {
        "number": str(place),
        "line": line.label + (f" ({line.unit})" if line.unit else ""),
        "baseline": _said(line, line.baseline),
        "now": _said(line, line.value),
        "change": _change(line),
        "goal": _said(line, line.target),
    }


def _said(line: Line, figure: Number | None) -> str:
    if figure is None:
        return "–"
    return format_number(figure) + ("%" if line.kind == "share" else "")


def _change(line: Line) -> str:
    if line.change is None:
        return "–"
    return ("+" if line.change > 0 else "") + format_number(line.change)


def _count(number: int) -> str:
    return format_number(number)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
