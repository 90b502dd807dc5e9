"""The month worked out by hand, for every test here."""

from __future__ import annotations

from tests import make
from tests.insights.case import Case, build
from tests.standing import standing


@standing
def case(world: make.World) -> Case:
    """Two areas with five groups, three reports handed in."""
    return build(world)
