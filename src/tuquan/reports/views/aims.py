"""The goals of an area beside its survey and its latest figures, and what is pressing there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tuquan.accounts.models import Role
from tuquan.base import clock
from tuquan.base.errors import Conflict
from tuquan.base.formfields import carried_out
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.tq import number
from tuquan.base.texts import say
from tuquan.base.texts.wording import worded
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.reports.models import PressingIssue
from tuquan.reports.planning_forms import GoalsForm, IssueForm, SettleForm
from tuquan.reports.queries import aims as queries
from tuquan.reports.services import aims as services

YEARS_SHOWN = 2


def aims(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Goals line by line, and the list of what is pressing; an area head and a commune change
    them, a leader reads them."""
    place, adoptions = _place(request, place_id)
    adoption, year = _chosen(request, adoptions), _year(request)
    found = queries.aims_of(adoption, place, year)
    form = GoalsForm(found.lines, request.POST or None)
    if done := carried_out(
        form, lambda _given: services.set_goals(request.actor, adoption, place, year, form.values())
    ):
        text = ngettext("%(count)s goal was changed.", "%(count)s goals were changed.", done.made)
        messages.success(request, text % {"count": number(done.made)})
        return redirect(_url(place, adoption, year))
    return _show(request, place, adoption, year, goals=form, status=422 if form.errors else 200)


@require_POST
def write_issue(request: PageRequest, place_id: int) -> HttpResponseBase:
    """Keep something that is pressing."""
    place, adoptions = _place(request, place_id)
    adoption, year = _chosen(request, adoptions), _year(request)
    form = IssueForm(request.POST)
    if carried_out(
        form,
        lambda given: services.write_issue(
            request.actor, adoption, place, given["text"], given["found_on"], given["due_on"]
        ),
    ):
        messages.success(request, _("It is on the list."))
        return redirect(_url(place, adoption, year))
    return _show(request, place, adoption, year, issue=form, status=422)


def settle_issue(request: PageRequest, issue_id: int) -> HttpResponseBase:
    """Say that something pressing is settled, and how."""
    issue = get_object_or_404(queries.writable_issues(request.actor), pk=issue_id)
    form, notice = SettleForm(request.POST or None), ""
    try:
        if carried_out(
            form,
            lambda given: services.settle_issue(
                request.actor, issue, given["settled_on"], given["outcome"]
            ),
        ):
            messages.success(request, _("It is settled."))
            return redirect("reports:aims", issue.place_id)
    except Conflict as conflict:
        notice = say(conflict.problem)
    context = {"issue": issue, "form": form, "notice": notice, "place_id": str(issue.place_id)}
    status = 409 if notice else 422 if form.errors else 200
    return render(request, "reports/settle_issue.html", context, status=status)


def _show(
    request: PageRequest,
    place: Place,
    adoption: Adoption,
    year: int,
    *,
    goals: GoalsForm | None = None,
    issue: IssueForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    _place_again, adoptions = _place(request, place.pk)
    found = queries.aims_of(adoption, place, year)
    issues = list(queries.issues_of([adoption], place))
    only_leads = all(grant.role == Role.GROUP_LEADER for grant in actor.grants)
    form = goals or GoalsForm(found.lines)
    context: dict[str, Any] = {
        "on_phone": only_leads,
        "template": "base/phone.html" if only_leads else "base/desk.html",
        "place": place,
        "place_id": str(place.pk),
        "adoption_id": str(adoption.pk),
        "programme": worded(adoption.content, "short_title"),
        "adoptions": [(str(one.pk), worded(one.content, "short_title")) for one in adoptions],
        "year": str(year),
        "years": [str(clock.today().year + ahead) for ahead in range(YEARS_SHOWN)],
        "period": found.period,
        "rows": list(form.rows()),
        "goals_form": form,
        "issue_form": issue or IssueForm(auto_id="viec-%s"),
        "open_issues": [_issue(one) for one in issues if one.settled_on is None],
        "settled_issues": [one for one in issues if one.settled_on],
        "may_change": actor.may("areas.report", place.path),
    }
    return render(request, "reports/aims.html", context, status=status)


def _issue(issue: PressingIssue) -> dict[str, Any]:
    late = issue.due_on is not None and issue.due_on < clock.today()
    days_left = (issue.due_on - clock.today()).days if issue.due_on else 0
    return {
        "issue": issue,
        "late": late,
        "days_left": days_left,
        "url": reverse("reports:settle_issue", args=[issue.pk]),
    }


def _place(request: PageRequest, place_id: int) -> tuple[Place, list[Adoption]]:
    place = get_object_or_404(queries.places_with_aims(request.actor), pk=place_id)
    adoptions = queries.adoptions_with_aims(place)
    if not adoptions:
        raise Http404
    return place, adoptions


def _chosen(request: PageRequest, adoptions: list[Adoption]) -> Adoption:
    """The adoption an address names, else one whose form is compared with a survey."""
    asked = request.GET.get("ct", "")
    found = next((one for one in adoptions if str(one.pk) == asked), None)
    surveyed = (one for one in adoptions if one.content.baseline_form)
    return found or next(surveyed, adoptions[0])


def _year(request: PageRequest) -> int:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else _this_year()


def _this_year() -> int:
    return clock.today().year


def _url(place: Place, adoption: Adoption, year: int) -> str:
    return f"{reverse('reports:aims', args=[place.pk])}?ct={adoption.pk}&nam={year}"
