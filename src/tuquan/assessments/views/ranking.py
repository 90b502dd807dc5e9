"""Units ranked in their clusters, and titles of years before the system."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tuquan.assessments import queries, services
from tuquan.assessments.forms.running import ClustersForm, TitleForm
from tuquan.assessments.models import AssessmentCycle, AssessmentSheet
from tuquan.assessments.views.frames import cluster_rows, frame_for
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest


@require_http_methods(["GET", "HEAD", "POST"])
def ranking(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """The ranking of what was checked; posted, the clusters are set."""
    actor = request.actor
    found = _cycle(actor, cycle_id)
    sheets = list(queries.visible_sheets(actor).filter(cycle=found))
    standing = [(one.pk, services.Standing(one.cluster, one.zone)) for one in sheets]
    data = request.POST if request.method == "POST" else None
    form = ClustersForm(standing, queries.zones_in(found.content), data)

    def work(_given: Given) -> int:
        return services.set_standings(actor, found, form.standings())

    if request.method == "POST" and carried_out(form, work):
        messages.success(request, _("The clusters were set."))
        return redirect("assessments:ranking", found.pk)
    clusters = queries.ranking_of(found, sheets)
    context = frame_for(actor) | {
        "cycle": found,
        "clusters": [cluster_rows(one, found.content) for one in clusters],
        "form": form,
        "sheets": [(one, form.fields_of(one.pk)) for one in sheets],
        "may_set": actor.may("assessments.decide", found.path),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/ranking.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def titles(request: PageRequest, cycle_id: int) -> HttpResponseBase:
    """Titles the units of a cycle held in earlier years; posted, one is entered."""
    actor = request.actor
    found = _cycle(actor, cycle_id)
    sheets = {one.pk: one for one in queries.visible_sheets(actor).filter(cycle=found)}
    named = [(key, _named(one)) for key, one in sheets.items()]
    choices = queries.title_choices(found.content)
    form = TitleForm(named, choices, request.POST if request.method == "POST" else None)

    def work(given: Given) -> None:
        sheet = sheets[given["sheet"]]
        wanted = ("title", "year", "held", "decision_number")
        new = services.NewTitle(**{name: given[name] for name in wanted})
        services.enter_title(actor, found.adoption, sheet.place, sheet.group, new)

    if request.method == "POST" and carried_out(form, work):
        messages.success(request, _("The title was entered."))
        return redirect("assessments:titles", found.pk)
    words = dict(choices)
    context = frame_for(actor) | {
        "cycle": found,
        "form": form,
        "choices": choices,
        "held": [(one, words.get(one.title, one.title)) for one in queries.titles_in(actor, found)],
        "may_enter": bool(actor.paths("assessments.verify")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/titles.html", context, status=status)


@require_POST
def remove_title(request: PageRequest, cycle_id: int, title_id: int) -> HttpResponseBase:
    """Take out a title that was entered by mistake."""
    found = _cycle(request.actor, cycle_id)
    title = get_object_or_404(queries.titles_in(request.actor, found), pk=title_id)
    services.remove_title(request.actor, title)
    messages.success(request, _("The title was taken out."))
    return redirect("assessments:titles", found.pk)


def _cycle(actor: Actor, cycle_id: int) -> AssessmentCycle:
    require(queries.runs_cycles(actor))
    found: AssessmentCycle = get_object_or_404(queries.visible_cycles(actor), pk=cycle_id)
    return found


def _named(sheet: AssessmentSheet) -> str:
    return f"{sheet.group.name}, {sheet.place.name}" if sheet.group else sheet.place.name
