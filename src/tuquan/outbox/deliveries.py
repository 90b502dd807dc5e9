"""What the apps above may use of the outbox: one door (docs/offline.md, "adding a kind")."""

from __future__ import annotations

from tuquan.outbox.registry import (
    Closing,
    Delivered,
    Item,
    Locked,
    ServerCopy,
    keep_files,
    provide_closing,
    provide_instead,
    provide_kept,
    provide_navigation,
    provide_shells,
    take_kind,
)
from tuquan.outbox.services import digest_of, once

__all__ = [
    "Closing",
    "Delivered",
    "Item",
    "Locked",
    "ServerCopy",
    "digest_of",
    "keep_files",
    "once",
    "provide_closing",
    "provide_instead",
    "provide_kept",
    "provide_navigation",
    "provide_shells",
    "take_kind",
]
