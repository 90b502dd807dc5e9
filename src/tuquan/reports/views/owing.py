"""Who owes what now, as everybody sees it from their own place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tuquan.accounts.models import Role
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.reports import queries
from tuquan.reports.queries.aims import places_with_aims
from tuquan.reports.queries.incidents import incident_beginnings
from tuquan.reports.queries.owing import NotOpen, Owed, not_open_yet, owed_now

SHORT = 5
"""How many reporters of one report are shown without being asked for."""

SOON = 7
"""Days before the last one in which a report is shown as due soon."""


@require_safe
def owing(request: PageRequest) -> HttpResponse:
    """Every report somebody has to write now, by urgency, and what is not open yet and why."""
    actor = request.actor
    require(bool(actor.paths("reports.view")))
    everything = owed_now(actor)
    programmes = {one.programme_key: one.programme for one in everything}
    chosen = request.GET.get("ct", "")
    chosen = chosen if chosen in programmes else ""
    owed = [one for one in everything if chosen in ("", one.programme_key)]
    only_leads = all(grant.role == Role.GROUP_LEADER for grant in actor.grants)
    context = {
        "parts": _parts(owed, for_leader=only_leads),
        "count": len(owed),
        "programmes": sorted(programmes.items(), key=lambda item: item[1]) if programmes else [],
        "chosen": chosen,
        "several_programmes": len(programmes) > 1,
        "closed": [_closed(actor, one) for one in not_open_yet(actor)],
        "areas": list(places_with_aims(actor)),
        "may_begin": bool(incident_beginnings(actor)),
        "on_phone": only_leads,
        "template": "base/phone.html" if only_leads else "base/desk.html",
    }
    return render(request, "reports/owing.html", context)


def _parts(owed: Sequence[Owed], *, for_leader: bool) -> list[dict[str, Any]]:
    """Overdue, due within a week, and later; parts without anything are left out.

    A long list of what is due later is folded away behind what is to be done now.
    """
    parts = (
        (_("Overdue"), [one for one in owed if one.standing.days_left < 0]),
        (_("Due within a week"), [one for one in owed if 0 <= one.standing.days_left <= SOON]),
        (_("Due later"), [one for one in owed if one.standing.days_left > SOON]),
    )
    has_work = bool(parts[0][1] or parts[1][1])
    return [
        {
            "title": title,
            "count": len(some),
            "is_folded": has_work and some is parts[2][1] and len(some) > SHORT,
            "rounds": _rounds([_entry(one, for_leader=for_leader) for one in some]),
        }
        for title, some in parts
        if some
    ]


def _rounds(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same report of many reporters together, in the order of what is due first."""
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for entry in entries:
        owed = entry["owed"]
        found.setdefault((owed.programme_key, owed.title, entry["due"]), []).append(entry)
    return [
        {"title": title, "due": due, "entries": some, "is_short": len(some) <= SHORT}
        for (_programme, title, due), some in found.items()
    ]


def _entry(owed: Owed, *, for_leader: bool) -> dict[str, Any]:
    chip_state, chip_text = queries.stage_words(owed.standing, for_leader=for_leader)
    number = owed.obligation.pk
    return {
        "owed": owed,
        "due": queries.due_words(owed.obligation.due_at),
        "chip_state": chip_state,
        "chip_text": chip_text,
        "write_url": reverse("reports:write", args=[number]) if owed.may_write else "",
        "deadline_url": reverse("reports:deadline", args=[number]) if owed.may_review else "",
    }


def _closed(actor: Actor, one: NotOpen) -> dict[str, Any]:
    """Why a report is not open, in a sentence, and where that can be changed."""
    adoption = one.adoption
    may_change = actor.may("programmes.adopt", adoption.place.path)
    sentences = {
        "event": _("It waits until every area has held its festival of %(year)s."),
        "level": _("The level that wrote it is abolished, and nobody was named to take it over."),
        "days": _("Nobody has said yet which days of %(year)s are worked."),
        "later": _("It opens on its own when its days have come."),
    }
    urls = {
        "event": f"{reverse('programmes:events')}?noi={adoption.place_id}&nam={one.year}",
        "level": reverse("programmes:terms", args=[adoption.pk]),
    }
    return {
        "title": one.title,
        "programme": worded(adoption.content, "short_title"),
        "why": sentences[one.why] % {"year": one.year},
        "opens_on": one.opens_on,
        "missing": _names(place.name for place in one.missing),
        "url": urls.get(one.why, "") if may_change else "",
        "label": _("Write the days") if one.why == "event" else _("Say who took over"),
    }


def _names(names: Iterable[str]) -> str:
    return ", ".join(names)
