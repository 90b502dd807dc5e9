"""The movement of a month: what there was, what happened, what there is (S2-15)."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.workbooks import CONTENT_TYPE
from tuquan.places.queries import as_outline
from tuquan.residents import exports, queries
from tuquan.residents.forms import ABOUT_ONE_PERSON, MonthForm
from tuquan.residents.queries import Counted, MovementRow, MovementSummary


@dataclass(frozen=True, slots=True)
class MovementLine:
    """One area in one month: both ends, how often each kind happened, and the change."""

    name: str
    opening: Counted
    events: list[tuple[str, int]]
    change: Counted
    closing: Counted


@never_cache
def movement(request: PageRequest) -> HttpResponse:
    """Area by area, opening, what happened and closing, to read and to print."""
    form = _form(request)
    summary = _summary(request, form)
    kinds = _kinds(summary)
    context = {
        "form": form,
        "place": summary.place,
        "summary": summary,
        "month": exports.month_words(summary),
        "kinds": [exports.event_heading(kind) for kind in kinds],
        "lines": [_line(row, row.place.name, kinds) for row in summary.rows],
        "total": _line(summary.total, "", kinds),
        "waiting": ", ".join(
            f"{exports.event_heading(kind)} {number(count)}"
            for kind, count in summary.waiting.items()
        ),
        "asked": request.GET.urlencode(),
    }
    return render(request, "residents/movement.html", context)


@never_cache
def workbook(request: PageRequest) -> HttpResponse:
    """The same figures as a workbook."""
    summary = _summary(request, _form(request))
    content = exports.movement_workbook(request.actor, summary)
    name = exports.file_name(summary.place, exports.WORKBOOK, f"bien-dong-{summary.first:%Y-%m}")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


def _kinds(summary: MovementSummary) -> list[str]:
    """What is told on the phone always, everything else only in a month in which it happened."""
    happened = summary.total.by_kind
    return [
        kind for kind in exports.MOVEMENT_KINDS if kind in ABOUT_ONE_PERSON or happened[kind].events
    ]


def _line(row: MovementRow, name: str, kinds: list[str]) -> MovementLine:
    events = [(exports.event_heading(kind), row.by_kind[kind].events) for kind in kinds]
    return MovementLine(name, row.opening, events, row.change, row.closing)


def _form(request: PageRequest) -> MonthForm:
    outline = as_outline(list(queries.visible_places_of_lists(request.actor)))
    require(bool(outline))
    return MonthForm(outline, clock.today(), request.GET)


def _summary(request: PageRequest, form: MonthForm) -> MovementSummary:
    year, month = form.month
    return queries.movement_of(request.actor, form.place, year, month)
