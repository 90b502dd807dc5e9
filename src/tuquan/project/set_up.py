"""The code that guards the set-up page until there is an administrator."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from tuquan.accounts.queries import has_administrator


def code_file() -> Path:
    """Where the code lies: in the data folder, readable by the server's owner only."""
    return Path(settings.DATA) / "setup.code"


def setup_code() -> str:
    """The code; made at first use. Empty once there is an administrator."""
    path = code_file()
    if has_administrator():
        path.unlink(missing_ok=True)
        return ""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(f"{secrets.randbelow(100_000_000):08d}")
    return path.read_text("utf-8").strip()


def is_setup_code(text: str) -> bool:
    """Whether somebody typed the code; compared in constant time."""
    code = setup_code()
    return bool(code) and hmac.compare_digest(code.encode(), text.strip().encode())
