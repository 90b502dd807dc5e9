"""Pages without signing in: published results of communes and of their areas (F-73, S1-21, S4-13).

No cookie is set, nothing depends on who asks, and whoever stands between may keep them for five
minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tuquan.assessments.models import AssessmentCycle
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded
from tuquan.insights import exports, queries
from tuquan.insights.queries.public import PublicArea
from tuquan.insights.queries.public_criteria import (
    STATES,
    KeptRow,
    PublicCriterion,
    public_criteria,
)
from tuquan.insights.queries.public_figures import Progress
from tuquan.insights.queries.public_units import PublicUnit

KEEP_SECONDS = 300
"""How long a page may be kept by browsers and whatever stands between."""

CYCLES_ON_A_PAGE = 50

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """A page to read only, without signing in, that may be kept for five minutes."""

    @login_not_required
    @require_safe
    @cache_control(public=True, max_age=KEEP_SECONDS)
    @wraps(view)
    def page(request: PageRequest, **names: int) -> HttpResponse:
        return view(request, **names)

    return page


@open_to_all
def published(request: PageRequest) -> HttpResponse:
    """Communes and programmes whose results are public, newest first."""
    text = request.GET.get("tim", "").strip()[:100]
    page = Paginator(queries.published_cycles(text), CYCLES_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [(one, worded(one.content, "short_title")) for one in page]
    return render(request, "insights/public_list.html", {"page": page, "rows": rows, "text": text})


@open_to_all
def cycle(request: PageRequest, cycle_id: int) -> HttpResponse:
    """The results of one commune, programme and year, area by area, and its figures."""
    shown = _published(cycle_id)
    outcome = queries.outcome_of(shown)
    context = {
        **_head(shown),
        "subheading": shown.adoption.place.name,
        "back_url": reverse("public:index"),
        "back_label": _("All published results"),
        "outcome": outcome,
        "classes": _class_words(shown, outcome.classes),
        "areas": [_area_row(shown, one) for one in outcome.areas],
        **_criteria(outcome.criteria),
        **_figures(queries.progress_of(shown)),
    }
    return render(request, "insights/public_cycle.html", context)


@open_to_all
def area(request: PageRequest, cycle_id: int, place_id: int) -> HttpResponse:
    """One area under a published cycle: its class, or those of its groups, and its figures."""
    shown = _published(cycle_id)
    outcome = queries.outcome_of(shown)
    found = queries.area_named(outcome, place_id)
    if found is None:
        raise Http404
    itself = found.itself
    context = {
        **_head(shown),
        "area": found,
        "subheading": f"{found.place.name}, {shown.adoption.place.name}",
        "back_url": reverse("public:cycle", args=[shown.pk]),
        "back_label": shown.adoption.place.name,
        "outcome": outcome,
        "itself": itself,
        "class_name": queries.class_name(shown, itself.key) if itself else "",
        "states": _states(shown, itself) if itself else [],
        "groups": [
            (one.name, queries.class_name(shown, one.key), bool(one.key))
            for one in found.shown
            if one is not itself
        ],
        "merged": _class_words(shown, found.merged_classes(shown)),
        **_figures(queries.progress_of(shown, found.place)),
    }
    return render(request, "insights/public_area.html", context)


def _published(cycle_id: int) -> AssessmentCycle:
    """The published cycle with this number; whatever is not public does not exist."""
    return get_object_or_404(queries.published_cycles(), pk=cycle_id)


def _head(shown: AssessmentCycle) -> dict[str, object]:
    """What every page of a cycle says of the programme."""
    content = shown.content
    return {
        "cycle": shown,
        "programme": worded(content, "title"),
        "short_title": worded(content, "short_title"),
        "issuer": worded(content, "issuer"),
        "content": content,
    }


def _figures(progress: Progress | None) -> dict[str, object]:
    """The figures with the name of their period; nothing where no report was ever owed."""
    if progress is None:
        return {"progress": None}
    content = progress.chosen.edition.content
    return {
        "progress": progress,
        "round_name": exports.round_name(progress.chosen),
        "source": worded(content, "short_title")
        + (f" ({content.number})" if content.number else ""),
    }


def _class_words(
    shown: AssessmentCycle, counts: list[queries.ClassCount]
) -> list[tuple[str, int, bool]]:
    """The classes in words, how many units have each, and whether it is one at all."""
    return [(queries.class_name(shown, one.key), one.units, bool(one.key)) for one in counts]


def _area_row(shown: AssessmentCycle, one: PublicArea) -> tuple[PublicArea, str, bool]:
    """An area with its class in words where it is assessed itself."""
    itself = one.itself
    words = queries.class_name(shown, itself.key) if itself else ""
    return one, words, bool(itself and itself.key)


def _criteria(rows: list[KeptRow]) -> dict[str, object]:
    """The criteria in words with how many kept each, or that nothing may be said of any."""
    said = [one.kept.how for one in rows if one.kept]
    return {
        "criteria": [(*_words(one.public), one) for one in rows],
        "criteria_unsaid": bool(said) and set(said) == {"unsaid"},
    }


def _states(shown: AssessmentCycle, unit: PublicUnit) -> list[tuple[str, list[tuple[str, str]]]]:
    """The criteria in words by their state, those that were not met first."""
    found: dict[str, list[tuple[str, str]]] = {state: [] for state in STATES}
    for one in public_criteria(shown.content):
        if one.keys:
            found[one.state_of(unit.states or {})].append(_words(one))
    return [(state, rows) for state, rows in found.items() if rows]


def _words(public: PublicCriterion) -> tuple[str, str]:
    """The number and the words of a criterion; cases that rule out are never named one by one."""
    if public.is_ruling_out:
        return "", _("None of the cases that rule recognition out")
    return public.criterion.number, worded(public.criterion)
