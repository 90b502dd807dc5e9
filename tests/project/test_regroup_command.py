"""The command `tuquan groups regroup` prints a plan and writes nothing (F-19, F-25)."""

from __future__ import annotations

import pytest

from tests import make
from tests.groups.area_sample import across, formed, row
from tests.project.test_programme_command import Printed, groups, printed
from tuquan.base.errors import Invalid
from tuquan.groups.models import Regrouping, ResidentGroup
from tuquan.groups.services import add_barrier


def test_the_plan_with_the_fewest_moves_is_printed_as_data(
    world: make.World, capsys: Printed
) -> None:
    make.adoption(world.commune)
    _households, (_south, north) = formed(world.area)
    [newcomer] = row(world.area, 1, first=41)
    assert groups("regroup", "--place", "minh-son", "--json") == 0
    [found] = printed(capsys)["areas"]
    assert (found["name"], found["method"], found["new_groups"]) == ("Thôn 2", "keep_existing", {})
    assert found["assignments"] == {str(newcomer.pk): north.pk}
    assert found["measures"]["moves"] == 0
    assert not Regrouping.objects.exists()


def test_the_plan_is_told_in_words_with_the_groups_it_founds(
    world: make.World, capsys: Printed
) -> None:
    make.adoption(world.commune)
    formed(world.area)
    row(world.area, 25, first=41)
    words = ("regroup", "--place", "minh-son", "--method", "even_sizes")
    assert groups(*words) == 0
    told = capsys.readouterr().out
    assert told.startswith("Thôn 2:")
    assert "Tổ 3" in told
    assert ResidentGroup.objects.count() == 2


def test_an_area_without_formed_groups_has_nothing_to_rearrange(world: make.World) -> None:
    make.adoption(world.commune)
    row(world.area)
    with pytest.raises(Invalid) as refusal:
        groups("regroup", "--place", "minh-son")
    assert [p.code for p in refusal.value.problems] == ["regrouping_without_groups"]


def test_proposing_goes_by_the_barriers_of_the_area(world: make.World, capsys: Printed) -> None:
    make.adoption(world.commune)
    row(world.area)
    add_barrier(make.SYSTEM, world.area, across("16.5"))
    assert groups("propose", "--place", "minh-son", "--json") == 0
    [found] = printed(capsys)["areas"]
    assert [len(group["households"]) for group in found["groups"]] == [16, 24]
