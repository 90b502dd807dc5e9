"""The library: what the reader may follow, searched and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from tuquan.base.errors import require
from tuquan.base.http import PageRequest
from tuquan.exemplars import queries
from tuquan.exemplars.forms import FilterForm
from tuquan.exemplars.models import Exemplar
from tuquan.exemplars.views.frames import (
    CHIPS,
    cost_words,
    dormant_words,
    frame_for,
    theme_shown,
)
from tuquan.places.models import COMMUNE_LEVEL, PlaceKind

ON_A_PAGE = 12
SHOWN = 32
"""Words of the story on a card."""


@dataclass(frozen=True, slots=True)
class Card:
    """One exemplar in the library."""

    exemplar: Exemplar
    chip: str
    theme: str
    words: str
    cost: str
    dormant: str
    followers: int


@require_safe
def library(request: PageRequest) -> HttpResponse:
    """Everything the reader may read, as cards; drafts only of the own office."""
    actor = request.actor
    require(bool(actor.paths("exemplars.view")))
    everything = queries.visible_exemplars(actor)
    kinds = [(kind, str(PlaceKind(kind).label).capitalize()) for kind in COMMUNE_LEVEL]
    form = FilterForm(queries.themes_in_use(everything), kinds, request.GET or None)
    narrowed = _narrowed(form, request.GET.get("loc", ""))
    found = queries.filtered(everything, actor, narrowed).annotate(
        going=Count(
            "replications", filter=Q(replications__state__in=("trying", "kept")), distinct=True
        )
    )
    page = Paginator(found.order_by("-saved_at", "-pk"), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = frame_for(actor) | {
        "form": form,
        "back_url": reverse("accounts:me"),
        "page": page,
        "cards": _cards(list(page.object_list)),
        "of": narrowed.of,
        "is_narrowed": narrowed != queries.ExemplarFilter(),
        "may_write": bool(actor.paths(queries.WRITE)),
    }
    return render(request, "exemplars/library.html", context)


def _narrowed(form: FilterForm, of: str) -> queries.ExemplarFilter:
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return queries.ExemplarFilter(
        given.get("q", ""),
        given.get("theme", ""),
        given.get("cost", ""),
        given.get("kind", ""),
        of if of in ("own", "drafts") else "",
    )


def _cards(exemplars: Sequence[Exemplar]) -> list[Card]:
    lives = queries.lives_of(exemplars)
    return [
        Card(
            one,
            CHIPS[Exemplar.State(one.state)],
            theme_shown(one),
            Truncator(one.story).words(SHOWN),
            cost_words(one),
            dormant_words(lives[one.pk]),
            getattr(one, "going", 0),
        )
        for one in exemplars
    ]
