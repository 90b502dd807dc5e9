"""Fixtures for tests of reports."""

from __future__ import annotations

import pytest

from tests import make
from tests.reports.worlds import Village
from tests.reports.worlds import village as make_village
from tests.standing import standing


@standing
def village(world: make.World) -> Village:
    """A group that works since September 2026; today is 20 November."""
    return make_village(world, pytest.MonkeyPatch())
