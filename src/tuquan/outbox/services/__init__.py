"""Taking what telephones send: once each, whatever happens on the way."""

from __future__ import annotations

from tuquan.outbox.services.delivering import Result, deliver_item
from tuquan.outbox.services.once import digest_of, once
from tuquan.outbox.services.purging import purge_deliveries
from tuquan.outbox.services.stray import enter_stray, keep_stray, set_aside_stray

__all__ = [
    "Result",
    "deliver_item",
    "digest_of",
    "enter_stray",
    "keep_stray",
    "once",
    "purge_deliveries",
    "set_aside_stray",
]
