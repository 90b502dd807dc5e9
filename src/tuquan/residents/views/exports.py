"""Taking a list out: say what it is for, then save it; the file holds what the address asks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.workbooks import CONTENT_TYPE
from tuquan.places.queries import as_outline
from tuquan.residents import exports, queries
from tuquan.residents.forms import ExportForm, FilterForm
from tuquan.residents.views.lists import lanes_asked


@never_cache
def export(request: PageRequest) -> HttpResponse:
    """How many households, for what, in which file; the file follows at once."""
    actor = request.actor
    outline = as_outline(list(queries.visible_places_of_lists(actor)))
    require(bool(outline))
    asked = FilterForm(outline, lanes_asked(request), request.GET)
    wishes = asked.wishes()
    place = wishes.get("within") or outline[0][1]
    households = queries.find_households(actor, **wishes | {"within": place})
    form = ExportForm(request.POST if request.method == "POST" else None)

    def write(given: Given) -> HttpResponse:
        kind = given["kind"]
        content = exports.household_file(actor, place, households, given["purpose"], kind)
        types = {exports.WORKBOOK: CONTENT_TYPE, exports.TEXT_FILE: exports.CSV_TYPE}
        name = exports.file_name(place, kind)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type=types[kind], headers=headers)

    if done := carried_out(form, write):
        return done.made
    context = {
        "form": form,
        "place": place,
        "total": households.count(),
        "narrows": asked.narrows,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.errors else 200
    return render(request, "residents/export.html", context, status=status)
