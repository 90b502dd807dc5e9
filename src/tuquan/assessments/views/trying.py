"""What would come out if: nothing is kept."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tuquan.assessments import queries
from tuquan.assessments.forms import SheetForm
from tuquan.assessments.forms.trying import TryForm
from tuquan.assessments.views.frames import frame_for, lines_of, way_of
from tuquan.base.http import PageRequest
from tuquan.base.texts.rules import outcome_lines
from tuquan.core.assessing import rows_of


@require_safe
def what_if(request: PageRequest, sheet_id: int) -> HttpResponse:
    """The sheet with other figures and marks than it has, and what it would come to."""
    sheet = get_object_or_404(queries.visible_sheets(request.actor), pk=sheet_id)
    now = queries.read_sheet(sheet)
    asked = queries.figures_asked(now)
    data = request.GET if "thu" in request.GET else None
    figures = TryForm(asked, data)
    marked = SheetForm(rows_of(now.edition.criteria), sheet.marks, sheet.version, data)
    is_good = data is not None and figures.is_valid() and marked.is_valid()
    tried = now
    if is_good:
        marks = marked.marks(marked.cleaned_data)
        tried = queries.try_sheet(now, figures.values(), marks)
    context = frame_for(request.actor) | {
        "sheet": sheet,
        "now": now,
        "read": tried,
        "is_tried": is_good,
        "figures": figures,
        "form": marked,
        "lines": lines_of(request.actor, tried, marked),
        "classes": [outcome_lines(one, now.edition) for one in tried.result.explanation],
        "way": way_of(tried),
        "changed": queries.changed_rows(now, tried),
    }
    return render(request, "assessments/what_if.html", context)
