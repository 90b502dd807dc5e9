"""F-16: points of households on a map: inside the frame, in true proportion, slips left out."""

from __future__ import annotations

from decimal import Decimal
from math import cos, dist, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.points import Degrees, middle_of, near_points
from tuquan.core.sketch_map import (
    FOOT,
    HIGHEST,
    LONGEST_BAR,
    LOWEST,
    METRES_PER_DEGREE,
    MOST_NAMES,
    WIDTH,
    Dot,
    SketchMap,
    Spot,
    Stroke,
    far_for,
    scale_bar,
    sketch,
)


def at(latitude: str, longitude: str) -> Degrees:
    """A point as the register keeps it."""
    return Decimal(latitude), Decimal(longitude)


def drawn(*spots: Spot) -> SketchMap:
    """The map of these points, which there must be."""
    made = sketch(spots)
    assert made is not None
    return made


degrees = st.decimals("0", "0.04", places=6)
villages = st.lists(
    st.tuples(degrees, degrees, st.sampled_from(["", "Ngõ 1", "Xóm Đông", "Ngõ Giếng Làng"])),
    min_size=1,
    max_size=40,
).map(
    lambda rows: [
        Spot(key, (Decimal("21.5") + south, Decimal(105) + west), lane)
        for key, (south, west, lane) in enumerate(rows)
    ]
)


@given(villages)
def test_every_dot_lies_inside_the_frame_and_above_the_scale_bar(village: list[Spot]) -> None:
    made = drawn(*village)
    assert LOWEST <= made.height <= HIGHEST + 0.001
    for dot in made.dots:
        assert 40 <= dot.x <= WIDTH - 40
        assert 40 <= dot.y <= made.height - FOOT - 40


@given(villages)
def test_each_point_is_either_drawn_or_doubtful(village: list[Spot]) -> None:
    made = drawn(*village)
    assert sorted([*(dot.key for dot in made.dots), *made.doubtful]) == list(range(len(village)))


@given(villages)
def test_distances_in_the_frame_are_those_on_the_ground_by_the_scale_bar(
    village: list[Spot],
) -> None:
    made = drawn(*village)
    points = {spot.key: spot.at for spot in village}
    metres_per_unit = made.bar.metres / made.bar.length
    first = made.dots[0]
    for dot in made.dots[1:]:
        told = metres_per_unit * dist((first.x, first.y), (dot.x, dot.y))
        assert told == pytest.approx(metres(points[first.key], points[dot.key]), rel=0.003, abs=0.1)


def metres(one: Degrees, other: Degrees) -> float:
    """The way between two near points, by the latitude between them."""
    north = float(one[0] - other[0]) * METRES_PER_DEGREE
    middle = radians(float(one[0] + other[0]) / 2)
    return hypot(north, float(one[1] - other[1]) * METRES_PER_DEGREE * cos(middle))


@given(villages)
def test_north_is_up_and_east_is_right(village: list[Spot]) -> None:
    made = drawn(*village)
    points = {spot.key: spot.at for spot in village}
    for dot, other in zip(made.dots, made.dots[1:], strict=False):
        if points[dot.key][0] > points[other.key][0]:
            assert dot.y < other.y
        if points[dot.key][1] > points[other.key][1]:
            assert dot.x > other.x


@given(villages)
def test_names_stay_in_the_frame_and_off_one_another(village: list[Spot]) -> None:
    made = drawn(*village)
    for at_, name in enumerate(made.names):
        assert name.x - name.width / 2 >= 0
        assert name.x + name.width / 2 <= WIDTH
        assert 0 < name.y < made.height - FOOT
        assert not any(name.overlaps(other) for other in made.names[at_ + 1 :])


@given(st.floats(0.001, 100))
def test_the_scale_bar_is_a_round_number_and_no_longer_than_a_quarter(scale: float) -> None:
    bar = scale_bar(scale)
    assert str(bar.metres).rstrip("0") in ("1", "2", "5")
    assert bar.length == pytest.approx(bar.metres * scale)
    assert bar.length <= LONGEST_BAR * 1.000001
    assert bar.length * 2.5 >= LONGEST_BAR * 0.999999


@pytest.mark.parametrize(
    ("scale", "metres_told"), [(1.0, 100), (0.4, 200), (0.1, 1000), (8.0, 20), (160.0, 1)]
)
def test_the_scale_bar_of_a_known_scale(scale: float, metres_told: int) -> None:
    assert scale_bar(scale).metres == metres_told


def test_a_village_without_points_has_no_map() -> None:
    assert sketch([]) is None


def test_two_points_of_which_one_must_be_wrong_are_both_not_drawn() -> None:
    assert sketch([Spot(1, at("21", "105")), Spot(2, at("10.5", "106"))]) is None


def test_one_household_stands_in_the_middle_of_forty_metres() -> None:
    made = drawn(Spot(7, at("21.5", "105"), "Ngõ 1"))
    assert made.dots == (Dot(7, WIDTH / 2, (LOWEST - FOOT) / 2, "Ngõ 1"),)
    assert made.bar.metres == 10
    assert [name.text for name in made.names] == ["Ngõ 1"]
    assert not made.names[0].covers(made.dots[0])


def test_a_village_along_a_road_to_the_north_is_no_higher_than_the_sheet() -> None:
    made = drawn(*(Spot(key, at(f"21.5{key:02}", "105")) for key in range(10)))
    assert made.height == pytest.approx(HIGHEST)
    assert {dot.x for dot in made.dots} == {WIDTH / 2}


def test_a_slip_of_a_digit_is_doubtful_and_does_not_shrink_the_others() -> None:
    village = [Spot(key, at(f"21.50{key:02}", f"105.00{key:02}")) for key in range(20)]
    made = drawn(*village, Spot(99, at("21.8", "105")))
    assert made.doubtful == (99,)
    assert made.dots == drawn(*village).dots


def test_a_hamlet_two_kilometres_from_the_rest_is_no_slip() -> None:
    village = [Spot(key, at(f"21.50{key:02}", "105")) for key in range(20)]
    made = drawn(*village, Spot(99, at("21.52", "105")))
    assert made.doubtful == ()


def test_a_wide_area_may_be_as_wide_as_it_is_up_to_eleven_kilometres_each_way() -> None:
    scattered = {key: (Decimal(key) / 200, Decimal(105)) for key in range(9)}
    assert far_for(scattered) == Decimal("0.06")
    assert far_for({key: at(str(key), "105") for key in range(9)}) == Decimal("0.1")
    assert far_for({1: at("21", "105")}) == Decimal("0.02")


def test_near_points_are_measured_from_the_median_on_each_axis() -> None:
    points = {1: at("21", "105"), 2: at("21.2", "105.2"), 3: at("21.7", "105.2")}
    assert middle_of(points) == at("21.2", "105.2")
    assert set(near_points(points)) == {1, 2, 3}
    assert set(near_points(points, Decimal("0.3"))) == {1, 2}
    assert near_points({}) == {}


def test_the_name_of_a_lane_stands_beside_its_middle_dot_and_hides_none() -> None:
    lane = [Spot(key, at("21.5", f"105.00{key:02}"), "Ngõ Chợ") for key in range(0, 90, 10)]
    [name] = drawn(*lane).names
    middle = drawn(*lane).dots[4]
    assert hypot(name.x - middle.x, name.y - middle.y) < 60
    assert not any(name.covers(dot) for dot in drawn(*lane).dots)


def test_a_long_name_is_cut_and_a_household_without_a_lane_has_none() -> None:
    made = drawn(
        Spot(1, at("21.5", "105"), "Đường liên xã đoạn sau trường tiểu học"),
        Spot(2, at("21.501", "105.001")),
    )
    assert [name.text for name in made.names] == ["Đường liên xã đoạn sau…"]
    assert [dot.lane for dot in made.dots] == ["Đường liên xã đoạn sau trường tiểu học", ""]


def test_names_that_find_no_free_place_are_left_to_the_list() -> None:
    crowd = [Spot(key, at("21.5", "105"), f"Ngõ Trại Cá Giống {key:02}") for key in range(60)]
    made = drawn(*crowd)
    assert len(made.dots) == 60
    assert 5 < len(made.names) < MOST_NAMES


def test_a_stroke_is_placed_among_the_points_and_does_not_widen_the_frame() -> None:
    spots = [Spot(1, at("21.000", "105.000")), Spot(2, at("21.002", "105.002"))]
    river = Stroke("Sông Cái", "river", (at("21.000", "105.000"), at("21.002", "105.400")))
    plain, drawn = sketch(spots), sketch(spots, [river])
    assert plain is not None
    assert drawn is not None
    assert (drawn.dots, drawn.height, drawn.bar) == (plain.dots, plain.height, plain.bar)
    [line] = drawn.lines
    assert (line.name, line.kind) == ("Sông Cái", "river")
    assert line.corners[0] == (drawn.dots[0].x, drawn.dots[0].y)
    assert line.corners[1][0] > WIDTH
