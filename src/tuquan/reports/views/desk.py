"""The officer's desk: who is late, what waits for review, what should be asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.texts.oddities import SHORT
from tuquan.places.models import Place
from tuquan.places.queries import communes
from tuquan.programmes.queries import visible_adoptions
from tuquan.reports import queries, services
from tuquan.reports.models import Obligation
from tuquan.reports.queries.chasing import last_contacts
from tuquan.reports.queries.turns import turns_of
from tuquan.reports.views.detail import report_context

ROWS_ON_ONE_PAGE = 50

ANY_ODDITY = "co"
"""In the address: reports with something to ask about, whatever it is."""

COUNTED: tuple[queries.Stage, ...] = ("accepted", "waiting", "overdue")


@dataclass(frozen=True, slots=True)
class Part:
    """Which rows of a period the officer looks at, as the address says; nonsense means all."""

    name: str
    area: Place | None
    kind: str
    oddity: str

    @classmethod
    def of(cls, asked: Mapping[str, str], desk: queries.Desk) -> Part:
        """The part that was asked for."""
        name, kind, oddity = (asked.get(field, "") for field in ("loc", "ai", "la"))
        areas = {str(share.area.pk): share.area for share in desk.areas}
        return cls(
            name if name in queries.FILTERS else "can-lam",
            areas.get(asked.get("thon", "")),
            kind if kind in desk.kinds else "",
            oddity if oddity in (*queries.ODDITY_KINDS, ANY_ODDITY) else "",
        )

    def rows(self, desk: queries.Desk, name: str = "") -> list[queries.Row]:
        """The rows of the part, or of another name in the same area and kind; whatever is odd."""
        area = self.area.pk if self.area else None
        return desk.rows_in(name or self.name, area, self.kind)

    def shows(self, found: Sequence[queries.Odd]) -> bool:
        """Whether a report with these oddities belongs here."""
        if self.oddity == ANY_ODDITY:
            return bool(found)
        wanted = queries.ODDITY_KINDS.get(self.oddity)
        return wanted is None or any(odd.kind == wanted for odd in found)


def chase_list(request: PageRequest) -> HttpResponseBase:
    """One period: how far it is, where reports are missing, and which ones wait for review.

    Who receives what communes send up has another first page; here is only what is asked for.
    """
    actor = request.actor
    require(bool(actor.paths("totals.view")))
    if not request.GET and actor.paths("totals.review") and not actor.paths("reports.review"):
        return redirect("home")
    options = queries.period_options(actor)
    option = queries.chosen_option(options, request.GET.get("ky", ""))
    context: dict[str, Any] = {
        "options": options,
        "option": option,
        "several_programmes": len({other.programme_id for other in options}) > 1,
        "may_open": bool(actor.paths("reports.review")) and visible_adoptions(actor).exists(),
    }
    if option:
        context |= _period_context(request, options, option) | _panel_context(request)
    return render(request, "reports/desk.html", context)


@require_POST
def open_due_periods(request: PageRequest) -> HttpResponseBase:
    """Open every period whose time has come in the communes the officer works for."""
    require(bool(request.actor.paths("reports.review")))
    places = communes(request.actor, "reports.review")
    count = sum(services.open_periods(request.actor, place) for place in places)
    opened = ngettext("%(count)s report was opened.", "%(count)s reports were opened.", count)
    nothing = _("Everything whose time has come is open already.")
    messages.success(request, opened % {"count": number(count)} if count else nothing)
    return redirect("reports:desk")


def waiting_oddities(rows: Sequence[queries.Row]) -> dict[int, tuple[queries.Odd, ...]]:
    """What is odd about the reports among the rows that wait for a decision, by obligation."""
    waiting = [row.obligation for row in rows if row.standing.stage == "waiting"]
    return queries.oddities_of(waiting)


def _period_context(
    request: PageRequest,
    options: list[queries.PeriodOption],
    option: queries.PeriodOption,
) -> dict[str, Any]:
    desk = queries.desk_for(request.actor, option)
    part = Part.of(request.GET.dict(), desk)
    rows = part.rows(desk)
    if part.oddity:
        odd = waiting_oddities(rows)
        rows = [row for row in rows if part.shows(odd.get(row.obligation.pk, ()))]
    page = Paginator(rows, ROWS_ON_ONE_PAGE).get_page(request.GET.get("page"))
    entries = _entries(request, page, options, option)
    return {
        "desk": desk,
        "counts": {name: desk.count(name) for name in COUNTED},
        "overdue_look": "late" if desk.count("overdue") else "draft",
        "waiting_label": _("Waiting for me")
        if request.actor.paths("reports.review")
        else _("Waiting for review"),
        "due": queries.due_words(option.due_at),
        "days_left": queries.days_until(option.due_at),
        "part": part.name,
        "area": part.area,
        "kind": part.kind,
        "kinds": [(kind.value, _kind_words(kind)) for kind in desk.kinds],
        "oddity": part.oddity,
        "oddity_kinds": [(name, SHORT[kind]) for name, kind in queries.ODDITY_KINDS.items()],
        "filters": [(name, label, len(part.rows(desk, name))) for name, label in _filter_labels()],
        "page": page,
        "entries": entries,
        "may_decide": any(entry["turn"] == "accept" for entry in entries),
    }


def _filter_labels() -> tuple[tuple[str, str], ...]:
    return (
        ("can-lam", _("To do")),
        ("qua-han", _("Overdue")),
        ("cho-duyet", _("Waiting for review")),
        ("tra-lai", _("Returned")),
        ("tat-ca", _("All")),
    )


def _kind_words(kind: Obligation.Reporter) -> str:
    return {
        Obligation.Reporter.GROUP: _("Groups"),
        Obligation.Reporter.AREA: _("Residential areas"),
        Obligation.Reporter.COMMUNE: _("Communes"),
        Obligation.Reporter.BOARD: _("Boards"),
        Obligation.Reporter.ORGANISATION: _("Organisations"),
    }[kind]


def _entries(
    request: PageRequest,
    page: Page[queries.Row],
    options: Sequence[queries.PeriodOption],
    option: queries.PeriodOption,
) -> list[dict[str, Any]]:
    """One for each row of the page, with what is read for all of them at once."""
    rows = list(page)
    history = queries.timeliness_of(rows, options, option)
    odd = waiting_oddities(rows)
    asked = queries.open_remarks(row.report.pk for row in rows if row.report)
    contacts = last_contacts([row.obligation for row in rows if not row.standing.was_sent])
    turns = turns_of(request.actor, [row.obligation for row in rows])
    return [
        _entry(request, row)
        | {
            "turn": turns.get(row.obligation.pk, ""),
            "history": history[row.obligation.reporter],
            "odd": queries.kinds_found(odd.get(row.obligation.pk, ())),
            "contact": contacts.get(row.obligation.pk),
            "asked": asked.get(row.report.pk, 0) if row.report else 0,
        }
        for row in rows
    ]


def _entry(request: PageRequest, row: queries.Row) -> dict[str, Any]:
    chip_state, chip_text = queries.stage_words(row.standing)
    actor, obligation, report = request.actor, row.obligation, row.report
    may_write = not row.standing.handed_in and obligation.writable_for(actor)
    return {
        "row": row,
        "chip_state": chip_state,
        "chip_text": chip_text,
        "reporter": queries.reporter_name(obligation),
        "where": queries.reporter_place(obligation),
        "last": queries.last_event(report),
        "apart": queries.apart_words(report),
        "readable": report is not None and report.submitted_at is not None,
        "may_write": may_write,
        "may_take_told": may_write and services.may_take_told(actor, obligation),
        "base": str(report.version) if report else "",
    }


def _panel_context(request: PageRequest) -> dict[str, Any]:
    wanted = request.GET.get("xem", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return {}
    report = queries.readable_reports(request.actor).filter(pk=wanted).first()
    if report is None:
        return {}
    return report_context(request.actor, report) | {"back": request.get_full_path()}
