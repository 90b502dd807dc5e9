"""What a telephone keeps of the sheets its person marks, to fill them in without network (F-107).

Rows, what the figures say and the own marks; nothing in it is about a person.
"""

from __future__ import annotations

from collections.abc import Container

from django.urls import reverse

from tuquan.accounts.models import Role
from tuquan.assessments.models import AssessmentSheet
from tuquan.assessments.queries.evidence import proven_rows
from tuquan.assessments.queries.sheets import Row, read_sheet, sheets_to_mark, visible_sheets
from tuquan.assessments.queries.telling import reports_said
from tuquan.base.actor import Actor
from tuquan.base.texts.wording import spoken, worded
from tuquan.core.assessing import marks_to_json

SUBJECT = "sheet:"
"""What the subject of a sheet begins with; its number follows."""

MARKERS = (Role.GROUP_LEADER, Role.AREA_HEAD)
"""Who marks the sheet of their own group or area; officers work where there is network."""

MOST = 6
"""How many sheets a telephone keeps: of one group or area there are few in a year."""


def sheets_kept(actor: Actor) -> list[AssessmentSheet]:
    """The sheets of a person's own group or area that they can mark now, newest year first."""
    paths = [grant.path for grant in actor.grants if grant.role in MARKERS]
    if not paths:
        return []
    own = sheets_to_mark(actor).filter(path__in=paths)
    found = visible_sheets(actor).filter(pk__in=own.order_by().values("pk"))
    return list(found.order_by("-cycle__year", "pk")[:MOST])


def kept_sheets(actor: Actor) -> dict[str, object]:
    """They as plain values."""
    return {"sheets": [_kept(one) for one in sheets_kept(actor)]}


def sheet_page(actor: Actor, sheet: AssessmentSheet) -> str:
    """The page of this person's telephone for a sheet; empty where it keeps none of it."""
    own = any(grant.role in MARKERS and grant.path == sheet.path for grant in actor.grants)
    if not own or sheet.state not in AssessmentSheet.MARKABLE or not sheet.markable_by(actor):
        return ""
    return f"{reverse('sheet_shells:sheet')}?p={sheet.pk}"


def shells_for_markers(actor: Actor) -> list[str]:
    """The page on which somebody marks their sheet."""
    marks = any(actor.holds(role) for role in MARKERS)
    return [reverse("sheet_shells:sheet")] if marks else []


def sheets_instead(actor: Actor) -> dict[str, str]:
    """Which page stands for those of a sheet without network."""
    pages: dict[str, str] = {}
    for sheet in sheets_kept(actor):
        own = sheet_page(actor, sheet)
        pages[reverse("assessments:sheet", args=[sheet.pk])] = own
        pages.setdefault(reverse("assessments:index"), own)
    return pages


def _kept(sheet: AssessmentSheet) -> dict[str, object]:
    read, proven = read_sheet(sheet), proven_rows(sheet)
    kept = {
        "id": sheet.pk,
        "subject": f"{SUBJECT}{sheet.pk}",
        "title": f"{sheet.name} · {sheet.cycle.year}",
        "programme": worded(read.edition, "short_title"),
        "base": sheet.version,
        "state": sheet.state,
        "reason": sheet.return_reason,
        "marks": marks_to_json(sheet.own_marks),
        "rows": [_row(row, proven) for row in read.rows],
    }
    return {name: value for name, value in kept.items() if value != ""}


def _row(row: Row, proven: Container[str]) -> dict[str, object]:
    """What the page has to know of a row; what is as usual is left out."""
    one = row.criterion
    known: dict[str, object] = {
        "key": one.key,
        "no": one.number,
        "label": worded(one),
        "head": row.is_standard,
        "hint": spoken(one.evidence, one.evidence_en),
        "figures": row.figures,
        "told": [f"{one.title}: {one.said}" for one in reports_said(row)[0]],
        "good": "no" if one.met_by == "no" else "",
        "free": one.optional,
        "proof": "" if one.key in proven else one.evidence_for,
    }
    return {name: value for name, value in known.items() if value not in (None, "", False, [])}
