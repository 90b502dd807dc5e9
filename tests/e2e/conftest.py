"""Chromium and real servers for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.offline import BROWSERS, FLAGS, Phone, Server, WithNotes
from tests.e2e.proxy import Line
from tests.e2e.server import Installation, made_once


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing (package chromium)")
        pytest.skip("Chromium is missing (package chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def windows_closed(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test opened is closed behind it: windows nobody looks at slow the others down."""
    yield
    if "chromium" in request.fixturenames:
        browser: Browser = request.getfixturevalue("chromium")
        for window in browser.contexts:
            window.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Iterator[str]:
    """The demonstration, served; the address."""
    data = tmp_path_factory.mktemp("demo") / "data"
    installation = made_once("demo", testrun_uid, lambda one: one.run("demo"), data)
    with installation.serve() as address:
        yield address


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation nobody has touched yet."""
    data = tmp_path / "data"
    data.mkdir()
    return Installation(data)


@pytest.fixture(scope="session")
def notes_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with two leaders and an officer that takes the notes of the tests too."""
    installation = WithNotes(tmp_path_factory.mktemp("notes")).with_tables()
    installation.make_people()
    with installation.serve() as address:
        yield Server(address)


@pytest.fixture
def server(notes_server: Server) -> Server:
    """That server."""
    return notes_server


@pytest.fixture
def line(notes_server: Server) -> Iterator[Line]:
    """A line to it that can be cut."""
    line = Line(notes_server.port)
    yield line
    line.stop()


@pytest.fixture
def new_phone(
    chromium: Browser, notes_server: Server, line: Line, tmp_path: Path
) -> Iterator[Phone]:
    """A phone with nothing on it."""
    phone = Phone(chromium, tmp_path / "profile", notes_server, line)
    yield phone
    phone.stop()


@pytest.fixture
def phone(new_phone: Phone) -> Phone:
    """A leader's phone that has been used with a network."""
    new_phone.start()
    new_phone.sign_in()
    new_phone.ready()
    return new_phone
