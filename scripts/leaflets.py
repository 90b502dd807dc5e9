"""The printed page for leaders and the one for officers (docs/vi), with pictures of real screens.

A leader is let in by a card as the leaflet says, and the month is reported by the same buttons: a
button that is called otherwise stops the script.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from scripts.small_png import shrink
from scripts.stage import SHARP, Stage
from tests.e2e.people import Person

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "vi"
IMAGES = FOLDER / "images"
LEAFLETS = ("to-truong", "can-bo")
NARROW = {"width": 360, "height": 640}
TALL, BELOW = 280, 14
"""How much of a phone's screen is shown, and how much of it below the button."""

WIDE = {"width": 1280, "height": 570}
SPECIMEN = """code => {
  const word = document.createElement("b")
  word.textContent = "MẪU"
  Object.assign(word.style, {position: "absolute", inset: "34% 0", display: "grid",
    placeItems: "center", background: "#fff", border: "2px solid", fontSize: "1.6rem"})
  const frame = document.createElement("span")
  Object.assign(frame.style, {position: "relative", display: "block", margin: "0 auto",
    width: `${code.getBoundingClientRect().width}px`})
  code.replaceWith(frame)
  frame.append(code, word)
}"""
"""Covers the square, so that nobody holds a phone to the leaflet."""

ELSEWHERE = """(line, address) => {
  const words = line.firstChild
  words.textContent = words.textContent.replace(address, "https://…")
}"""
"""Each commune has an address of its own."""


def take_phone_pictures(stage: Stage) -> None:
    """The card, and the three steps of a monthly report."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    leader = stage.visitor(NARROW, **SHARP)
    leader.open("/vao/")
    leader.page.get_by_label("Mã").fill(_printed_code(stage))
    leader.press("Tiếp tục")
    leader.press("Đúng là tôi")
    leader.press("Viết báo cáo")
    _take(leader, "buoc-1", "Các điều còn lại đều đạt")
    leader.press("Các điều còn lại đều đạt")
    leader.press("Tiếp: Con số trong tháng")
    _take(leader, "buoc-2", "Mục khác giữ như tháng trước")
    leader.press("Mục khác giữ như tháng trước")
    leader.press("Tiếp: Xem lại và gửi")
    leader.page.mouse.wheel(0, 400)
    _take(leader, "buoc-3", "Gửi cho xã")


def take_officer_pictures(stage: Stage) -> None:
    """The desk in the morning."""
    officer = stage.person("canbo", WIDE, device_scale_factor=1.5)
    officer.open("/bao-cao/")
    _keep(officer, "ban-lam-viec")


def print_leaflets(browser: Browser) -> None:
    """Print the pages as PDF, with the letters inside."""
    page = browser.new_page()
    for name in LEAFLETS:
        page.goto((FOLDER / f"{name}.html").as_uri())
        page.pdf(path=FOLDER / f"{name}.pdf", prefer_css_page_size=True, print_background=True)
    page.close()


def _printed_code(stage: Stage) -> str:
    """Print the card of a leader who has no phone yet, and keep a picture of it."""
    officer = stage.person("canbo", WIDE, **SHARP)
    officer.open("/tai-khoan/the/")
    row = officer.page.locator("tr", has_text="Thôn 4").first
    row.locator("input[type=checkbox]").check()
    officer.press("Làm thẻ và in")
    card = officer.page.locator(".sign-in-card")
    code = card.locator(".card-code").inner_text()
    card.locator("svg").evaluate(SPECIMEN)
    card.get_by_text(stage.address).evaluate(ELSEWHERE, stage.address)
    card.screenshot(path=IMAGES / "the.png")
    shrink(IMAGES / "the.png")
    return code


def _take(person: Person, name: str, button: str) -> None:
    """A button, and what stands above it."""
    target = person.page.get_by_role("button", name=button)
    target.evaluate("button => button.scrollIntoView({block: 'center'})")
    box = target.bounding_box()
    if box is None:
        raise RuntimeError(f"{button} is not to be seen")
    top = max(0, box["y"] + box["height"] + BELOW - TALL)
    clip = {"x": 0, "y": top, "width": NARROW["width"], "height": TALL}
    _keep(person, name, clip=clip)


def _keep(person: Person, name: str, **how: object) -> None:
    picture = IMAGES / f"{name}.png"
    person.page.screenshot(path=picture, **how)  # type: ignore[arg-type]
    shrink(picture)
