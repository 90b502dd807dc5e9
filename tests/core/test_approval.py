"""Chains of approval: any, all, so many; nobody approves what they wrote (F-59…F-63, S1-21)."""

from __future__ import annotations

import pytest

from tuquan.core.approval import (
    Action,
    Approval,
    Chain,
    Decision,
    Possible,
    Step,
    begin,
    begin_again,
    check_chain,
    decide,
    may,
    pass_over,
    standing,
    why_not,
)
from tuquan.core.problems import Problem

AREA = Step("area", "reports.endorse", if_nobody="pass")
COMMUNE = Step("commune", "reports.review", if_nobody="maker")
PROVINCE = Step("province", "totals.review")
TWO_LEVELS = Chain((AREA, COMMUNE))


def code(
    approval: Approval, person: str, action: Action = "approve", *, nobody_else: bool = False
) -> str:
    """The code of what is against it; empty when nothing is."""
    why = why_not(approval, person, action, permitted=True, nobody_else=nobody_else)
    return why.code if why else ""


def test_one_yes_of_anybody_takes_a_step_and_the_last_step_ends_it() -> None:
    sent = begin(TWO_LEVELS, ["leader"])
    assert (sent.state, sent.current) == ("waiting", AREA)
    passed = decide(sent, "head", "approve")
    assert (passed.state, passed.current) == ("waiting", COMMUNE)
    done = decide(passed, "officer", "approve")
    assert (done.state, done.current) == ("approved", None)
    assert done.decisions == (
        Decision(1, 0, "head", "approve"),
        Decision(1, 1, "officer", "approve"),
    )


def test_a_step_of_several_waits_for_so_many_different_people() -> None:
    """F-61."""
    sent = begin(Chain((Step("two", "p", how="n_of", count=2),)), ["maker"])
    once = decide(sent, "one", "approve")
    assert (once.state, code(once, "one"), code(once, "two")) == ("waiting", "approval_given", "")
    assert decide(once, "two", "approve").state == "approved"


def test_a_step_of_all_waits_for_everybody_named_but_the_maker() -> None:
    """F-61."""
    named = Step("board", "p", how="all", of=("one", "two", "maker"))
    sent = begin(Chain((named,)), ["maker"])
    assert code(sent, "stranger") == "approval_not_named"
    assert code(sent, "maker") == "approval_your_own"
    once = decide(sent, "one", "approve")
    assert once.state == "waiting"
    assert decide(once, "two", "approve").state == "approved"


def test_so_many_of_the_people_named() -> None:
    sent = begin(Chain((Step("s", "p", how="n_of", count=2, of=("a", "b", "c")),)), [])
    once = decide(sent, "c", "approve")
    assert code(once, "d") == "approval_not_named"
    assert decide(once, "a", "approve").state == "approved"


def test_nobody_approves_what_they_wrote_or_sent() -> None:
    """F-63."""
    sent = begin(Chain((PROVINCE,)), ["writer", "sender"])
    assert code(sent, "writer") == code(sent, "sender") == "approval_your_own"
    assert code(sent, "writer", nobody_else=True) == "approval_your_own"
    with pytest.raises(ValueError, match="approval_your_own"):
        decide(sent, "writer", "approve")
    assert code(sent, "writer", "return") == ""


def test_the_only_person_there_is_may_where_the_step_says_so_and_it_is_recorded() -> None:
    sent = begin(Chain((COMMUNE,)), ["officer"])
    assert code(sent, "officer") == "approval_your_own"
    possible = may(sent, "officer", permitted=True, nobody_else=True)
    assert possible[0] == Possible("approve", True, Problem("approval_alone"))
    done = decide(sent, "officer", "approve", nobody_else=True)
    assert (done.state, done.decisions[-1].alone) == ("approved", True)
    other = decide(sent, "second", "approve")
    assert not other.decisions[-1].alone


def test_nobody_approves_two_steps() -> None:
    sent = decide(begin(TWO_LEVELS, ["leader"]), "head", "approve")
    assert code(sent, "head") == "approval_given_before"
    done = decide(sent, "head", "approve", nobody_else=True)
    assert (done.state, done.decisions[-1].alone) == ("approved", True)


def test_the_system_is_neither_maker_nor_a_second_time_the_same() -> None:
    assert begin(TWO_LEVELS, ["", "b", "a", "b"]).makers == ("a", "b")


def test_a_return_says_why_and_keeps_what_was_said_in_the_round() -> None:
    """F-62."""
    passed = decide(begin(TWO_LEVELS, ["leader"]), "head", "approve")
    with pytest.raises(ValueError, match="reason"):
        decide(passed, "officer", "return")
    back = decide(passed, "officer", "return", "Số cây")
    assert (back.state, back.current, may(back, "officer", permitted=True)) == (
        "returned",
        None,
        (),
    )
    assert code(back, "officer") == "approval_over"
    again = begin_again(back, ["deputy"])
    assert (again.round, again.step, again.state) == (2, 0, "waiting")
    assert again.makers == ("deputy", "leader")
    assert again.decisions == back.decisions
    assert standing(again) == {}
    assert code(again, "head") == ""


def test_one_step_back_asks_the_step_before_again() -> None:
    """F-62."""
    three = Chain((AREA, COMMUNE, PROVINCE))
    passed = decide(decide(begin(three, ["leader"]), "head", "approve"), "officer", "approve")
    assert standing(passed) == {0: ("head",), 1: ("officer",)}
    back = decide(passed, "province", "return_one_step", "Thiếu thôn 3")
    assert (back.state, back.step, back.round) == ("waiting", 1, 2)
    assert standing(back) == {0: ("head",)}
    assert code(back, "head") == "approval_given_before"
    assert code(back, "officer") == ""
    again = decide(back, "officer", "approve")
    assert decide(again, "province", "approve").state == "approved"


def test_the_first_step_has_nothing_to_give_back_to() -> None:
    sent = begin(TWO_LEVELS, ["leader"])
    assert code(sent, "head", "return_one_step") == "approval_first_step"
    assert [one.action for one in may(sent, "head", permitted=True)] == ["approve", "return"]
    passed = decide(sent, "head", "approve")
    assert [one.action for one in may(passed, "officer", permitted=True)] == [
        "approve",
        "return_one_step",
        "return",
    ]


def test_a_step_nobody_is_there_for_is_passed_over_and_never_given_back_to() -> None:
    passed = pass_over(begin(TWO_LEVELS, ["leader"]))
    assert (passed.current, passed.decisions) == (COMMUNE, (Decision(1, 0, "", "passed_over"),))
    assert code(passed, "officer", "return_one_step") == "approval_first_step"
    assert decide(passed, "officer", "approve").state == "approved"
    with pytest.raises(ValueError, match="not passed over"):
        pass_over(passed)
    with pytest.raises(ValueError, match="not passed over"):
        pass_over(decide(passed, "officer", "approve"))


def test_what_was_changed_while_it_waited_needs_every_yes_anew() -> None:
    passed = decide(begin(TWO_LEVELS, ["leader"]), "head", "approve")
    again = begin_again(passed, ["leader"])
    assert (again.current, standing(again)) == (AREA, {})
    once = decide(again, "head", "approve")
    assert standing(once) == {0: ("head",)}


def test_who_does_not_hold_the_permission_is_told_that_others_decide() -> None:
    """F-60."""
    possible = may(begin(TWO_LEVELS, ["leader"]), "leader", permitted=False)
    why = Problem("approval_of_others", params={"step": "area"})
    assert possible == (Possible("approve", False, why), Possible("return", False, why))


def test_in_a_joint_step_the_makers_take_part_but_not_by_themselves() -> None:
    """S1-21: the board and the group check together; the source says so."""
    joint = Step("check", "p", how="n_of", count=2, joint=True)
    sent = begin(Chain((joint,)), ["group", "deputy"])
    both = decide(decide(sent, "group", "approve"), "deputy", "approve")
    assert both.state == "waiting"
    assert decide(both, "board", "approve").state == "approved"
    everybody = Step("check", "p", how="all", of=("group", "board"), joint=True)
    half = decide(begin(Chain((everybody,)), ["group"]), "board", "approve")
    assert half.state == "waiting"
    assert decide(half, "group", "approve").state == "approved"


def test_a_chain_is_stored_and_read_back_whole() -> None:
    chain = Chain((AREA, Step("b", "p", "commune", "all", of=("1", "2"), joint=True, label="Xã")))
    assert Chain.from_json(chain.to_json()) == chain


def test_a_chain_that_could_never_end_is_refused() -> None:
    assert check_chain(TWO_LEVELS) == []
    assert [one.code for one in check_chain(Chain(()))] == ["chain_empty"]
    wrong = Chain(
        (
            Step("a", "p", how="all"),
            Step("a", "p", how="n_of", count=0),
            Step("c", "p", how="n_of", count=3, of=("1", "2")),
        )
    )
    assert [(one.code, one.where) for one in check_chain(wrong)] == [
        ("chain_nobody_named", "a"),
        ("chain_step_twice", "a"),
        ("chain_count_wrong", "a"),
        ("chain_count_wrong", "c"),
    ]
    with pytest.raises(ValueError, match="needs a step"):
        begin(Chain(()), [])
