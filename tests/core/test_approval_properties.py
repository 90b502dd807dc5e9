"""Whatever people decide in whatever order, nothing is approved past the rules (F-59…F-63)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tuquan.core.approval import (
    Action,
    Approval,
    Chain,
    Step,
    begin,
    begin_again,
    decide,
    pass_over,
    standing,
    why_not,
)
from tuquan.core.approval.model import How, IfNobody

PEOPLE = ("a", "b", "c", "d", "e")
ACTIONS: tuple[Action, ...] = ("approve", "return_one_step", "return")
HOW: tuple[How, ...] = ("any", "all", "n_of")
IF_NOBODY: tuple[IfNobody, ...] = ("wait", "pass", "maker")
people = st.sampled_from(PEOPLE)


@st.composite
def steps(draw: st.DrawFn, key: str) -> Step:
    how = draw(st.sampled_from(HOW))
    of = draw(st.lists(people, unique=True, min_size=1 if how == "all" else 0))
    if_nobody = draw(st.sampled_from(IF_NOBODY))
    count = draw(st.integers(1, 3))
    return Step(key, "p", "", how, count, tuple(of), if_nobody, draw(st.booleans()))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    length = draw(st.integers(1, 3))
    return Chain(tuple(draw(steps(str(number))) for number in range(length)))


acts = st.one_of(
    st.tuples(st.just("decide"), people, st.sampled_from(ACTIONS), st.booleans()),
    st.tuples(st.just("again"), people, st.just("approve"), st.just(False)),
    st.tuples(st.just("pass"), people, st.just("approve"), st.just(False)),
)


def act(approval: Approval, what: str, person: str, action: Action, nobody: bool) -> Approval:
    """What became of it; as it was where the rules are against it."""
    if what == "again":
        return begin_again(approval, [person])
    if what == "pass":
        step = approval.current
        return pass_over(approval) if step and step.if_nobody == "pass" else approval
    if why_not(approval, person, action, permitted=True, nobody_else=nobody):
        return approval
    return decide(approval, person, action, "vì sao", nobody_else=nobody)


@settings(max_examples=400)
@given(chains(), people, st.lists(acts, max_size=24))
def test_approved_only_when_every_step_has_what_it_asks_for_from_second_persons(
    chain: Chain, maker: str, done: list[tuple[str, str, Action, bool]]
) -> None:
    approval = begin(chain, [maker])
    for what, person, action, nobody in done:
        before = approval
        approval = act(approval, what, person, action, nobody)
        assert approval.decisions[: len(before.decisions)] == before.decisions
        assert approval.chain == chain
        assert {*before.makers} <= {*approval.makers}
        if approval.state == "approved" and before.state != "approved":
            check_approved(approval)


def check_approved(approval: Approval) -> None:
    """Every step was taken this time: by second persons, or as the step allows, and marked so."""
    now = [one for one in approval.decisions if one.round >= approval.anew]
    given_by = standing(approval)
    passed_over = {one.step for one in now if one.verdict == "passed_over"}
    alone = {(one.step, one.by) for one in now if one.alone}
    for number, step in enumerate(approval.chain.steps):
        by = given_by.get(number, ())
        if number in passed_over:
            assert step.if_nobody == "pass"
            continue
        assert len({*by}) == len(by)
        if any(one == number for one, _person in alone):
            assert step.if_nobody == "maker"
            continue
        others = {*by} - {*approval.makers}
        assert others
        assert step.joint or others == {*by}
        assert not step.of or {*by} <= {*step.of}
        assert step.how != "n_of" or len(by) >= step.count
        assert step.how != "all" or {*step.of} - {*approval.makers} <= {*by}
    everybody = [
        (step, person)
        for step, by in given_by.items()
        for person in by
        if (step, person) not in alone
    ]
    assert len({person for _step, person in everybody}) == len(everybody)
