"""What apps above do when a household leaves, is merged, or comes back: each registers it.

Nothing here imports them; they call `follow_households` in their `AppConfig.ready`.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from tuquan.base.actor import Actor
from tuquan.residents.models import Household


class HouseholdFollower(Protocol):
    """Rows of an app above that end with a household, such as its place in a group."""

    name: str
    """The key under which what it wrote is kept until the household comes back."""

    def leave(self, actor: Actor, household: Household, on: date, into: Household | None) -> Any:
        """End what stands on the household, or hand it to the one it became.

        What is returned (values JSON holds, no names of people) is given back to `come_back`.
        """

    def come_back(self, actor: Actor, household: Household, kept: Any) -> None:
        """Put back what `leave` ended, as far as nothing else took its place."""


_FOLLOWERS: list[HouseholdFollower] = []


def follow_households(follower: HouseholdFollower) -> None:
    """Let an app above follow the households that leave."""
    if follower.name not in {one.name for one in _FOLLOWERS}:
        _FOLLOWERS.append(follower)


def followers() -> tuple[HouseholdFollower, ...]:
    """Everybody who follows."""
    return tuple(_FOLLOWERS)
