"""Settings from the environment: typed, and wrong values name their variable."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tuquan.project.environment import (
    WrongSetting,
    database,
    env_bool,
    env_list,
    env_text,
    secret_key,
)


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("TUQUAN_TLS", text)
    assert env_bool("TUQUAN_TLS") is value


def test_a_wrong_switch_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUQUAN_TLS", "maybe")
    with pytest.raises(WrongSetting, match="TUQUAN_TLS=maybe"):
        env_bool("TUQUAN_TLS")


def test_a_secret_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("bí mật\n")
    monkeypatch.setenv("TUQUAN_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert env_text("TUQUAN_SECRET_KEY") == "bí mật"
    monkeypatch.setenv("TUQUAN_SECRET_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(WrongSetting, match="TUQUAN_SECRET_KEY_FILE"):
        env_text("TUQUAN_SECRET_KEY")


def test_a_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUQUAN_HOSTS", "a.vn, b.vn,")
    assert env_list("TUQUAN_HOSTS") == ["a.vn", "b.vn"]


def test_the_signing_key_is_made_once_and_readable_by_its_owner_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TUQUAN_SECRET_KEY", raising=False)
    first = secret_key(tmp_path / "data")
    assert secret_key(tmp_path / "data") == first
    assert len(first) >= 50
    mode = (tmp_path / "data" / "secret.key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_the_database_is_sqlite_in_the_data_folder_unless_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("TUQUAN_DATABASE", raising=False)
    assert database(tmp_path)["NAME"] == tmp_path / "tuquan.sqlite3"
    monkeypatch.setenv("TUQUAN_DATABASE", "postgresql://an:m%40t@db:5433/tuquan")
    named = database(tmp_path)
    assert (named["USER"], named["PASSWORD"], named["HOST"], named["PORT"], named["NAME"]) == (
        "an",
        "m@t",
        "db",
        "5433",
        "tuquan",
    )
    assert named["OPTIONS"] == {"options": "-c jit=off"}
    monkeypatch.setenv("TUQUAN_DATABASE", "postgresql:///tuquan?options=-c%20work_mem%3D8MB")
    assert database(tmp_path)["OPTIONS"] == {"options": "-c work_mem=8MB"}
    monkeypatch.setenv("TUQUAN_DATABASE", "mysql://x/y")
    with pytest.raises(WrongSetting, match="TUQUAN_DATABASE"):
        database(tmp_path)


def test_behind_https_every_cookie_is_secure_and_the_browser_is_told_to_stay() -> None:
    asked = (
        "from tuquan.project import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, "
        "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0, s.CSRF_TRUSTED_ORIGINS)"
    )
    environment = os.environ | {"TUQUAN_TLS": "1", "TUQUAN_HOSTS": "to.example.vn"}
    done = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True True True True True ['https://to.example.vn']"
