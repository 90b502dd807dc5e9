"""Bodies that issue papers and who signs for them; both keep their history by days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.bodies.models import Body
from tuquan.core.papers import style_for
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.documents.models import IssuingBody, Signatory
from tuquan.documents.queries.checking import no_deputy
from tuquan.places.models import Place


@dataclass(frozen=True, slots=True)
class NewIssuingBody:
    """A body to be set up; its letterhead in lines, its symbol, and for whom its people sign."""

    regime: str
    name: str
    letterhead: tuple[str, ...]
    symbol: str
    day_place: str
    effective_from: date
    parents: tuple[str, ...] = ()
    on_behalf_of: str = ""
    body: Body | None = None


@dataclass(frozen=True, slots=True)
class NewSignatory:
    """Somebody who is to sign for a body from a day on."""

    name: str
    post: str
    authority: str
    effective_from: date
    for_post: str = ""


@transaction.atomic
def set_up_issuing_body(actor: Actor, place: Place, new: NewIssuingBody) -> IssuingBody:
    """Let a body of a place issue papers."""
    require(actor.may("documents.issue", place.path))
    needed = {"name": new.name, "symbol": new.symbol, "day_place": new.day_place}
    problems = [
        Problem("issuer_text_missing", key) for key, text in needed.items() if not tidy(text)
    ]
    letterhead = _lines(new.letterhead)
    if not letterhead:
        problems.append(Problem("issuer_text_missing", "letterhead"))
    if new.regime not in IssuingBody.Regime.values:
        problems.append(Problem("issuer_regime_unknown", "regime"))
    if problems:
        raise Invalid(problems)
    made = IssuingBody.objects.create(
        place=place,
        body=new.body,
        regime=new.regime,
        name=tidy(new.name),
        letterhead=letterhead,
        parents=_lines(new.parents),
        symbol=tidy(new.symbol),
        day_place=tidy(new.day_place),
        on_behalf_of=tidy(new.on_behalf_of),
        effective_from=new.effective_from,
    )
    record(actor, "documents.issuer_set_up", made, place.path, name=made.name)
    return made


@transaction.atomic
def add_signatory(actor: Actor, issuing_body: IssuingBody, new: NewSignatory) -> Signatory:
    """Let somebody sign for a body; where its rules know no deputy's signature, that is refused."""
    path = issuing_body.place.path
    require(actor.may("documents.issue", path))
    problems = [
        Problem("issuer_text_missing", key)
        for key, text in (("name", new.name), ("post", new.post))
        if not tidy(text)
    ]
    day = max(new.effective_from, clock.today())
    style = style_for(issuing_body.regime, day)  # type: ignore[arg-type]  # its own choices
    if no_deputy(style, new.authority):
        params = {"name": tidy(new.name), "source": style.source}
        problems.append(Problem("document_no_deputy", "authority", params))
    elif new.authority in _FOR_ANOTHER and not tidy(new.for_post):
        problems.append(Problem("signatory_head_missing", "for_post"))
    if problems:
        raise Invalid(problems)
    made = Signatory.objects.create(
        issuing_body=issuing_body,
        name=tidy(new.name),
        post=tidy(new.post),
        authority=new.authority,
        for_post=tidy(new.for_post),
        effective_from=new.effective_from,
    )
    record(actor, "documents.signatory_added", made, path, post=made.post)
    return made


@transaction.atomic
def end_signatory(actor: Actor, signatory: Signatory, on: date) -> None:
    """Let somebody sign no longer from a day on; what they signed stays."""
    path = signatory.issuing_body.place.path
    require(actor.may("documents.issue", path))
    if on <= signatory.effective_from:
        raise Invalid([Problem("issuer_ends_before_it_begins", "on")])
    standing = Signatory.objects.filter(pk=signatory.pk, effective_until=None)
    if not standing.update(effective_until=on):
        raise Conflict("issuer_ended")
    record(actor, "documents.signatory_ended", signatory, path, post=signatory.post)


@transaction.atomic
def end_issuing_body(actor: Actor, issuing_body: IssuingBody, on: date) -> None:
    """Let a body issue nothing from a day on; its papers and books stay."""
    path = issuing_body.place.path
    require(actor.may("documents.issue", path))
    if on <= issuing_body.effective_from:
        raise Invalid([Problem("issuer_ends_before_it_begins", "on")])
    standing = IssuingBody.objects.filter(pk=issuing_body.pk, effective_until=None)
    if not standing.update(effective_until=on):
        raise Conflict("issuer_ended")
    record(actor, "documents.issuer_ended", issuing_body, path, name=issuing_body.name)


_FOR_ANOTHER = {
    Signatory.Authority.DEPUTY,
    Signatory.Authority.BY_ORDER,
    Signatory.Authority.AUTHORISED,
}
"""Authorities that name the head for whom somebody signs."""


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts if (line := tidy(text))]
