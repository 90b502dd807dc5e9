"""One round: opened, its page with everything in it, its terms, closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tuquan.audit.models import Look
from tuquan.awards import queries, services
from tuquan.awards.forms import CloseForm, IssuerForm, OpenForm, TermsForm
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound, RecipientKind
from tuquan.awards.views.frames import (
    CHIPS,
    ROUND_CHIPS,
    frame_for,
    mark_names,
    round_or_404,
    shown_name,
    title_of,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import require
from tuquan.base.formfields import Given, carried_out
from tuquan.base.http import PageRequest
from tuquan.base.texts.document import award_lines as award_words
from tuquan.base.texts.wording import worded
from tuquan.core.programme import Award
from tuquan.documents.queries import may_read
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption


@dataclass(frozen=True, slots=True)
class NominationLine:
    """A nomination as the page shows it, with what it got."""

    nomination: AwardNomination
    name: str
    chip: str
    given: AwardGiven | None
    certificate: bool
    may_withdraw: bool


def open_round(request: PageRequest, adoption_id: int, award_key: str) -> HttpResponseBase:
    """Open a round of an award."""
    actor = request.actor
    adoption, award = _award(actor, adoption_id, award_key)
    places = list(queries.places_to_open(actor, adoption, award))
    require(bool(places))
    form = _open_form(request, adoption, award, places)
    known = {one.pk: one for one in places}

    def open_it(given: Given) -> AwardRound:
        new = services.NewRound(
            award.key, known[given["place"]], given["year"], form.terms(), given["override_reason"]
        )
        return services.open_round(actor, adoption, new)

    if done := carried_out(form, open_it):
        messages.success(request, _("The round is open. Nominate whoever deserves it."))
        return redirect("awards:round", done.made.pk)
    words = worded(award)
    context = {
        "adoption": adoption,
        "label": words[:1].upper() + words[1:],
        "how": list(award_words(award)),
        "form": form,
    }
    return render(request, "awards/open.html", context, status=422 if form.errors else 200)


@require_safe
def round_page(request: PageRequest, round_id: int) -> HttpResponse:
    """Who is nominated and why, the council, the decision, the certificates."""
    return show_round(request, round_or_404(request, round_id))


def terms(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Settle council, day of the ceremony and quota."""
    actor, found = request.actor, round_or_404(request, round_id)
    require(actor.may("awards.decide", found.path))
    councils = queries.councils_for(actor, found.place)
    form = TermsForm.of(found, councils)
    if request.method == "POST":
        form = TermsForm(councils, request.POST)
    if carried_out(
        form, lambda given: services.alter_round(actor, found, given["base"], form.terms())
    ):
        messages.success(request, _("Saved."))
        return redirect("awards:round", found.pk)
    context = {"round": found, "title": title_of(found), "form": form}
    return render(request, "awards/terms.html", context, status=422 if form.errors else 200)


@require_POST
def close(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Close a round."""
    actor, found = request.actor, round_or_404(request, round_id)
    require(actor.may("awards.decide", found.path))
    form = CloseForm(request.POST)
    if carried_out(
        form, lambda given: services.close_round(actor, found, given["base"], given["reason"])
    ):
        messages.success(request, _("The round is closed."))
        return redirect("awards:round", found.pk)
    return show_round(request, found, close_form=form, status=422)


def show_round(
    request: PageRequest,
    found: AwardRound,
    *,
    close_form: CloseForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a round; what was refused stands on it."""
    actor = request.actor
    nominations = list(queries.visible_nominations(actor).filter(round=found))
    given = {one.nomination_id: one for one in queries.awards_of(actor, found.pk).order_by("pk")}
    mark_names(actor, nominations, Look.Kind.LISTED, "awards.round")
    lines = [_line(actor, found, one, given.get(one.pk)) for one in nominations]
    may_decide = actor.may("awards.decide", found.path)
    context = frame_for(actor) | {
        "round": found,
        "title": title_of(found),
        "how": list(award_words(found.definition)),
        "chip": ROUND_CHIPS[AwardRound.State(found.state)],
        "kinds": _by_kind(lines),
        "counts": _counts(nominations),
        "decision_opens": _opens(actor, found),
        "close_form": close_form or CloseForm(initial={"base": found.version}),
        "issuer_form": _issuer_form(actor, found) if may_decide else None,
        "drafts": [
            one.certificate_id
            for one in given.values()
            if one.certificate and one.certificate.state == "draft"
        ],
        "without_certificate": sum(
            one.holds and one.certificate_id is None for one in given.values()
        ),
        "may_nominate": found.state == AwardRound.State.OPEN
        and bool(actor.paths("awards.nominate")),
        "may_decide": may_decide,
        "offers_results": queries.offers_results(found),
        "refused": refused,
    }
    return render(request, "awards/round.html", context, status=status)


def _award(actor: Actor, adoption_id: int, key: str) -> tuple[Adoption, Award]:
    adoptions = {one.pk: one for one in queries.awarding_adoptions(actor, "awards.nominate")}
    adoption = adoptions.get(adoption_id)
    award = queries.award_of(adoption, key) if adoption else None
    if adoption is None or award is None:
        raise Http404
    return adoption, award


def _open_form(
    request: PageRequest, adoption: Adoption, award: Award, places: list[Place]
) -> OpenForm:
    this_year = clock.today().year
    years = range(this_year + services.MOST_AHEAD, adoption.effective_from.year - 1, -1)
    councils = queries.councils_for(request.actor, adoption.place)
    initial = {
        "year": this_year,
        "place": request.GET.get("noi", ""),
        "ceremony_on": queries.ceremony_day(award, this_year),
    }
    data = request.POST if request.method == "POST" else None
    return OpenForm(places, list(years), councils, data, initial=initial)


def _line(
    actor: Actor, round_: AwardRound, one: AwardNomination, given: AwardGiven | None
) -> NominationLine:
    standing = one.state != AwardNomination.State.WITHDRAWN
    free = round_.is_under_way and not round_.has_decision
    certificate = given.certificate if given else None
    return NominationLine(
        one,
        shown_name(actor, one),
        CHIPS[AwardNomination.State(one.state)],
        given,
        bool(certificate and actor.may("documents.view", certificate.path))
        and queries.names_shown(actor, one),
        standing and free and actor.may("awards.nominate", one.path),
    )


def _by_kind(lines: Iterable[NominationLine]) -> list[tuple[str, list[NominationLine]]]:
    shown = list(lines)
    found = [
        (str(kind.label), [one for one in shown if one.nomination.kind == kind])
        for kind in RecipientKind
    ]
    return [(label, some) for label, some in found if some]


def _counts(nominations: Iterable[AwardNomination]) -> dict[str, int]:
    states = [one.state for one in nominations]
    state = AwardNomination.State
    return {
        "nominated": sum(one != state.WITHDRAWN for one in states),
        "recommended": sum(one in (state.RECOMMENDED, state.AWARDED) for one in states),
        "awarded": sum(one == state.AWARDED for one in states),
    }


def _opens(actor: Actor, round_: AwardRound) -> bool:
    """Whether the actor may open the decision of the round."""
    decision = round_.decision
    if decision is None or not actor.may("documents.view", decision.path):
        return False
    return may_read(actor, decision)


def _issuer_form(actor: Actor, round_: AwardRound) -> forms.Form:
    bodies: Any = queries.issuers_for(actor, round_.place)
    return IssuerForm(bodies, initial={"base": round_.version})
