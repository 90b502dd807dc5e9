"""F-1, F-3 to F-6: the map of before July 2025 becomes the map of today, unit by unit, exactly."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction

import pytest
from django.db import connection

from tests import make
from tests.places.test_province_reform import arranged
from tests.places.volume_world import Clocked
from tuquan.places.models import FormerPath, Place, PlaceKind, PlaceVersion, Reform, Succession
from tuquan.places.queries.national import (
    ARRANGED_ON,
    LONG_AGO,
    SCHEME,
    became,
    province_codes,
    units_of_before,
    units_of_today,
)
from tuquan.places.services import undo_reform
from tuquan.places.services.arrangement import arrangement_of
from tuquan.places.services.national import load_map

LAI_CHAU, TUYEN_QUANG, CAN_THO = "12", "08", "92"


def arrange(provinces: Collection[str]) -> tuple[dict[str, Reform], Clocked]:
    """The former map of some provinces, then each of them arranged."""
    took = Clocked()
    with took.part("loaded"):
        load_map(make.SYSTEM, provinces, before=True)
    with took.part("arranged"):
        done = {one: arranged(arrangement_of(make.SYSTEM, one)) for one in sorted(provinces)}
    return done, took


def expected(provinces: Collection[str]) -> set[tuple[str, str, str, str]]:
    """The units of today in the file: name, kind, code, code of the province."""
    return {
        (unit.name, unit.kind, unit.code, unit.above)
        for unit in units_of_today()
        if (unit.above or unit.code) in provinces
    }


def standing() -> set[tuple[str, str, str, str]]:
    """The units that stand in the tree, each with its one code in force and its province's."""
    codes = {}
    rows = (
        Place.objects.standing()
        .filter(codes__scheme=SCHEME, codes__effective_until=None)
        .values_list("pk", "codes__code")
    )
    for place, code in rows:
        assert place not in codes, "a place has one code of a scheme at a time"
        codes[place] = code
    found = [
        (one.name, one.kind, codes[one.pk], codes[one.parent_id] if one.parent_id else "")
        for one in Place.objects.standing()
    ]
    assert len(set(found)) == len(found)
    return set(found)


def is_consistent() -> None:
    """Every place that ended went somewhere whole; versions, links and former paths agree."""
    given: defaultdict[int, Fraction] = defaultdict(Fraction)
    came: defaultdict[int, Fraction] = defaultdict(Fraction)
    lives = dict(Place.objects.values_list("pk", "ended_on"))
    for link in Succession.objects.all():
        given[link.old_id] += link.share
        came[link.new_id] += link.share_back
        assert (link.effective_on, lives[link.old_id]) == (ARRANGED_ON, ARRANGED_ON)
        assert lives[link.new_id] is None
    ended = {place for place, on in lives.items() if on}
    assert {place: given[place] for place in ended} == dict.fromkeys(ended, Fraction(1))
    founded = set(
        PlaceVersion.objects.values_list("place", flat=True)
        .exclude(place__versions__effective_from=LONG_AGO)
        .distinct()
    )
    assert {place: came[place] for place in founded} == dict.fromkeys(founded, Fraction(1))
    assert all(share <= 1 for share in came.values())
    open_versions = PlaceVersion.objects.filter(effective_until=None)
    assert set(open_versions.values_list("place", flat=True)) == set(lives) - ended
    assert open_versions.count() == len(lives) - len(ended)
    ways = list(FormerPath.objects.values_list("place", "path"))
    assert len(set(ways)) == len(ways)
    assert {place for place, _ in ways} <= set(lives) - ended
    standing_paths = set(Place.objects.standing().values_list("path", flat=True))
    assert standing_paths.isdisjoint(path for _, path in ways)
    kept = {path for _, path in ways}
    for link in Succession.objects.select_related("old", "new"):
        inside = link.old.path.startswith(link.new.path)  # a district, into its own province
        assert (link.old.path in kept) == (link.share == 1 and not inside), link.old


def is_on_the_former_map(province: str) -> None:
    """The units of before stand again, and none of today's."""
    former = {
        unit.code
        for unit in units_of_before()
        if unit.kind == PlaceKind.PROVINCE and became()[unit.code] == province
    }
    codes = Place.objects.standing().filter(codes__scheme=SCHEME, codes__effective_until=None)
    tops = codes.filter(parent=None, codes__code__in=former)
    assert tops.count() == len(former)
    here = {
        code for top in tops for code in codes.below(top.path).values_list("codes__code", flat=True)
    }
    inside = set(former)
    for unit in units_of_before():
        if unit.above in inside:
            inside.add(unit.code)
    assert here == inside


@pytest.mark.django_db
def test_three_provinces_become_exactly_those_of_the_file_and_one_goes_back() -> None:
    provinces = {LAI_CHAU, TUYEN_QUANG, CAN_THO}
    done, _ = arrange(provinces)
    assert standing() == expected(provinces)
    is_consistent()
    undo_reform(make.SYSTEM, done[LAI_CHAU], "Thử")
    others = provinces - {LAI_CHAU}
    assert standing() >= expected(others)
    is_on_the_former_map(LAI_CHAU)


@pytest.mark.long
@pytest.mark.django_db
def test_the_whole_country_becomes_exactly_the_3321_communes_of_the_file() -> None:
    provinces = province_codes()
    done, took = arrange(provinces)
    logging.getLogger(__name__).info("%s: %s", connection.vendor, took)
    assert len(provinces) == 34
    assert standing() == expected(provinces)
    assert Place.objects.standing().communes().count() == 3321
    is_consistent()
    undo_reform(make.SYSTEM, done[TUYEN_QUANG], "Thử")
    is_on_the_former_map(TUYEN_QUANG)
    again = arranged(arrangement_of(make.SYSTEM, TUYEN_QUANG))
    assert again.before == again.after
    assert standing() == expected(provinces)
