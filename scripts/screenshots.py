"""Make the pictures of the README and the two leaflets: `python -m scripts.screenshots`.

Everything is taken from the demonstration, served by a real server.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.leaflets import print_leaflets, take_officer_pictures, take_phone_pictures
from scripts.small_png import shrink
from scripts.stage import SHARP, Stage
from tests.e2e.offline import BROWSERS, FLAGS
from tests.e2e.people import PHONE
from tests.e2e.server import Installation

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"


def main() -> None:
    """Take every picture, then print the leaflets with theirs."""
    installation = Installation(Path(tempfile.mkdtemp(prefix="tuquan-pictures-")))
    password = str(installation.json("demo")["password"])
    with installation.serve() as address, sync_playwright() as playwright:
        program = next(path for name in BROWSERS if (path := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        stage = Stage(browser, address, password)
        take_readme_pictures(stage)
        take_phone_pictures(stage)
        take_officer_pictures(stage)
        print_leaflets(browser)
        browser.close()
    shutil.rmtree(installation.data)


def take_readme_pictures(stage: Stage) -> None:
    """A leader's first page and report, the desk of the commune and its figures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    leader = stage.person("totruong", PHONE, **SHARP)
    leader.page.screenshot(path=IMAGES / "leader-home.png")
    leader.press("Viết tiếp báo cáo")
    leader.press("Tiếp: Con số trong tháng")
    leader.page.screenshot(path=IMAGES / "leader-report.png")
    officer = stage.person("canbo")
    officer.open("/bao-cao/?loc=cho-duyet")
    officer.page.locator("main table a").first.click()
    officer.page.wait_for_load_state()
    officer.page.evaluate("scrollTo(0, 0)")  # the link leads to the report further down
    officer.page.screenshot(path=IMAGES / "desk.png")
    officer.open("/so-lieu/")
    officer.page.screenshot(path=IMAGES / "totals.png")
    for picture in sorted(IMAGES.glob("*.png")):
        shrink(picture)


if __name__ == "__main__":
    main()
