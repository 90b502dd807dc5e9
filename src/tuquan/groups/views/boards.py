"""Groups beside each other: the part of a page that is asked for again after each move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuquan.audit.models import Look
from tuquan.audit.services import mark_looks
from tuquan.base.actor import Actor
from tuquan.base.http import PageRequest
from tuquan.base.templatetags.sketch_map import DotLink
from tuquan.base.texts.groups import reason_sentence, size_words
from tuquan.core.grouping import Reason
from tuquan.core.vietnamese import format_number
from tuquan.groups.queries.boards import Board, Column
from tuquan.places.models import Place
from tuquan.residents.models import Household

PART = "X-Part"
"""The header by which the script of the page asks for the board alone."""

LOOK_BOARD = "groups.adjust"


def board_context(place: Place, board: Board, move_url: str) -> dict[str, Any]:
    """What the board's template needs."""
    return {
        "board": board,
        "columns": [
            (column, size_words(len(column.households), column.remark)) for column in board.columns
        ],
        "move_url": move_url,
        "links": dot_links(board.households),
        "label": map_label(place, board.columns),
    }


def dot_links(households: Iterable[Household]) -> dict[int, DotLink]:
    """Each point leads to its household on the same page."""
    return {one.pk: DotLink(f"#ho-{one.pk}", door_of(one)) for one in households}


def door_of(household: Household) -> str:
    """Lane and door of a household, its code where neither is known; never a name."""
    parts = (household.lane, household.house_number)
    return ", ".join(part for part in parts if part) or household.code


def map_label(place: Place, columns: Sequence[Column]) -> str:
    """What the drawing says, in one sentence."""
    parts = [f"{column.name} {format_number(len(column.households))}" for column in columns]
    return _("Map of %(place)s, north up: %(parts)s. The lists below name each household.") % {
        "place": place.name,
        "parts": ", ".join(parts),
    }


def mark_board(actor: Actor, board: Board, purpose: str = LOOK_BOARD) -> None:
    """Leave a mark on each household shown."""
    mark_looks(actor, ((one, one.path) for one in board.households), Look.Kind.LISTED, purpose)


def moved_sentences(
    household: Household, board: Board, to: object, reasons: Iterable[Reason]
) -> list[str]:
    """What was done, then what speaks against it: neighbours, barriers, wishes, sizes (F-19)."""
    target = next((column for column in board.columns if column.key == to), None)
    told = [_about(household, target)]
    told += [f"{household.head_name}: {reason_sentence(reason)}" for reason in reasons]
    told += [
        f"{column.name}: {size_words(len(column.households), column.remark)}"
        for column in board.columns
        if column.remark
    ]
    return told


def _about(household: Household, target: Column | None) -> str:
    if target is None:
        return _("%(name)s stays where it was.") % {"name": household.head_name}
    text = ngettext(
        "%(name)s goes to %(group)s, now %(count)s household.",
        "%(name)s goes to %(group)s, now %(count)s households.",
        len(target.households),
    )
    shown = {"name": household.head_name, "group": target.name, "count": len(target.households)}
    return text % shown


def answer_move(
    request: PageRequest, context: dict[str, Any], told: list[str], back: str, household: int
) -> HttpResponseBase:
    """The board alone for the script, else the page again at the household that moved."""
    if request.headers.get(PART) == "board":
        return render(request, "groups/_board.html", {**context, "done": told[0], "told": told[1:]})
    messages.success(request, told[0])
    for text in told[1:]:
        messages.warning(request, text)
    return redirect(f"{back}#ho-{household}")
