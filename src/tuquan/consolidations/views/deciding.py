"""Saying yes to a total or giving it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.errors import DomainError, NotAllowed
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.consolidations import queries, services
from tuquan.consolidations.forms import DecideForm, WordsForm
from tuquan.consolidations.views.preparing import owed_total, total_context
from tuquan.reports.models import Obligation
from tuquan.reports.queries import report_on, reporter_name


@require_POST
def decide(request: PageRequest, obligation_id: int) -> HttpResponse:
    """Do what the button says; refused, the total is shown again with the reason kept."""
    obligation = owed_total(request.actor, obligation_id)
    form = DecideForm(request.POST)
    try:
        if carried_out(form, lambda given: _decide(request, obligation, given)):
            return redirect("consolidations:total", obligation.pk)
    except NotAllowed:
        raise
    except DomainError as refusal:
        form.add_error(None, say(refusal.problem))
    ready = queries.prepared(obligation)
    words = WordsForm(obligation.form, report_on(obligation))
    context = total_context(request, obligation, ready, words) | {"decide_form": form}
    return render(request, "consolidations/total.html", context, status=422)


def _decide(request: PageRequest, obligation: Obligation, said: Given) -> None:
    actor = request.actor
    if said["as_second"]:
        services.answer_as_second(actor, obligation, said["seen"], said["verdict"], said["reason"])
        yes = _("The total may go up as it stands.")
        no = _("The total goes back to who prepares it, with your reason.")
    else:
        services.decide_sent(
            actor, obligation, said["seen"], said["base"], said["verdict"], said["reason"]
        )
        words = {"commune": reporter_name(obligation)}
        yes = _("The total of %(commune)s is accepted.") % words
        no = _("The total goes back to %(commune)s, with your reason.") % words
    messages.success(request, yes if said["verdict"] == "approve" else no)
