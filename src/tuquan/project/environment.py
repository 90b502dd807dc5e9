"""Typed reading of the environment. A wrong value names its variable; unset works."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class WrongSetting(Exception):
    """An environment variable holds something that cannot be used."""


def env_text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `NAME_FILE` points at, or the default."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text("utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE: cannot read {path}: {error.strerror}") from error
    return os.environ.get(name, default)


def env_bool(name: str, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    text = env_text(name).lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    if text == "":
        return default
    raise WrongSetting(f"{name}={text}: say 1 or 0")


def env_int(name: str, default: int) -> int:
    """A whole number of at least 1."""
    text = env_text(name)
    if text == "":
        return default
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise WrongSetting(f"{name}={text}: say a whole number, 1 or more")
    return int(text)


def env_list(name: str, default: str = "") -> list[str]:
    """Values separated by commas."""
    return [part.strip() for part in env_text(name, default).split(",") if part.strip()]


def secret_key(data: Path) -> str:
    """The signing key: from `TUQUAN_SECRET_KEY(_FILE)`, or made once and kept in the data folder.

    The kept file is readable by its owner only; backups of the data folder carry it along, so
    sessions survive a move to another machine.
    """
    if key := env_text("TUQUAN_SECRET_KEY"):
        return key
    kept = data / "secret.key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text("utf-8").strip()


def database(data: Path) -> dict[str, Any]:
    """Django's database entry: SQLite in the data folder, or what `TUQUAN_DATABASE` names.

    `TUQUAN_DATABASE=postgresql://user:password@host:5432/name`, or with a socket folder:
    `postgresql:///name?host=/run/postgresql&user=tuquan`. What follows `options=` in the address
    is given to the server when a connection begins, instead of ours: statements are not compiled
    first, because that takes many times longer than running any of them.
    """
    address = env_text("TUQUAN_DATABASE")
    if not address:
        data.mkdir(parents=True, exist_ok=True)
        return sqlite(data / "tuquan.sqlite3")
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise WrongSetting("TUQUAN_DATABASE must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or "") or env_text("TUQUAN_DATABASE_PASSWORD"),
        "HOST": parts.hostname or query.get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": query.get("options", "-c jit=off")},
    }


def on_sqlite(entry: dict[str, Any]) -> bool:
    """Whether a database entry is SQLite's, which has one writer."""
    return str(entry["ENGINE"]).endswith("sqlite3")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as a real database: readers beside one writer, writers waiting instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        # A file in tests too: writers in threads must meet the locks they meet in life.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000;",
        },
    }


def mail_server() -> dict[str, Any]:
    """Django's mail settings from `TUQUAN_MAIL=smtp://name:password@host:587`; {} without it.

    `smtps://` speaks TLS from the start, `smtp://` begins it on the line unless the address ends
    with `?tls=0`.
    """
    address = env_text("TUQUAN_MAIL")
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise WrongSetting("TUQUAN_MAIL must look like smtp://name:password@host:587")
    at_once = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": at_once,
        "EMAIL_USE_TLS": not at_once and dict(parse_qsl(parts.query)).get("tls") != "0",
    }
