"""What every page knows: who is signed in, where they may go next, how they like to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tuquan.accounts.models import Account, Role
from tuquan.base.actor import Actor
from tuquan.base.reference import current_reference
from tuquan.places.queries import communes
from tuquan.reports.queries import waiting_count

TEXT_SIZE_COOKIE = "text_size"


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
    return context | {
        "sign_in_url": "",
        "sign_out_url": reverse("account_logout"),
        "person_name": actor.name,
        "address": account.address_form if isinstance(account, Account) else "",
        "place_name": workplace(actor),
        "navigation": [
            item | {"current": _is_current(request.path, item["url"])} for item in items
        ],
    }


def is_leader_only(actor: Actor) -> bool:
    """Whether the person only leads groups, and so lives on the phone pages."""
    return bool(actor.grants) and all(g.role == Role.GROUP_LEADER for g in actor.grants)


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


def desk_navigation(actor: Actor) -> list[dict[str, Any]]:
    """The desk's side menu: only what the person may open."""
    return list(_desk_items(actor))


def _desk_items(actor: Actor) -> Iterator[dict[str, Any]]:
    def may(permission: str) -> bool:
        return bool(actor.paths(permission))

    if may("reports.review") or may("totals.view"):
        count = waiting_count(actor) if may("reports.review") else 0
        yield _item(_("Reports"), "reports:desk", "clipboard", count=count)
    if may("groups.view"):
        yield _item(_("Groups"), "groups:index", "people")
    if may("households.view"):
        yield _item(_("Households"), "residents:index", "home")
    if may("totals.view"):
        yield _item(_("Figures"), "insights:totals", "chart", section=_("Follow up"))
    if may("programmes.view"):
        yield _item(_("Programmes"), "programmes:index", "file", section=_("Follow up"))
    if actor.holds(Role.ADMINISTRATOR):
        yield _item(_("The first hour"), "first_hour", "clock", section=_("Set up"))
    if may("places.manage"):
        yield _item(_("Places"), "places:index", "pin", section=_("Set up"))
    if may("accounts.manage"):
        yield _item(_("Accounts"), "accounts:index", "key", section=_("Set up"))
    if may("audit.view"):
        yield _item(_("Who did what"), "audit:index", "eye", section=_("Privacy"))
    yield _item(_("Me"), "accounts:me", "gear", section=_("Privacy"))


def _item(label: str, name: str, icon: str, *, count: int = 0, section: str = "") -> dict[str, Any]:
    return {"label": label, "url": reverse(name), "icon": icon, "count": count, "section": section}


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
