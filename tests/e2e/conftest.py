"""Chromium and real servers for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.server import Installation

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration, served; the address."""
    installation = Installation(tmp_path_factory.mktemp("demo"))
    installation.run("demo")
    with installation.serve() as address:
        yield address


@pytest.fixture
def empty(tmp_path: Path) -> Installation:
    """An installation nobody has touched yet."""
    data = tmp_path / "data"
    data.mkdir()
    return Installation(data)
