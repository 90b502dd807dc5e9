"""What a telephone asks for, its pages without network, and what closed telephones sent."""

from __future__ import annotations

from tuquan.outbox.views.phone import kept, send, session
from tuquan.outbox.views.shells import ledger, manifest, today, worker
from tuquan.outbox.views.stray import enter, set_aside, stray, strays

__all__ = [
    "enter",
    "kept",
    "ledger",
    "manifest",
    "send",
    "session",
    "set_aside",
    "stray",
    "strays",
    "today",
    "worker",
]
