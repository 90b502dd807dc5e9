"""The leader's telephone: what to do now, and what became of everything sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tuquan.accounts.models import Role
from tuquan.base import clock
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import led_groups
from tuquan.reports import queries
from tuquan.reports.models import Obligation
from tuquan.reports.queries.phone import shell_link

SENT_ON_HOME = 5
"""How many sent reports the first page shows; the rest is one tap away."""

ON_ONE_PAGE = 24
"""Two years of monthly reports."""


def leader_home(request: PageRequest, shortcuts: Sequence[Mapping[str, Any]] = ()) -> HttpResponse:
    """Today: the report due next with one big button, then what else, then what was sent.

    `shortcuts` lead to what stands above the reports: label, url, icon, count.
    """
    groups = list(led_groups(request.actor))
    owed = queries.owed_by(request.actor, groups)
    sent = queries.sent_by(request.actor, groups)[:SENT_ON_HOME]
    context = _heading(groups) | {
        "groups": groups,
        "main": _entry(owed[0], groups) if owed else None,
        "others": [_entry(obligation, groups) for obligation in owed[1:]],
        "sent": [_entry(obligation, groups) for obligation in sent],
        "shortcuts": shortcuts,
    }
    return render(request, "reports/home.html", context)


def mine(request: PageRequest) -> HttpResponse:
    """Every report the leader's groups owe or have sent, newest first (F-39)."""
    require(request.actor.holds(Role.GROUP_LEADER))
    groups = list(led_groups(request.actor))
    obligations = queries.led_obligations(request.actor, groups)
    page = Paginator(obligations, ON_ONE_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": [_entry(obligation, groups) for obligation in page]}
    return render(request, "reports/mine.html", context)


def _heading(groups: list[ResidentGroup]) -> dict[str, Any]:
    return {"group": groups[0] if groups else None, "several": len(groups) > 1}


def _entry(obligation: Obligation, groups: list[ResidentGroup]) -> dict[str, Any]:
    """What a card or a line says about one obligation."""
    standing = queries.standing_of(obligation, clock.now())
    report = queries.report_of(obligation)
    chip_state, chip_text = queries.stage_words(standing, for_leader=True)
    read = report is not None and standing.handed_in
    writable = not standing.handed_in and not obligation.is_locked(clock.now())
    return {
        "title": queries.report_title(obligation),
        "programme": worded(obligation.edition.content, "short_title"),
        "group": queries.reporter_name(obligation) if len(groups) > 1 else "",
        "due": queries.due_words(obligation.due_at),
        "report": report,
        "standing": standing,
        "chip_state": chip_state,
        "chip_text": chip_text,
        "kept_url": shell_link(obligation) if writable else "",
        "url": reverse("reports:detail", args=[report.pk])
        if report and read
        else reverse("reports:write", args=[obligation.pk]),
    }
