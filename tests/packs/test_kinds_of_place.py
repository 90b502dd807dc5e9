"""The format of packs and the platform know the same places."""

from __future__ import annotations

from typing import get_args

from tuquan.core.programme import PlaceKind
from tuquan.places.models import PlaceKind as StoredPlaceKind


def test_packs_know_the_kinds_of_place_that_the_platform_knows() -> None:
    assert set(get_args(PlaceKind)) == set(StoredPlaceKind.values)
