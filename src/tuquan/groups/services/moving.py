"""Moving households from group to group, and giving a group another name."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from tuquan.audit.services import record
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, require
from tuquan.core.problems import Problem
from tuquan.core.vietnamese import same_name_key, tidy
from tuquan.groups.models import Care, Membership, ResidentGroup
from tuquan.groups.queries import household_count
from tuquan.groups.services.discarding import discard_proposals
from tuquan.residents.models import Household


@transaction.atomic
def move_household(
    actor: Actor, household: Household, to: ResidentGroup, source: ResidentGroup | None = None
) -> None:
    """Move a household to another group of its area; from formed groups the history is kept.

    Refused when it is no longer in the `source` the officer saw it in.
    """
    require(actor.may("groups.manage", to.path) and actor.may("groups.manage", household.path))
    if to.place_id != household.place_id:
        raise Invalid([Problem("group_of_other_area", "group")])
    if to.state == ResidentGroup.State.DISSOLVED:
        raise Conflict("group_dissolved", name=to.name)
    old = (
        Membership.objects.current()
        .filter(programme=to.programme, household=household)
        .select_related("group")
        .first()
    )
    if source and (old is None or old.group_id != source.pk):
        raise Conflict("household_moved_meanwhile", name=household.head_name)
    if old and old.group_id == to.pk:
        return
    if old:
        _leave(old, to, household)
    try:
        with transaction.atomic():
            Membership.objects.create(
                group=to,
                programme_id=to.programme_id,
                household=household,
                effective_from=clock.today(),
            )
    except IntegrityError as error:  # somebody else moved it at the same moment
        raise Conflict("household_grouped_already", name=household.head_name) from error
    record(
        actor,
        "groups.household_moved",
        to,
        to.path,
        household=household.pk,
        from_group=old.group_id if old else None,
    )


def _leave(old: Membership, to: ResidentGroup, household: Household) -> None:
    """End a membership, unless somebody else just did; a mere proposal leaves no history."""
    mine = Membership.objects.current().filter(pk=old.pk)
    if old.group.state == ResidentGroup.State.PROPOSED:
        gone, _ = mine.delete()
    elif to.state == ResidentGroup.State.PROPOSED:
        raise Conflict("group_not_formed", name=to.name)  # a proposal can be thrown away
    else:
        gone = mine.update(effective_until=clock.today())
    if not gone:
        raise Conflict("household_moved_meanwhile", name=household.head_name)
    Care.objects.current().within(old.group, [household.pk]).end(clock.today())


@transaction.atomic
def move_households(
    actor: Actor, source: ResidentGroup, households: Sequence[Household], to: ResidentGroup
) -> bool:
    """Move several households out of one group into another: all of them or none.

    Refused when one of them has left `source` meanwhile, so that of two officers the second does
    not undo the first unseen. A proposed group that loses its last household is removed, and its
    last households stay where something stands on it: returns whether `source` is still there.
    """
    require(actor.may("groups.manage", source.path))
    if not households:
        raise Invalid([Problem("households_not_chosen", "household")])
    for household in households:
        move_household(actor, household, to, source)
    if source.state != ResidentGroup.State.PROPOSED or household_count(source):
        return True
    record(actor, "groups.proposal_emptied", source, source.path, name=source.name)
    discard_proposals(actor, ResidentGroup.objects.filter(pk=source.pk))
    return False


@transaction.atomic
def rename_group(actor: Actor, group: ResidentGroup, name: str) -> None:
    """Give a group another name, unique in its area."""
    require(actor.may("groups.manage", group.path))
    new = tidy(name)
    if not new:
        raise Invalid([Problem("group_name_missing", "name")])
    others = group.place.groups.filter(programme=group.programme).exclude(pk=group.pk)
    others = others.exclude(state=ResidentGroup.State.DISSOLVED)
    if same_name_key(new) in {same_name_key(other.name) for other in others}:
        taken = {"name": new, "place": group.place.name}
        raise Invalid([Problem("group_name_taken", "name", taken)])
    old, group.name = group.name, new
    group.save(update_fields=["name"])
    record(actor, "groups.renamed", group, group.path, old=old, new=new)
