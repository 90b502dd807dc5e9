"""Accounts, grants and passwords."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests import make
from tuquan.accounts.models import Account, Grant, Role
from tuquan.accounts.queries import manageable_accounts
from tuquan.accounts.services import (
    change_own_password,
    create_account,
    end_grant,
    first_password,
    free_username,
    give_grant,
    reset_password,
    set_up_administrator,
)
from tuquan.audit.models import Change
from tuquan.base.actor import Actor
from tuquan.base.errors import Invalid, NotAllowed


def test_an_account_gets_a_name_to_sign_in_by_and_a_password_to_be_changed(
    world: make.World,
) -> None:
    officer = make.actor(make.officer(world.commune))
    account, password = create_account(officer, "Hồ Văn  Phú", Role.AREA_HEAD, world.area)
    assert (account.username, account.name) == ("phuhv", "Hồ Văn Phú")
    assert account.check_password(password)
    assert account.must_change_password
    grant = account.grants.get()
    assert (grant.role, grant.path, grant.effective_from) == (
        "area_head",
        world.area.path,
        date(2026, 11, 20),
    )
    actions = list(Change.objects.filter(subject=f"accounts.account:{account.pk}"))
    assert {(c.action, c.path) for c in actions} == {
        ("accounts.created", world.area.path),
        ("accounts.granted", world.area.path),
    }


def test_a_second_person_of_the_same_name_gets_a_number(world: make.World) -> None:
    create_account(make.SYSTEM, "Hồ Văn Phú", Role.AREA_HEAD, world.area)
    assert free_username("Hồ Văn Phú") == "phuhv2"
    assert free_username("H'Hen Niê") == "nieh"


def test_a_first_password_can_be_read_aloud() -> None:
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d{4}", first_password())
    assert first_password() != first_password()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COMMUNE_OFFICER])
def test_an_officer_makes_no_officers(world: make.World, role: str) -> None:
    officer = make.actor(make.officer(world.commune))
    with pytest.raises(NotAllowed):
        create_account(officer, "Ai Đó", role, world.commune)
    assert not Account.objects.filter(name="Ai Đó").exists()


def test_an_officer_makes_no_accounts_next_door(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    with pytest.raises(NotAllowed):
        create_account(officer, "Ai Đó", Role.AREA_HEAD, world.neighbour_area)
    assert not Account.objects.filter(name="Ai Đó").exists()


def test_a_grant_never_reaches_outside_the_place_it_is_given_for(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        create_account(
            make.SYSTEM, "Ai Đó", Role.GROUP_LEADER, world.area, path=world.neighbour_area.path
        )


def test_a_taken_sign_in_name_is_refused_at_its_field(world: make.World) -> None:
    make.account(Role.AREA_HEAD, world.area).grants.get()
    taken = Account.objects.get().username
    with pytest.raises(Invalid) as refusal:
        create_account(make.SYSTEM, "", Role.AREA_HEAD, world.area, username=taken.upper())
    assert [(p.code, p.where) for p in refusal.value.problems] == [
        ("account_name_missing", "name"),
        ("username_taken", "username"),
    ]


def test_giving_a_role_twice_changes_nothing(world: make.World) -> None:
    account = make.account(Role.AREA_HEAD, world.area)
    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.area)
    assert Grant.objects.filter(account=account).count() == 1


def test_an_ended_role_stays_on_record(world: make.World) -> None:
    account = make.account(Role.AREA_HEAD, world.area)
    end_grant(make.SYSTEM, account.grants.get())
    assert account.grants.get().effective_until == date(2026, 11, 20)
    assert Change.objects.filter(action="accounts.grant_ended").count() == 1


def test_a_new_password_replaces_the_old_and_must_be_changed(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    account = make.account(Role.AREA_HEAD, world.area)
    password = reset_password(officer, account)
    account.refresh_from_db()
    assert account.check_password(password)
    assert not account.check_password(make.PASSWORD)
    assert account.must_change_password


def test_nobody_resets_the_password_of_somebody_with_a_role_elsewhere(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    account = make.account(Role.AREA_HEAD, world.area)
    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.neighbour_area)
    assert account not in manageable_accounts(officer)
    with pytest.raises(NotAllowed):
        reset_password(officer, account)
    account.refresh_from_db()
    assert account.check_password(make.PASSWORD)


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.ADMINISTRATOR])
def test_an_officer_has_no_hold_on_a_colleague_or_an_administrator_of_the_same_commune(
    world: make.World, role: str
) -> None:
    officer = make.actor(make.officer(world.commune))
    colleague = make.account(role, world.commune)
    assert list(manageable_accounts(officer)) == []
    with pytest.raises(NotAllowed):
        reset_password(officer, colleague)
    with pytest.raises(NotAllowed):
        end_grant(officer, colleague.grants.get())
    colleague.refresh_from_db()
    assert colleague.check_password(make.PASSWORD)
    assert colleague.grants.get().effective_until is None


def test_an_administrator_gives_anybody_a_new_password(world: make.World) -> None:
    administrator = make.actor(make.account(Role.ADMINISTRATOR, None))
    [group] = make.groups(world.area)
    for account in (make.officer(world.commune), make.leader(group)):
        password = reset_password(administrator, account)
        account.refresh_from_db()
        assert account.check_password(password)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sai", "một câu dài 2026", "password_wrong"),
        (make.PASSWORD, "12345678", "password_weak"),
        (make.PASSWORD, make.PASSWORD, "password_unchanged"),
    ],
)
def test_a_bad_new_password_is_refused(world: make.World, old: str, new: str, code: str) -> None:
    account = make.officer(world.commune)
    with pytest.raises(Invalid) as refusal:
        change_own_password(make.actor(account), account, old, new)
    assert [problem.code for problem in refusal.value.problems] == [code]
    account.refresh_from_db()
    assert account.check_password(make.PASSWORD)


@pytest.mark.django_db
def test_there_is_one_first_administrator() -> None:
    actor = Actor.system("setup")
    account = set_up_administrator(actor, "Lê Quản Trị", "QuanTri", "mật khẩu dài 1")
    assert account.username == "quantri"
    assert not account.must_change_password
    with pytest.raises(NotAllowed):
        set_up_administrator(actor, "Người Khác", "khac", "mật khẩu dài 2")
    assert Account.objects.count() == 1
