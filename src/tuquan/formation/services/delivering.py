"""Taking the signatures that leaders ticked on their telephones (S2-15, F-82).

A tick says that a household signed a pledge in front of its leader on a day. No tick about how a
household behaves is ever taken or stored: programmes are judged by group and area, and a telephone
is not a means to watch neighbours (domain h-1, h-5).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.problems import Problem
from tuquan.formation.models import PledgeRegistration, PledgeSignature
from tuquan.formation.queries.pledges import households_under
from tuquan.formation.services.pledge_signing import sign_many
from tuquan.outbox.deliveries import Delivered, Item, Locked
from tuquan.residents.models import Household
from tuquan.residents.queries import reachable_households

SUBJECT = "pledge:"
"""What the subject of ticks begins with; the number of the registered pledge follows."""

MOST = 500
"""More households than any group has: such an entry was not made by our page."""

CLOSED = "pledge_closed"


def deliver_ticks(actor: Actor, item: Item) -> Delivered:
    """Enter who signed; a household that signed before is passed over, wherever it was ticked."""
    registration = _registration(item.subject)
    days = _days(item.data)
    here = households_under(registration).filter(pk__in=days)
    reached = reachable_households(actor, "pledges.record").filter(pk__in=here.values("pk"))
    households = {household.pk: household for household in reached}
    if not households:
        raise NotAllowed("not_allowed")
    problems = [
        Problem("pledge_household_elsewhere", str(number))
        for number in sorted(days.keys() - households.keys())
    ]
    problems += _withdrawn(registration, days)
    signed = 0
    for day in sorted(set(days.values())):
        chosen = [one for number, one in households.items() if days[number] == day]
        signed += _sign(actor, registration, chosen, day, problems)
    if problems:
        raise Invalid(problems)
    return Delivered({"signed": signed, "url": reverse("formation:my_pledges")})


def _sign(
    actor: Actor,
    registration: PledgeRegistration,
    households: list[Household],
    day: date,
    problems: list[Problem],
) -> int:
    if not households:
        return 0
    try:
        return sign_many(actor, registration, households, day, PledgeSignature.How.PHONE)
    except Invalid as refusal:
        wheres = [str(household.pk) for household in households]
        problems += [replace(one, where=where) for one in refusal.problems for where in wheres]
        return 0
    except Conflict as conflict:
        if conflict.problem.code != CLOSED:
            raise
        raise Locked(CLOSED) from conflict


def _registration(subject: str) -> PledgeRegistration:
    number = subject.removeprefix(SUBJECT)
    if not (subject.startswith(SUBJECT) and number.isascii() and number.isdigit()):
        raise NotAllowed("not_allowed")
    return PledgeRegistration.objects.get(pk=int(number[:18]))


def _days(data: Mapping[str, Any]) -> dict[int, date]:
    """Who signed on which day; what cannot be read was not made by our page."""
    if not 0 < len(data) <= MOST:
        raise Invalid([Problem("entry_malformed")])
    try:
        return {int(number[:18]): date.fromisoformat(day) for number, day in data.items()}
    except (TypeError, ValueError) as error:
        raise Invalid([Problem("entry_malformed")]) from error


def _withdrawn(registration: PledgeRegistration, days: Mapping[int, date]) -> list[Problem]:
    """An old tick does not bring back a signature that was taken back since."""
    gone = PledgeSignature.objects.filter(
        registration=registration, household__in=days, withdrawn_on__isnull=False
    )
    rows = gone.order_by("withdrawn_on").values_list("household_id", "withdrawn_on")
    current = PledgeSignature.objects.current().filter(registration=registration)
    signed = set(current.filter(household__in=days).values_list("household_id", flat=True))
    return [
        Problem("pledge_tick_withdrawn", str(number), {"on": on})
        for number, on in dict(rows).items()
        if on and number not in signed and days[number] <= on
    ]
