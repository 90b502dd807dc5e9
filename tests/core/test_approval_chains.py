"""The chain a plan names, on a day: the district until 30/6/2025 (S0-19, S1-24, S2-25, F-59)."""

from __future__ import annotations

from datetime import date

from tuquan.core.approval import Chain, Step, chain_of
from tuquan.core.programme import ChainLevel, PlaceKind
from tuquan.core.programme.local import LevelMapping

END = date(2025, 7, 1)
LEVELS = (
    ChainLevel("area", "Khu dân cư", "Residential area"),
    ChainLevel("commune", "Mặt trận xã"),
    ChainLevel("district", "Mặt trận huyện", abolished_on=END),
    ChainLevel("province", "Mặt trận tỉnh"),
)


def steps_of(*kinds: PlaceKind) -> dict[PlaceKind, Step]:
    """A step for each kind of level."""
    return {kind: Step(kind, "totals.review") for kind in kinds}


STEPS = steps_of("area", "commune", "district")


def kinds(chain: Chain) -> list[tuple[str, str, str]]:
    return [(step.key, step.level, step.label) for step in chain.steps]


def test_every_level_that_has_a_step_here_is_in_the_chain_in_its_order() -> None:
    steps = steps_of("province", "area", "commune", "district")
    chain = chain_of(LEVELS, date(2025, 6, 30), steps)
    assert [step.key for step in chain.steps] == ["area", "commune", "district", "province"]
    assert (chain.steps[0].label, chain.steps[0].label_en) == ("Khu dân cư", "Residential area")


def test_a_level_without_a_step_here_has_no_say() -> None:
    chain = chain_of(LEVELS, date(2024, 1, 1), steps_of("commune"))
    assert kinds(chain) == [("commune", "commune", "Mặt trận xã")]


def test_the_district_is_skipped_from_its_last_day_on() -> None:
    """S1-24: xã → huyện → tỉnh, and since 1 July 2025 there is no huyện."""
    upwards = steps_of("district", "province")
    before = chain_of(LEVELS, date(2025, 6, 30), upwards)
    after = chain_of(LEVELS, END, upwards)
    assert [step.key for step in before.steps] == ["district", "province"]
    assert [step.key for step in after.steps] == ["province"]


def test_what_the_district_did_falls_to_the_level_the_place_named_once() -> None:
    to_province = [LevelMapping("district", "province")]
    only_district = LEVELS[:3]
    province = steps_of("province")
    assert kinds(chain_of(only_district, END, province, to_province)) == [
        ("province", "province", "")
    ]
    assert kinds(chain_of(LEVELS, END, province, to_province)) == [
        ("province", "province", "Mặt trận tỉnh")
    ]
    to_commune = [LevelMapping("district", "commune")]
    assert kinds(chain_of(only_district, END, STEPS, to_commune)) == [
        ("area", "area", "Khu dân cư"),
        ("commune", "commune", "Mặt trận xã"),
    ]
    assert kinds(chain_of(only_district, date(2025, 6, 30), province, to_province)) == []
