"""F-3, F-4, F-5, F-6: every change of the map can be typed, looked at before, and taken back."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests import make
from tuquan.groups.models import Membership, ResidentGroup
from tuquan.places.models import Place, PlaceKind, Reform, Succession
from tuquan.project import cli

DECISION = ("--decision", "12/NQ-HĐND", "--reason", "Nghị quyết của tỉnh")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUQUAN_LANGUAGE", "en")


def typed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit code of a command, and its JSON."""
    code = cli.main(["places", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


def done(capsys: pytest.CaptureFixture[str], *words: str) -> Reform:
    """A change that was carried out."""
    code, found = typed(capsys, *words, *DECISION, "--yes")
    assert code == 0, found
    reform = Reform.objects.get(pk=found["reform"])
    assert (reform.state, reform.before) == ("done", reform.after)
    return reform


def tree() -> list[Any]:
    """Every place as it stands, to compare."""
    return list(Place.objects.order_by("pk").values())


def test_a_place_is_renamed(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    reform = done(capsys, "rename", "minh-son", "Phường Minh Sơn", "--kind", "ward")
    world.commune.refresh_from_db()
    assert (world.commune.name, world.commune.kind) == ("Phường Minh Sơn", PlaceKind.WARD)
    assert (reform.kind, reform.decision) == ("rename", "12/NQ-HĐND")
    assert reform.effective_on == date(2026, 11, 20)


def test_an_area_moves_under_another_commune(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    (group,) = make.groups(world.area)
    reform = done(capsys, "move", "minh-son/Thôn 2", "--below", "yen-ha", "--on", "10/11/2026")
    world.area.refresh_from_db()
    group.refresh_from_db()
    assert world.area.parent == world.neighbour
    assert group.path == ResidentGroup.path_of(world.area, group.pk)
    assert reform.effective_on == date(2026, 11, 10)


def test_two_areas_become_one(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    make.groups(world.area)
    make.groups(world.other_area)
    words = ("merge", "minh-son/Thôn 2", "minh-son/Thôn 10", "--into", "Thôn Hoà Bình")
    done(capsys, *words)
    new = Place.objects.get(name="Thôn Hoà Bình")
    assert [group.name for group in new.groups.order_by("number")] == ["Tổ 1", "Tổ 2"]
    assert new.households.count() == 40


def test_communes_become_one_with_another_name_for_what_is_there_twice(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = make.place("Thôn 2", PlaceKind.AREA, world.neighbour)
    words = ["merge", "minh-son", "yen-ha", "--into", "Xã Minh Hạ"]
    code, found = typed(capsys, *words, *DECISION, "--yes")
    assert (code, found["problems"]) == (1, ["reform_name_taken"])
    done(capsys, *words, "--rename", f"{twice.pk}=Thôn 2 Yên Hạ")
    twice.refresh_from_db()
    assert (twice.name, twice.parent and twice.parent.name) == ("Thôn 2 Yên Hạ", "Xã Minh Hạ")


def test_one_commune_goes_on_and_takes_the_other(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    done(capsys, "merge", "yen-ha", "--keep", "minh-son")
    world.neighbour_area.refresh_from_db()
    assert world.neighbour_area.parent == world.commune


def test_an_area_is_divided_and_each_group_goes_with_its_households(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.groups(world.area, 40)
    done(
        capsys,
        *("split", "minh-son/Thôn 2", "--into", "Thôn Bắc=1/3", "--into", "Thôn Nam=2/3"),
        *("--group", "Tổ 1=Thôn Bắc", "--rest", "Thôn Nam"),
    )
    for name, group in (("Thôn Bắc", "Tổ 1"), ("Thôn Nam", "Tổ 2")):
        part = Place.objects.get(name=name)
        assert [one.name for one in part.groups.all()] == [group]
        assert part.households.count() == 20
        for member in Membership.objects.filter(group__place=part):
            assert member.household.place == part
    shares = {link.new.name: link.share for link in Succession.objects.all()}
    assert shares == {"Thôn Bắc": Fraction(1, 3), "Thôn Nam": Fraction(2, 3)}


def test_a_commune_is_divided_with_its_areas(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    done(
        capsys,
        *("split", "minh-son", "--into", "Xã Thượng=40%", "--into", "Xã Hạ=60%"),
        *("--move", "minh-son/Thôn 2=Xã Thượng", "--rest", "Xã Hạ"),
    )
    parents = {area.name: area.parent and area.parent.name for area in areas(world)}
    assert parents == {"Thôn 2": "Xã Thượng", "Thôn 10": "Xã Hạ"}


def areas(world: make.World) -> list[Place]:
    return list(Place.objects.filter(pk__in=[world.area.pk, world.other_area.pk]))


def test_an_area_ends_and_another_takes_what_is_in_it(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.groups(world.area)
    done(capsys, "abolish", "minh-son/Thôn 2", "--into", "minh-son/Thôn 10")
    world.area.refresh_from_db()
    assert world.area.ended_on == date(2026, 11, 20)
    assert world.other_area.households.count() == 20


def test_districts_end_and_their_communes_go_up(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    district = make.place("Huyện Cũ", PlaceKind.DISTRICT, world.province)
    commune = make.place("Xã Cũ", PlaceKind.COMMUNE, district)
    done(capsys, "remap", str(world.province.pk), "--level", "district")
    commune.refresh_from_db()
    district.refresh_from_db()
    assert commune.parent == world.province
    assert district.ended_on == date(2026, 11, 20)


def test_a_dry_run_shows_everything_and_changes_nothing(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.groups(world.area)
    make.groups(world.other_area)
    before = tree()
    words = ("merge", "minh-son/Thôn 2", "minh-son/Thôn 10", "--into", "Thôn Hoà Bình")
    code, found = typed(capsys, *words, "--dry-run")
    assert code == 0
    assert list(found) == ["problems", "messages", "warnings", "places", "affected", "totals"]
    assert found["problems"] == []
    assert [warning["code"] for warning in found["warnings"]] == ["reform_group_renumbered"]
    assert [step["step"] for step in found["places"]] == ["founded", "closed", "closed"]
    assert (found["affected"]["groups"], found["affected"]["households"]) == (2, 40)
    assert (found["totals"]["groups"], found["totals"]["households"]) == (2, 40)
    assert tree() == before
    assert not Reform.objects.exists()


def test_a_dry_run_is_readable(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    make.groups(world.area)
    argv = ["places", "abolish", "minh-son/Thôn 2", "--into", "minh-son/Thôn 10", "--dry-run"]
    assert cli.main(argv) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "- Thôn 2 ends → Thôn 10 (100%)"
    assert "    households: 20" in lines
    assert "Totals, the same afterwards:" in lines


def test_without_a_keyboard_and_without_yes_nothing_is_changed(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree()
    assert cli.main(["places", "rename", "minh-son", "Xã Khác", *DECISION]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was changed."
    assert tree() == before


def test_the_decision_and_the_reason_must_be_given(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree()
    code, found = typed(capsys, "rename", "minh-son", "Xã Khác", "--yes")
    assert code == 1
    assert len(found["problems"]) == 2
    assert tree() == before
    assert not Reform.objects.exists()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("rename", "khong-co", "Xã Khác"), "place_unknown"),
        (("rename", "minh-son/Thôn 99", "Thôn Khác"), "place_unknown"),
        (("rename", "minh-son", "Xã Khác", "--on", "31/02/2026"), "date_wrong"),
        (("split", "minh-son/Thôn 2", "--into", "Thôn Bắc"), "pair_wrong"),
        (("split", "minh-son/Thôn 2", "--into", "Thôn Bắc=nửa"), "share_wrong"),
        (
            ("split", "minh-son/Thôn 2", "--into", "A=1/2", "--into", "B=1/2", "--rest", "C"),
            "split_part_unknown",
        ),
        (
            ("split", "minh-son/Thôn 2", "--into", "A=1/2", "--into", "B=1/2", "--group", "Tổ 9=A"),
            "group_unknown",
        ),
        (
            ("split", "minh-son/Thôn 2", "--into", "A=1/2", "--into", "B=1/3", "--rest", "A"),
            "reform_shares_sum",
        ),
        (("move", "minh-son", "--below", "minh-son/Thôn 2"), "reform_kind_wrong"),
        (("abolish", "minh-son"), "reform_orphan"),
        (("undo", "4711", "--reason", "nhầm"), "reform_unknown"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(
    world: make.World,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    problem: str,
) -> None:
    before = tree()
    decided = DECISION if words[0] != "undo" else ()
    code, found = typed(capsys, *words, *decided, "--yes")
    assert code == 1
    assert problem in found["problems"]
    assert tree() == before
    assert not Reform.objects.exists()


def test_an_area_with_groups_cannot_end_without_another_that_takes_them(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    make.groups(world.area)
    before = tree()
    code, found = typed(capsys, "abolish", "minh-son/Thôn 2", *DECISION, "--yes")
    assert code == 1
    assert "reform_group_orphaned" in found["problems"]
    assert tree() == before


def test_a_change_is_listed_and_taken_back(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree()
    reform = done(capsys, "rename", "minh-son", "Xã Minh Tân")
    code, listed = typed(capsys, "reforms")
    assert code == 0
    assert [(one["reform"], one["kind"], one["state"]) for one in listed] == [
        (reform.pk, "rename", "done")
    ]
    code, found = typed(capsys, "undo", str(reform.pk), "--dry-run")
    assert (code, found["can_be_undone"]) == (0, True)
    code, found = typed(capsys, "undo", str(reform.pk), "--reason", "Nhập nhầm", "--yes")
    assert (code, found["state"]) == (0, "undone")
    assert tree() == before


@pytest.mark.parametrize(
    "argv",
    [
        ["places"],
        ["places", "merge", "minh-son"],
        ["places", "split", "minh-son/Thôn 2"],
        ["places", "move", "minh-son"],
        ["places", "undo", "mười"],
    ],
)
def test_wrong_usage_is_code_2(argv: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(argv)
    assert stopped.value.code == 2


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "action", ["rename", "move", "merge", "split", "abolish", "remap", "undo", "reforms"]
)
def test_every_action_explains_itself(
    action: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TUQUAN_LANGUAGE", language)
    with pytest.raises(SystemExit) as stopped:
        cli.main(["places", action, "--help"])
    assert stopped.value.code == 0
    assert f"tuquan places {action}" in capsys.readouterr().out
