"""What is installed, an edition as an official reads it, and what tells two editions apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.base.http import PageRequest
from tuquan.base.texts import say
from tuquan.base.texts.differences import difference_words
from tuquan.base.texts.pack_words import PARTS
from tuquan.base.texts.wording import due_words, period_words
from tuquan.core.packs.diff import Difference, differences
from tuquan.core.programme import Calendar
from tuquan.programmes import queries, services
from tuquan.programmes.models import Adoption, Programme, ProgrammeEdition


@dataclass(frozen=True, slots=True)
class FirstLine:
    """The first report of a calendar in a place; `words` says why there is no day."""

    calendar: Calendar
    period: str
    due: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Running:
    """A place that runs an edition, with its first reports and the editions it may go on with."""

    adoption: Adoption
    firsts: Sequence[FirstLine]
    others: Sequence[ProgrammeEdition]
    may_adopt: bool


@dataclass(frozen=True, slots=True)
class Installed:
    """A programme with its editions, the newest first, each with who runs it."""

    programme: Programme
    editions: Sequence[tuple[ProgrammeEdition, Sequence[Adoption]]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions of a programme, the older one first."""

    old: ProgrammeEdition
    new: ProgrammeEdition


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """What differs in one part of a plan, a sentence each."""

    title: str
    changes: Sequence[tuple[Difference, str]]


def index(request: PageRequest) -> HttpResponse:
    """The installed editions, who runs them, and for administrators what can be installed."""
    actor = request.actor
    require(bool(actor.paths("programmes.view")))
    may_install = actor.may("programmes.manage", "")
    context = {
        "programmes": list(_installed(actor)),
        "packs": services.packs_to_install() if may_install else [],
        "may_install": may_install,
        "may_adopt": bool(actor.paths("programmes.adopt")),
        "english": _english(),
    }
    return render(request, "programmes/index.html", context)


@require_POST
def install(request: PageRequest) -> HttpResponseBase:
    """Install a pack that comes with the product."""
    try:
        done = services.install_shipped(request.actor, request.POST.get("pack", ""))
    except Invalid as refusal:
        for problem in refusal.problems:
            messages.error(request, say(problem))
    except Conflict as conflict:
        messages.error(request, say(conflict.problem))
    else:
        messages.success(request, installed_words(done))
    return redirect("programmes:index")


def installed_words(done: services.Installation) -> str:
    """What an installation added and renewed."""
    if not done:
        return _("Nothing new: this is installed already.")
    new, renewed = len(done.new), len(done.renewed)
    added = ngettext(
        "%(count)s edition was installed.", "%(count)s editions were installed.", new
    ) % {"count": new}
    papers = ngettext(
        "The forms of %(count)s edition were renewed.",
        "The forms of %(count)s editions were renewed.",
        renewed,
    ) % {"count": renewed}
    return " ".join(text for text, count in ((added, new), (papers, renewed)) if count)


def detail(request: PageRequest, edition_id: int) -> HttpResponse:
    """An edition as an official reads it, with the source of everything it says."""
    actor = request.actor
    edition = readable_edition(actor, edition_id)
    adoptions = list(queries.adoptions_that_concern(actor).filter(edition=edition))
    others = list(queries.editions_beside(edition))
    context = {
        "edition": edition,
        "content": edition.content,
        "document": queries.read_document(edition, adoptions),
        "adoptions": [
            Running(
                adoption,
                list(_first_lines(adoption)),
                others,
                actor.may("programmes.adopt", adoption.place.path),
            )
            for adoption in adoptions
        ],
        "compared": [_in_order(edition, other) for other in others],
        "may_adopt": bool(actor.paths("programmes.adopt")),
        "english": _english(),
    }
    return render(request, "programmes/detail.html", context)


def changes(request: PageRequest, old_id: int, new_id: int) -> HttpResponse:
    """What a new edition of a programme changes, part by part."""
    old = readable_edition(request.actor, old_id)
    new = get_object_or_404(queries.editions_beside(old), pk=new_id)
    found = differences(old.content, new.content)
    context = {
        "old": old,
        "new": new,
        "content": new.content,
        "parts": list(_by_part([one for one in found if not one.minor])),
        "minor": [difference_words(one) for one in found if one.minor],
        "english": _english(),
    }
    return render(request, "programmes/differences.html", context)


def readable_edition(actor: Actor, edition_id: int) -> ProgrammeEdition:
    """An installed edition for whoever may read programmes; 404 for the others."""
    require(bool(actor.paths("programmes.view")))
    return get_object_or_404(queries.installed_editions(), pk=edition_id)


def _installed(actor: Actor) -> Iterator[Installed]:
    running: dict[int, list[Adoption]] = {}
    for adoption in queries.adoptions_that_concern(actor):
        running.setdefault(adoption.edition_id, []).append(adoption)
    by_programme: dict[int, list[ProgrammeEdition]] = {}
    for edition in queries.installed_editions():
        by_programme.setdefault(edition.programme_id, []).append(edition)
    for editions in by_programme.values():
        editions.sort(key=lambda one: one.content.effective_from, reverse=True)
        lines = [(edition, running.get(edition.pk, [])) for edition in editions]
        yield Installed(editions[0].programme, lines)


def _first_lines(adoption: Adoption) -> Iterator[FirstLine]:
    for first in queries.first_reports(adoption):
        period = period_words(first.period) if first.period else ""
        waiting = due_words(first.rule) if first.rule else _("not used here")
        yield FirstLine(first.calendar, period, first.due, waiting)


def _in_order(one: ProgrammeEdition, other: ProgrammeEdition) -> Compared:
    if other.content.effective_from < one.content.effective_from:
        return Compared(other, one)
    return Compared(one, other)


def _by_part(found: Sequence[Difference]) -> Iterator[ChangedPart]:
    by_part: dict[str, list[tuple[Difference, str]]] = {}
    for one in found:
        by_part.setdefault(one.part, []).append((one, difference_words(one)))
    for part, changed in by_part.items():
        title = str(PARTS.get(part, part))
        yield ChangedPart(title[:1].upper() + title[1:], changed)


def _english() -> bool:
    return (get_language() or "").startswith("en")
