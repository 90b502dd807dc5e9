"""Who carries a one-time code to a telephone: an app above knows the channels, accounts do not."""

from __future__ import annotations

from typing import Protocol

from tuquan.accounts.models import Account


class Carrier(Protocol):
    """Something that can send a short text to a person's telephone."""

    def is_ready(self) -> bool:
        """Whether a channel is configured; without one, nothing is shown of codes."""

    def carry(self, account: Account, text: str) -> bool:
        """Send a text; says whether a channel took it."""


_carriers: list[Carrier] = []


def provide_carrier(carrier: Carrier) -> None:
    """Let an app above send codes."""
    _carriers[:] = [carrier]


def codes_can_be_sent() -> bool:
    """Whether somebody can be sent a code here."""
    return any(carrier.is_ready() for carrier in _carriers)


def carry(account: Account, text: str) -> bool:
    """Send a text to somebody's telephone."""
    return any(carrier.carry(account, text) for carrier in _carriers)
