"""The groups of an area, as lines of the form that divides it."""

from __future__ import annotations

from tuquan.base.actor import Actor
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place
from tuquan.places.queries import StandingRow


def standing_groups(actor: Actor, place: Place) -> list[StandingRow]:
    """Groups that work or are proposed, each with its households, which go where it goes."""
    groups = ResidentGroup.objects.visible_to(actor, "places.manage").filter(place=place)
    groups = groups.exclude(state=ResidentGroup.State.DISSOLVED)
    households: dict[int, list[int]] = {}
    members = Membership.objects.current().filter(group__in=groups.order_by())
    for group, household in members.order_by("pk").values_list("group", "household"):
        households.setdefault(group, []).append(household)
    return [
        StandingRow(
            (group.pk,),
            group.name,
            len(households.get(group.pk, ())),
            {"residents.household": tuple(households.get(group.pk, ()))},
        )
        for group in groups
    ]
