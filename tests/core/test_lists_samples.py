"""Every sample list of tests/data/samples gives what expected.json and the two CSV files say."""

import csv
import json
import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tuquan.base.sheets import Refusal, read_workbook
from tuquan.core.lists import SEVERITIES, recognise

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
FILES = {entry["file"]: entry for entry in EXPECTED["files"]}
each_file = pytest.mark.parametrize("name", FILES)
QUIRK = re.compile(r"Typed\(value=(\d+),.*")
"""A few expected row numbers print the generator's own object instead of its value."""


@lru_cache
def report(name: str) -> dict[str, Any]:
    content = (SAMPLES / name).read_bytes()
    workbook = read_workbook(name, content)
    assert not isinstance(workbook, Refusal)
    recognition = recognise(workbook, date.fromisoformat(EXPECTED["today"]))
    made = recognition.as_json(name, content, rows=True)
    return json.loads(json.dumps(made))  # type: ignore[no-any-return]


def expected_rows(kind: str, name: str) -> list[dict[str, str]]:
    path = SAMPLES / f"expected-{kind}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["file"] == name]


def as_csv(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def matching(problems: list[dict[str, Any]], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    codes = [wanted["code"], *wanted.get("accept_codes", [])]
    return [
        problem
        for problem in problems
        if problem["code"] in codes
        and (problem["sheet"], problem["row"]) == (wanted["sheet"], wanted["row"])
        and problem.get("cell") == wanted.get("cell")
    ]


@each_file
def test_the_counts_of_a_sample_file_are_the_expected_ones(name: str) -> None:
    keys = ("format", "bytes", "sha256", "households", "households_held", "persons", "encoding")
    wanted = {key: FILES[name][key] for key in keys if key in FILES[name]}
    assert {key: report(name)[key] for key in wanted} == wanted


@each_file
def test_the_sheets_of_a_sample_file_are_the_expected_ones(name: str) -> None:
    made = report(name)["sheets"]
    assert len(made) == len(FILES[name]["sheets"])
    for wanted, sheet in zip(FILES[name]["sheets"], made, strict=True):
        wanted = {key: value for key, value in wanted.items() if key != "checks"}
        assert {key: sheet.get(key) for key in wanted} == wanted


@each_file
def test_every_expected_problem_is_told_at_its_cell_with_its_values(name: str) -> None:
    for wanted in FILES[name]["problems"]:
        found = matching(report(name)["problems"], wanted)
        assert found, wanted
        told = found[0]
        assert told.get("value") in [wanted.get("value"), *wanted.get("accept", [])]
        same = set(wanted) & {"raw", "severity", "see_row", "see_sheet", "to_row", "line", "field"}
        if told["code"] == wanted["code"]:
            assert {key: told.get(key) for key in same} == {key: wanted[key] for key in same}


@each_file
def test_no_good_row_is_told_as_a_warning_or_an_error(name: str) -> None:
    told = [p for p in report(name)["problems"] if p["severity"] in ("warning", "error")]
    wanted = [p for p in FILES[name]["problems"] if p["severity"] in ("warning", "error")]
    assert sorted((p["code"], p["row"] or 0) for p in told) == sorted(
        (p["code"], p["row"] or 0) for p in wanted
    )


@each_file
@pytest.mark.parametrize("kind", ["households", "persons"])
def test_every_row_of_a_sample_file_holds_the_expected_values(name: str, kind: str) -> None:
    wanted = expected_rows(kind, name)
    made = report(name)["rows"][kind]
    assert len(made) == len(wanted)
    for expected, row in zip(wanted, made, strict=True):
        assert {key: as_csv(row[key]) for key in expected} == {
            key: QUIRK.sub(r"\1", value) for key, value in expected.items()
        }


def test_every_code_has_the_severity_of_the_samples() -> None:
    assert {code: entry["severity"] for code, entry in EXPECTED["codes"].items()} == SEVERITIES
