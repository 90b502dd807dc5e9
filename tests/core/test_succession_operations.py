"""F-3 to F-5, S0-13: the operations an officer knows as plans, and plans as canonical text."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuquan.core.succession import (
    Alter,
    Close,
    DatedTree,
    Found,
    Part,
    Plan,
    Version,
    abolish,
    merge,
    move,
    plan_from_json,
    plan_to_json,
    remap_level,
    rename,
    split,
)

BEGAN, DAY = date(2020, 1, 1), date(2025, 7, 1)
HALF = Fraction(1, 2)
PROVINCE, EAST, WEST, A, B, A1, A2, B1 = range(1, 9)
TREE = DatedTree(
    [
        Version(PROVINCE, "Tỉnh Mẫu", "province", None, BEGAN),
        Version(EAST, "Huyện Đông", "district", PROVINCE, BEGAN),
        Version(WEST, "Huyện Tây", "district", PROVINCE, BEGAN),
        Version(A, "Xã A", "commune", EAST, BEGAN),
        Version(B, "Xã B", "commune", WEST, BEGAN),
        Version(A1, "Thôn 1", "area", A, BEGAN),
        Version(A2, "Thôn 2", "area", A, BEGAN),
        Version(B1, "Thôn 1", "area", B, BEGAN),
    ]
)
NEW = Found("new", "Xã Mới", "commune", PROVINCE, codes=(("dvhc", "17001"),))


def test_renaming_changes_what_is_said_and_nothing_else() -> None:
    plan = rename(DAY, A, "Phường A", kind="ward", codes=(("dvhc", "2"),))
    assert plan == Plan(
        DAY, alter=(Alter(A, name="Phường A", kind="ward", codes=(("dvhc", "2"),)),)
    )


def test_moving_names_the_new_parent_or_the_top() -> None:
    assert move(DAY, [A1, A2], B).alter == (Alter(A1, parent=B), Alter(A2, parent=B))
    assert move(DAY, [EAST], None).alter == (Alter(EAST, to_top=True),)


def test_merging_into_a_new_place_takes_everything_below_along() -> None:
    plan = merge(TREE, DAY, [A, B, A], NEW, names={B1: "Thôn 3"})
    assert plan == Plan(
        DAY,
        (NEW,),
        (
            Alter(A1, parent="new"),
            Alter(A2, parent="new"),
            Alter(B1, parent="new", name="Thôn 3"),
        ),
        (Close(A, (Part("new"),)), Close(B, (Part("new"),))),
    )
    assert TREE.problems_of(plan) == []


def test_merging_into_one_that_goes_on_closes_only_the_others() -> None:
    plan = merge(TREE, DAY, [A, B], A, names={B1: "Thôn 3"})
    assert plan.found == ()
    assert plan.close == (Close(B, (Part(A),)),)
    assert plan.alter == (Alter(B1, parent=A, name="Thôn 3"),)


def test_two_areas_called_alike_are_refused_until_one_is_renamed() -> None:
    (problem,) = TREE.problems_of(merge(TREE, DAY, [A, B], NEW))
    assert (problem.code, problem.params) == (
        "reform_name_taken",
        {"place": "Thôn 1", "other": "Xã Mới"},
    )


def test_splitting_sends_each_child_where_it_is_said_and_the_others_to_the_rest() -> None:
    households = {"residents.household": {7: "new"}}
    plan = split(
        TREE,
        DAY,
        A,
        [(NEW, Fraction(1, 3)), (B, Fraction(2, 3))],
        children={A1: "new"},
        rest=B,
        assigned=households,
    )
    assert plan == Plan(
        DAY,
        (NEW,),
        (Alter(A1, parent="new"), Alter(A2, parent=B)),
        (Close(A, (Part("new", Fraction(1, 3)), Part(B, Fraction(2, 3))), B),),
        households,
    )
    assert TREE.problems_of(plan) == []


def test_a_child_nobody_sent_anywhere_stays_and_is_told_as_an_orphan() -> None:
    plan = split(TREE, DAY, A, [(NEW, HALF), (B, HALF)])
    assert [one.code for one in TREE.problems_of(plan)] == [
        "reform_orphan",
        "reform_orphan",
        "reform_rest_missing",
    ]


def test_abolishing_sends_everything_to_one_place() -> None:
    assert abolish(TREE, DAY, B, A) == Plan(
        DAY, alter=(Alter(B1, parent=A),), close=(Close(B, (Part(A),)),)
    )


def test_abolishing_may_send_children_and_the_rest_to_different_places() -> None:
    parts = (Part(B, HALF), Part(A, HALF))
    plan = abolish(TREE, DAY, EAST, children={A: WEST}, parts=parts, rest=B)
    assert plan.alter == (Alter(A, parent=WEST),)
    assert plan.close == (Close(EAST, parts, B),)
    assert abolish(TREE, DAY, B1).close == (Close(B1),)


def test_a_level_is_abolished_by_lifting_everything_under_it() -> None:
    plan = remap_level(TREE, DAY, PROVINCE, "district")
    assert plan == Plan(
        DAY,
        alter=(Alter(A, parent=PROVINCE), Alter(B, parent=PROVINCE)),
        close=(Close(EAST, (Part(PROVINCE),)), Close(WEST, (Part(PROVINCE),))),
    )
    assert TREE.problems_of(plan) == []
    after = TREE.carry_out(plan, {}, {})
    assert after.ancestors(A1, DAY) == [A, PROVINCE]
    assert after.ancestors(A1, BEGAN) == [A, EAST, PROVINCE]


def test_a_plan_is_text_with_sorted_keys_and_exact_shares() -> None:
    text = plan_to_json(Plan(DAY, close=(Close(A, (Part(B, Fraction(1, 3)),), B),)))
    assert text == (
        '{"alter":[],"assigned":{},"close":[{"parts":[{"into":5,"share":"1/3"}],"place":4,'
        '"rest":5}],"effective_on":"2025-07-01","found":[]}'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"alter":[{"codes":[],"x":1}],"assigned":{},"close":[],"effective_on":"2025-07-01",'
        '"found":[]}',
        '{"alter":[],"assigned":[],"close":[],"effective_on":"2025-07-01","found":[]}',
        '{"alter":[],"assigned":{},"close":[],"effective_on":"1/7/2025","found":[]}',
    ],
)
def test_a_text_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - also what the parsers below raise
        plan_from_json(text)


REFS = st.integers(1, 10**6) | st.text(min_size=1, max_size=8)
WORDS = st.text(max_size=8)
CODES = st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple)
PARTS = st.lists(st.builds(Part, REFS, st.fractions()), max_size=3).map(tuple)
PLANS = st.builds(
    Plan,
    st.dates(),
    st.lists(st.builds(Found, WORDS, WORDS, WORDS, REFS | st.none(), WORDS, CODES)).map(tuple),
    st.lists(
        st.builds(
            Alter,
            st.integers(),
            WORDS | st.none(),
            WORDS | st.none(),
            WORDS | st.none(),
            REFS | st.none(),
            st.booleans(),
            CODES,
        )
    ).map(tuple),
    st.lists(st.builds(Close, st.integers(), PARTS, REFS | st.none())).map(tuple),
    st.dictionaries(WORDS, st.dictionaries(st.integers(), REFS, max_size=3), max_size=2),
)


@given(PLANS)
def test_a_plan_comes_back_from_its_text_unchanged(plan: Plan) -> None:
    text = plan_to_json(plan)
    assert plan_from_json(text) == plan
    assert plan_to_json(plan_from_json(text)) == text
