"""Deciding about single rows of a list, and correcting what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.errors import Conflict
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.core.lists.taught import is_never_kept
from tuquan.residents import queries, services
from tuquan.residents.forms.imports import DecisionForm, GoneForm, MappingForm
from tuquan.residents.models import Household, HouseholdImport
from tuquan.residents.queries.import_plan import (
    GONE,
    HELD_BACK,
    UNCERTAIN,
    ImportPlan,
    PlannedArea,
    PlannedRow,
)
from tuquan.residents.queries.import_rows import household_of
from tuquan.residents.queries.imports import report_of
from tuquan.residents.queries.values import problems_of
from tuquan.residents.views.import_words import (
    KEPT_FIELDS,
    KINDS,
    READ_FIELDS,
    REASONS,
    change_lines,
    describe,
    plain,
    problem_sentence,
)
from tuquan.residents.views.imports import import_of

ROWS_SHOWN = 50
ASKED = (UNCERTAIN, HELD_BACK)
LOOK = "residents.import"
Said = Mapping[tuple[str, int], Sequence[Mapping[str, Any]]]
"""What holds rows back, by sheet and row."""

_SAME_ROW = ("duplicate_household", "duplicate_differs")


@never_cache
def rows(request: PageRequest, import_id: int) -> HttpResponseBase:
    """The rows of a list by what becomes of them; about some of them a person decides."""
    waiting = _waiting(request, import_id)
    report = report_of(waiting)
    plan = queries.import_plan(waiting.place, report, None, waiting.decisions)
    said = _said(report)
    counts = {kind: _count(plan, kind) for kind in KINDS}
    kind = request.GET.get("loai", "")
    if kind not in KINDS:
        kind = next((kind for kind in KINDS if counts[kind]), UNCERTAIN)
    page = Paginator(_of(plan, kind), ROWS_SHOWN).get_page(request.GET.get("page"))
    form = _form(request, waiting, kind, page, said)
    if form is not None and carried_out(form, lambda _given: _save(request, waiting, form)):
        messages.success(request, _("Your decisions are kept."))
        return redirect(f"{_address(waiting)}?loai={kind}&page={page.number}")
    _mark(request, kind, page)
    context = {
        "waiting": waiting,
        "kinds": [(key, KINDS[key], counts[key]) for key in KINDS if counts[key]],
        "shown": kind,
        "page": page,
        "form": form,
        "lines": [_line(one, form, said) for one in page] if kind != GONE else [],
        "gone": list(zip(page, form.households(), strict=True))
        if isinstance(form, GoneForm)
        else [],
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "residents/import_rows.html", context, status=status)


def _waiting(request: PageRequest, import_id: int) -> HouseholdImport:
    waiting = import_of(request, import_id)
    if waiting.state != HouseholdImport.State.PREVIEWED:
        raise Conflict("import_not_waiting")
    return waiting


def _address(waiting: HouseholdImport) -> str:
    return reverse("residents:import_rows", args=[waiting.pk])


def _of(plan: ImportPlan, kind: str) -> Sequence[Any]:
    if kind == GONE:
        return plan.gone
    return plan.asking(kind) if kind in ASKED else list(plan.of(kind))


def _count(plan: ImportPlan, kind: str) -> int:
    return len(plan.asking(kind)) if kind in ASKED else plan.counts[kind]


def _form(
    request: PageRequest, waiting: HouseholdImport, kind: str, page: Page[Any], said: Said
) -> DecisionForm | GoneForm | None:
    data = request.POST if request.method == "POST" else None
    if kind == GONE:
        given = waiting.decisions.get("gone", {})
        days = {day.partition(":")[2] for day in given.values()}
        initial = {"closed_on": days.pop()} if len(days) == 1 else {}
        offers = {one.pk: (describe(one), str(one.pk) in given) for _, one in page}
        return GoneForm(offers, data, initial=initial)
    if kind not in ASKED:
        return None
    return DecisionForm({one.key: _offer(one, said) for _, one in page}, data)


def _said(report: Mapping[str, Any]) -> Said:
    """What holds each row back."""
    found: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for problem in report["problems"]:
        if problem["severity"] == "error" and problem["row"] is not None:
            found.setdefault((problem["sheet"] or "", problem["row"]), []).append(problem)
    return found


def _offer(planned: PlannedRow, said: Said) -> tuple[str, list[tuple[str, Any]], str]:
    """The label of a row, what can be decided about it, and what was decided."""
    row = planned.row
    choices: list[tuple[str, Any]] = [("", _("decide later"))]
    if planned.asks == UNCERTAIN:
        choices += [
            (f"same:{one.pk}", _("the same household as %(household)s") % {"household": words})
            for one, words in ((one, describe(one)) for one, _like in planned.likes)
        ]
        choices.append(("another", _("another household, write it")))
    else:
        choices += _held_choices(row, said.get((row["sheet"] or "", row["row"]), ()))
    choices.append(("leave", _("leave out")))
    label = _("Row %(row)s: %(name)s") % {"row": plain(row["row"]), "name": row["head_name"]}
    return label, choices, planned.decision


def _held_choices(
    row: Mapping[str, Any], said: Sequence[Mapping[str, Any]]
) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = []
    if not problems_of(household_of(row)):
        choices.append(("import", _("write it all the same")))
    for problem in said:
        if problem["code"] in _SAME_ROW:
            where = {"row": problem["see_row"]}
            choices.append(("same_row", _("the same household as row %(row)s") % where))
    return choices


def _save(request: PageRequest, waiting: HouseholdImport, form: DecisionForm | GoneForm) -> None:
    if isinstance(form, GoneForm):
        services.decide_rows(request.actor, waiting, {}, form.decisions())
    else:
        services.decide_rows(request.actor, waiting, form.decisions(), {})


def _line(
    one: tuple[PlannedArea, PlannedRow],
    form: DecisionForm | GoneForm | None,
    said: Said,
) -> dict[str, Any]:
    area, planned = one
    problems = said.get((planned.row["sheet"] or "", planned.row["row"]), ())
    return {
        "area": area.name,
        "row": planned.row,
        "household": planned.household,
        "changes": change_lines(planned.changes),
        "likes": [
            (describe(household), [REASONS[reason] for reason in like.reasons])
            for household, like in planned.likes
        ],
        "said": [problem_sentence(problem) for problem in problems] if planned.asks else [],
        "field": form[planned.key] if isinstance(form, DecisionForm) else None,
    }


def _mark(request: PageRequest, kind: str, page: Page[Any]) -> None:
    """Records of the register that are shown here leave a mark."""
    seen: dict[int, Household] = {}
    for _area, one in page:
        households = [one] if kind == GONE else [household for household, _like in one.likes]
        seen |= {household.pk: household for household in households}
    if seen:
        marked = [(household, household.path) for household in seen.values()]
        mark_looks(request.actor, marked, Look.Kind.LISTED, LOOK)


@never_cache
def mapping(request: PageRequest, import_id: int) -> HttpResponseBase:
    """What each column of the file holds; a person corrects it, and the file is read again."""
    waiting = _waiting(request, import_id)
    report = report_of(waiting)
    form = MappingForm(
        _column_offers(report),
        _sheet_offers(report, waiting),
        _field_choices(),
        request.POST if request.method == "POST" else None,
    )

    def read_again(given: Given) -> None:
        services.correct_mapping(
            request.actor,
            waiting,
            form.columns(),
            left_out=form.sheets("leave-"),
            wanted=form.sheets("read-"),
            remember=given["remember"],
        )

    if carried_out(form, read_again):
        messages.success(request, _("The file was read again as you said."))
        return redirect("residents:import_preview", waiting.pk)
    context = {
        "waiting": waiting,
        "form": form,
        "sheets": [_sheet_line(sheet, report, form) for sheet in report["sheets"]],
    }
    status = 422 if form.errors else 200
    return render(request, "residents/import_mapping.html", context, status=status)


def _field_choices() -> list[tuple[str, Any]]:
    return [("", _("leave out")), *KEPT_FIELDS.items(), *READ_FIELDS.items()]


def _columns(sheet: Mapping[str, Any], report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of a sheet with a heading, then those with values only."""
    samples = report["samples"].get(str(sheet["index"]), {})
    columns = {
        column["column"]: {
            "letter": column["column"],
            "header": column.get("header_decoded") or column["header"],
            "field": column["field"] or "",
        }
        for column in sheet.get("columns", ())
    }
    for letter in samples:
        columns.setdefault(letter, {"letter": letter, "header": "", "field": ""})
    return [
        column | {"samples": samples.get(letter, ()), "never": is_never_kept(column["header"])}
        for letter, column in sorted(columns.items(), key=lambda item: (len(item[0]), item[0]))
    ]


def _column_offers(report: Mapping[str, Any]) -> dict[tuple[int, str], tuple[Any, str]]:
    return {
        (sheet["index"], column["letter"]): (
            _("Column %(letter)s: %(header)s")
            % {"letter": column["letter"], "header": column["header"] or "–"},
            column["field"],
        )
        for sheet in report["sheets"]
        for column in _columns(sheet, report)
        if not column["never"]
    }


def _sheet_offers(
    report: Mapping[str, Any], waiting: HouseholdImport
) -> dict[str, tuple[Any, bool]]:
    """Lists may be left out; hidden sheets and those that look like no list may be read."""
    left, wanted = (waiting.mapping.get(name, ()) for name in ("left_out", "wanted"))
    offers: dict[str, tuple[Any, bool]] = {}
    for sheet in report["sheets"]:
        number = sheet["index"]
        if number in left or (sheet["role"] == "list" and number not in wanted):
            offers[f"leave-{number}"] = (_("Leave this sheet out"), number in left)
        elif number in wanted or sheet["role"] in ("old_copy", "team_members"):
            offers[f"read-{number}"] = (_("Read this sheet too"), number in wanted)
    return offers


def _sheet_line(
    sheet: Mapping[str, Any], report: Mapping[str, Any], form: MappingForm
) -> dict[str, Any]:
    number = sheet["index"]
    tick = next((name for name in (f"leave-{number}", f"read-{number}") if name in form.fields), "")
    return {
        "name": sheet["sheet"] or report["file"],
        "role": sheet["role"],
        "columns": [
            column | {"box": None if column["never"] else form[f"c-{number}-{column['letter']}"]}
            for column in _columns(sheet, report)
        ],
        "tick": form[tick] if tick else None,
    }
