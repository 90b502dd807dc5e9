"""F-1 to F-5: the tree of places on any date, and every fault of a plan named at once."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.succession import (
    Alter,
    Close,
    DatedTree,
    Found,
    Link,
    Part,
    Plan,
    Ref,
    Version,
    abolish,
    merge,
    move,
    rename,
    split,
)
from tuquan.core.succession.tree import LARGEST_DENOMINATOR

BEGAN = date(2020, 1, 1)
DAY = date(2026, 7, 1)
BEFORE = DAY - timedelta(days=1)
HALF = Fraction(1, 2)

PROVINCE, DISTRICT, NORTH, SOUTH, AREA, OTHER, SOUTHERN = range(1, 8)


def tree(*more: Version, links: tuple[Link, ...] = ()) -> DatedTree:
    """A province with a district, two communes, and three areas."""
    return DatedTree(
        [
            Version(PROVINCE, "Tỉnh Mẫu", "province", None, BEGAN),
            Version(DISTRICT, "Huyện Cũ", "district", PROVINCE, BEGAN),
            Version(NORTH, "Xã Bắc", "commune", PROVINCE, BEGAN),
            Version(SOUTH, "Xã Nam", "commune", PROVINCE, BEGAN),
            Version(AREA, "Thôn 1", "area", NORTH, BEGAN),
            Version(OTHER, "Thôn 2", "area", NORTH, BEGAN),
            Version(SOUTHERN, "Thôn 3", "area", SOUTH, BEGAN, local_word="thôn"),
            *more,
        ],
        links,
    )


def codes(plan: Plan, on: DatedTree | None = None) -> list[tuple[str, str]]:
    """What is wrong with a plan, and where."""
    return [(one.code, one.where) for one in (on or tree()).problems_of(plan)]


def plan(*steps: Found | Alter | Close, on: date = DAY) -> Plan:
    """A plan of some steps."""
    return Plan(
        on,
        tuple(step for step in steps if isinstance(step, Found)),
        tuple(step for step in steps if isinstance(step, Alter)),
        tuple(step for step in steps if isinstance(step, Close)),
    )


def test_the_map_of_a_day_shows_each_place_as_it_was_then() -> None:
    after = tree().carry_out(rename(DAY, AREA, "Khối 1", local_word="khối"), {}, {})
    assert after.at(BEFORE)[AREA].name == "Thôn 1"
    assert (after.at(DAY)[AREA].name, after.at(DAY)[AREA].local_word) == ("Khối 1", "khối")
    assert after.at(BEGAN - timedelta(days=1)) == {}


def test_the_places_above_are_named_from_the_parent_to_the_top_of_that_day() -> None:
    after = tree().carry_out(move(DAY, [AREA], SOUTH), {}, {})
    assert after.ancestors(AREA, BEFORE) == [NORTH, PROVINCE]
    assert after.ancestors(AREA, DAY) == [SOUTH, PROVINCE]
    assert after.ancestors(99, DAY) == []
    assert set(after.places) == set(range(1, 8))


def test_a_merger_links_both_to_the_new_place_by_their_households() -> None:
    merger = merge(tree(), DAY, [AREA, OTHER], Found("new", "Thôn Mới", "area", NORTH))
    after = tree().carry_out(merger, {"new": 8}, {AREA: 30, OTHER: 10})
    assert after.links == (
        Link(AREA, 8, DAY, Fraction(1), Fraction(3, 4)),
        Link(OTHER, 8, DAY, Fraction(1), Fraction(1, 4)),
    )
    assert set(after.standing) == {PROVINCE, DISTRICT, NORTH, SOUTH, SOUTHERN, 8}
    assert after.standing[8] == Version(8, "Thôn Mới", "area", NORTH, DAY)


def test_a_place_that_takes_another_in_keeps_the_back_share_that_is_its_own() -> None:
    after = tree().carry_out(merge(tree(), DAY, [AREA, OTHER], OTHER), {}, {AREA: 10, OTHER: 30})
    assert after.links == (Link(AREA, OTHER, DAY, Fraction(1), Fraction(1, 4)),)
    assert OTHER in after.standing


def test_places_without_households_share_equally() -> None:
    merger = merge(tree(), DAY, [AREA, OTHER], Found("new", "Thôn Mới", "area", NORTH))
    assert [link.back for link in tree().carry_out(merger, {"new": 8}, {}).links] == [HALF, HALF]


def test_a_split_shares_the_households_forwards_and_what_came_backwards() -> None:
    steps = Close(AREA, (Part("a", HALF), Part(OTHER, HALF)), "a")
    divided = plan(Found("a", "Thôn 4", "area", NORTH), steps)
    after = tree().carry_out(divided, {"a": 8}, {AREA: 20, OTHER: 30})
    assert after.links == (
        Link(AREA, 8, DAY, HALF, Fraction(1)),
        Link(AREA, OTHER, DAY, HALF, Fraction(1, 4)),
    )


def test_back_shares_too_fine_to_be_stored_are_rounded_and_still_add_up() -> None:
    olds = range(100, 112)
    big = tree(*(Version(old, f"Thôn {old}", "area", NORTH, BEGAN) for old in olds))
    steps = [
        Close(old, (Part("new", Fraction(1, 10**9 - i)), Part(OTHER, 1 - Fraction(1, 10**9 - i))))
        for i, old in enumerate(olds)
    ]
    after = big.carry_out(
        plan(Found("new", "Thôn Mới", "area", NORTH), *steps), {"new": 8}, {100: 7}
    )
    into = [link for link in after.links if link.new == 8]
    assert sum(link.back for link in into) == 1
    assert all(link.back > 0 and link.back.denominator <= LARGEST_DENOMINATOR for link in into)


def test_a_new_code_alone_makes_no_new_version() -> None:
    coded = plan(Alter(AREA, codes=(("dvhc", "17001"),)))
    assert codes(coded) == []
    assert tree().carry_out(coded, {}, {}).versions == tree().versions


def test_a_place_may_go_to_the_top_when_its_kind_stands_there() -> None:
    risen = plan(Alter(DISTRICT, kind="province", to_top=True))
    assert codes(risen) == []
    assert tree().carry_out(risen, {}, {}).standing[DISTRICT].parent is None


NEW = Found("new", "Thôn Mới", "area", NORTH)
INTO_NEW = (Part("new"),)
LATER = Version(8, "Thôn Sau", "area", NORTH, DAY + timedelta(days=1))
ENDED = Version(9, "Thôn Xưa", "area", NORTH, BEGAN, BEFORE)

FAULTS: list[tuple[str, Plan, list[tuple[str, str]]]] = [
    ("nothing", plan(), [("reform_empty", "")]),
    ("an unknown place", plan(Alter(99, name="A")), [("reform_place_unknown", "99")]),
    ("a place that ended", plan(Close(9)), [("reform_place_ended", "9")]),
    ("a day too early", plan(Close(AREA), on=BEGAN), [("reform_too_early", "5")]),
    ("no change", plan(Alter(AREA, name="Thôn 1")), [("reform_nothing_changes", "5")]),
    ("twice", plan(Alter(AREA, name="A"), Close(AREA)), [("reform_place_twice", "5")]),
    ("a key twice", plan(NEW, NEW), [("reform_place_twice", "new")]),
    ("no name", plan(Alter(AREA, name=" ")), [("reform_name_missing", "5")]),
    ("a long name", plan(Alter(AREA, name="a" * 151)), [("reform_text_too_long", "5")]),
    ("a long word", plan(Alter(AREA, local_word="a" * 41)), [("reform_text_too_long", "5")]),
    (
        "a long code",
        plan(Alter(AREA, codes=(("dvhc", "1" * 41),))),
        [("reform_text_too_long", "5")],
    ),
    ("no such parent", plan(Alter(AREA, parent=99)), [("reform_parent_unknown", "5")]),
    ("no such key", plan(Alter(AREA, parent="x")), [("reform_parent_unknown", "5")]),
    ("an ended parent", plan(Alter(AREA, parent=9)), [("reform_parent_ends", "5")]),
    (
        "a parent closed by the plan",
        plan(Alter(SOUTHERN, parent=NORTH), Close(NORTH), Close(AREA), Close(OTHER)),
        [("reform_parent_ends", "7"), ("reform_orphan", "8")],
    ),
    (
        "a part that begins later",
        plan(Close(AREA, (Part(8),))),
        [("reform_not_yet_there", "5")],
    ),
    (
        "a wrong kind",
        plan(Alter(AREA, parent=PROVINCE)),
        [("reform_kind_wrong", "5")],
    ),
    (
        "a kind that does not fit what stands below",
        plan(Alter(SOUTH, kind="district")),
        [("reform_kind_wrong", "7")],
    ),
    ("an unknown kind", plan(Alter(AREA, kind="x")), [("reform_kind_wrong", "5")]),
    ("an area at the top", plan(Alter(AREA, to_top=True)), [("reform_kind_wrong_at_top", "5")]),
    (
        "a cycle",
        plan(Alter(PROVINCE, kind="district", parent=DISTRICT)),
        [
            ("reform_kind_wrong", "1"),
            ("reform_kind_wrong", "2"),
            ("reform_cycle", "1"),
        ],
    ),
    ("orphans", plan(Close(SOUTH)), [("reform_orphan", "7")]),
    (
        "an orphan that is only renamed",
        plan(Close(SOUTH), Alter(SOUTHERN, name="Thôn 4")),
        [("reform_orphan", "7")],
    ),
    (
        "shares that do not add up",
        plan(NEW, Close(AREA, (Part("new", HALF), Part(OTHER, Fraction(1, 3))), OTHER)),
        [("reform_shares_sum", "5")],
    ),
    (
        "a share of nothing",
        plan(NEW, Close(AREA, (Part("new"), Part(OTHER, Fraction(0))), OTHER)),
        [("reform_share_not_positive", "5")],
    ),
    (
        "a share too fine",
        plan(
            NEW,
            Close(
                AREA,
                (Part("new", Fraction(1, 10**10)), Part(OTHER, 1 - Fraction(1, 10**10))),
                OTHER,
            ),
        ),
        [("reform_share_too_fine", "5"), ("reform_share_too_fine", "5")],
    ),
    ("a part that ends", plan(Close(AREA, (Part(9),))), [("reform_part_ends", "5")]),
    ("itself as a part", plan(Close(AREA, (Part(AREA),))), [("reform_part_ends", "5")]),
    ("a part nobody knows", plan(Close(AREA, (Part("x"),))), [("reform_part_unknown", "5")]),
    (
        "a part twice",
        plan(Close(AREA, (Part(OTHER, HALF), Part(OTHER, HALF)), OTHER)),
        [("reform_part_twice", "5")],
    ),
    (
        "no rest",
        plan(NEW, Close(AREA, (Part("new", HALF), Part(OTHER, HALF)))),
        [("reform_rest_missing", "5")],
    ),
    ("a rest that ends", plan(Close(AREA, (), 9)), [("reform_part_ends", "5")]),
    (
        "rows sent elsewhere",
        Plan(
            DAY,
            (NEW,),
            close=(Close(AREA, INTO_NEW),),
            assigned={"residents.household": {1: "new", 2: SOUTHERN}},
        ),
        [("reform_assigned_elsewhere", "7")],
    ),
    ("a name taken", plan(Alter(OTHER, name="thôn  1")), [("reform_name_taken", "6")]),
    (
        "a province's name taken",
        plan(Found("p", "Tỉnh mẫu", "province", None)),
        [("reform_name_taken_at_top", "p")],
    ),
]


@pytest.mark.parametrize(("wrong", "expected"), [one[1:] for one in FAULTS], ids=lambda one: "")
def test_a_fault_of_a_plan_is_named_with_its_place(
    wrong: Plan, expected: list[tuple[str, str]]
) -> None:
    assert codes(wrong, tree(LATER, ENDED)) == expected


def test_all_faults_are_told_at_once() -> None:
    wrong = plan(Alter(99, name="A"), Alter(AREA, name=""), Close(SOUTH))
    assert {code for code, _ in codes(wrong)} == {
        "reform_place_unknown",
        "reform_name_missing",
        "reform_orphan",
    }


def test_a_problem_says_the_names_people_know() -> None:
    (problem,) = tree().problems_of(plan(Close(SOUTH)))
    assert problem.params == {"place": "Thôn 3", "other": "Xã Nam"}


def test_two_changes_of_one_day_into_one_place_must_be_one_plan() -> None:
    taken = tree(links=(Link(99, OTHER, DAY),))
    assert codes(merge(taken, DAY, [AREA], OTHER), taken) == [("reform_same_day", "5")]


def test_a_ward_and_a_commune_may_share_a_name() -> None:
    assert codes(plan(Found("w", "Xã Bắc", "ward", PROVINCE))) == []


STEP = st.tuples(
    st.sampled_from(["rename", "move", "merge", "absorb", "split", "abolish"]),
    st.lists(st.integers(0, 50), min_size=4, max_size=4),
    st.integers(0, 3),
)


def attempt(now: DatedTree, kind: str, picks: list[int], on: date) -> Plan:
    """A plan that is often right: areas are changed within the communes that stand."""
    areas = sorted(n for n, one in now.standing.items() if one.kind == "area")
    communes = sorted(n for n, one in now.standing.items() if one.kind == "commune")
    level = areas if picks[3] % 3 else communes
    first, second = (level[pick % len(level)] for pick in picks[:2])
    parent: Ref = communes[picks[2] % len(communes)] if level is areas else PROVINCE
    name = f"{on} {picks}"
    found = Found("new", name, now.standing[first].kind, parent)
    share = Fraction(1 + picks[2] % 5, 7)
    children = {
        child: ("new" if child % 2 else second)
        for child, one in now.standing.items()
        if one.parent == first
    }
    return {
        "rename": lambda: rename(on, first, name),
        "move": lambda: move(
            on, [areas[picks[0] % len(areas)]], communes[picks[2] % len(communes)]
        ),
        "merge": lambda: merge(now, on, [first, second], found),
        "absorb": lambda: merge(now, on, [first, second], second),
        "split": lambda: split(
            now, on, first, [(found, share), (second, 1 - share)], children=children, rest=second
        ),
        "abolish": lambda: abolish(now, on, first, second),
    }[kind]()


def names(of: DatedTree, on: date) -> dict[int, tuple[str, int | None]]:
    """What every place was called on a day, and under whom it stood."""
    return {place: (one.name, one.parent) for place, one in of.at(on).items()}


@given(st.lists(STEP, max_size=12), st.integers(0, 40))
def test_after_any_reforms_no_place_is_an_orphan_and_nothing_is_lost_on_any_day(
    steps: list[tuple[str, list[int], int]], after: int
) -> None:
    now, day, next_number = tree(), DAY, 100
    for kind, picks, wait in steps:
        day += timedelta(days=wait)
        tried = attempt(now, kind, picks, day)
        if now.problems_of(tried):
            continue
        standing = set(now.standing)
        weights = {place: place % 3 for place in standing}
        then = now.carry_out(tried, {"new": next_number}, weights)
        next_number += 1
        new = then.links[len(now.links) :]
        for close in tried.close:
            assert sum(link.share for link in new if link.old == close.place) == 1
        for place in {link.new for link in new}:
            back = sum(link.back for link in new if link.new == place)
            assert back < 1 if place in standing else back == 1
        eve = day - timedelta(days=1)
        assert names(then, eve) == names(now, eve)
        now = then
    for on in (BEFORE, DAY + timedelta(days=after), day):
        standing_then = now.at(on)
        for place, version in standing_then.items():
            assert version.parent is None or version.parent in standing_then
            above = now.ancestors(place, on)
            assert place not in above
            assert len(above) == len(set(above))
