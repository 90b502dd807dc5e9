"""Where a change of the register takes a second person's yes, whoever wrote it (F-63).

Programmes stand above this app, so they say where an adoption asks for it
(`provide_second_person_rule` in their `AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable

from tuquan.accounts.queries import accounts_permitted
from tuquan.base.actor import Actor
from tuquan.places.models import Place
from tuquan.residents.models import Household

SecondPersonRule = Callable[[Place], bool]

_RULES: list[SecondPersonRule] = []


def provide_second_person_rule(rule: SecondPersonRule) -> None:
    """Let an app above say at which places a second person checks every change."""
    if rule not in _RULES:
        _RULES.append(rule)


def waits_for_second_person(actor: Actor, household: Household) -> bool:
    """Whether what this person writes about a household waits for somebody else's yes.

    Where nobody else may check it, it counts at once: a list that nobody can keep up helps nobody.
    Commands and background work write for a person who asked for them before.
    """
    if actor.user_id is None or not any(rule(household.place) for rule in _RULES):
        return False
    others = accounts_permitted("households.check", household.path)
    return others.exclude(pk=actor.user_id).exists()
