"""What a service refuses, as a small tree. Codes, not sentences: those live in `base.texts`.

DomainError
├── NotAllowed   the actor lacks the permission here (a page shows 404: outside is invisible)
├── Conflict     somebody was faster, or the thing is no longer in that state (409)
└── Invalid      the values are wrong; carries every problem at once (422)
"""

from __future__ import annotations

from collections.abc import Iterable

from tuquan.core.problems import Problem


class DomainError(Exception):
    """A refusal that the person who caused it can understand and do something about."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, params=params)


class NotAllowed(DomainError):
    """The actor has no such permission here."""


class Conflict(DomainError):
    """The subject changed meanwhile; nothing was written."""


class Invalid(DomainError):
    """The values given cannot be accepted; `problems` holds all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("invalid")
        self.problems = tuple(problems)


def require(allowed: bool, code: str = "not_allowed", **params: object) -> None:
    """Refuse unless allowed: the first line of every service."""
    if not allowed:
        raise NotAllowed(code, **params)
