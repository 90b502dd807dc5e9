"""What every test starts from: a fixed day, two communes, no waiting for password hashing."""

from __future__ import annotations

import pytest

from tests import make


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Friday, 20 November 2026."""
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-20")


@pytest.fixture
def world(db: None) -> make.World:
    """Two communes with their areas."""
    return make.world()
