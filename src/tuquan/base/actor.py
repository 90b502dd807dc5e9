"""Who acts: a value built once per request, or explicitly for commands, imports and jobs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Via = Literal["web", "command", "import", "job"]

EVERYTHING = "*"
"""The permission that includes all others; only the system itself holds it."""


@dataclass(frozen=True, slots=True)
class HeldGrant:
    """A role held on a place (or group) and everything below it, with what the role permits."""

    role: str
    path: str
    permissions: frozenset[str]

    def permits(self, permission: str) -> bool:
        """Whether the role includes the permission, wherever it is held."""
        return permission in self.permissions or EVERYTHING in self.permissions


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody (or the system) doing something, with the grants they held when it began."""

    user_id: int | None
    name: str
    grants: tuple[HeldGrant, ...] = ()
    via: Via = "web"

    @classmethod
    def system(cls, name: str, via: Via = "command") -> Actor:
        """The system acting by itself, allowed everything everywhere."""
        return cls(None, name, (HeldGrant("system", "", frozenset({EVERYTHING})),), via)

    @classmethod
    def anonymous(cls) -> Actor:
        """A visitor who has not signed in: no grant, so no row of anything."""
        return cls(None, "")

    def paths(self, permission: str) -> tuple[str, ...]:
        """The path prefixes below which the permission is held; the shortest ones only."""
        held = sorted({grant.path for grant in self.grants if grant.permits(permission)})
        shortest: list[str] = []
        for path in held:
            if not any(path.startswith(above) for above in shortest):
                shortest.append(path)
        return tuple(shortest)

    def may(self, permission: str, path: str) -> bool:
        """Whether the permission is held at this path or above it."""
        return any(path.startswith(prefix) for prefix in self.paths(permission))

    def role_at(self, path: str) -> str:
        """The role, for the record, under which this path is seen; the nearest grant wins."""
        above = [grant for grant in self.grants if path.startswith(grant.path)]
        return max(above, key=lambda grant: len(grant.path)).role if above else ""

    def holds(self, role: str) -> bool:
        """Whether the role is held anywhere."""
        return any(grant.role == role for grant in self.grants)
