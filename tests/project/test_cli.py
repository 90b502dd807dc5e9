"""The `tuquan` command: help, exit codes, JSON."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import make
from tuquan.places.models import Place
from tuquan.project import cli


def test_help_lists_every_command_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    for name in cli.COMMANDS:
        assert re.search(rf"^ +{name}\b", shown, re.MULTILINE)
    assert "Chương trình tự quản của khu dân cư" in shown
    assert "chạy máy chủ" in shown


def test_help_speaks_english_when_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUQUAN_LANGUAGE", "en")
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "start the server" in capsys.readouterr().out


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["places", "add"]])
def test_wrong_usage_exits_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(argv)
    assert stop.value.code == 2


def test_places_are_added_and_listed(world: make.World, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["places", "add", "--kind", "area", "--below", "minh-son", "--json"]
    code = cli.main([*words, "--since", "05/03/2026", "Thôn 3"])
    assert code == 0
    added = json.loads(capsys.readouterr().out)
    assert (added["name"], added["kind"], added["below"]) == ("Thôn 3", "area", world.commune.pk)
    assert cli.main(["places", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1:5] == [
        "  Xã Minh Sơn, xã  (minh-son)",
        "    Thôn 2, khu dân cư",
        "    Thôn 3, khu dân cư",
        "    Thôn 10, khu dân cư",
    ]


def test_a_refusal_exits_1_with_a_sentence(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["places", "add", "Thôn 2", "--kind", "area", "--below", "minh-son"]) == 1
    assert "Xã Minh Sơn đã có “Thôn 2”" in capsys.readouterr().err
    assert Place.objects.filter(name="Thôn 2").count() == 1


def test_a_refusal_is_json_when_json_is_asked_for(
    world: make.World, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["places", "add", "Thôn 2", "--kind", "area", "--below", "khong-co", "--json"]
    assert cli.main(argv) == 1
    assert json.loads(capsys.readouterr().out)["problems"] == ["place_unknown"]


def test_output_that_nobody_reads_to_the_end_is_no_fault(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "tuquan.project.cli", "doctor"],
        env=os.environ | {"TUQUAN_DATA": str(tmp_path), "TUQUAN_DATABASE": ""},
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_before_the_tables_exist_a_command_says_what_to_run_first(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tuquan.project.cli", "places", "list"],
        env=os.environ | {"TUQUAN_DATA": str(tmp_path), "TUQUAN_DATABASE": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Cơ sở dữ liệu chưa sẵn sàng.")


@pytest.mark.django_db
def test_the_doctor_says_what_the_installation_stands_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["doctor", "--json"]) == 0
    findings = {finding["what"]: finding for finding in json.loads(capsys.readouterr().out)}
    assert findings["Python"]["ok"]
    assert findings["Các bảng"]["found"] == "đã cập nhật"


def test_a_command_stopped_by_hand_ends_without_a_trace_and_leaves_nothing(tmp_path: Path) -> None:
    apart = {name: value for name, value in os.environ.items() if name != "TUQUAN_DATABASE"}
    # Where the suite itself runs in the background, a signal by hand is ignored by its children.
    by_hand = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    begun = f"{by_hand}; import sys; from tuquan.project.cli import main; sys.exit(main(['demo']))"
    process = subprocess.Popen(
        [sys.executable, "-c", begun],
        env=apart | {"TUQUAN_DATA": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()  # the first step of the work is done
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    assert process.wait(30) == cli.STOPPED
    assert "Traceback" not in said + rest
    with closing(sqlite3.connect(tmp_path / "tuquan.sqlite3")) as database:
        assert database.execute("select count(*) from places_place").fetchone() == (0,)
