"""Two people decide at the same moment: one is first, on both databases (F-60, S2-25)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tests import make
from tuquan.accounts.models import Role
from tuquan.approvals.models import Approval, ApprovalDecision
from tuquan.approvals.services import begin_approval, decide_approval
from tuquan.base.actor import Actor
from tuquan.base.errors import DomainError
from tuquan.core.approval import Action, Chain, Step

ONE = Chain((Step("commune", "reports.review"),))
TWO = Chain((Step("commune", "reports.review", how="n_of", count=2),))


def together(world: make.World, verdicts: tuple[Action, Action]) -> list[str]:
    """What became of the decisions of two officers who read the same and decide at once."""
    officers = [
        make.actor(make.account(Role.COMMUNE_OFFICER, world.commune, name))
        for name in ("Phạm Quý Ổn", "Lò Thị Ánh")
    ]
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def decide(actor: Actor, verdict: Action) -> None:
        row = Approval.objects.get()
        gate.wait()
        try:
            decide_approval(actor, row, verdict, "" if verdict == "approve" else "Chưa rõ")
            outcomes.append("decided")
        except DomainError as error:
            outcomes.append(error.problem.code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=pair) for pair in zip(officers, verdicts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_one_says_yes_and_one_returns_it_at_once_and_only_the_first_counts() -> None:
    world = make.world()
    begin_approval(make.SYSTEM, "tests.thing:1", world.area.path, ONE)
    assert together(world, ("approve", "return")) == ["approval_meanwhile", "decided"]
    said = ApprovalDecision.objects.get()
    state = {"approve": "approved", "return": "returned"}[said.verdict]
    assert Approval.objects.get().state == state


@pytest.mark.django_db(transaction=True)
def test_of_two_yeses_at_once_one_is_asked_to_look_again_and_neither_is_lost() -> None:
    world = make.world()
    begin_approval(make.SYSTEM, "tests.thing:1", world.area.path, TWO)
    assert together(world, ("approve", "approve")) == ["approval_meanwhile", "decided"]
    assert Approval.objects.get().state == "waiting"
    (said,) = ApprovalDecision.objects.all()
    other = make.account(Role.COMMUNE_OFFICER, world.commune, "Hồ Văn Sáu")
    assert said.by_id != other.pk
    decide_approval(make.actor(other), Approval.objects.get(), "approve")
    assert Approval.objects.get().state == "approved"
