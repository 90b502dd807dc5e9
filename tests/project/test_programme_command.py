"""The commands `tuquan programme` and `tuquan groups`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests import make
from tests.groups.test_comparing import village
from tests.programmes.test_installing_packs import broken, shipped
from tuquan.base.errors import Conflict, Invalid
from tuquan.groups.models import ResidentGroup
from tuquan.programmes.models import Adoption, ProgrammeEdition
from tuquan.project.commands import groups as groups_command
from tuquan.project.commands import programme as programme_command

__all__ = ["broken"]
Printed = pytest.CaptureFixture[str]


def run(command: ModuleType, *words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return int(command.run(parser.parse_args(words)))


def programme(*words: str) -> int:
    return run(programme_command, *words)


def groups(*words: str) -> int:
    return run(groups_command, *words, "--programme", make.S0)


def printed(capsys: Printed) -> Any:
    return json.loads(capsys.readouterr().out)


def test_check_passes_a_shipped_pack_and_runs_its_cases(capsys: Printed) -> None:
    assert programme("check", str(shipped()), "--json") == 0
    found = printed(capsys)
    assert (found["ok"], found["pack"], found["editions"]) == (True, make.S0, ["2019"])
    assert found["problems"] == []
    assert {problem["code"] for problem in found["warnings"]} == {"sensitive_question"}
    assert (found["cases"]["passed"], found["cases"]["failed"]) == (35, 0)
    assert found["cases"]["results"][0]["passed"] is True


def test_check_lists_every_mistake_with_file_line_and_column(broken: Path, capsys: Printed) -> None:
    assert programme("check", str(broken), "--json") == 1
    found = printed(capsys)
    assert found["ok"] is False
    codes = [problem["code"] for problem in found["problems"]]
    assert {
        "unknown_key",
        "wrong_type",
        "not_one_of",
        "minimum_above_maximum",
        "dangling_reference",
    } <= set(codes)
    for problem in found["problems"]:
        assert problem["file"] == f"{make.S0}/2019/edition.yaml"
        assert problem["line"] >= 1
        assert problem["column"] >= 1
        assert problem["message"]


def test_check_prints_one_line_for_each_mistake(broken: Path, capsys: Printed) -> None:
    assert programme("check", str(broken)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith(f"{make.S0}/2019/edition.yaml:") for line in lines)


def test_install_takes_a_folder_or_a_key(db: None, capsys: Printed) -> None:
    assert programme("install", str(shipped()), "--json") == 0
    assert [e["programme"] for e in printed(capsys)["installed"]] == [make.S0]
    assert programme("install", make.S1, "--json") == 0
    assert [e["programme"] for e in printed(capsys)["installed"]] == [make.S1]
    assert ProgrammeEdition.objects.count() == 2


def test_install_writes_nothing_of_a_pack_with_mistakes(
    db: None, broken: Path, capsys: Printed
) -> None:
    assert programme("install", str(broken)) == 1
    assert capsys.readouterr().out
    assert not ProgrammeEdition.objects.exists()


def test_adopt_prints_the_first_days_due(world: make.World, capsys: Printed) -> None:
    make.edition(make.S0)
    words = ("adopt", make.S0, "--place", "minh-son", "--from", "01/01/2027", "--json")
    assert programme(*words) == 0
    assert printed(capsys) == {
        "programme": make.S0,
        "edition": "2019",
        "place": world.commune.pk,
        "from": "2027-01-01",
        "until": None,
        "groups_of": None,
        "first_reports": [{"calendar": "quarterly", "period": "2027-Q1", "due": "2027-04-10"}],
    }
    with pytest.raises(Conflict):
        programme(*words)


def test_adopt_refuses_groups_of_a_programme_that_does_not_run_there(world: make.World) -> None:
    for key in (make.S0, make.S1):
        make.edition(key)
    words = ("adopt", make.S1, "--place", "minh-son", "--from", "01/01/2027")
    with pytest.raises(Invalid) as refusal:
        programme(*words, "--groups-of", make.S0)
    assert [p.code for p in refusal.value.problems] == ["groups_of_not_adopted"]
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    ("place", "key", "code"),
    [("nowhere", make.S0, "place_unknown"), ("minh-son", "nowhere", "programme_unknown")],
)
def test_adopt_names_what_it_does_not_know(
    world: make.World, place: str, key: str, code: str
) -> None:
    make.edition(make.S0)
    with pytest.raises(Invalid) as refusal:
        programme("adopt", key, "--place", place, "--from", "01/01/2027")
    assert [p.code for p in refusal.value.problems] == [code]


def test_list_shows_what_is_installed_who_runs_it_and_what_waits(
    world: make.World, capsys: Printed
) -> None:
    programme("install", make.S0)
    make_adoption = ("adopt", make.S0, "--place", "minh-son", "--from", "01/01/2027")
    programme(*make_adoption)
    capsys.readouterr()
    assert programme("list", "--json") == 0
    found = printed(capsys)
    assert [e["programme"] for e in found["installed"]] == [make.S0]
    assert [a["place"] for a in found["installed"][0]["adoptions"]] == [world.commune.pk]
    assert found["shipped"] == [
        "luc-ngan-2021",
        "tam-ky-2025",
        "tan-phong-2021",
        "tuyen-quang-2018",
    ]


def test_propose_shows_and_writes_only_when_told(world: make.World, capsys: Printed) -> None:
    make.adoption(world.commune)
    make.households(world.area, 20)
    assert groups("propose", "--place", "minh-son", "--json") == 0
    found = printed(capsys)
    assert found["written"] is False
    assert [len(group["households"]) for group in found["areas"][0]["groups"]] == [20]
    assert not ResidentGroup.objects.exists()
    assert groups("propose", "--place", "minh-son", "--yes", "--json") == 0
    assert printed(capsys)["written"] is True
    assert ResidentGroup.objects.get().state == "proposed"


def test_propose_by_a_method_shows_its_measures_and_writes_it(
    world: make.World, capsys: Printed
) -> None:
    make.adoption(world.commune)
    village(world.area)
    words = ("propose", "--place", "minh-son", "--method", "least_walking")
    assert groups(*words, "--json") == 0
    (area,) = printed(capsys)["areas"]
    assert (area["method"], area["remarks"]) == ("least_walking", [])
    assert sorted(area["measures"]) == [
        "crossings",
        "groups",
        "lanes_cut",
        "largest",
        "longest_to_middle",
        "median",
        "moves",
        "outside",
        "smallest",
        "walking",
    ]
    assert not ResidentGroup.objects.exists()
    assert groups(*words, "--yes") == 0
    assert "361 m" in capsys.readouterr().out
    assert ResidentGroup.objects.count() == 2


def test_propose_refuses_a_method_that_cannot_be_used(world: make.World) -> None:
    make.adoption(world.commune)
    make.households(world.area, 34)
    with pytest.raises(Invalid) as refusal:
        groups("propose", "--place", "minh-son", "--method", "even_sizes", "--yes")
    assert [p.code for p in refusal.value.problems] == ["grouping_method_not_here"]
    with pytest.raises(SystemExit):
        groups("propose", "--place", "minh-son", "--method", "by_stars")
    assert not ResidentGroup.objects.exists()


def test_form_makes_the_proposal_real_and_list_shows_it(world: make.World, capsys: Printed) -> None:
    make.adoption(world.commune)
    make.households(world.area, 20)
    with pytest.raises(Invalid):
        groups("form", "--place", "minh-son", "--yes")
    groups("propose", "--place", "minh-son", "--yes")
    with pytest.raises(Invalid) as refusal:
        groups("form", "--place", "minh-son")
    assert [p.code for p in refusal.value.problems] == ["confirm_needed"]
    assert groups("form", "--place", "minh-son", "--yes") == 0
    capsys.readouterr()
    assert groups("list", "--place", str(world.area.pk), "--json") == 0
    group = ResidentGroup.objects.get()
    assert printed(capsys) == [
        {
            "id": group.pk,
            "area": world.area.pk,
            "name": "Tổ 1",
            "state": "formed",
            "households": 20,
        }
    ]


def test_a_place_without_the_programme_forms_no_groups(world: make.World) -> None:
    make.edition(make.S0)
    with pytest.raises(Invalid) as refusal:
        groups("list", "--place", "minh-son")
    assert [p.code for p in refusal.value.problems] == ["programme_forms_no_groups"]


def test_wrong_usage_exits_with_2() -> None:
    with pytest.raises(SystemExit) as exit_:
        programme("adopt", make.S0)
    assert exit_.value.code == 2
