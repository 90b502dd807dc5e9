"""What many tests begin with, made once and kept for as long as tests that ask for it follow.

    @standing
    def village(world: World) -> Village: …

is a fixture like any other: every test gets it untouched, because what a test does is undone to
here, and gets copies of its own of the objects. A test that does not ask for it does not see it.
"""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker


@dataclass
class _Layer:
    """One fixture that stands: its function, what it made, and the transaction that holds it."""

    make: Callable[..., Any]
    made: Any
    held: transaction.Atomic
    waiting: list[Any]


class _Ground:
    """The layers that stand now, each on those before it."""

    def __init__(self) -> None:
        self.blocker: DjangoDbBlocker | None = None
        self.layers: list[_Layer] = []
        self.copies: dict[Callable[..., Any], Any] | None = None

    def become(self, wanted: list[Callable[..., Any]]) -> None:
        """Undo what is not wanted, from the top, and make what is missing."""
        self.copies = None
        if self.blocker is None:
            return
        with self.blocker.unblock():
            while [layer.make for layer in self.layers] != wanted[: len(self.layers)]:
                self._undo()
            for make in wanted[len(self.layers) :]:
                self._build(make)
        if self.layers:
            connection.run_on_commit = list(self.layers[-1].waiting)

    def copy_of(self, make: Callable[..., Any]) -> Any:
        """What stands, as objects of the test's own; None if it does not stand."""
        if self.copies is None:
            self.copies = copy.deepcopy({layer.make: layer.made for layer in self.layers})
        return self.copies.get(make)

    def _build(self, make: Callable[..., Any]) -> None:
        made = {layer.make.__name__: layer.made for layer in self.layers} | {"db": None}
        held = transaction.atomic()
        held.__enter__()
        try:
            new = make(**{name: made[name] for name in _named(make)})
        except BaseException:
            transaction.set_rollback(True)
            held.__exit__(None, None, None)
            raise
        self.layers.append(_Layer(make, new, held, list(connection.run_on_commit)))

    def _undo(self) -> None:
        transaction.set_rollback(True)
        self.layers.pop().held.__exit__(None, None, None)


_ground = _Ground()


def standing(make: Callable[..., Any]) -> Any:
    """A fixture made once for the tests that follow each other; it may stand on another such."""

    @functools.wraps(make)
    def fixture(**given: Any) -> Any:
        mine = _ground.copy_of(make)
        return make(**given) if mine is None else mine

    fixture.standing = make  # type: ignore[attr-defined]
    return pytest.fixture(fixture)


def make_ready(item: pytest.Item) -> None:
    """Before a test that uses the database: what it begins with stands, and nothing else does."""
    _ground.become([] if _has_its_own_transactions(item) else _wanted(item))


def allow(blocker: DjangoDbBlocker | None) -> None:
    """From now on there is a database, or there is none any more."""
    if blocker is None:
        _ground.become([])
    _ground.blocker = blocker


def _wanted(item: pytest.Item) -> list[Callable[..., Any]]:
    """The standing fixtures of a test, each after those it stands on."""
    info: Any = getattr(item, "_fixtureinfo", None)
    known = info.name2fixturedefs if info else {}
    functions = {name: known[name][-1].func for name in known}
    left = {n: f.standing for n, f in functions.items() if hasattr(f, "standing")}
    wanted: list[Callable[..., Any]] = []
    while left:
        name = next(n for n, make in sorted(left.items()) if left.keys().isdisjoint(_named(make)))
        wanted.append(left.pop(name))
    return wanted


def _has_its_own_transactions(item: pytest.Item) -> bool:
    """Whether what it writes is really kept, or its class makes what its tests begin with."""
    marker = item.get_closest_marker("django_db")
    kept = bool(marker and marker.kwargs.get("transaction"))
    kept = kept or "transactional_db" in getattr(item, "fixturenames", ())
    return kept or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


def _named(make: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(make).parameters)
