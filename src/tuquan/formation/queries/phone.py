"""What a leader's telephone keeps of pledges: who has signed what is being signed now.

Only signatures, by the number of the household; names stay in what is kept of households.
"""

from __future__ import annotations

from django.urls import reverse

from tuquan.accounts.models import Role
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.formation.queries.pledges import SigningList, signing_lists


def kept_pledges(actor: Actor) -> dict[str, object]:
    """The lists a leader's households can sign now, and as of when."""
    lists = signing_lists(actor) if actor.holds(Role.GROUP_LEADER) else []
    return {"at": clock.now().isoformat(), "lists": [_kept(one) for one in lists]}


def pages_instead(actor: Actor) -> dict[str, str]:
    """Which page of a telephone stands for which page of the server without network."""
    if not actor.holds(Role.GROUP_LEADER):
        return {}
    own = reverse("pledge_shells:households")
    return {reverse("groups:households"): own, reverse("formation:my_pledges"): own}


def shells_for_leaders(actor: Actor) -> list[str]:
    """The page on which a leader ticks who signed."""
    return [reverse("pledge_shells:households")] if actor.holds(Role.GROUP_LEADER) else []


def _kept(one: SigningList) -> dict[str, object]:
    registration, promise = one.registration, one.registration.promise
    signed = [(line.household.pk, line.signature) for line in one.lines]
    return {
        "subject": f"pledge:{registration.pk}",
        "title": promise.label if promise else "",
        "group": f"{one.group.name} · {registration.year}",
        "households": [line.household.pk for line in one.lines],
        "signed": {str(number): given.signed_on.isoformat() for number, given in signed if given},
        "online": reverse("formation:signing", args=[registration.pk, one.group.pk]),
    }
