"""Ways to reach a person outside the product: each channel says whom it reaches and sends a text.

    provide_channel(Mail())          in the `ready` of the app that knows how

Nothing is configured by itself: without a channel no page speaks of one. What is sent must make
sense alone, and says nothing that a neighbour who sees the telephone may not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from tuquan.accounts.models import Account

Reaches = Literal["phone", "email"]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a channel said: whether it took the text, under which reference, and else why not."""

    ok: bool
    reference: str = ""
    why: str = ""


class Channel(Protocol):
    """A way to send a short text to an address it understands."""

    key: str
    label: str
    reaches: Reaches

    def send(self, address: str, text: str) -> Sent:
        """Send a text; never raises for what the other side refuses."""


_channels: dict[str, Channel] = {}


def provide_channel(channel: Channel) -> None:
    """Let texts be sent this way; the same key replaces what it stood for."""
    _channels[channel.key] = channel


def channels(reaches: Reaches | None = None) -> tuple[Channel, ...]:
    """The channels configured, in the order they were, or those that reach one kind of address."""
    return tuple(one for one in _channels.values() if reaches in (None, one.reaches))


def address_of(account: Account, channel: Channel) -> str:
    """Where this channel reaches somebody; "" when it does not."""
    return account.phone if channel.reaches == "phone" else account.email


@contextmanager
def using(channel: Channel) -> Iterator[Channel]:
    """Configure a channel for a while: a rehearsal, or a test."""
    before = dict(_channels)
    provide_channel(channel)
    try:
        yield channel
    finally:
        _channels.clear()
        _channels.update(before)


class PhoneCarrier:
    """Carries codes of the sign-in to telephones, by the first channel that takes them."""

    def is_ready(self) -> bool:
        """Whether a channel reaches telephones."""
        return bool(channels("phone"))

    def carry(self, account: Account, text: str) -> bool:
        """Send a text to somebody's telephone."""
        address = account.phone
        return bool(address) and any(one.send(address, text).ok for one in channels("phone"))
