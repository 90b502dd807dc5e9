"""The month worked out by hand, for every test here."""

from __future__ import annotations

import pytest

from tests import make
from tests.insights.case import Case, build


@pytest.fixture
def case(world: make.World) -> Case:
    """Two areas with five groups, three reports handed in."""
    return build(world)
