"""What a group grew out of: a group the system knows, or words for one it does not (S2-01)."""

from __future__ import annotations

from django.db import transaction

from tuquan.audit.services import record
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import tidy
from tuquan.groups.models import ResidentGroup
from tuquan.groups.queries import text_problems


@transaction.atomic
def set_predecessor(
    actor: Actor, group: ResidentGroup, predecessor: ResidentGroup | None, words: str = ""
) -> None:
    """Say which group this one goes on from; with neither a group nor words: from none."""
    require(actor.may("groups.manage", group.path))
    told = tidy(words)
    problems = [*text_problems(grew_out_of=told)]
    if predecessor is not None:
        problems += _predecessor_problems(group, predecessor)
        if told:
            problems.append(Problem("predecessor_twice", "grew_out_of"))
    if problems:
        raise Invalid(problems)
    group.predecessor, group.grew_out_of = predecessor, told
    group.save(update_fields=["predecessor", "grew_out_of"])
    record(
        actor,
        "groups.predecessor_set",
        group,
        group.path,
        predecessor=predecessor.pk if predecessor else None,
        grew_out_of=told,
    )


def _predecessor_problems(group: ResidentGroup, predecessor: ResidentGroup) -> list[Problem]:
    shown = {"name": predecessor.name}
    if predecessor.place_id != group.place_id:
        return [Problem("predecessor_of_other_area", "predecessor", shown)]
    if predecessor.state == ResidentGroup.State.PROPOSED:
        return [Problem("predecessor_not_formed", "predecessor", shown)]
    older: ResidentGroup | None = predecessor
    while older is not None:
        if older.pk == group.pk:
            return [Problem("predecessor_in_a_circle", "predecessor", shown)]
        older = older.predecessor
    return []
