"""Importing a workbook: choose the file, look at what was read, then write it or cast it away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tuquan.base.errors import Invalid, require
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import format_number
from tuquan.places.queries import as_outline
from tuquan.residents import queries, services
from tuquan.residents.forms import ConfirmForm, UploadForm
from tuquan.residents.models import HouseholdImport
from tuquan.residents.queries import ImportPlan

FIRST_ROWS = 10
PROBLEMS_SHOWN = 50
SEVERITIES = {
    "error": gettext_lazy("held back"),
    "warning": gettext_lazy("please check"),
    "info": gettext_lazy("put right"),
    "skip": gettext_lazy("not a household"),
}
"""What becomes of a row with a problem, gravest first."""

KEPT_FIELDS = {
    "head_name": gettext_lazy("name of the head"),
    "person_name": gettext_lazy("name; the head's is kept"),
    "birth_year": gettext_lazy("year of birth"),
    "birth_date": gettext_lazy("birth date; the head's year is kept"),
    "member_count": gettext_lazy("members"),
    "lane": gettext_lazy("lane"),
    "house_number": gettext_lazy("door"),
    "note": gettext_lazy("note"),
    "area": gettext_lazy("residential area"),
}
"""The columns that reach the register, by the field the recogniser found."""

READ_FIELDS = {
    "number": gettext_lazy("running number"),
    "household_number": gettext_lazy("number of the household"),
    "relation": gettext_lazy("relation to the head"),
    "gender": gettext_lazy("sex"),
    "group": gettext_lazy("group"),
    "assignees": gettext_lazy("people in charge"),
    "phone": gettext_lazy("telephone"),
    "latitude": gettext_lazy("latitude"),
    "longitude": gettext_lazy("longitude"),
}
"""The columns that were understood and are not kept in the register."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One line of the table of problems, ready to be printed."""

    sheet: str
    row: str
    cell: str
    typed: str
    stored: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column of a sheet: its heading, what it was understood as, whether it is kept."""

    letter: str
    header: str
    field: str
    is_kept: bool


def upload(request: PageRequest) -> HttpResponseBase:
    """Choose the file and its place; reading it writes nothing into the register."""
    places = list(queries.importable_places(request.actor))
    require(bool(places))
    start = {"place": request.GET.get("thon")}
    form = UploadForm(
        as_outline(places), request.POST or None, request.FILES or None, initial=start
    )
    if form.is_valid():
        file, place = form.cleaned_data["file"], form.cleaned_data["place"]
        try:
            waiting = services.preview_import(request.actor, place, file.name, file.read())
        except Invalid as error:
            add_problems(form, error)
        else:
            return redirect("residents:import_preview", waiting.pk)
    context = {"form": form, "waiting": queries.waiting_imports(request.actor)}
    status = 422 if form.errors else 200
    return render(request, "residents/import.html", context, status=status)


@never_cache
def preview(request: PageRequest, import_id: int) -> HttpResponseBase:
    """What the file holds, row by row where something is to be looked at; then write it."""
    waiting = _import(request, import_id)
    if waiting.state != HouseholdImport.State.PREVIEWED:
        status = 409 if request.method == "POST" else 200
        return render(request, "residents/import_done.html", {"done": waiting}, status=status)
    plan = queries.import_plan(waiting.place, waiting.recognition)
    form = _confirm_form(request, waiting, plan)
    if form.is_valid():
        try:
            outcome = services.confirm_import(request.actor, waiting, form.choices())
        except Invalid as error:
            add_problems(form, error)
        else:
            _tell(request, outcome)
            return redirect("residents:index")
    return _preview_page(request, waiting, plan, form)


@require_POST
def discard(request: PageRequest, import_id: int) -> HttpResponseBase:
    """Cast the list away."""
    waiting = _import(request, import_id)
    services.discard_import(request.actor, waiting)
    messages.success(
        request,
        _("%(file)s was cast away. Nothing was written.") % {"file": waiting.file_name},
    )
    return redirect("residents:import")


def _import(request: PageRequest, import_id: int) -> HouseholdImport:
    return get_object_or_404(queries.visible_imports(request.actor), pk=import_id)


def _confirm_form(request: PageRequest, waiting: HouseholdImport, plan: ImportPlan) -> ConfirmForm:
    asked = {
        "place_confirmed": bool(plan.questions),
        "area": bool(plan.unplaced),
        "write_known": plan.known > 0,
    }
    areas = queries.visible_areas(request.actor, "households.manage").below(waiting.path)
    wanted = frozenset(name for name, is_asked in asked.items() if is_asked)
    return ConfirmForm(areas, wanted, request.POST if request.method == "POST" else None)


def _tell(request: PageRequest, outcome: services.ImportOutcome) -> None:
    """What was written, and what was not and why."""
    written = {"count": format_number(outcome.written)}
    messages.success(request, _("Households written: %(count)s.") % written)
    if outcome.areas_added:
        names = {"names": ", ".join(outcome.areas_added)}
        messages.info(request, _("New residential areas: %(names)s.") % names)
    if outcome.known:
        known = {"count": format_number(outcome.known)}
        messages.info(request, _("In the list already, not written again: %(count)s.") % known)
    if outcome.held:
        held = {"count": format_number(outcome.held)}
        messages.warning(
            request,
            _(
                "Held back: %(count)s. Correct the file and import it again: what "
                "is in the list already is not written twice."
            )
            % held,
        )


def _preview_page(
    request: PageRequest, waiting: HouseholdImport, plan: ImportPlan, form: ConfirmForm
) -> HttpResponse:
    report = waiting.recognition
    counts = Counter(problem["severity"] for problem in report["problems"])
    shown = request.GET.get("muc")
    if shown not in counts:
        shown = next((severity for severity in SEVERITIES if counts[severity]), "")
    problems = [problem for problem in report["problems"] if problem["severity"] == shown]
    page = Paginator(problems, PROBLEMS_SHOWN).get_page(request.GET.get("page"))
    planned = [(area, one) for area in plan.areas for one in area.rows if one.household is None]
    context = {
        "waiting": waiting,
        "plan": plan,
        "form": form,
        "questions": [say(question) for question in plan.questions],
        "sheets": [(sheet, list(_columns(sheet))) for sheet in report["sheets"]],
        "first_rows": list(islice(planned, FIRST_ROWS)),
        "severities": [(key, SEVERITIES[key], counts[key]) for key in SEVERITIES if counts[key]],
        "shown": shown,
        "page": page,
        "lines": [_problem_line(problem) for problem in page],
    }
    status = 422 if form.errors else 200
    return render(request, "residents/import_preview.html", context, status=status)


def _columns(sheet: Mapping[str, Any]) -> Iterable[ColumnLine]:
    for column in sheet.get("columns", ()):
        field = column["field"] or ""
        name = KEPT_FIELDS.get(field) or READ_FIELDS.get(field) or ""
        header = column.get("header_decoded") or column["header"]
        yield ColumnLine(column["column"], header, str(name), field in KEPT_FIELDS)


def _problem_line(problem: Mapping[str, Any]) -> ProblemLine:
    row = "" if problem["row"] is None else str(problem["row"])
    if problem.get("to_row"):
        row = f"{row}–{problem['to_row']}"
    reason = say(Problem(problem["code"], params=problem.get("params", {})))
    if problem.get("see_row"):
        reason = f"{reason} {_see(problem)}"
    return ProblemLine(
        sheet=problem["sheet"] or "",
        row=row,
        cell=problem.get("cell", ""),
        typed=_plain(problem.get("raw")),
        stored=_stored(problem),
        reason=reason,
    )


def _see(problem: Mapping[str, Any]) -> str:
    where = {"row": problem["see_row"], "sheet": problem.get("see_sheet", "")}
    if where["sheet"]:
        return _("See row %(row)s of sheet %(sheet)s.") % where
    return _("See row %(row)s.") % where


def _stored(problem: Mapping[str, Any]) -> str:
    if problem["severity"] == "error":
        return _("not written")
    if "value" not in problem or problem["row"] is None:
        return ""
    return _plain(problem["value"]) or _("left empty")


def _plain(value: Any) -> str:
    """As it is typed: a year takes no dot."""
    return "" if value is None else str(value)
