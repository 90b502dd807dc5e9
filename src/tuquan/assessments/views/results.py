"""A result explained, and corrected by a later one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.assessments import queries, services
from tuquan.assessments.forms import CorrectionForm
from tuquan.assessments.models import AssessmentResult
from tuquan.assessments.queries.evidence import evidence_of
from tuquan.assessments.views.frames import frame_for, lines_of, quota_words, way_of
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.rules import outcome_lines


@require_safe
def result(request: PageRequest, result_id: int) -> HttpResponse:
    """What came out and why, line by line, from what was kept when the result was given."""
    return _show(request, _result(request.actor, result_id))


@require_POST
def correct(request: PageRequest, result_id: int) -> HttpResponseBase:
    """Give another result in its place, with the reason."""
    found = _result(request.actor, result_id)
    require(found.sheet.decidable_by(request.actor))
    form = CorrectionForm(request.POST)
    if done := carried_out(
        form, lambda given: services.correct(request.actor, found, given["reason"])
    ):
        messages.success(request, _("The result was corrected; the earlier one stays readable."))
        return redirect("assessments:result", done.made.pk)
    return _show(request, found, form)


def _result(actor: Actor, result_id: int) -> AssessmentResult:
    found: AssessmentResult = get_object_or_404(queries.visible_results(actor), pk=result_id)
    return found


def _show(
    request: PageRequest, found: AssessmentResult, form: CorrectionForm | None = None
) -> HttpResponse:
    read = queries.read_result(found)
    later = queries.later_result(found)
    context = frame_for(request.actor) | {
        "result": found,
        "sheet": found.sheet,
        "evidence": evidence_of(found.sheet),
        "read": read,
        "lines": lines_of(request.actor, read, None),
        "classes": [outcome_lines(one, read.edition) for one in read.result.explanation],
        "way": way_of(read),
        "quotas": quota_words(found, read),
        "complaints": list(queries.complaints_about(found)),
        "later": later,
        "form": form or CorrectionForm(),
        "may_correct": later is None and found.sheet.decidable_by(request.actor),
    }
    return render(request, "assessments/result.html", context, status=422 if form else 200)
