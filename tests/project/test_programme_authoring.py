"""Writing a programme without programming: `tuquan programme new, check, diff, schema, adopt`."""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.programmes.test_installing_packs import shipped
from tuquan.base.errors import Conflict, Invalid
from tuquan.core.programme.local import ReDated
from tuquan.programmes.models import Adoption
from tuquan.project.commands import programme as programme_command

Printed = pytest.CaptureFixture[str]
TAN_PHONG = "tan-phong-2021"
SHEET = ("tan-phong-2021", "2021", "edition.yaml")


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    programme_command.add_arguments(parser)
    return int(programme_command.run(parser.parse_args(words)))


def printed(capsys: Printed) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The S3 pack with 75 percent where the source says 70."""
    folder = tmp_path / TAN_PHONG
    shutil.copytree(shipped(TAN_PHONG), folder)
    path = tmp_path.joinpath(*SHEET)
    path.write_text(path.read_text("utf-8").replace("value: 70", "value: 75"), "utf-8")
    return folder


def test_a_new_pack_explains_itself_and_passes_its_own_check(
    tmp_path: Path, capsys: Printed
) -> None:
    assert run("new", "minh-son-2027", "--into", str(tmp_path), "--title", "Ngõ sáng") == 0
    edition = next((tmp_path / "minh-son-2027").glob("*/edition.yaml")).read_text("utf-8")
    assert "Ngõ sáng" in edition
    assert edition.count("#") > 20
    capsys.readouterr()
    assert run("check", str(tmp_path / "minh-son-2027"), "--json") == 0
    found = printed(capsys)
    assert found["problems"] == []
    assert found["cases"]["failed"] == 0
    assert found["cases"]["passed"] >= 10


def test_nothing_is_written_over_and_a_bad_key_is_refused(tmp_path: Path) -> None:
    run("new", "minh-son-2027", "--into", str(tmp_path))
    path = tmp_path / "minh-son-2027" / "pack.yaml"
    path.write_text("của tôi", "utf-8")
    for key in ("minh-son-2027", "Minh Sơn", "../ngoai"):
        with pytest.raises(Invalid):
            run("new", key, "--into", str(tmp_path))
    assert path.read_text("utf-8") == "của tôi"
    assert [entry.name for entry in tmp_path.iterdir()] == ["minh-son-2027"]


def test_a_case_that_does_not_hold_fails_the_check_and_says_what_came_out(
    changed: Path, capsys: Printed
) -> None:
    assert run("check", str(changed), "--json") == 1
    found = printed(capsys)
    assert found["problems"] == []
    failed = [case for case in found["cases"]["results"] if not case["passed"]]
    assert len(failed) == found["cases"]["failed"] > 0
    assert all(case["expected"] != case["found"] for case in failed)


def test_a_difference_names_the_criterion_and_both_bounds(
    db: None, changed: Path, capsys: Printed
) -> None:
    assert run("diff", TAN_PHONG, str(changed)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.strip() for line in lines[1:]] == [
        "Tiêu chí 1.2: ngưỡng 70 % → 75 %",
        "Tiêu chí 3.18: ngưỡng 70 % → 75 %",
    ]
    assert run("diff", TAN_PHONG, TAN_PHONG) == 0


def test_an_edition_nobody_has_is_a_problem_of_the_input(db: None) -> None:
    with pytest.raises(Invalid):
        run("diff", TAN_PHONG, "nowhere/2021")


def test_coverage_shows_all_135_rules_in_order(capsys: Printed) -> None:
    assert run("coverage", "--json") == 0
    rules = printed(capsys)["rules"]
    counts = {"S0": 30, "S1": 29, "S2": 32, "S3": 25, "S4": 19}
    expected = [f"{s}-{n:02}" for s, many in counts.items() for n in range(1, many + 1)]
    assert [rule["id"] for rule in rules] == expected
    assert {rule["carried_by"] for rule in rules} <= {"pack", "code", "gap", "planned"}
    assert all(rule["where"] for rule in rules)


@pytest.mark.parametrize("file", ["edition", "paper", "cases", "pack"])
def test_the_schema_is_printed_for_editors(file: str, capsys: Printed) -> None:
    assert run("schema", file) == 0
    assert printed(capsys)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_adopting_moves_the_days_of_the_document_and_shows_them_first(
    world: make.World, capsys: Printed
) -> None:
    make.edition(make.S1)
    words = ("adopt", make.S1, "--place", "minh-son", "--from", "01/03/2027", "--json")
    assert run(*words, "--dry-run") == 0
    assert printed(capsys)["days"] == [
        {
            "item": "milestones/two_areas_per_commune",
            "document": "2018-12-31",
            "here": "2028-12-31",
        }
    ]
    assert not Adoption.objects.exists()
    assert run(*words) == 0
    item = "milestones/two_areas_per_commune"
    assert Adoption.objects.get().terms.re_dated == (ReDated(item, date(2028, 12, 31)),)


def test_a_place_goes_on_with_a_newer_edition_only_when_told_so(
    world: make.World, tmp_path: Path, capsys: Printed
) -> None:
    folder = tmp_path / make.S0
    shutil.copytree(shipped(), folder)
    shutil.copytree(folder / "2019", folder / "2027")
    path = folder / "2027" / "edition.yaml"
    text = path.read_text("utf-8").replace('key: "2019"', 'key: "2027"', 1)
    text = text.replace("effective_from: 2019-02-11", "effective_from: 2027-01-01", 1)
    path.write_text(text.replace("maximum: 30", "maximum: 35", 1), "utf-8")
    assert run("install", str(folder)) == 0
    place = ("--place", "minh-son")
    assert run("adopt", make.S0, *place, "--edition", "2019", "--from", "01/01/2026") == 0
    newer = ("adopt", make.S0, *place, "--edition", "2027", "--from", "01/01/2027")
    with pytest.raises(Conflict) as conflict:
        run(*newer)
    assert conflict.value.problem.code == "other_edition_runs"
    capsys.readouterr()
    assert run(*newer, "--change") == 0
    assert "30 → 35" in capsys.readouterr().out
    assert Adoption.objects.get(edition__key="2027").continues is not None
    with pytest.raises(Invalid):
        run("adopt", make.S0, *place, "--edition", "2027", "--from", "01/01/2028", "--change")


def test_the_terms_of_a_place_come_from_a_file_and_are_checked_like_a_pack(
    world: make.World, tmp_path: Path, capsys: Printed
) -> None:
    make.edition(make.S1)
    terms = tmp_path / "terms.yaml"
    words = ("adopt", make.S1, "--place", "minh-son", "--from", "01/03/2027", "--terms", str(terms))
    terms.write_text("due_days:\n  - {calender: monthly, day: 7}\n", "utf-8")
    assert run(*words) == 1
    assert capsys.readouterr().out.startswith("terms.yaml:2:6: ")
    assert not Adoption.objects.exists()
    terms.write_text("due_days:\n  - {calendar: monthly, day: 7}\n", "utf-8")
    assert run(*words) == 0
    assert Adoption.objects.get().content.calendar("monthly").due.day_of_next_month == 7


def test_a_file_of_terms_that_is_not_there_is_named(world: make.World, tmp_path: Path) -> None:
    make.edition(make.S1)
    words = ("adopt", make.S1, "--place", "minh-son", "--from", "01/03/2027")
    with pytest.raises(Invalid) as refusal:
        run(*words, "--terms", str(tmp_path / "nothing.yaml"))
    assert [problem.code for problem in refusal.value.problems] == ["terms_file_unreadable"]
