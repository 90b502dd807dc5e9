"""Line 7: a copy that is consistent, encrypted and checked, and an installation made from it."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests import make
from tests.installations import Own, own_installation
from tuquan.base.errors import Conflict, Invalid
from tuquan.places.models import Place, PlaceKind
from tuquan.project.backup import (
    check_backup,
    last_backup,
    read_manifest_of,
    restore_backup,
    write_backup,
)
from tuquan.project.backup.writing import applied_migrations
from tuquan.residents.models import Household

KEY = b"ba con ga mai de muoi hai trung"
SECRET = "Nguyễn Văn Đức"


def nothing(table: str, rows: int) -> None:
    """Tell nobody how far it is."""


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def file(transactional_db: None, tmp_path: Path) -> Path:
    """A copy of a small installation."""
    world = make.world()
    make.households(world.area, 30)
    make.officer(world.commune)
    path = tmp_path / "a.backup"
    write_backup(path, KEY, nothing)
    return path


def refusal(path: Path, key: bytes = KEY) -> str:
    """The code with which restoring is refused; the tables are what they were."""
    before = (Place.objects.count(), Household.objects.count())
    with pytest.raises((Invalid, Conflict)) as caught:
        restore_backup(path, key, applied_migrations, nothing)
    assert (Place.objects.count(), Household.objects.count()) == before
    error = caught.value
    return error.problems[0].code if isinstance(error, Invalid) else error.problem.code


def test_a_copy_tells_what_is_in_it_without_the_key_and_nothing_else(file: Path) -> None:
    manifest = read_manifest_of(file)
    assert manifest.counts["residents_household"] == 30
    assert (manifest.database, manifest.day) == (connection.vendor, "2026-11-20")
    assert "residents.0001_initial" in manifest.migrations
    assert not any("session" in table or "cache" in table for table in manifest.counts)
    assert SECRET.encode() not in file.read_bytes()
    assert (file.stat().st_mode & 0o777, sorted(p.name for p in file.parent.iterdir())) == (
        0o600,
        ["a.backup", "last-backup.json"],
    )
    noted = last_backup()
    assert noted is not None
    assert noted["file"] == str(file)


def test_a_copy_is_not_written_over_another(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(Invalid) as caught:
        write_backup(file, KEY, nothing)
    assert [p.code for p in caught.value.problems] == ["backup_file_exists"]
    assert file.read_bytes() == before


def test_the_wrong_key_and_no_key_are_told_from_damage(file: Path) -> None:
    assert refusal(file, b"another key that is long") == "backup_key_wrong"
    assert refusal(file, b"") == "backup_key_missing"


def frames(data: bytes) -> tuple[bytes, list[bytes]]:
    """The head of a copy, and its pieces with their lengths."""
    start = data.index(b"\n") + 1
    start += 4 + struct.unpack(">I", data[start : start + 4])[0]
    head, found = data[:start], []
    while start < len(data):
        end = start + 4 + struct.unpack(">I", data[start : start + 4])[0]
        found.append(data[start:end])
        start = end
    return head, found


@pytest.fixture
def long_file(transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of many pieces."""
    monkeypatch.setattr("tuquan.project.backup.container.PIECE", 700)
    make.households(make.world().area, 60)
    path = tmp_path / "long.backup"
    write_backup(path, KEY, nothing)
    return path


def test_any_change_to_the_pieces_is_noticed(long_file: Path) -> None:
    head, found = frames(long_file.read_bytes())
    assert len(found) > 4
    swapped = [*found[:1], found[2], found[1], *found[3:]]
    one_less = [*found[:2], *found[3:]]
    flipped = bytearray(found[2])
    flipped[20] ^= 1
    touched = [*found[:2], bytes(flipped), *found[3:]]
    for changed in (swapped, one_less, touched, [*found, found[-1]]):
        long_file.write_bytes(head + b"".join(changed))
        assert refusal(long_file) == "backup_damaged"
    for kept in (found[:-1], found[:2], found[:1], []):
        long_file.write_bytes(head + b"".join(kept))
        assert refusal(long_file) == "backup_cut_short"
    whole = head + b"".join(found)
    for length in (len(whole) - 1, len(whole) - len(found[-1]) + 2):
        long_file.write_bytes(whole[:length])
        assert refusal(long_file) == "backup_cut_short"


def test_a_changed_head_is_noticed(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b'"residents_household": 30', b'"residents_household": 31'))
    assert refusal(file) in {"backup_key_wrong", "backup_damaged"}
    file.write_bytes(data[:300])
    assert refusal(file) == "backup_damaged"
    file.write_bytes(b"PK\x03\x04 something else")
    assert refusal(file) == "backup_not_one"


def test_a_copy_of_another_version_is_refused(file: Path) -> None:
    with pytest.raises(Invalid) as caught:
        restore_backup(file, KEY, lambda: ("places.0001_initial",), nothing)
    assert [p.code for p in caught.value.problems] == ["backup_other_version"]


def test_nothing_is_restored_over_what_is_there(file: Path) -> None:
    assert refusal(file) == "restore_not_empty"


def test_damage_in_an_unencrypted_copy_is_noticed_too(
    transactional_db: None, tmp_path: Path
) -> None:
    make.households(make.world().area, 20)
    path = tmp_path / "plain.backup"
    assert not write_backup(path, b"", nothing).encrypted
    check_backup(path, b"")
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(bytes(data))
    assert refusal(path, b"") == "backup_damaged"


def test_what_is_written_meanwhile_waits_for_nobody_and_is_not_half_in_the_copy(
    transactional_db: None, tmp_path: Path
) -> None:
    world = make.world()
    make.households(world.area, 5)
    written: list[str] = []

    def meanwhile() -> None:
        make.place("Xã Mới", PlaceKind.COMMUNE, world.province)
        make.households(world.area, 5, first=50)
        written.append("done")
        connection.close()

    def tell(table: str, rows: int) -> None:
        if not written:
            other = Thread(target=meanwhile)
            other.start()
            other.join(timeout=15)
            assert written, "a writer waited for the copy"

    path = tmp_path / "b.backup"
    manifest = write_backup(path, KEY, tell)
    assert (manifest.counts["places_place"], manifest.counts["residents_household"]) == (6, 5)
    assert (Place.objects.count(), Household.objects.count()) == (7, 10)


DUMP = """
import hashlib, json
from tuquan.project.backup.tables import kept_models, lines_of, last_number
found = {}
for model in kept_models():
    digest = hashlib.sha256()
    for line in lines_of(model):
        digest.update(line)
    found[model._meta.db_table] = [digest.hexdigest(), last_number(model)]
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    """The demonstration, on the database of this run."""
    with own_installation(tmp_path_factory.mktemp("demo") / "data") as made:
        made.run("demo")
        made.more["TUQUAN_BACKUP_KEY"] = KEY.decode()
        yield made


@pytest.mark.long
@pytest.mark.parametrize("kind", ["same", "sqlite"])
def test_every_table_is_equal_after_restoring_and_work_goes_on(
    demo: Own, tmp_path: Path, kind: str
) -> None:
    """From the database of the run into an empty one of the same kind, and into SQLite."""
    path = tmp_path / "demo.backup"
    told = json.loads(demo.run("backup", str(path), "--json"))
    assert (told["checked"], told["encrypted"]) == (True, True)
    with own_installation(tmp_path / "new", None if kind == "same" else "") as new:
        new.more["TUQUAN_BACKUP_KEY"] = KEY.decode()
        assert json.loads(new.run("restore", str(path), "--json"))["restored"]
        assert new.python(DUMP) == demo.python(DUMP)
        added = new.run("places", "add", "Thôn 99", "--kind", "area", "--below", "demo", "--json")
        assert json.loads(added)["name"] == "Thôn 99"
        assert json.loads(new.run("restore", str(path), "--json", expect=1))["problems"] == [
            "restore_not_empty"
        ]
        back = tmp_path / "back.backup"
        new.run("backup", str(back))
        with own_installation(tmp_path / "again") as again:
            again.more["TUQUAN_BACKUP_KEY"] = KEY.decode()
            again.run("restore", str(back))
            assert again.python(DUMP) == new.python(DUMP)


@pytest.mark.long
def test_without_a_key_the_command_refuses_unless_told_so(demo: Own, tmp_path: Path) -> None:
    path = tmp_path / "open.backup"
    key = demo.more.pop("TUQUAN_BACKUP_KEY")
    try:
        assert "--key-file" in demo.run("backup", str(path), expect=1)
        assert not path.exists()
        demo.run("backup", str(path), "--no-encryption")
        assert json.loads(demo.run("backup", "--show", str(path), "--json"))["encrypted"] is False
        (tmp_path / "key").write_text("short", "utf-8")
        short = demo.run("backup", str(path) + "2", "--key-file", str(tmp_path / "key"), expect=1)
        assert "12" in short
    finally:
        demo.more["TUQUAN_BACKUP_KEY"] = key
