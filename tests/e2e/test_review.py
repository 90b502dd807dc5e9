"""Officers review reports in Chromium: with keys only, many at once, two at the same time.

Proves F-46, F-50, F-54 and F-62 on the real pages: O1, O2 and O8 of frontend.md section 5.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.backstage import backstage
from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.server import Installation
from tests.e2e.test_demo_pages import visit

pytestmark = pytest.mark.browser
LIST = "/bao-cao/?ky=monthly:2026-10&loc=cho-duyet"
FIT = {"width": 1280, "height": 900}


@dataclass
class Scene:
    """A served commune: its officers, how many reports wait, the obligation nobody has met."""

    address: str
    officers: list[str]
    password: str
    waiting: int
    missing: int

    def at_desk(self, chromium: Browser, number: int, width: dict[str, int] = FIT) -> Person:
        """One of the officers, signed in."""
        person = Person.at(chromium, self.address, width)
        person.sign_in(self.officers[number], self.password)
        return person


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The commune, made once: its data folder, and what the scene told of it."""
    folder = tmp_path_factory.mktemp("review") / "data"
    installation = Installation(folder, database="").with_tables()
    with backstage(installation, "review_scene") as ask:
        return installation.data, ask("make_commune")


@pytest.fixture
def scene(made: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Scene]:
    """A fresh copy of the commune, served."""
    data, told = made
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with Installation(copy, database="").serve() as address:
        yield Scene(address, told["officers"], told["password"], told["waiting"], told["missing"])


def key(officer: Person, *names: str) -> None:
    """Press keys that stay on the page."""
    for name in names:
        officer.page.keyboard.press(name)


def decide(officer: Person, name: str) -> None:
    """Press a key that sends a form or leads on, and wait for the page."""
    with officer.page.expect_navigation():
        officer.page.keyboard.press(name)


def rows(officer: Person) -> int:
    return officer.page.locator("[data-row]").count()


def focused_row(officer: Person) -> str:
    found = officer.page.evaluate("document.activeElement.closest('[data-row]')?.id || ''")
    return str(found)


def test_an_officer_reviews_twenty_reports_with_the_keyboard_only(
    chromium: Browser, scene: Scene
) -> None:
    officer = scene.at_desk(chromium, 0)
    officer.open(LIST)
    assert rows(officer) == scene.waiting >= 22
    key(officer, "j")
    first = focused_row(officer)
    key(officer, "j")
    second = focused_row(officer)
    key(officer, "k")
    assert focused_row(officer) == first != second
    outline = officer.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"  # the focus is seen
    for done in range(1, 19):
        decide(officer, "d")
        assert rows(officer) == scene.waiting - done
        assert focused_row(officer), "the next row has the focus after a decision"
    # One is opened beside the list and returned: t goes to the reason, Ctrl + Enter sends it.
    decide(officer, "Enter")
    assert officer.page.locator("#report").count() == 1
    key(officer, "t")
    assert officer.page.evaluate("document.activeElement.id") == "id_reason"
    officer.page.keyboard.type("Số cây có đúng không? Xin xem lại.")
    decide(officer, "Control+Enter")
    assert rows(officer) == scene.waiting - 19
    # The next one is open by itself; for another row, t opens that and goes to the reason.
    assert officer.page.locator("#report").count() == 1
    key(officer, "j")
    decide(officer, "t")
    assert officer.page.evaluate("document.activeElement.id") == "id_reason"
    key(officer, "d", "j")  # in a field, keys are letters
    assert officer.page.locator("#id_reason").input_value() == "dj"
    key(officer, "Escape")
    assert focused_row(officer) != ""
    decide(officer, "d")
    assert rows(officer) == scene.waiting - 20
    officer.open("/bao-cao/?ky=monthly:2026-10&loc=tra-lai")
    assert rows(officer) == 1
    assert officer.complaints == []


def test_the_help_lists_the_keys_and_they_can_be_switched_off(
    chromium: Browser, scene: Scene
) -> None:
    officer = scene.at_desk(chromium, 0)
    officer.open(LIST)
    key(officer, "?")
    assert officer.page.locator("#keys[open] kbd").count() == 8
    key(officer, "j", "x")
    assert officer.page.locator("[data-row] .tick input:checked").count() == 1
    officer.page.locator("#keys-on").uncheck()
    key(officer, "x")
    assert officer.page.locator("[data-row] .tick input:checked").count() == 1
    officer.open(LIST)
    before = focused_row(officer)
    key(officer, "j")
    assert focused_row(officer) == before
    assert officer.page.locator("#keys-on").is_checked() is False
    assert officer.complaints == []


def test_all_without_anything_to_ask_about_are_accepted_in_two_presses(
    chromium: Browser, scene: Scene
) -> None:
    officer = scene.at_desk(chromium, 0)
    officer.open(LIST)
    with officer.page.expect_navigation():
        officer.page.locator('#selection button[name="het"]').click()
    assert officer.page.locator('input[name="bao-cao"]:checked').count() == scene.waiting - 4
    assert officer.page.locator('input[name="bao-cao"]:not(:checked)').count() == 4
    with officer.page.expect_navigation():
        officer.page.locator('main form[method="post"] button[type="submit"]').last.click()
    assert officer.path().startswith("/bao-cao/?")
    assert rows(officer) == 4
    assert officer.page.locator("[data-row] .chip.late").count() >= 4
    assert officer.complaints == []


def test_of_two_officers_at_once_the_second_reads_what_the_first_did(
    chromium: Browser, scene: Scene
) -> None:
    one, other = (scene.at_desk(chromium, number) for number in (0, 1))
    for officer in (one, other):
        officer.open(LIST)
    for officer in (one, other):
        key(officer, "j")
    assert focused_row(one) == focused_row(other)
    decide(one, "d")
    decide(other, "d")
    text = other.page.locator("main").inner_text()
    assert "Đỗ Thị Nga" in text
    assert "Hà Văn Sơn" in text
    other.open(LIST)
    assert rows(other) == scene.waiting - 1


def test_what_a_leader_tells_by_telephone_is_typed_in(chromium: Browser, scene: Scene) -> None:
    officer = scene.at_desk(chromium, 0)
    officer.open(f"/bao-cao/nghe/{scene.missing}/")
    page = officer.page
    page.locator("#code").fill("cj4 fn8")
    for field in page.locator('main input[inputmode="numeric"]').all():
        field.fill("7")
    for yes in page.locator('main input[type="radio"][value="yes"]').all():
        yes.check(force=True)
    with page.expect_navigation():
        page.locator(".action-bar button").click()
    assert "CJ4FN8" in page.locator("main").inner_text()
    assert officer.complaints == []


@pytest.mark.parametrize("width", [PHONE, DESK], ids=["360", "1440"])
def test_the_pages_fit_and_are_accessible(
    chromium: Browser, scene: Scene, width: dict[str, int]
) -> None:
    officer = scene.at_desk(chromium, 0, width)
    visit(officer, LIST)
    link = officer.page.locator("[data-main]").first.get_attribute("href")
    visit(officer, f"/bao-cao/{link}".replace("#report", ""))
    detail = officer.page.locator('#report a[href^="/bao-cao/"]').last.get_attribute("href")
    visit(officer, str(detail))
    visit(officer, "/bao-cao/duyet-nhieu/?ky=monthly:2026-10&het=1")
    visit(officer, f"/bao-cao/nghe/{scene.missing}/")
