"""Setting something out on its chain and deciding about it, in the database (F-59…F-63, S0-19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests import make
from tuquan.accounts.models import Account, Role
from tuquan.accounts.services import give_grant
from tuquan.approvals.jobs import ask_to_hand_on
from tuquan.approvals.models import Approval, ApprovalDecision
from tuquan.approvals.queries import (
    approval_of,
    chain_shown,
    effective,
    is_approved,
    key_of,
    possible_for,
    value_of,
    waiting_for,
    who_may,
)
from tuquan.approvals.services import begin_approval, decide_approval, pass_over_vacant
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.base.jobs import run_now
from tuquan.base.texts.approvals import STEPS
from tuquan.core.approval import Chain, Step
from tuquan.core.problems import Problem

AREA = Step("area", "reports.endorse", if_nobody="pass")
COMMUNE = Step("commune", "reports.review", if_nobody="maker", label="Xã", label_en="Commune")
CHAIN = Chain((AREA, COMMUNE))
SUBJECT = "reports.report:12"


@pytest.fixture
def people(world: make.World) -> Mapping[str, Actor]:
    """A head of the area, two officers of the commune, and an officer next door."""
    return {
        "head": make.actor(make.account(Role.AREA_HEAD, world.area, "Lò Thị Ánh")),
        "officer": make.actor(make.officer(world.commune)),
        "second": make.actor(make.account(Role.COMMUNE_OFFICER, world.commune, "Phạm Quý Ổn")),
        "neighbour": make.actor(make.officer(world.neighbour)),
    }


def begun(
    world: make.World, chain: Chain = CHAIN, makers: Sequence[str] = (), version: int = 1
) -> Approval:
    """Something of our area, sent by the system for whoever made it."""
    return begin_approval(
        make.SYSTEM, SUBJECT, world.area.path, chain, makers=makers, version=version
    )


def refusal(error: pytest.ExceptionInfo[Conflict]) -> tuple[str, Mapping[str, object]]:
    return error.value.problem.code, error.value.problem.params


@pytest.mark.usefixtures("people")
def test_what_begins_waits_at_its_first_step_with_its_chain_stored(world: make.World) -> None:
    """F-59: a chain in flight keeps the rules it began with."""
    row = begun(world, makers=["7"])
    stored = Approval.objects.get()
    assert Chain.from_json(stored.chain) == CHAIN
    assert (stored.state, stored.waits_for, stored.makers, stored.version) == (
        "waiting",
        "reports.endorse",
        ["7"],
        1,
    )
    assert approval_of(SUBJECT) == row
    change = Change.objects.get(action="approvals.begun")
    assert (change.subject, change.path, change.data) == (
        f"approvals.approval:{row.pk}",
        world.area.path,
        {"subject": SUBJECT, "version": 1},
    )


def test_two_levels_say_yes_one_after_the_other(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-59, S0-19: the area directly, then the commune."""
    row = begun(world)
    decide_approval(people["head"], row, "approve")
    assert (row.state, row.step, row.waits_for) == ("waiting", 1, "reports.review")
    assert not is_approved(SUBJECT, 1)
    decide_approval(people["officer"], row, "approve")
    row.refresh_from_db()
    assert (row.state, row.waits_for, row.ended_at is None) == ("approved", "", False)
    assert is_approved(SUBJECT, 1)
    assert not is_approved(SUBJECT, 2)
    said = [(one.round, one.step, one.by_name, one.verdict) for one in row.decisions.all()]
    assert said == [(1, 0, "Lò Thị Ánh", "approve"), (1, 1, "Đỗ Thị Nga", "approve")]
    change = Change.objects.filter(action="approvals.approve").latest("pk")
    assert change.data == {"subject": SUBJECT, "step": "commune", "alone": False}


def test_a_step_nobody_is_there_to_take_is_passed_over_when_its_turn_comes(
    world: make.World,
) -> None:
    """S0-19: an area without a head stops nothing; the turn is the commune's at once."""
    officer = make.actor(make.officer(world.commune))
    row = begun(world)
    assert (row.state, row.step, row.waits_for) == ("waiting", 1, "reports.review")
    assert list(waiting_for(officer)) == [row]
    (said,) = row.decisions.all()
    assert (said.step, said.verdict, said.by, said.by_name) == (0, "passed_over", None, "")
    shown = chain_shown(value_of(row), row)
    assert [step.state for step in shown.steps] == ["passed", "current"]
    decide_approval(officer, row, "approve")
    assert is_approved(SUBJECT, 1)


def test_a_post_filled_later_does_not_take_the_turn_back(world: make.World) -> None:
    officer, row = make.actor(make.officer(world.commune)), begun(world)
    head = make.actor(make.account(Role.AREA_HEAD, world.area, "Lò Thị Ánh"))
    assert list(waiting_for(head)) == []
    assert possible_for(officer, effective(value_of(row), row.path), row.path)[0].allowed


def test_what_began_again_is_passed_over_as_well(world: make.World) -> None:
    officer, row = make.actor(make.officer(world.commune)), begun(world)
    decide_approval(officer, row, "return", "Sai số")
    again = begun(world, version=2)
    assert (again.pk, again.waits_for) == (row.pk, "reports.review")
    assert [(one.round, one.verdict) for one in row.decisions.all()] == [
        (1, "passed_over"),
        (1, "return"),
        (2, "passed_over"),
    ]


def test_what_waits_at_a_post_that_became_vacant_is_handed_on_once_a_day(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    row = begun(world)
    assert pass_over_vacant(make.SYSTEM) == 0
    leave(people["head"])
    job = run_now(ask_to_hand_on())
    assert job.outcome == {"handed_on": 1}
    row.refresh_from_db()
    assert (row.step, row.waits_for) == (1, "reports.review")
    assert [one.verdict for one in row.decisions.all()] == ["passed_over"]
    change = Change.objects.get(action="approvals.passed_over")
    assert (change.subject, change.path, change.data) == (
        f"approvals.approval:{row.pk}",
        world.area.path,
        {"subject": SUBJECT, "step": "area"},
    )
    assert pass_over_vacant(make.SYSTEM) == 0
    assert ask_to_hand_on().pk == job.pk


def test_a_step_that_waits_is_never_handed_on(world: make.World) -> None:
    row = begun(world, Chain((Step("second_person", "totals.write"), COMMUNE)))
    assert pass_over_vacant(make.SYSTEM) == 0
    row.refresh_from_db()
    assert (row.step, row.waits_for) == (0, "totals.write")


def leave(actor: Actor) -> None:
    """The person's account is out of use."""
    Account.objects.filter(pk=actor.user_id or 0).update(is_active=False)


def test_who_has_no_say_at_the_step_decides_nothing(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    row = begun(world)
    for who in ("officer", "neighbour"):
        with pytest.raises(NotAllowed):
            decide_approval(people[who], row, "approve")
    assert not ApprovalDecision.objects.exists()
    assert Approval.objects.get().turn == 0


def test_the_maker_is_not_the_checker_while_there_is_somebody_else(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-63."""
    row = begun(world, Chain((COMMUNE,)), [key_of(people["officer"].user_id)])
    with pytest.raises(Conflict) as refused:
        decide_approval(people["officer"], row, "approve")
    assert refusal(refused) == (
        "approval_your_own_others",
        {"who": "Phạm Quý Ổn", "step": "Xã"},
    )
    decide_approval(people["second"], row, "approve")
    assert row.state == "approved"


def test_the_only_officer_may_and_the_record_says_so(world: make.World) -> None:
    """F-63."""
    only = make.actor(make.officer(world.commune))
    row = begun(world, Chain((COMMUNE,)), [key_of(only.user_id)])
    decide_approval(only, row, "approve")
    assert row.state == "approved"
    assert ApprovalDecision.objects.get().alone
    assert Change.objects.get(action="approvals.approve").data["alone"] is True


def test_a_second_person_is_waited_for_where_the_step_waits(world: make.World) -> None:
    only = make.actor(make.officer(world.commune))
    step = Step("second_person", "totals.write")
    row = begun(world, Chain((step,)), [key_of(only.user_id)])
    with pytest.raises(Conflict) as refused:
        decide_approval(only, row, "approve")
    words = {"step": str(STEPS["second_person"])}
    assert refusal(refused) == ("approval_nobody", words)
    why = possible_for(only, value_of(row), row.path)[0].why
    assert why == Problem("approval_nobody", params=words)


def test_a_return_needs_a_reason_of_a_good_length(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-62."""
    row = begun(world)
    for words, code in (("  ", "reason_missing"), ("ă" * 2001, "text_too_long")):
        with pytest.raises(Invalid) as refused:
            decide_approval(people["head"], row, "return", words)
        assert [(one.code, one.where) for one in refused.value.problems] == [(code, "reason")]
    assert Approval.objects.get().turn == 0


def test_what_was_returned_begins_anew_by_its_own_rules_and_keeps_what_was_said(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-59, F-62: the place changed its mind meanwhile; the chain did not."""
    row = begun(world)
    decide_approval(people["head"], row, "approve")
    decide_approval(people["officer"], row, "return", "  Thiếu số   cây ")
    assert (row.state, row.waits_for) == ("returned", "")
    again = begun(world, Chain((COMMUNE,)), ["9"], version=3)
    assert again.pk == row.pk
    assert (again.state, again.round, again.step, again.version) == ("waiting", 2, 0, 3)
    assert Chain.from_json(again.chain) == CHAIN
    said = [(one.round, one.verdict, one.reason) for one in again.decisions.all()]
    assert said == [(1, "approve", ""), (1, "return", "Thiếu số cây")]
    assert Change.objects.filter(action="approvals.begun_again").count() == 1
    decide_approval(people["head"], again, "approve")
    assert [one.round for one in again.decisions.all()] == [1, 1, 2]


def test_one_step_back_asks_the_area_again(world: make.World, people: Mapping[str, Actor]) -> None:
    """F-62."""
    row = begun(world)
    decide_approval(people["head"], row, "approve")
    decide_approval(people["officer"], row, "return_one_step", "Hỏi lại tổ 2")
    assert (row.state, row.round, row.step, row.waits_for) == (
        "waiting",
        2,
        0,
        "reports.endorse",
    )
    decide_approval(people["head"], row, "approve")
    decide_approval(people["officer"], row, "approve")
    assert row.state == "approved"


def test_what_changed_while_it_waited_is_asked_for_again(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    row = begun(world)
    decide_approval(people["head"], row, "approve")
    with pytest.raises(Conflict) as refused:
        begun(world)
    assert refusal(refused)[0] == "approval_waiting"
    again = begun(world, version=2)
    assert (again.step, again.version, again.waits_for) == (0, 2, "reports.endorse")


def test_after_a_yes_the_next_version_has_an_approval_of_its_own(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    first = begun(world, Chain((COMMUNE,)))
    decide_approval(people["officer"], first, "approve")
    second = begun(world, CHAIN, version=2)
    assert second.pk != first.pk
    assert approval_of(SUBJECT) == second
    assert is_approved(SUBJECT, 1)


def test_a_step_nobody_is_there_for_is_passed_over_and_that_is_kept(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    row = begun(world)
    current = effective(value_of(row), row.path).current
    assert current == COMMUNE
    decide_approval(officer, row, "approve")
    assert row.state == "approved"
    said = [(one.step, one.verdict, one.by_name) for one in row.decisions.all()]
    assert said == [(0, "passed_over", ""), (1, "approve", "Đỗ Thị Nga")]


def test_of_two_who_decide_one_after_the_other_on_what_they_saw_the_second_is_told(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-60."""
    begun(world, Chain((COMMUNE,)))
    mine, theirs = Approval.objects.get(), Approval.objects.get()
    decide_approval(people["officer"], mine, "approve")
    with pytest.raises(Conflict) as refused:
        decide_approval(people["second"], theirs, "return", "Chưa rõ")
    assert refusal(refused)[0] == "approval_meanwhile"
    assert Approval.objects.get().state == "approved"
    assert ApprovalDecision.objects.count() == 1
    with pytest.raises(Conflict):
        decide_approval(people["second"], Approval.objects.get(), "approve")


def test_a_chain_that_could_never_end_is_refused(world: make.World) -> None:
    with pytest.raises(Invalid) as refused:
        begun(world, Chain((Step("all", "p", how="all"),)))
    assert [one.code for one in refused.value.problems] == ["chain_nobody_named"]
    assert not Approval.objects.exists()


def test_whoever_may_not_is_told_whose_turn_it_is(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-60: what may I do now, and why not."""
    row = begun(world)
    possible = possible_for(people["officer"], value_of(row), row.path)
    assert [(one.action, one.allowed) for one in possible] == [
        ("approve", False),
        ("return", False),
    ]
    why = possible[0].why
    assert why is not None
    assert (why.code, why.params["who"]) == ("approval_waits_for", "Lò Thị Ánh")
    mine = possible_for(people["head"], value_of(row), row.path)
    assert [(one.action, one.allowed, one.why) for one in mine] == [
        ("approve", True, None),
        ("return", True, None),
    ]
    decide_approval(people["head"], row, "approve")
    decide_approval(people["officer"], row, "approve")
    assert possible_for(people["head"], value_of(row), row.path) == ()


def test_who_said_yes_before_is_told_that_somebody_else_looks_here(world: make.World) -> None:
    both = make.account(Role.AREA_HEAD, world.area, "Lò Thị Ánh")
    give_grant(make.SYSTEM, both, Role.COMMUNE_OFFICER, world.commune)
    make.account(Role.COMMUNE_OFFICER, world.commune, "Phạm Quý Ổn")
    make.account(Role.AREA_HEAD, world.area, "Hồ Văn Sáu")
    actor, row = make.actor(both), begun(world)
    decide_approval(actor, row, "approve")
    with pytest.raises(Conflict) as refused:
        decide_approval(actor, row, "approve")
    assert refusal(refused) == (
        "approval_given_before_others",
        {"who": "Phạm Quý Ổn", "step": "Xã"},
    )


def test_the_chain_is_shown_with_who_said_what_this_time_and_before(
    world: make.World, people: Mapping[str, Actor]
) -> None:
    """F-60, S1-21: a joint check is called one."""
    joint = Step("area", "reports.endorse", joint=True, label="Thôn", label_en="Village")
    row = begun(world, Chain((joint, COMMUNE)))
    decide_approval(people["head"], row, "return", "Chưa đủ")
    begun(world, version=2)
    row.refresh_from_db()
    decide_approval(people["head"], row, "approve")
    value = value_of(row)
    shown = chain_shown(value, row, possible_for(people["head"], value, row.path))
    assert [(one.words, one.state, one.joint, len(one.said)) for one in shown.steps] == [
        ("Thôn", "done", True, 1),
        ("Xã", "current", False, 0),
    ]
    assert [(words, said.reason) for words, said in shown.earlier] == [("Thôn", "Chưa đủ")]
    assert "Phạm Quý Ổn" in shown.why


def test_people_are_found_where_the_place_stands_today(world: make.World) -> None:
    officer = make.officer(world.commune)
    assert [one.pk for one in who_may("reports.review", world.area.path)] == [officer.pk]
    assert who_may("reports.review", world.area.path, [key_of(officer.pk)]) == []
    assert who_may("reports.review", world.neighbour_area.path) == []
