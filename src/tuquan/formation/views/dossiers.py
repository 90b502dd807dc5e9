"""The dossiers of a commune, and opening them (F-23)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tuquan.base.errors import DomainError, Invalid, require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.dossiers import STEPS
from tuquan.base.texts.wording import spoken
from tuquan.formation import queries, services
from tuquan.formation.forms import OpenForm
from tuquan.formation.models import Dossier
from tuquan.groups.queries import visible_groups, visible_regroupings
from tuquan.programmes.models import Adoption
from tuquan.programmes.queries import grouping_adoptions


@require_safe
def dossiers(request: PageRequest) -> HttpResponse:
    """The dossiers of a commune by area, and the groups that wait for one."""
    actor = request.actor
    require(bool(actor.paths("formation.view")))
    return _index(request, _chosen(request))


@require_POST
def open_dossiers(request: PageRequest) -> HttpResponseBase:
    """Open the dossiers of the proposed groups that were ticked."""
    require(bool(request.actor.paths("formation.manage")))
    adoption = _chosen_or_404(request)
    waiting = queries.groups_without_dossier(request.actor, adoption)
    groups = list(waiting.filter(pk__in=_numbers(request, "group")).select_related("place"))
    try:
        opened = services.open_dossiers(request.actor, adoption, groups)
    except Invalid as refusal:
        return _refused(request, adoption, refusal)
    text = ngettext("%(count)s dossier is open.", "%(count)s dossiers are open.", len(opened))
    messages.success(request, text % {"count": len(opened)})
    return redirect(address_of(adoption))


@require_POST
def open_later(request: PageRequest) -> HttpResponseBase:
    """Open the dossier of a group that works: reconstitute, recognise, dissolve."""
    require(bool(request.actor.paths("formation.manage")))
    adoption = _chosen_or_404(request)
    form = OpenForm(_working(request, adoption), request.POST)

    def open_one(given: Given) -> Dossier:
        group = get_object_or_404(visible_groups(request.actor), pk=given["group"])
        return services.open_dossier(
            request.actor, adoption, group, given["kind"], reason=given["reason"]
        )

    if done := carried_out(form, open_one):
        return redirect("formation:dossier", done.made.pk)
    return _index(request, adoption, form, status=422)


@require_POST
def open_plan(request: PageRequest, regrouping_id: int) -> HttpResponseBase:
    """Open the dossiers of all groups that a plan to reconstitute changes."""
    plan = get_object_or_404(visible_regroupings(request.actor), pk=regrouping_id)
    adoption = _chosen_or_404(request)
    try:
        services.open_for_plan(request.actor, adoption, plan)
    except Invalid as refusal:
        return _refused(request, adoption, refusal)
    messages.success(request, _("Every group the plan changes has its dossier now."))
    return redirect(address_of(adoption))


@require_POST
def decide(request: PageRequest) -> HttpResponseBase:
    """Write one decision about the dossiers that were ticked."""
    require(bool(request.actor.paths("formation.decide")))
    adoption = _chosen_or_404(request)
    mine = queries.visible_dossiers(request.actor, "formation.decide").filter(adoption=adoption)
    chosen = list(mine.under_way().filter(pk__in=_numbers(request, "dossier")))
    try:
        document = services.draft_decision(request.actor, chosen)
    except Invalid as refusal:
        return _refused(request, adoption, refusal)
    messages.success(request, _("The decision is written as a draft. Look at it, then issue it."))
    return redirect("documents:detail", document.pk)


def _index(
    request: PageRequest,
    adoption: Adoption | None,
    form: OpenForm | None = None,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    actor = request.actor
    ended = bool(request.GET.get("xong"))
    rows = queries.dossiers_by_area(actor, adoption, ended=ended) if adoption else []
    may_manage = bool(actor.paths("formation.manage"))
    may_decide = bool(actor.paths("formation.decide"))
    working = _working(request, adoption) if adoption else []
    shown = [(row, [_line(one) for one in row.dossiers]) for row in rows]
    context = {
        "adoption": adoption,
        "choices": _choices(grouping_adoptions(actor), adoption),
        "rows": shown,
        "can_open": may_manage and any(row.waiting for row in rows),
        "can_decide": may_decide and any(line["ready"] for _row, lines in shown for line in lines),
        "plans": queries.plans_to_open(actor, adoption) if adoption and may_manage else [],
        "form": form or (OpenForm(working) if working and may_manage else None),
        "problems": problems,
        "ended": ended,
        "may_manage": may_manage,
        "may_decide": may_decide,
        "here": address_of(adoption) if adoption else "",
    }
    return render(request, "formation/dossiers.html", context, status=status)


def _line(dossier: Dossier) -> dict[str, Any]:
    """A dossier on the list: what is next, who does it, whether it can be decided."""
    steps = queries.steps_of(dossier)
    following = next((step for step in steps if step.state == "now"), None)
    who = following.who if following else None
    return {
        "dossier": dossier,
        "next": STEPS[following.key] if following else "",
        "who": spoken(who.label, who.label_en) if who else "",
        "done": sum(step.state in ("done", "not_needed") for step in steps),
        "total": len(steps),
        "ready": bool(following and following.key == "decision" and dossier.decision is None),
    }


def _working(request: PageRequest, adoption: Adoption) -> list[Any]:
    """The formed groups somebody may open a dossier for."""
    actor = request.actor
    groups = visible_groups(actor).formed().filter(programme=adoption.edition.programme_id)
    groups = groups.below(adoption.place.path).exclude(
        pk__in=queries.visible_dossiers(actor).under_way().values("group_id")
    )
    return [one for one in groups if actor.may("formation.manage", one.path)]


def _refused(request: PageRequest, adoption: Adoption, refusal: DomainError) -> HttpResponse:
    problems = refusal.problems if isinstance(refusal, Invalid) else (refusal.problem,)
    return _index(request, adoption, None, tuple(map(say, problems)), status=422)


def _numbers(request: PageRequest, name: str) -> list[int]:
    return [int(one) for one in request.POST.getlist(name) if one.isdecimal()]


def _chosen(request: PageRequest) -> Adoption | None:
    adoptions = grouping_adoptions(request.actor)
    given = request.POST if request.method == "POST" else request.GET
    wanted = given.get("programme", ""), given.get("commune", "")
    named = (a for a in adoptions if (a.edition.programme.key, str(a.place_id)) == wanted)
    return next(named, next(iter(adoptions), None))


def _chosen_or_404(request: PageRequest) -> Adoption:
    adoption = _chosen(request)
    require(adoption is not None)
    assert adoption is not None  # noqa: S101 - tells the type checker
    return adoption


def _choices(adoptions: list[Adoption], chosen: Adoption | None) -> list[dict[str, Any]]:
    if len(adoptions) < 2:
        return []
    return [
        {
            "label": f"{one.place.name} · {_title(one)}",
            "query": _query(one),
            "current": one == chosen,
        }
        for one in adoptions
    ]


def _title(adoption: Adoption) -> str:
    content = adoption.edition.content
    return spoken(content.short_title, content.short_title_en)


def _query(adoption: Adoption) -> str:
    return urlencode(
        {"programme": adoption.edition.programme.key, "commune": str(adoption.place_id)}
    )


def address_of(adoption: Adoption) -> str:
    """The list of the dossiers of a programme in its commune."""
    return f"{reverse('formation:dossiers')}?{_query(adoption)}"
