"""Line 7: the doctor names what is wrong and what to do, by keys that stay."""

from __future__ import annotations

import json
import struct
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tuquan.audit.models import Change
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.base.jobs import enqueue, say_alive
from tuquan.base.jobs.watching import SEEN_KEY
from tuquan.base.models import Job
from tuquan.project import cli
from tuquan.project.doctor import Finding, all_findings, fonts
from tuquan.project.doctor.fonts import serif_fonts, vietnamese_letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def found(key: str) -> Finding:
    """What the doctor says about one thing."""
    [finding] = [finding for finding in all_findings() if finding.key == key]
    return finding


def test_keys_of_the_json_stay_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    keys = {finding["key"] for finding in told}
    named = "version python django data database tables tls debug secret hosts fonts worker "
    named += "failed_jobs disk clock backup"
    assert keys - {"journal", "trigrams"} == set(named.split())
    assert {name for finding in told for name in finding} == {
        "key",
        "what",
        "found",
        "level",
        "advice",
        "ok",
    }


def test_a_worker_that_is_gone_is_bad_once_work_waits_for_it() -> None:
    cache.delete(SEEN_KEY)
    assert found("worker").level == "look"
    say_alive()
    assert found("worker").level == "ok"
    cache.set(SEEN_KEY, clock.now() - timedelta(minutes=5))
    enqueue(Actor.system("tests"), "reports.open_periods", {})
    gone = found("worker")
    assert (gone.level, gone.ok) == ("bad", False)
    assert "tuquan worker" in gone.advice


def test_failed_work_is_counted() -> None:
    job = enqueue(Actor.system("tests"), "reports.open_periods", {})
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    assert (found("failed_jobs").found, found("failed_jobs").level) == ("1", "look")


@pytest.mark.parametrize(("free", "level"), [(3e9, "ok"), (1e9, "look"), (1e8, "bad")])
def test_little_room_on_the_disk_is_told(
    monkeypatch: pytest.MonkeyPatch, free: float, level: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Room(int(free)))
    assert found("disk").level == level


class Room:
    """How much is free."""

    def __init__(self, free: int) -> None:
        self.free = free


def test_a_pretended_day_debugging_open_hosts_and_weak_keys_are_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found("clock").level == "look"
    monkeypatch.delenv("TUQUAN_TODAY")
    assert found("clock").level == "ok"
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECRET_KEY = "short"
    levels = {finding.key: finding.level for finding in all_findings()}
    assert (levels["debug"], levels["hosts"], levels["secret"]) == ("bad", "look", "bad")


def test_a_clock_behind_what_is_recorded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUQUAN_TODAY")
    at = clock.now() + timedelta(hours=3)
    Change.objects.create(at=at, actor_name="x", via="page", action="x", subject="x")
    assert found("clock").level == "look"


def test_a_server_that_others_reach_without_encryption_is_told(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    assert found("tls").level == "ok"
    settings.ALLOWED_HOSTS = ["tuquan.xa.example"]
    assert found("tls").level == "look"
    settings.TLS = True
    assert found("tls").level == "ok"


def test_a_data_folder_nobody_can_write_in_is_bad_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert (found("data").level, bool(found("data").advice)) == ("bad", True)


def test_a_key_others_can_read_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "secret.key"
    kept.write_text("x" * 50, "utf-8")
    kept.chmod(0o644)
    assert found("secret").level == "bad"
    kept.chmod(0o600)
    assert found("secret").level == "ok"


def test_the_age_of_the_last_copy_is_told(tmp_path: Path) -> None:
    assert found("backup").level == "look"
    note = tmp_path / "last-backup.json"
    for days, level in ((1, "ok"), (8, "look")):
        made = clock.now() - timedelta(days=days)
        note.write_text(json.dumps({"made_at": made.isoformat(), "file": "x"}), "utf-8")
        assert found("backup").level == level


def font(codes: list[int], panose: bytes) -> bytes:
    """A font file with a map of these codes and nothing to draw."""
    groups = b"".join(struct.pack(">III", code, code, 1) for code in sorted(codes))
    table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(codes)) + groups
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    about = bytes(32) + panose
    start = 12 + 32
    head = struct.pack(">IHHHH", 0x00010000, 2, 0, 0, 0)
    head += struct.pack(">4sIII", b"OS/2", 0, start, len(about))
    head += struct.pack(">4sIII", b"cmap", 0, start + len(about), len(cmap))
    return head + about + cmap


def test_a_font_is_known_by_its_letters_never_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = sorted(vietnamese_letters())
    assert len(letters) == 2 * (12 * 6 + 1)
    serif, sans, mono = bytes([2, 2, 6, 3]), bytes([2, 11, 6, 3]), bytes([2, 2, 6, 9])
    files = {
        "Good": font(letters, serif + bytes(6)),
        "Times New Roman": font(letters[:-1], serif + bytes(6)),
        "Serif in name only": font(letters, sans + bytes(6)),
        "Typewriter": font(letters, mono + bytes(6)),
        "Broken": b"\x00\x01\x00\x00\xff\xff",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.ttf").write_bytes(content)
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    assert serif_fonts() == ["Good"]
    assert found("fonts").level == "ok"
    (tmp_path / "Good.ttf").unlink()
    assert found("fonts").level == "look"
