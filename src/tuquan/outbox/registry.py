"""What the apps above tell the outbox: which kinds of entries they take, and what a phone keeps.

The outbox stands low in the layers and knows no report and no household. Each app registers in its
`AppConfig.ready`; registering again replaces, so that a test may put its own in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict


@dataclass(frozen=True)
class Item:
    """One entry as a telephone sent it; `written_at` is what the telephone claims."""

    key: UUID
    kind: str
    subject: str
    v: str
    base: int
    written_at: datetime | None
    data: Mapping[str, Any]
    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Delivered:
    """What became of an entry that took effect: receipt, version, received_at, url."""

    body: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Closing:
    """A telephone that an officer closed: whose it was, and the place whose officers get the rest.

    `finish` is called when the telephone says that nothing is left on it.
    """

    account_id: int
    account_name: str
    path: str
    finish: Callable[[], None] | None = None


class ServerCopy(Conflict):
    """Somebody else changed the subject meanwhile; `copy` is what the server has now."""

    def __init__(self, code: str, copy: Mapping[str, object], **params: object) -> None:
        super().__init__(code, **params)
        self.copy = copy


class Locked(Conflict):
    """The subject takes nothing any more; an officer may open it again."""


Deliver = Callable[[Actor, Item], Delivered]
KeptProvider = Callable[[Actor], Mapping[str, object]]
ShellProvider = Callable[[Actor], Iterable[str]]
PagesProvider = Callable[[Actor], Mapping[str, str]]
ClosingSource = Callable[[HttpRequest], Closing | None]

_kinds: dict[str, Deliver] = {}
_kept: dict[str, KeptProvider] = {}
_shells: list[ShellProvider] = []
_instead: list[PagesProvider] = []
_files: list[str] = []
_closing: list[ClosingSource] = []
_navigation: list[Callable[[], list[dict[str, Any]]]] = []


def take_kind(kind: str, deliver: Deliver) -> None:
    """Say which service enters entries of a kind."""
    _kinds[kind] = deliver


def deliverer(kind: str) -> Deliver | None:
    """The service for a kind; none when this version takes no such entries (any more)."""
    return _kinds.get(kind)


def provide_kept(name: str, provider: KeptProvider) -> None:
    """Say what the telephone of a person keeps, to write without network."""
    _kept[name] = provider


def kept_for(actor: Actor) -> dict[str, Mapping[str, object]]:
    """Everything the telephone of this person keeps, and which of its pages stand for others."""
    pages = {page: own for provider in _instead for page, own in provider(actor).items()}
    return {name: provider(actor) for name, provider in _kept.items()} | {"instead": pages}


def provide_shells(provider: ShellProvider) -> None:
    """Say which personless pages a person's telephone keeps."""
    if provider not in _shells:
        _shells.append(provider)


def provide_instead(provider: PagesProvider) -> None:
    """Say which personless page stands for which page of the server without network."""
    if provider not in _instead:
        _instead.append(provider)


def shells_for(actor: Actor) -> list[str]:
    """The personless pages for this person, each once."""
    return list(dict.fromkeys(address for provider in _shells for address in provider(actor)))


def keep_files(names: Iterable[str]) -> None:
    """Say which static files those pages need, by their plain names."""
    _files.extend(name for name in names if name not in _files)


def files_kept() -> tuple[str, ...]:
    """The static files that apps above asked for."""
    return tuple(_files)


def provide_closing(source: ClosingSource) -> None:
    """Say how a request shows that it comes from a closed telephone."""
    _closing[:] = [source]


def closing_of(request: HttpRequest) -> Closing | None:
    """Whose closed telephone asks, if it is one."""
    return _closing[0](request) if _closing else None


def provide_navigation(source: Callable[[], list[dict[str, Any]]]) -> None:
    """Say what the bar at the bottom of a telephone leads to."""
    _navigation[:] = [source]


def navigation() -> list[dict[str, Any]]:
    """The bar at the bottom of a telephone, in the reader's language."""
    return _navigation[0]() if _navigation else []
