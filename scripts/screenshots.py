"""Make the pictures of the README from the demonstration: `python -m scripts.screenshots`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.offline import BROWSERS, FLAGS
from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.server import Installation

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
SHARP = {"device_scale_factor": 2}


def main() -> None:
    """A leader's first page and report, and the desk of the commune."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    installation = Installation(Path(tempfile.mkdtemp(prefix="tuquan-pictures-")))
    password = str(installation.json("demo")["password"])
    with installation.serve() as address, sync_playwright() as playwright:
        program = next(path for name in BROWSERS if (path := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        leader = Person.at(browser, address, PHONE, **SHARP)
        leader.sign_in("totruong", password)
        leader.page.screenshot(path=IMAGES / "leader-home.png")
        leader.press("Viết tiếp báo cáo")
        leader.press("Tiếp: Con số trong tháng")
        leader.page.screenshot(path=IMAGES / "leader-report.png")
        officer = Person.at(browser, address, DESK)
        officer.sign_in("canbo", password)
        officer.open("/bao-cao/?loc=cho-duyet")
        officer.page.locator("main table a").first.click()
        officer.page.wait_for_load_state()
        officer.page.evaluate("scrollTo(0, 0)")  # the link leads to the report further down
        officer.page.screenshot(path=IMAGES / "desk.png")
        officer.open("/so-lieu/")
        officer.page.screenshot(path=IMAGES / "totals.png")
        browser.close()
    shutil.rmtree(installation.data)


if __name__ == "__main__":
    main()
