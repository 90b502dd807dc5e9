"""Choosing a review and beginning its report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.documents.models import OfficialDocument
from tuquan.insights import exports, queries, services
from tuquan.insights.forms import ReviewForm
from tuquan.programmes.models import Adoption


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: PageRequest) -> HttpResponse:
    """Choose programme, review and time; the report is drafted with the figures in it."""
    actor = request.actor
    require(bool(actor.paths("totals.write")))
    adoptions = list(queries.reviewable_adoptions(actor))
    chosen = _chosen(request, adoptions)
    if chosen is None:
        rows = [(one, worded(one.content, "short_title")) for one in adoptions]
        return render(request, "insights/review_programmes.html", {"adoptions": rows})
    form = ReviewForm(chosen, request.POST if request.method == "POST" else None)

    def draft(given: Given) -> OfficialDocument:
        about = form.review(given)
        contents = exports.review_contents(queries.facts_for(actor, about))
        return services.draft_review(actor, about, contents, given["issuing_body"])

    done = carried_out(form, draft)
    if done:
        messages.success(request, _("The paper is begun. Check it, then issue it."))
        return redirect("documents:detail", done.made.pk)
    context = {
        "form": form,
        "adoption": chosen,
        "title": worded(chosen.content, "short_title"),
        "has_others": len(adoptions) > 1,
    }
    return render(request, "insights/review.html", context, status=422 if form.errors else 200)


def _chosen(request: PageRequest, adoptions: list[Adoption]) -> Adoption | None:
    """The programme asked for, or the only one; none while there is a choice to make."""
    asked = request.GET.get("chuong-trinh", "")
    if asked:
        number = int(asked) if asked.isdecimal() else None
        return get_object_or_404(queries.reviewable_adoptions(request.actor), pk=number)
    return adoptions[0] if len(adoptions) == 1 else None
