"""The quarter worked out by hand, for every test here."""

from __future__ import annotations

import pytest

from tests import make
from tests.consolidations.months import Quarter, quarter


@pytest.fixture
def case(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Quarter:
    """Two groups, three months, five reports accepted."""
    return quarter(world, monkeypatch)
