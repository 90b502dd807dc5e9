"""`tuquan households import`: what it prints, what it writes, how it ends."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests import make
from tuquan.base.errors import Invalid
from tuquan.places.models import Place, PlaceKind
from tuquan.project.commands import households
from tuquan.residents.models import Household, HouseholdImport

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
EXPECTED = {
    entry["file"]: entry
    for entry in json.loads((SAMPLES / "expected.json").read_text("utf-8"))["files"]
}
Run = Callable[..., int]


@pytest.fixture
def run(world: make.World) -> Run:
    """Runs one command line in a commune that has Thôn 6 and no thôn Đồng Sen."""
    make.place("Thôn 6", PlaceKind.AREA, world.commune, "thon-6")
    parser = argparse.ArgumentParser()
    households.add_arguments(parser)

    def _run(*words: str | Path) -> int:
        return households.run(parser.parse_args(["import", *map(str, words)]))

    return _run


def _expected(name: str) -> dict[str, Any]:
    entry = {key: value for key, value in EXPECTED[name].items() if key != "title"}
    for sheet in entry["sheets"]:
        sheet.pop("checks", None)
    for problem in entry["problems"]:
        problem.pop("required", None)
    return entry


@pytest.mark.parametrize(
    ("name", "place"), [("a1-thon-6.xlsx", "thon-6"), ("a2-mau-01-mau-02.xlsx", "minh-son")]
)
def test_a_dry_run_prints_the_expected_report_and_the_likeness(
    run: Run, capsys: pytest.CaptureFixture[str], name: str, place: str
) -> None:
    assert run(SAMPLES / name, "--place", place, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out) == _expected(name) | {"matches": []}
    assert not Household.objects.exists()
    assert not HouseholdImport.objects.exists()


def test_rows_are_added_when_asked(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run(SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6", "--dry-run", "--json", "--rows")
    rows = json.loads(capsys.readouterr().out)["rows"]["households"]
    assert len(rows) == 180
    assert (rows[0]["head_name"], rows[0]["row"], rows[0]["lane"]) == (
        "Nguyễn Văn Ân",
        11,
        "Ngõ Đình",
    )


def test_yes_writes_the_list_and_says_how_many(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6", "--yes") == 0
    out = capsys.readouterr().out
    assert "Thôn 6: sẽ ghi 180 hộ, 0 hộ đã có trong danh sách." in out
    assert "Đã ghi 180 hộ." in out
    assert Household.objects.filter(place__short_code="thon-6").count() == 180


def test_the_second_time_every_household_is_a_match_and_none_is_written(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6", "--yes", "--json")
    assert run(*words) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["written"], first["matches"]) == (180, [])
    assert run(*words) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["written"], len(second["matches"])) == (0, 180)
    assert second["matches"][0] == {
        "sheet": "Thôn 6",
        "row": 11,
        "area": "Thôn 6",
        "household": Household.objects.get(list_order=1).pk,
    }
    assert Household.objects.count() == 180


def test_an_area_missing_in_the_tree_is_added_on_writing_only(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (SAMPLES / "a2-mau-01-mau-02.xlsx", "--place", "minh-son", "--json")
    run(*words, "--dry-run")
    assert not Place.objects.filter(name="thôn Đồng Sen").exists()
    capsys.readouterr()
    assert run(*words, "--yes") == 0
    assert json.loads(capsys.readouterr().out)["areas_added"] == ["thôn Đồng Sen"]
    assert run(*words, "--yes") == 0
    assert Place.objects.filter(name="thôn Đồng Sen").count() == 1
    assert Household.objects.count() == 120


def test_every_problem_is_printed_with_its_row(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(SAMPLES / "a2-mau-01-mau-02.xlsx", "--place", "minh-son", "--dry-run") == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum("dòng " in line for line in lines) == 11
    assert any(line.startswith("[Mẫu 02] dòng 12: ") and line.endswith("(F12)") for line in lines)


def test_held_rows_end_with_one(run: Run, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["TT", "Họ và tên chủ hộ", "Năm sinh"], [1, "Lê Văn Ba", 1970], [2, "", 1980]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    assert run(tmp_path / "b.xlsx", "--place", "thon-6", "--yes") == 1
    assert Household.objects.get().head_name == "Lê Văn Ba"


def test_without_a_keyboard_and_without_yes_nothing_is_written(
    run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert run(SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6") == 0
    assert "--yes" in capsys.readouterr().out
    assert not Household.objects.exists()
    assert not HouseholdImport.objects.exists()


@pytest.mark.parametrize(("answer", "count"), [("c", 180), ("K", 0), ("", 0)])
def test_the_question_is_asked_once_and_only_yes_writes(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, count: int
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    def reply(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("builtins.input", reply)
    run(SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6")
    assert asked == ["Ghi 180 hộ? [c/K] "]
    assert Household.objects.count() == count


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("không-có.xlsx", "--place", "thon-6"), "file_not_found"),
        ((SAMPLES / "README.md", "--place", "thon-6"), "file_not_a_workbook"),
        ((SAMPLES / "a1-thon-6.xlsx", "--place", "khong-co"), "place_unknown"),
        ((SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6", "--json"), "confirm_needed"),
        ((SAMPLES / "a1-thon-6.xlsx", "--place", "thon-6", "--today", "hôm nay"), "date_wrong"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(
    run: Run, words: tuple[str | Path, ...], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        run(*words)
    assert [problem.code for problem in refusal.value.problems] == [code]
    assert not Household.objects.exists()


def test_a_list_without_a_place_is_wrong_usage(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run(SAMPLES / "a1-thon-6.xlsx")
    assert ended.value.code == 2


def test_the_day_decides_who_is_too_young(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = Workbook()
    for row in (["TT", "Họ và tên chủ hộ", "Năm sinh"], [1, "Lê Văn Ba", 2015]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "b.xlsx")
    words = (tmp_path / "b.xlsx", "--place", "thon-6", "--dry-run", "--json")
    run(*words)
    assert "head_too_young" in json.loads(capsys.readouterr().out)["problem_counts"]
    run(*words, "--today", "20/11/2035")
    assert "head_too_young" not in json.loads(capsys.readouterr().out)["problem_counts"]


@pytest.fixture
def listed(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of Thôn 6 with these rows."""

    def _listed(*rows: tuple[object, ...]) -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in (("TT", "Họ và tên chủ hộ", "Năm sinh", "Nơi họp"), *rows):
            sheet.append(list(row))
        book.save(tmp_path / "b.xlsx")
        return tmp_path / "b.xlsx"

    return _listed


def test_an_import_is_taken_back_by_its_number(
    run: Run, listed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """F-11."""
    run(listed((1, "Lê Văn Ba", 1970)), "--place", "thon-6", "--yes", "--json")
    number = json.loads(capsys.readouterr().out)["import"]
    assert run("--undo", str(number), "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "import": number,
        "removed": 1,
        "changes_undone": 0,
    }
    assert not Household.objects.exists()


def test_a_number_of_no_import_is_refused(run: Run) -> None:
    with pytest.raises(Invalid) as refusal:
        run("--undo", "999", "--yes")
    assert [problem.code for problem in refusal.value.problems] == ["import_unknown"]


def test_decisions_are_read_from_a_file(
    run: Run, listed: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """F-11: two rows of one person, written both; a household that is gone, closed."""
    run(listed((1, "Trần Thị Tư", 1980)), "--place", "thon-6", "--yes", "--json")
    capsys.readouterr()
    gone = Household.objects.get()
    decisions = {"rows": {"Sheet|3": "import"}, "gone": {str(gone.pk): "2026-10-01"}}
    (tmp_path / "d.json").write_text(json.dumps(decisions), "utf-8")
    twice = listed((1, "Lê Văn Ba", 1970), (2, "Lê Văn Ba", 1970))
    words = (twice, "--place", "thon-6", "--yes", "--json", "--decide", tmp_path / "d.json")
    assert run(*words) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["written"], shown["closed"], shown["held"]) == (2, 1, 0)
    gone.refresh_from_db()
    assert str(gone.closed_on) == "2026-10-01"


@pytest.mark.parametrize("text", ["[]", "{", '{"rows": 5}', '{"gone": {"x": "2026-10-01"}}'])
def test_a_file_of_decisions_that_cannot_be_read_is_refused(
    run: Run, listed: Callable[..., Path], tmp_path: Path, text: str
) -> None:
    (tmp_path / "d.json").write_text(text, "utf-8")
    with pytest.raises(Invalid) as refusal:
        run(listed((1, "Lê Văn Ba", 1970)), "--place", "thon-6", "--decide", tmp_path / "d.json")
    assert [one.code for one in refusal.value.problems] == ["import_decisions_unreadable"]
    assert not Household.objects.exists()


def test_what_a_column_means_is_read_from_a_file(
    run: Run, listed: Callable[..., Path], tmp_path: Path
) -> None:
    """F-9."""
    (tmp_path / "m.json").write_text('{"columns": {"1": {"D": "lane"}}}', "utf-8")
    file = listed((1, "Lê Văn Ba", 1970, "Ngõ Đình"))
    run(file, "--place", "thon-6", "--yes", "--mapping", tmp_path / "m.json")
    assert Household.objects.get().lane == "Ngõ Đình"


def test_uncertain_rows_end_with_one_and_are_not_written(
    run: Run, listed: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run(listed((1, "Lê Văn Ba", 1970)), "--place", "thon-6", "--yes")
    changed = listed((1, "Lê Văn Ba", 1971), (2, "Trần Thị Tư", 1980))
    capsys.readouterr()
    assert run(changed, "--place", "thon-6", "--yes", "--json") == 1
    shown = json.loads(capsys.readouterr().out)
    assert (shown["written"], shown["undecided"], shown["matches"]) == (1, 1, [])
    assert Household.objects.count() == 2
