"""Records drawn on the map of any day: merged, split and moved places (F-3, F-4, F-5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.rollup import Spot
from tuquan.core.succession import Link, Version
from tuquan.core.succession.locating import spots_within
from tuquan.core.succession.whereabouts import Life, whereabouts

SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)
BEGAN = date(2020, 1, 1)
ONE, THIRD, HALF = Fraction(1), Fraction(1, 3), Fraction(1, 2)
A, B, C, D = 1, 2, 3, 4

MERGED: dict[int, Life] = {A: (BEGAN, SUMMER), B: (BEGAN, SUMMER), C: (SUMMER, None)}
MERGER = (Link(A, C, SUMMER, back=THIRD), Link(B, C, SUMMER, back=1 - THIRD))
SPLIT: dict[int, Life] = {A: (BEGAN, SUMMER), B: (SUMMER, None), C: (SUMMER, None)}
DIVISION = (Link(A, B, SUMMER, THIRD), Link(A, C, SUMMER, 1 - THIRD))


def test_a_place_that_never_changed_holds_its_own_records_on_every_day() -> None:
    for day in (date(1900, 1, 1), SPRING, date(2100, 1, 1)):
        assert whereabouts({D: (BEGAN, None)} | MERGED, MERGER, day)[D] == ((D, ONE),)


def test_merged_places_lie_wholly_in_the_new_one() -> None:
    found = whereabouts(MERGED, MERGER, AUTUMN)
    assert found == {A: ((C, ONE),), B: ((C, ONE),), C: ((C, ONE),)}


def test_later_records_of_a_merged_place_lie_in_the_old_ones_by_what_each_brought() -> None:
    found = whereabouts(MERGED, MERGER, SPRING)
    assert found == {A: ((A, ONE),), B: ((B, ONE),), C: ((A, THIRD), (B, 1 - THIRD))}


def test_a_divided_place_lies_in_its_parts_by_their_exact_shares() -> None:
    assert whereabouts(SPLIT, DIVISION, AUTUMN)[A] == ((B, THIRD), (C, 1 - THIRD))


def test_the_parts_of_a_divided_place_lie_wholly_in_it_on_an_earlier_map() -> None:
    found = whereabouts(SPLIT, DIVISION, SPRING)
    assert (found[B], found[C]) == (((A, ONE),), ((A, ONE),))


def test_the_day_of_the_change_belongs_to_the_new_map_and_the_day_before_to_the_old() -> None:
    assert whereabouts(MERGED, MERGER, SUMMER)[A] == ((C, ONE),)
    eve = SUMMER - timedelta(days=1)
    assert whereabouts(MERGED, MERGER, eve)[A] == ((A, ONE),)
    assert whereabouts(MERGED, MERGER, eve)[C] == ((A, THIRD), (B, 1 - THIRD))


def test_a_merger_after_a_division_multiplies_the_shares() -> None:
    lives: dict[int, Life] = {
        A: (BEGAN, SUMMER),
        B: (SUMMER, AUTUMN),
        C: (SUMMER, None),
        D: (AUTUMN, None),
        5: (AUTUMN, None),
    }
    links = (*DIVISION, Link(B, D, AUTUMN, HALF), Link(B, 5, AUTUMN, HALF))
    sixth = Fraction(1, 6)
    found = whereabouts(lives, links, AUTUMN)
    assert found[A] == ((C, 1 - THIRD), (D, sixth), (5, sixth))
    assert whereabouts(lives, links, SUMMER)[A] == ((B, THIRD), (C, 1 - THIRD))
    assert whereabouts(lives, links, SPRING)[D] == ((A, ONE),)


def test_two_changes_of_one_day_follow_each_other() -> None:
    lives: dict[int, Life] = {A: (BEGAN, SUMMER), B: (BEGAN, SUMMER), C: (SUMMER, None)}
    links = (Link(A, B, SUMMER, back=THIRD), Link(B, C, SUMMER))
    assert whereabouts(lives, links, AUTUMN)[A] == ((C, ONE),)


def test_a_place_that_took_in_another_holds_both_only_after_that_day() -> None:
    lives: dict[int, Life] = {A: (BEGAN, SUMMER), B: (BEGAN, None)}
    links = (Link(A, B, SUMMER, back=THIRD),)
    assert whereabouts(lives, links, SPRING, recorded=AUTUMN)[B] == ((A, THIRD), (B, 1 - THIRD))
    assert whereabouts(lives, links, SPRING, recorded=BEGAN)[B] == ((B, ONE),)
    assert whereabouts(lives, links, SPRING)[B] == ((B, ONE),)


def test_a_place_that_gave_a_part_away_keeps_the_rest_of_its_earlier_records() -> None:
    lives: dict[int, Life] = {A: (BEGAN, None), B: (SUMMER, None)}
    links = (Link(A, B, SUMMER, THIRD),)
    assert whereabouts(lives, links, AUTUMN, recorded=SPRING)[A] == ((A, 1 - THIRD), (B, THIRD))
    assert whereabouts(lives, links, AUTUMN, recorded=AUTUMN)[A] == ((A, ONE),)


def test_a_place_founded_that_later_took_in_another_goes_back_to_what_it_was_made_of() -> None:
    lives: dict[int, Life] = {A: (BEGAN, SUMMER), B: (SUMMER, None), C: (BEGAN, AUTUMN)}
    links = (Link(A, B, SUMMER), Link(C, B, AUTUMN, back=THIRD))
    later = date(2026, 12, 1)
    assert whereabouts(lives, links, SPRING, recorded=later)[B] == ((A, 1 - THIRD), (C, THIRD))


def test_records_dated_after_the_end_of_their_place_are_its_last() -> None:
    assert whereabouts(MERGED, MERGER, AUTUMN, recorded=date(2026, 12, 31))[A] == ((C, ONE),)
    assert whereabouts(MERGED, MERGER, SPRING, recorded=BEGAN)[C] == ((A, THIRD), (B, 1 - THIRD))


def test_a_place_abolished_without_successor_keeps_its_records() -> None:
    assert whereabouts({A: (BEGAN, SUMMER)}, (), AUTUMN)[A] == ((A, ONE),)


def test_links_that_go_round_in_a_circle_lose_nothing() -> None:
    lives: dict[int, Life] = {A: (BEGAN, SUMMER), B: (BEGAN, SUMMER)}
    links = (Link(A, B, SUMMER, HALF), Link(B, A, SUMMER, HALF))
    for shares in whereabouts(lives, links, AUTUMN).values():
        assert sum(share for _, share in shares) == 1


def test_shares_that_exceed_the_whole_are_scaled_to_it() -> None:
    links = (Link(A, B, SUMMER), Link(A, C, SUMMER))
    assert whereabouts(SPLIT, links, AUTUMN)[A] == ((B, HALF), (C, HALF))


@st.composite
def histories(draw: st.DrawFn) -> tuple[dict[int, Life], list[Link], Sequence[date]]:
    """Places merged, split and joined to standing ones, one change after the other."""
    lives: dict[int, Life] = {number: (BEGAN, None) for number in range(1, 5)}
    links: list[Link] = []
    day = BEGAN
    for _ in range(draw(st.integers(0, 6))):
        day += timedelta(days=draw(st.integers(0, 2)))
        day = max(day, BEGAN + timedelta(days=1))
        standing = [one for one, (since, until) in lives.items() if until is None and since < day]
        if len(standing) < 2:
            break
        closed = draw(st.lists(st.sampled_from(standing), min_size=1, max_size=2, unique=True))
        taking = [one for one in standing if one not in closed][: draw(st.integers(0, 1))]
        new = range(max(lives) + 1, max(lives) + 1 + draw(st.integers(1, 2)))
        weights = {
            pair: draw(st.integers(1, 5))
            for pair in ((o, n) for o in closed for n in (*new, *taking))
        }
        own = {place: draw(st.integers(0, 5)) for place in taking}
        for (old, target), weight in weights.items():
            sent = sum(w for (o, _), w in weights.items() if o == old)
            got = sum(w for (_, n), w in weights.items() if n == target) + own.get(target, 0)
            links.append(Link(old, target, day, Fraction(weight, sent), Fraction(weight, got)))
        lives |= {old: (lives[old][0], day) for old in closed}
        lives |= {number: (day, None) for number in new}
    return lives, links, [BEGAN, *(BEGAN + timedelta(days=n) for n in range(-1, 14, 3))]


@given(histories(), st.none() | st.integers(-1, 14))
def test_the_shares_of_every_place_add_up_to_one_on_any_day(
    history: tuple[dict[int, Life], list[Link], Sequence[date]], after: int | None
) -> None:
    lives, links, days = history
    recorded = None if after is None else BEGAN + timedelta(days=after)
    for day in days:
        found = whereabouts(lives, links, day, recorded)
        assert set(found) == set(lives)
        for shares in found.values():
            assert sum(share for _, share in shares) == 1
            assert all(share > 0 for _, share in shares)


@given(histories())
def test_records_lie_only_in_places_of_the_map_of_the_day(
    history: tuple[dict[int, Life], list[Link], Sequence[date]],
) -> None:
    lives, links, days = history
    for day in days:
        standing = {
            place
            for place, (since, until) in lives.items()
            if since <= day and (until is None or day < until)
        }
        if day >= BEGAN:
            for shares in whereabouts(lives, links, day).values():
                assert {place for place, _ in shares} <= standing


def located(
    root: int | None, versions: Sequence[Version], links: Sequence[Link], on: date
) -> dict[int, tuple[Spot, ...]]:
    """The spots of every place; the step of place 3 is `3.`."""
    known: dict[int, list[Version]] = {}
    for version in versions:
        known.setdefault(version.place, []).append(version)
    return spots_within(root, known, links, on, lambda place: f"{place}.")


PROVINCE, COMMUNE, OTHER, AREA = 10, 20, 21, 30
TREE = (
    Version(PROVINCE, "Tỉnh Mẫu", "province", None, BEGAN),
    Version(COMMUNE, "Xã Minh Sơn", "commune", PROVINCE, BEGAN),
    Version(OTHER, "Xã Yên Hạ", "commune", PROVINCE, BEGAN),
)


def test_a_place_that_moved_hangs_under_its_parent_of_the_day() -> None:
    moved = (
        Version(AREA, "Thôn 1", "area", COMMUNE, BEGAN, SUMMER),
        Version(AREA, "Thôn 1", "area", OTHER, SUMMER),
    )
    eve = SUMMER - timedelta(days=1)
    assert located(PROVINCE, (*TREE, *moved), (), eve)[AREA] == (Spot("20.30."),)
    assert located(PROVINCE, (*TREE, *moved), (), SUMMER)[AREA] == (Spot("21.30."),)
    assert AREA not in located(COMMUNE, (*TREE, *moved), (), SUMMER)
    assert located(OTHER, (*TREE, *moved), (), SUMMER) == {OTHER: (Spot(""),), AREA: (Spot("30."),)}
    assert located(None, (*TREE, *moved), (), SUMMER)[AREA] == (Spot("10.21.30."),)


def test_what_lies_elsewhere_keeps_its_share() -> None:
    divided = (
        Version(AREA, "Thôn 1", "area", COMMUNE, BEGAN, SUMMER),
        Version(31, "Thôn 1A", "area", COMMUNE, SUMMER),
        Version(32, "Thôn 1B", "area", OTHER, SUMMER),
    )
    links = (Link(AREA, 31, SUMMER, THIRD), Link(AREA, 32, SUMMER, 1 - THIRD))
    found = located(COMMUNE, (*TREE, *divided), links, AUTUMN)
    assert found[AREA] == (Spot("31.", THIRD), Spot(None, 1 - THIRD))
    assert 32 not in found


def test_an_area_that_ended_without_successor_follows_the_commune_it_stood_in() -> None:
    versions = (
        Version(PROVINCE, "Tỉnh Mẫu", "province", None, BEGAN),
        Version(COMMUNE, "Xã Minh Sơn", "commune", PROVINCE, BEGAN, AUTUMN),
        Version(OTHER, "Xã Yên Hạ", "commune", PROVINCE, BEGAN),
        Version(AREA, "Thôn 1", "area", COMMUNE, BEGAN, SUMMER),
    )
    links = (Link(COMMUNE, OTHER, AUTUMN, back=HALF),)
    assert located(PROVINCE, versions, links, AUTUMN)[AREA] == (Spot("21.30."),)
    assert located(PROVINCE, versions, links, SUMMER)[AREA] == (Spot("20.30."),)


def test_an_area_that_ended_before_its_commune_was_divided_hangs_under_every_part() -> None:
    versions = (
        Version(PROVINCE, "Tỉnh Mẫu", "province", None, BEGAN),
        Version(COMMUNE, "Xã Minh Sơn", "commune", PROVINCE, BEGAN, AUTUMN),
        Version(OTHER, "Xã Yên Hạ", "commune", PROVINCE, AUTUMN),
        Version(22, "Xã Yên Thượng", "commune", None, AUTUMN),
        Version(AREA, "Thôn 1", "area", COMMUNE, BEGAN, SUMMER),
    )
    links = (Link(COMMUNE, OTHER, AUTUMN, THIRD), Link(COMMUNE, 22, AUTUMN, 1 - THIRD))
    found = located(PROVINCE, versions, links, AUTUMN)
    assert found[AREA] == (Spot("21.30.", THIRD), Spot(None, 1 - THIRD))


def test_an_area_that_begins_later_hangs_where_it_begins() -> None:
    late = Version(AREA, "Thôn 9", "area", COMMUNE, AUTUMN)
    assert located(COMMUNE, (*TREE, late), (), SPRING)[AREA] == (Spot("30."),)


def test_a_place_below_itself_hangs_nowhere() -> None:
    ring = (
        Version(1, "A", "area", 2, BEGAN),
        Version(2, "B", "area", 1, BEGAN),
    )
    assert located(None, ring, (), SUMMER) == {}
