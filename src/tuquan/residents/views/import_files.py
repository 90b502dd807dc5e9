"""Files around an import: the empty form 02 to fill, the workbook handed back with remarks."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tuquan.base import clock
from tuquan.base.blank_forms import FormColumn, Whole, blank_form
from tuquan.base.errors import Conflict, require
from tuquan.base.http import PageRequest
from tuquan.base.remarked import Noticed, remarked_workbook
from tuquan.base.workbooks import CONTENT_TYPE
from tuquan.residents import queries
from tuquan.residents.models import HouseholdImport
from tuquan.residents.queries.imports import report_of
from tuquan.residents.queries.values import MOST_MEMBERS, OLDEST_BIRTH_YEAR
from tuquan.residents.views.import_words import problem_sentence
from tuquan.residents.views.imports import import_of

FORM_02 = (
    "Tên nhóm",
    "Họ và tên người phụ trách các hộ gia đình",
    "Số TT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Số nhân khẩu trong gia đình",
    "Ghi chú",
)
"""The headings of form 02 exactly as they were issued (S2-30)."""

CODE_HEADING = "Mã hộ"
FORM_ROWS = 300


def form_02(request: PageRequest) -> HttpResponseBase:
    """The empty form 02, for the area named in the address or for any."""
    require(queries.importable_places(request.actor).exists())
    number = request.GET.get("thon", "")
    areas = queries.visible_areas(request.actor, "households.manage")
    area = areas.filter(pk=int(number)).first() if number.isdecimal() else None
    where = f"({area.name})" if area else "(thôn …)"
    widths = (14, 34, 8, 30, 12, 16, 40)
    rules: dict[str, Whole] = {
        "Năm sinh": Whole(
            OLDEST_BIRTH_YEAR,
            clock.today().year,
            _("Year of birth"),
            _("Write the year with four digits, for example 1975."),
        ),
        "Số nhân khẩu trong gia đình": Whole(
            1, MOST_MEMBERS, _("Members"), _("Write digits only, for example 4.")
        ),
    }
    columns = [
        FormColumn(heading, width, rules.get(heading))
        for heading, width in zip(FORM_02, widths, strict=True)
    ]
    content = blank_form(
        "Mẫu 02",
        ("DANH SÁCH", "Các hộ gia đình phân công phụ trách", where),
        _(
            "One line per household. Do not write ethnicity, religion, identity numbers, illness "
            "or poverty: they are not kept. Leave a cell empty when you do not know."
        ),
        [*columns, FormColumn(CODE_HEADING, 12, hidden=True)],
        FORM_ROWS,
    )
    return _file(content, "mau-02.xlsx")


def remarked(request: PageRequest, import_id: int) -> HttpResponseBase:
    """The workbook somebody handed in, with everything that was noticed written into it."""
    waiting = import_of(request, import_id)
    if waiting.state != HouseholdImport.State.PREVIEWED or waiting.content is None:
        raise Conflict("import_not_waiting")
    report = report_of(waiting)
    noticed = [
        Noticed(
            problem["sheet"] or "",
            problem["row"],
            problem.get("cell", ""),
            problem["severity"],
            problem_sentence(problem),
        )
        for problem in report["problems"]
    ]
    headings = {
        sheet["sheet"] or "": sheet["header_rows"][-1]
        for sheet in reversed(report["sheets"])
        if sheet.get("header_rows")
    }
    name = waiting.file_name
    content = remarked_workbook(name, bytes(waiting.content), noticed, _("Remarks"), headings)
    return _file(content, f"{PurePath(name).stem} - {_('remarks')}.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["Cache-Control"] = "no-store"
    return answer
