"""Reporting something unforeseen: the numbers to call first, then the report (S2-08)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.formfields import add_problems
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.reports.planning_forms import IncidentForm
from tuquan.reports.queries.incidents import incident_beginnings
from tuquan.reports.services.incidents import begin_incident


def incident(request: PageRequest) -> HttpResponseBase:
    """The emergency numbers, and the form that begins a report; sent on to write it."""
    require(bool(request.actor.paths("reports.view")))
    offered = incident_beginnings(request.actor)
    form = IncidentForm(offered, request.POST or None)
    notice = ""
    if request.method == "POST" and form.is_valid():
        chosen = form.chosen
        try:
            owed = begin_incident(
                request.actor,
                chosen.adoption,
                chosen.report.key,
                chosen.reporter,
                form.cleaned_data["happened_on"],
            )
        except Invalid as refusal:
            add_problems(form, refusal)
        except Conflict as conflict:
            notice = say(conflict.problem)
        else:
            return redirect("reports:write", owed.pk)
    context = {
        "numbers": (("113", _("police")), ("114", _("fire brigade")), ("115", _("ambulance"))),
        "offered": offered,
        "form": form,
        "notice": notice,
    }
    status = 409 if notice else 422 if form.errors else 200
    return render(request, "reports/incident.html", context, status=status)
