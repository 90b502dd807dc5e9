"""Naming leader and deputy for a term; hand-over of accounts (S0-12, F-21)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tuquan.accounts.models import Account, Grant
from tuquan.accounts.queries import actor_for
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.core.programme import GroupRules
from tuquan.groups.models import ResidentGroup, Tenure
from tuquan.groups.queries import led_groups, term_offer, term_state
from tuquan.groups.services import NamedHolder, name_holder, rename_group

START, END = date(2026, 12, 1), date(2029, 6, 1)


def name(group: ResidentGroup, who: str, position: str = "leader") -> NamedHolder:
    return name_holder(make.SYSTEM, group, position, who, START, END)


def rules() -> GroupRules:
    found = make.edition(make.S0).content.group_rules
    assert found is not None
    return found


def test_a_leader_gets_an_account_a_password_and_only_their_own_group(world: make.World) -> None:
    mine, other = make.groups(world.area, 40)
    tenure, account, password = name(mine, "Trần  Đình Bảy")
    assert (tenure.holder_name, account.username) == ("Trần Đình Bảy", "baytd")
    assert account.check_password(password)
    assert account.must_change_password
    assert list(led_groups(actor_for(account))) == [mine]
    grant = Grant.objects.get(account=account)
    assert (grant.role, grant.path, grant.programme) == ("group_leader", mine.path, make.S0)
    change = Change.objects.get(action="groups.holder_named")
    assert (change.path, change.data) == (
        mine.path,
        {"position": "leader", "tenure": tenure.pk},
    )


def test_a_successor_gets_an_account_and_the_predecessor_loses_access(world: make.World) -> None:
    group = make.groups(world.area)[0]
    old = name(group, "Trần Đình Bảy")
    new = name(group, "Lò Thị Ánh")
    assert new.account != old.account
    assert new.first_password
    assert str(Grant.objects.get(account=old.account).effective_until) == "2026-11-20"
    assert actor_for(old.account).grants == ()
    assert list(led_groups(actor_for(new.account))) == [group]
    past = Tenure.objects.get(pk=old.tenure.pk)
    assert str(past.ended_on) == "2026-11-20"


def test_a_renewed_term_keeps_the_account(world: make.World) -> None:
    group = make.groups(world.area)[0]
    first = name(group, "Nguyễn Thị Hoà")
    again = name(group, "nguyễn thị hòa")
    assert (again.account, again.first_password) == (first.account, "")
    assert Grant.objects.get(account=first.account).effective_until is None
    assert Tenure.objects.current().get(group=group) == again.tenure


def test_a_deputy_who_becomes_leader_keeps_the_account(world: make.World) -> None:
    group = make.groups(world.area)[0]
    leader = name(group, "Trần Đình Bảy")
    deputy = name(group, "Lò Thị Ánh", "deputy")
    promoted = name(group, "Lò Thị Ánh")
    assert (promoted.account, promoted.first_password) == (deputy.account, "")
    assert actor_for(leader.account).grants == ()
    assert Account.objects.filter(name="Lò Thị Ánh").count() == 1


def test_a_leader_who_becomes_deputy_keeps_access(world: make.World) -> None:
    group = make.groups(world.area)[0]
    leader = name(group, "Trần Đình Bảy")
    name(group, "Trần Đình Bảy", "deputy")
    name(group, "Lò Thị Ánh")
    assert list(led_groups(actor_for(leader.account))) == [group]


def test_all_that_is_wrong_with_a_naming_is_said_at_once(world: make.World) -> None:
    group = make.groups(world.area)[0]
    with pytest.raises(Invalid) as refusal:
        name_holder(make.SYSTEM, group, "treasurer", "  ", START, START)
    assert [(p.code, p.where) for p in refusal.value.problems] == [
        ("position_unknown", "position"),
        ("holder_name_missing", "name"),
        ("term_ends_before_it_begins", "term_until"),
    ]
    assert not Tenure.objects.exists()


def test_a_proposal_has_no_leader_yet(world: make.World) -> None:
    group = make.groups(world.area)[0]
    group.state = ResidentGroup.State.PROPOSED
    with pytest.raises(Conflict):
        name(group, "Lò Thị Ánh")


def test_the_officer_next_door_names_nobody(world: make.World) -> None:
    group = make.groups(world.area)[0]
    officer = make.actor(make.officer(world.neighbour))
    with pytest.raises(NotAllowed):
        name_holder(officer, group, "leader", "Lò Thị Ánh", START, END)
    assert not Account.objects.filter(name="Lò Thị Ánh").exists()


def test_the_term_offered_is_the_thirty_months_of_the_document(world: make.World) -> None:
    group = make.groups(world.area)[0]
    assert term_offer(group, rules(), date(2026, 11, 20)).until == date(2029, 5, 20)
    assert term_offer(group, rules(), date(2026, 8, 31)).until == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (date(2026, 11, 19), "over"),
        (date(2026, 11, 20), "ending"),
        (date(2027, 2, 18), "ending"),
        (date(2027, 2, 19), ""),
        (None, ""),
    ],
)
def test_a_term_is_said_to_end_ninety_days_before(until: date | None, state: str) -> None:
    assert term_state(Tenure(term_until=until), date(2026, 11, 20)) == state


def test_two_groups_of_an_area_do_not_share_a_name(world: make.World) -> None:
    one, other = make.groups(world.area, 40)
    with pytest.raises(Invalid) as refusal:
        rename_group(make.SYSTEM, one, f" {other.name.lower()} ")
    assert [(p.code, p.where) for p in refusal.value.problems] == [("group_name_taken", "name")]
    rename_group(make.SYSTEM, one, "Tổ Bến Đò")
    assert Change.objects.get(action="groups.renamed").data == {"old": "Tổ 1", "new": "Tổ Bến Đò"}
