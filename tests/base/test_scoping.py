"""Scoping fails closed, flows down and never sideways."""

from __future__ import annotations

from tests import make
from tuquan.accounts.models import Role
from tuquan.base.actor import Actor, HeldGrant
from tuquan.places.models import Place


def held(path: str, *permissions: str) -> HeldGrant:
    """A grant made up for the test."""
    return HeldGrant("officer", path, frozenset(permissions))


def test_without_a_grant_there_is_no_row(world: make.World) -> None:
    assert Place.objects.visible_to(Actor.anonymous()).count() == 0


def test_a_grant_reaches_down_and_not_sideways(world: make.World) -> None:
    officer = make.actor(make.officer(world.commune))
    names = {place.name for place in Place.objects.visible_to(officer)}
    assert names == {"Xã Minh Sơn", "Thôn 2", "Thôn 10"}


def test_another_permission_on_the_same_place_opens_nothing(world: make.World) -> None:
    actor = Actor(1, "x", (held(world.commune.path, "reports.view"),))
    assert Place.objects.visible_to(actor).count() == 0


def test_a_grant_that_ended_gives_nothing(world: make.World) -> None:
    from tuquan.accounts.services import end_grant

    account = make.officer(world.commune)
    end_grant(make.SYSTEM, account.grants.get())
    assert make.actor(account).grants == ()


def test_a_closed_account_holds_nothing(world: make.World) -> None:
    account = make.officer(world.commune)
    account.is_active = False
    account.save()
    assert make.actor(account).grants == ()


def test_only_the_shortest_paths_are_asked_for() -> None:
    actor = Actor(1, "x", (held("1.2.", "a"), held("1.", "a"), held("3.", "a"), held("4.", "b")))
    assert actor.paths("a") == ("1.", "3.")


def test_the_nearest_grant_names_the_role(world: make.World) -> None:
    account = make.account(Role.COMMUNE_OFFICER, world.commune)
    from tuquan.accounts.services import give_grant

    give_grant(make.SYSTEM, account, Role.AREA_HEAD, world.area)
    actor = make.actor(account)
    assert actor.role_at(world.area.path) == "area_head"
    assert actor.role_at(world.other_area.path) == "commune_officer"
    assert actor.role_at(world.neighbour.path) == ""


def test_the_system_may_do_everything() -> None:
    assert Actor.system("worker").may("anything.at_all", "0000001.")
