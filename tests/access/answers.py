"""What a row of the matrix says: the answer to each role inside."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = ("administrator", "officer", "area_head", "leader")
OK, MOVED, GONE, TAKEN, WRONG, NOT_POST = 200, 302, 404, 409, 422, 405


@dataclass
class Row:
    """What each role inside is answered, in the order of ROLES."""

    answers: tuple[int, int, int, int]
    names: str = ""
    post: bool = False
    public: bool = False
    data: dict[str, str] = field(default_factory=dict)
    query: str = ""
    using: str = ""
    visitor: int = 0
    """What a script without a person is answered, where there is no page to send it to."""


def everybody(status: int = OK) -> tuple[int, int, int, int]:
    """The same answer to every role."""
    return (status, status, status, status)
