"""A total as an Excel workbook and as the contents of its official paper."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.templatetags.tq import day, moment, number
from tuquan.base.texts.wording import period_words, spoken, worded
from tuquan.base.workbooks import Cell, Column, Percent, Sheet, workbook_bytes
from tuquan.consolidations.models import Consolidation
from tuquan.consolidations.queries import Coverage, Line, Prepared, Row, frozen
from tuquan.consolidations.queries.lines import choices_words
from tuquan.core.papers import Contents
from tuquan.core.programme import total_form
from tuquan.core.rollup import Number
from tuquan.core.vietnamese import format_number, search_key
from tuquan.reports.queries import report_title

PAPER = "consolidated_report"
"""The key of the standard paper of a total."""

STRUCK = "\N{COMBINING LONG STROKE OVERLAY}"


def coverage_words(coverage: Coverage) -> str:
    """From how many of how many reporters and reports a total comes: `18/20 tổ`."""
    words = _("%(heard)s of %(reporters)s reporters, %(accepted)s of %(owed)s reports accepted")
    said = words % {
        "heard": number(coverage.heard),
        "reporters": number(coverage.reporters),
        "accepted": number(coverage.accepted),
        "owed": number(coverage.owed),
    }
    late = _("%(count)s late") % {"count": number(coverage.late)}
    return f"{said}, {late}" if coverage.late else said


@transaction.atomic
def total_workbook(actor: Actor, sent: Consolidation) -> bytes:
    """A total that was sent up as a file for Excel, with a mark in the record."""
    require(actor.may("totals.view", sent.path))
    record(
        actor,
        "consolidations.exported",
        sent,
        sent.path,
        period=sent.period_key,
        version=sent.version,
    )
    total, obligation = frozen(sent), sent.report.obligation
    notes = [
        spoken(
            total.chosen.edition.content.short_title, total.chosen.edition.content.short_title_en
        ),
        coverage_words(total.coverage),
        _("Version %(version)s, sent up on %(moment)s by %(name)s.")
        % {"version": sent.version, "moment": moment(sent.sent_at), "name": sent.sent_by_name},
        _("Figures of accepted reports, by the places of %(day)s.") % {"day": day(sent.map_day)},
        f"SHA-256: {sent.sha256}",
    ]
    title = f"{report_title(obligation)}: {sent.place.name}"
    return workbook_bytes([_figures_sheet(title, notes, total), _words_sheet(title, sent)])


def file_name(sent: Consolidation) -> str:
    """A name that any system can store: `tong-hop-xa-minh-son-2026-10-v1.xlsx`."""
    words = "-".join(search_key(sent.place.name).split())
    return f"tong-hop-{words}-{sent.period_key}-v{sent.version}.xlsx"


def _figures_sheet(title: str, notes: Sequence[str], total: Prepared) -> Sheet:
    columns = [
        Column(_("Line"), 52),
        Column(_("Unit"), 9),
        Column(_("This period")),
        Column(_("Added up (before it was put right)"), 16),
        Column(_("Reason for putting it right"), 30),
        Column(_("Period before")),
        Column(_("A year ago")),
        Column(_("Baseline survey")),
        Column(_("Change since then")),
        Column(_("Goal")),
    ]
    rows = [
        [
            row.line.label,
            row.line.unit or None,
            choices_words(row.line) or _cell(row.line, row.value),
            _cell(row.line, row.adjusted.computed) if row.adjusted else None,
            row.adjusted.reason if row.adjusted else None,
            _cell(row.line, row.previous),
            _cell(row.line, row.year_ago),
            choices_words(row.line, before=True) or _cell(row.line, row.line.baseline),
            _cell(row.line, row.line.change),
            _cell(row.line, row.line.target),
        ]
        for row in total.rows
    ]
    return Sheet(_("Totals"), title, notes, columns, rows)


def _words_sheet(title: str, sent: Consolidation) -> Sheet:
    columns = [Column(_("Part"), 30), Column(_("Words"), 90)]
    said = sent.narrative.get("values", {})
    rows: list[list[Cell]] = [[worded(one), said.get(one.key)] for one in total_form().questions]
    return Sheet(_("Words"), title, [], columns, rows)


def _cell(line: Line, figure: Number | None) -> Cell:
    if figure is None or line.kind != "share":
        return figure
    return Percent(Decimal(figure))


def paper_contents(sent: Consolidation) -> Contents:
    """What fills the official paper of a total: always Vietnamese, as papers are."""
    with translation.override("vi"):
        total = frozen(sent)
        said = sent.narrative.get("values", {})
        values = {
            "period": period_words(total.chosen.period),
            "commune_name": sent.place.name,
            "title_name": spoken(total.chosen.edition.content.short_title, ""),
            "coverage": coverage_words(total.coverage),
            "adjusted": _adjusted_words(total),
            **{one.key: said.get(one.key, "") or "Không có." for one in total_form().questions},
        }
        return Contents(values, {PAPER: [_paper_row(n, row) for n, row in _numbered(total.rows)]})


def _numbered(rows: Sequence[Row]) -> Sequence[tuple[int, Row]]:
    shown = [row for row in rows if row.line.kind in ("number", "share", "yes_no", "choice")]
    return list(enumerate(shown, start=1))


def _paper_row(place: int, row: Row) -> dict[str, str]:
    line = row.line
    return {
        "number": str(place),
        "line": row.line.label + (f" ({line.unit})" if line.unit else ""),
        "now": struck(_said(line, row.adjusted.computed)) + " " + _said(line, row.value)
        if row.adjusted
        else choices_words(line) or _said(line, row.value),
        "previous": _said(line, row.previous),
        "baseline": choices_words(line, before=True) or _said(line, line.baseline),
        "change": _signed(line),
        "goal": _said(line, line.target),
    }


def struck(text: str) -> str:
    """A text with a line through it, in plain characters: a paper knows no markup."""
    return "".join(f"{letter}{STRUCK}" for letter in text)


def _said(line: Line, figure: Number | None) -> str:
    if figure is None:
        return "–"
    return format_number(figure) + ("%" if line.kind == "share" else "")


def _signed(line: Line) -> str:
    if line.change is None:
        return "–"
    return ("+" if line.change > 0 else "") + format_number(line.change)


def _adjusted_words(total: Prepared) -> str:
    lines = [
        f"- {row.line.label}: số cộng được {_said(row.line, row.adjusted.computed)}, "
        f"điều chỉnh thành {_said(row.line, row.value)}; lý do: {row.adjusted.reason}"
        for row in total.rows
        if row.adjusted
    ]
    return "\n".join(lines) or "Không có số liệu nào được điều chỉnh."
