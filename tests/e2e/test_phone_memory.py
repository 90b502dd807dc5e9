"""The leader's form on a cheap telephone: what it takes of its memory (F-108, F-112).

Budgets, not times: what the page holds beyond an empty one, in the same browser.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.e2e.offline import HAS_WORKER
from tests.e2e.people import KEEPS_PAGES, PHONE, Person

pytestmark = pytest.mark.browser

MOST_SCRIPT_MEMORY = 2 * 1024 * 1024
"""Bytes of objects that our scripts may keep: a telephone with 2 GB gives a page some 100 MB."""

MOST_NODES = 1_500
MOST_KEPT = 1024 * 1024
"""Bytes of pages, forms and reports kept for writing without network."""


def held(person: Person) -> tuple[int, int]:
    """Bytes of objects and number of nodes that the page in front holds after cleaning up."""
    line = person.page.context.new_cdp_session(person.page)
    line.send("Performance.enable")
    line.send("HeapProfiler.collectGarbage")
    metrics = line.send("Performance.getMetrics")["metrics"]
    found = {one["name"]: int(one["value"]) for one in metrics}
    line.detach()
    return found["JSHeapUsedSize"], found["Nodes"]


def test_f_112_the_form_and_what_is_kept_stay_small(chromium: Browser, demo: str) -> None:
    leader = Person.at(chromium, demo, PHONE, has_touch=True, **KEEPS_PAGES)
    leader.page.goto("about:blank")
    empty_bytes, _nodes = held(leader)
    leader.sign_in("totruong", "minh-son-2026")
    leader.open("/")
    leader.wait_until(HAS_WORKER)
    leader.open("/")
    leader.page.locator("section.main a[data-shell][href^='/may/']").click()
    leader.page.locator("#sheet").wait_for()
    script_bytes, nodes = held(leader)
    assert script_bytes - empty_bytes <= MOST_SCRIPT_MEMORY
    assert nodes <= MOST_NODES
    kept = leader.page.evaluate("navigator.storage.estimate().then((one) => one.usage)")
    assert 0 < kept <= MOST_KEPT
