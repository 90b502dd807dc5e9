"""Figures of the whole commune that rows of the sheets are compared with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tuquan.assessments import queries, services
from tuquan.assessments.forms.benchmarks import BenchmarksForm, field_of
from tuquan.assessments.models import AssessmentCycle
from tuquan.assessments.views.frames import frame_for
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest


@require_http_methods(["GET", "HEAD", "POST"])
def benchmarks(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """The figures, to be read by everybody of the cycle; posted, they are set."""
    actor = request.actor
    found: AssessmentCycle = get_object_or_404(queries.visible_cycles(actor), pk=cycle_id)
    is_posted = request.method == "POST"
    form = BenchmarksForm(queries.benchmark_lines(found), request.POST if is_posted else None)

    def work(_given: Given) -> None:
        services.set_benchmarks(actor, found, form.given())

    if is_posted and carried_out(form, work, field_of):
        messages.success(request, _("The figures were set."))
        return redirect("assessments:benchmarks", found.pk)
    context = frame_for(actor) | {
        "cycle": found,
        "form": form,
        "rows": list(form.rows()),
        "may_set": actor.may("assessments.decide", found.path),
        "may_run": queries.runs_cycles(actor),
        "has_results": queries.sheet_counts(found).decided > 0,
    }
    status = 422 if is_posted else 200
    return render(request, "assessments/benchmarks.html", context, status=status)
