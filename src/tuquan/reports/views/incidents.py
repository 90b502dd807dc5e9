"""Reporting something unforeseen: the numbers to call first, then the report (S2-08)."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tuquan.base.errors import Conflict, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.reports.models import Obligation
from tuquan.reports.planning_forms import IncidentForm
from tuquan.reports.queries.incidents import incident_beginnings
from tuquan.reports.services.incidents import begin_incident


def incident(request: PageRequest) -> HttpResponseBase:
    """The emergency numbers, and the form that begins a report; sent on to write it."""
    require(bool(request.actor.paths("reports.view")))
    offered = incident_beginnings(request.actor)
    form = IncidentForm(offered, request.POST or None)
    notice = ""

    def begin(given: Given) -> Obligation:
        one = form.chosen
        return begin_incident(
            request.actor, one.adoption, one.report.key, one.reporter, given["happened_on"]
        )

    try:
        if done := carried_out(form, begin):
            return redirect("reports:write", done.made.pk)
    except Conflict as conflict:
        notice = say(conflict.problem)
    context = {
        "numbers": (("113", _("police")), ("114", _("fire brigade")), ("115", _("ambulance"))),
        "offered": offered,
        "form": form,
        "notice": notice,
    }
    status = 409 if notice else 422 if form.errors else 200
    return render(request, "reports/incident.html", context, status=status)
