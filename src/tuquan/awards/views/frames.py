"""What the pages of awards share: the frame, chips, names that not everybody may read, marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.awards import queries
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound, RecipientKind
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest
from tuquan.base.texts.wording import worded

ROUND_CHIPS = {
    AwardRound.State.OPEN: "info",
    AwardRound.State.PROPOSED: "waiting",
    AwardRound.State.DECIDED: "accepted",
    AwardRound.State.CLOSED: "draft",
}
CHIPS = {
    AwardNomination.State.NOMINATED: "info",
    AwardNomination.State.RECOMMENDED: "waiting",
    AwardNomination.State.NOT_RECOMMENDED: "conflict",
    AwardNomination.State.AWARDED: "accepted",
    AwardNomination.State.WITHDRAWN: "draft",
}

Row = AwardNomination | AwardGiven


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list."""

    round: AwardRound
    title: str
    chip: str


def frame_for(actor: Actor) -> dict[str, str]:
    """The page for whoever works at a desk, and for leaders with their telephone."""
    return {"frame": "base/desk.html" if at_desk(actor) else "base/phone.html"}


def at_desk(actor: Actor) -> bool:
    """Whether the actor works at a desk; leaders of groups do not."""
    return bool(actor.paths("awards.nominate") or actor.paths("totals.view"))


def round_line(round_: AwardRound) -> RoundLine:
    """A round with its title and its state."""
    return RoundLine(round_, title_of(round_), ROUND_CHIPS[AwardRound.State(round_.state)])


def title_of(round_: AwardRound) -> str:
    """What a round is called: the award as the programme calls it."""
    words = worded(round_.definition)
    return words[:1].upper() + words[1:]


def round_or_404(request: PageRequest, round_id: int) -> AwardRound:
    """A round the actor may see."""
    found: AwardRound = get_object_or_404(queries.visible_rounds(request.actor), pk=round_id)
    return found


def shown_name(actor: Actor, row: Row) -> str:
    """The name, or only what it is, for whoever may not read households there."""
    if queries.names_shown(actor, row):
        return row.name
    return _("a household") if row.kind == RecipientKind.HOUSEHOLD else _("a person")


def mark_names(actor: Actor, rows: Iterable[Row], kind: Look.Kind, purpose: str) -> None:
    """Leave a mark on each household shown (domain h-6); a line stands for a person without one."""
    seen = [one for one in rows if one.is_personal and queries.names_shown(actor, one)]
    marked = ((one.household or one, one.path) for one in seen)
    mark_looks(actor, marked, kind, purpose)
