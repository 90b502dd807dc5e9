"""What every page knows: who is signed in, where they may go next, how they like to read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tuquan.accounts.models import Account, Role
from tuquan.approvals.queries import waiting_for
from tuquan.assessments.queries import (
    acceptance_of_the_year,
    findings_to_do,
    sheets_to_mark,
)
from tuquan.base.actor import Actor
from tuquan.base.counting import counted
from tuquan.base.reference import current_reference
from tuquan.notices.queries import own_notices, unread_count
from tuquan.outbox.queries import waiting_strays
from tuquan.places.queries import communes
from tuquan.reports.queries import reports_to_review
from tuquan.reports.queries.incidents import incident_beginnings
from tuquan.residents.queries import waiting_changes

TEXT_SIZE_COOKIE = "text_size"

DESK = (
    ("reports.endorse", _lazy("Today"), "area_desk", "home", ""),
    ("totals.review", _lazy("Communes"), "consolidations:communes", "home", ""),
    ("totals.view", _lazy("Reports"), "reports:desk", "clipboard", ""),
    ("totals.view", _lazy("Waiting for my approval"), "approvals:index", "check", ""),
    ("reports.view", _lazy("Who owes what"), "reports:owing", "clock", ""),
    ("groups.view", _lazy("Groups"), "groups:index", "people", ""),
    ("households.view", _lazy("Households"), "residents:index", "home", ""),
    ("places.view", _lazy("Notices"), "notices:inbox", "bell", ""),
    ("formation.view", _lazy("Dossiers"), "formation:dossiers", "file", _lazy("Form groups")),
    ("meetings.view", _lazy("Meetings"), "meetings:index", "people", _lazy("Form groups")),
    ("documents.view", _lazy("Official papers"), "documents:index", "file", _lazy("Form groups")),
    ("pledges.view", _lazy("Pledges"), "formation:pledges", "signature", _lazy("Form groups")),
    ("formation.view", _lazy("Models"), "formation:models", "clipboard", _lazy("Form groups")),
    ("bodies.view", _lazy("Committees"), "bodies:index", "people", _lazy("Form groups")),
    ("assessments.view", _lazy("Assessment"), "assessments:index", "check", _lazy("Assess")),
    ("assessments.view", _lazy("Visits"), "assessments:visits", "eye", _lazy("Assess")),
    ("awards.view", _lazy("Awards"), "awards:index", "star", _lazy("Assess")),
    ("exemplars.view", _lazy("Good models"), "exemplars:index", "copy", _lazy("Assess")),
    ("totals.view", _lazy("Chase"), "reports:chase", "bell", _lazy("Follow up")),
    ("totals.view", _lazy("Figures"), "insights:totals", "chart", _lazy("Follow up")),
    ("totals.write", _lazy("Reviews"), "insights:review", "file", _lazy("Follow up")),
    ("totals.view", _lazy("Totals sent up"), "consolidations:index", "file", _lazy("Follow up")),
    ("reports.review", _lazy("From closed phones"), "outbox:strays", "phone", _lazy("Follow up")),
    ("programmes.view", _lazy("Programmes"), "programmes:index", "file", _lazy("Follow up")),
    ("programmes.view", _lazy("Calendar"), "programmes:deadlines", "calendar", _lazy("Follow up")),
    ("programmes.manage", _lazy("The first hour"), "first_hour", "clock", _lazy("Set up")),
    ("places.manage", _lazy("Places"), "places:index", "pin", _lazy("Set up")),
    ("accounts.manage", _lazy("Accounts"), "accounts:index", "key", _lazy("Set up")),
    ("jobs.view", _lazy("Background work"), "jobs", "gear", _lazy("Set up")),
    ("audit.view", _lazy("Who did what"), "audit:index", "eye", _lazy("Privacy")),
    ("places.view", _lazy("Me"), "accounts:me", "gear", _lazy("Privacy")),
)
"""The desk's side menu: the permission it takes, the words, the address, the icon, the part."""

ONLY_WHERE_SOME_WAIT = ("approvals:index", "outbox:strays")

OF_COMMUNES = ("reports:desk",)
"""Lists with every group in them: the province comes to groups through its communes."""


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; cheap for visitors, three small queries for officers."""
    actor: Actor = getattr(request, "actor", Actor.anonymous())
    context: dict[str, Any] = {
        "text_size": request.COOKIES.get(TEXT_SIZE_COOKIE, ""),
        "sign_in_url": reverse("account_login"),
        "reference": current_reference(),
    }
    if actor.user_id is None:
        return context
    account = request.user
    items = phone_navigation() if is_leader_only(actor) else desk_navigation(actor)
    current = _current_url(request.path, [item["url"] for item in items])
    return context | {
        "sign_in_url": "",
        "sign_out_url": reverse("account_logout"),
        "person_name": actor.name,
        "address": account.address_form if isinstance(account, Account) else "",
        "place_name": workplace(actor),
        "navigation": [item | {"current": item["url"] == current} for item in items],
    }


def is_leader_only(actor: Actor) -> bool:
    """Whether the person only leads groups, and so lives on the phone pages."""
    return bool(actor.grants) and all(g.role == Role.GROUP_LEADER for g in actor.grants)


def is_above_communes(actor: Actor) -> bool:
    """Whether the person receives what communes send up, and no report of a group."""
    return bool(actor.paths("totals.review")) and not actor.paths("reports.review")


def workplace(actor: Actor) -> str:
    """The name of the commune an officer works for, when there is just one."""
    names = list(communes(actor).values_list("name", flat=True)[:2])
    return names[0] if len(names) == 1 else ""


def phone_navigation() -> list[dict[str, Any]]:
    """The four places of a leader's phone."""
    return [
        {"label": _("Today"), "url": reverse("home"), "icon": "home"},
        {"label": _("Households"), "url": reverse("groups:households"), "icon": "people"},
        {"label": _("Reports"), "url": reverse("reports:mine"), "icon": "clipboard"},
        {"label": _("More"), "url": reverse("accounts:me"), "icon": "dots"},
    ]


def leader_shortcuts(actor: Actor) -> list[dict[str, Any]]:
    """What a leader's first page leads to besides the reports."""
    unforeseen = {
        "label": _("Report something unforeseen"),
        "url": reverse("reports:incident"),
        "icon": "warning",
    }
    return [
        *([unforeseen] if incident_beginnings(actor) else []),
        {"label": _("Who owes what"), "url": reverse("reports:owing"), "icon": "clock"},
        {"label": _("Meetings and votes"), "url": reverse("meetings:index"), "icon": "people"},
        {"label": _("Pledges"), "url": reverse("formation:my_pledges"), "icon": "signature"},
        *_sheet_to_mark(actor),
        *_acceptance(actor),
        *_visits(actor),
        {"label": _("Good models"), "url": reverse("exemplars:index"), "icon": "copy"},
        {
            "label": _("Notices"),
            "url": reverse("notices:inbox"),
            "icon": "bell",
            "count": unread_count(actor),
        },
    ]


def _sheet_to_mark(actor: Actor) -> list[dict[str, Any]]:
    """The sheet of the year, while a leader can mark it."""
    sheet = sheets_to_mark(actor).first()
    if sheet is None:
        return []
    url = reverse("assessments:sheet", args=[sheet.pk])
    return [{"label": _("Sheet of the year"), "url": url, "icon": "check"}]


def _acceptance(actor: Actor) -> list[dict[str, Any]]:
    """The acceptance of the year, where the programme accepts instead of marking (S1-21)."""
    found = acceptance_of_the_year(actor)
    if found is None:
        return []
    url = reverse("assessments:acceptance", args=[found.pk])
    return [{"label": _("Acceptance of the year"), "url": url, "icon": "check"}]


def _visits(actor: Actor) -> list[dict[str, Any]]:
    """What was found on visits and is still to be done."""
    count = findings_to_do(actor).count()
    if not count:
        return []
    url = reverse("assessments:visits")
    return [{"label": _("Found on visits"), "url": url, "icon": "eye", "count": count}]


def desk_navigation(actor: Actor) -> list[dict[str, Any]]:
    """The desk's side menu: only what the person may open.

    Approvals, and entries of closed phones, are listed only where some wait.
    """
    above = is_above_communes(actor)
    counts = counted(_waiting(actor))
    return [
        {
            "label": str(label),
            "url": reverse(name),
            "icon": icon,
            "section": str(section),
            "count": counts.get(name, 0),
        }
        for permission, label, name, icon, section in DESK
        if actor.paths(permission)
        and (counts.get(name) or name not in ONLY_WHERE_SOME_WAIT)
        and not (above and name in OF_COMMUNES)
    ]


def _waiting(actor: Actor) -> dict[str, QuerySet[Any]]:
    """What waits for the person, by the address of its page."""
    found: dict[str, QuerySet[Any]] = {"notices:inbox": own_notices(actor).unread()}
    if actor.paths("totals.view"):
        found["approvals:index"] = waiting_for(actor)
    if actor.paths("reports.review"):
        found["outbox:strays"] = waiting_strays(actor)
        found["reports:desk"] = reports_to_review(actor)
    if actor.paths("households.check"):
        found["residents:index"] = waiting_changes(actor)
    return found


def _current_url(path: str, urls: Iterable[str]) -> str:
    """The address among these that a page belongs to: the longest one it stands under."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
