"""What is installed, and an edition as an official reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.wording import due_words, period_words
from tuquan.core.programme import Calendar, Edition
from tuquan.programmes import queries, services
from tuquan.programmes.models import Adoption, ProgrammeEdition


@dataclass(frozen=True, slots=True)
class FirstLine:
    """The first report of a calendar in a place, in words; no period where it is not used."""

    calendar: Calendar
    period: str
    due: date | None


def index(request: PageRequest) -> HttpResponse:
    """The installed editions, who runs them, and for administrators what can be installed."""
    actor = request.actor
    require(bool(actor.paths("programmes.view")))
    running: dict[int, list[Adoption]] = {}
    for adoption in queries.adoptions_that_concern(actor):
        running.setdefault(adoption.edition_id, []).append(adoption)
    may_install = actor.may("programmes.manage", "")
    context = {
        "editions": [
            (edition, edition.content, running.get(edition.pk, []))
            for edition in queries.installed_editions()
        ],
        "packs": services.packs_to_install() if may_install else [],
        "may_adopt": bool(actor.paths("programmes.adopt")),
        "english": _english(),
    }
    return render(request, "programmes/index.html", context)


@require_POST
def install(request: PageRequest) -> HttpResponseBase:
    """Install a pack that comes with the product."""
    try:
        new = services.install_shipped(request.actor, request.POST.get("pack", ""))
    except Invalid as refusal:
        for problem in refusal.problems:
            messages.error(request, say(problem))
    else:
        text = ngettext(
            "%(count)s edition was installed.", "%(count)s editions were installed.", len(new)
        )
        messages.success(request, text % {"count": len(new)})
    return redirect("programmes:index")


def detail(request: PageRequest, edition_id: int) -> HttpResponse:
    """An edition as an official reads it, with the source of everything it says."""
    edition = readable_edition(request.actor, edition_id)
    concerned = queries.adoptions_that_concern(request.actor).filter(edition=edition)
    content = edition.content
    context = {
        "edition": edition,
        "content": content,
        "calendars": [(c, due_words(c.due), _form_title(content, c)) for c in content.calendars],
        "adoptions": [(adoption, list(_first_lines(adoption))) for adoption in concerned],
        "may_adopt": bool(request.actor.paths("programmes.adopt")),
        "english": _english(),
    }
    return render(request, "programmes/detail.html", context)


def readable_edition(actor: Actor, edition_id: int) -> ProgrammeEdition:
    """An installed edition for whoever may read programmes; 404 for the others."""
    require(bool(actor.paths("programmes.view")))
    return get_object_or_404(queries.installed_editions(), pk=edition_id)


def _first_lines(adoption: Adoption) -> Iterator[FirstLine]:
    for first in queries.first_reports(adoption):
        period = period_words(first.period) if first.period else ""
        yield FirstLine(first.calendar, period, first.due)


def _form_title(content: Edition, calendar: Calendar) -> str:
    form = content.form(calendar.form)
    return form.title_en if _english() and form.title_en else form.title


def _english() -> bool:
    return (get_language() or "").startswith("en")
