"""What the pages of a leader and of an officer weigh, and when they can be used on a poor line.

    python bench/pages.py [--turns 5] [--json]

The demonstration is served by `tuquan serve` and opened in Chromium over a line of 400 kbit/s and
400 ms there and back, on a processor six times slower. First visit: nothing is kept. Repeat visit:
everything is there from the last time, the service worker too. Offline: the worker answers alone.
"Over the line" is all that came, with what is fetched in the background for the time without it.
The run fails when a page weighs more or asks for more than it may (bytes and requests do not depend
on the machine); times are shown beside their goals.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from slow_line import SlowLine

sys.path.insert(0, str(Path(__file__).parent.parent))
from tests.e2e.offline import BROWSERS, FLAGS
from tests.e2e.people import DESK, PHONE
from tests.e2e.server import Installation

ROUND_TRIP = 0.4
WIDTH = 50_000
SLOWER = 6
KB = 1024
PAUSE = 3_000
"""Milliseconds in which nothing came any more: then everything has come."""

WATCH = """
window.seen = { largest: 0, long: [], usable: 0 };
const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => (seen.largest = entry.startTime));
watch("longtask", (entry) => seen.long.push([entry.startTime, entry.duration]));
(function look() {
  const found = [...document.querySelectorAll("main a, main button, main input")];
  const [here] = performance.getEntriesByType("navigation");
  const isRead = here.domContentLoadedEventEnd > 0;
  if (isRead && found.some((one) => one.checkVisibility())) seen.usable = performance.now();
  else requestAnimationFrame(look);
})();
"""
"""Usable: the scripts of the page have run, and there is something in it to press."""

READ = """() => ({
  first: (performance.getEntriesByName("first-contentful-paint")[0] || { startTime: 0 }).startTime,
  ...seen,
})"""


@dataclass
class Visit:
    """One opening of a page: what came over the line, and when the page was there (seconds)."""

    line: int = 0
    sizes: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    first_paint: float = 0.0
    largest_paint: float = 0.0
    usable: float = 0.0
    blocked: float = 0.0

    @property
    def whole(self) -> int:
        """Bytes of the page itself: the document and what it names."""
        return sum(self.sizes.values())

    @property
    def without_fonts(self) -> int:
        """The same without letters."""
        return self.whole - self.sizes.get("Font", 0)

    @property
    def scripts(self) -> int:
        """Bytes of scripts."""
        return self.sizes.get("Script", 0)

    @property
    def styles(self) -> int:
        """Bytes of styles."""
        return self.sizes.get("Stylesheet", 0)


@dataclass(frozen=True)
class Goal:
    """What a figure may be at most; where it is a gate, the run fails above it."""

    figure: str
    most: float
    is_gate: bool = False


TIMES = (Goal("first_paint", 2.0), Goal("largest_paint", 2.5), Goal("usable", 2.5))
FIRST = (Goal("whole", 60 * KB, True), Goal("requests", 10, True), *TIMES, Goal("blocked", 0.2))
LEADER = (
    Goal("without_fonts", 30 * KB, True),
    Goal("scripts", 15 * KB, True),
    Goal("styles", 10 * KB, True),
)
OFFICER = (Goal("whole", 120 * KB, True), *TIMES, Goal("blocked", 0.2))
REPEAT = (Goal("line", 8 * KB, True), *TIMES)
OFFLINE = (Goal("usable", 1.0),)
WORDS = {
    "whole": "page KB",
    "without_fonts": "without fonts KB",
    "scripts": "scripts KB",
    "styles": "styles KB",
    "line": "over the line KB",
    "requests": "requests",
    "first_paint": "first paint s",
    "largest_paint": "largest paint s",
    "usable": "usable s",
    "blocked": "blocked s",
}


@dataclass
class Reader:
    """A browser that somebody is signed in on, behind the poor line."""

    browser: Browser
    line: SlowLine
    cookies: Sequence[Any]
    width: dict[str, int]

    @contextmanager
    def fresh(self) -> Iterator[BrowserContext]:
        """Nothing kept but who is signed in."""
        context = self.browser.new_context(viewport=self.width, locale="vi-VN")  # type: ignore[arg-type]
        context.set_default_timeout(90_000)
        context.add_cookies(list(self.cookies))
        context.add_init_script(WATCH)
        yield context
        context.close()

    def open(self, context: BrowserContext, path: str) -> Visit:
        """Open a page in a new window, on the slow processor, until nothing comes any more."""
        page = context.new_page()
        visit, before = Visit(), self.line.down
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        _count(session, visit)
        page.goto(self.line.address + path, wait_until="commit")
        _settle(page, self.line)
        said = page.evaluate(READ)
        visit.line = self.line.down - before
        visit.first_paint = said["first"] / 1000
        visit.largest_paint = said["largest"] / 1000
        visit.usable = said["usable"] / 1000
        late = [max(0.0, long - 50) for at, long in said["long"] if at >= said["first"]]
        visit.blocked = sum(late) / 1000
        page.close()
        return visit


def _count(session: Any, visit: Visit) -> None:
    """Count what the page itself asks the server for: not its background work, not the worker."""
    kinds: dict[str, str] = {}

    def begins(told: Any) -> None:
        response = told["response"]
        if told["type"] in ("Document", "Stylesheet", "Script", "Font", "Image") and not (
            response["fromDiskCache"] or response["fromServiceWorker"]
        ):
            kinds[told["requestId"]] = told["type"]

    def ends(told: Any) -> None:
        kind = kinds.pop(told["requestId"], None)
        if kind and told["encodedDataLength"]:
            visit.requests += 1
            visit.sizes[kind] = visit.sizes.get(kind, 0) + int(told["encodedDataLength"])

    session.on("Network.responseReceived", begins)
    session.on("Network.loadingFinished", ends)


def _settle(page: Page, line: SlowLine) -> None:
    page.wait_for_load_state("load")
    before = -1
    while before != line.down or not page.evaluate("seen.usable"):
        before = line.down
        page.wait_for_timeout(PAUSE)


def look(reader: Reader, path: str, *, shell: str = "") -> dict[str, Visit]:
    """A page on the first and the repeat visit and, as `shell`, without network."""
    with reader.fresh() as context:
        visits = {"first": reader.open(context, path)}
        visits["repeat"] = reader.open(context, path)
        if shell:
            context.set_offline(True)
            reader.line.cut()
            visits["offline"] = reader.open(context, shell)
            reader.line.mend()
    return visits


def goals_of(name: str, visit: str) -> tuple[Goal, ...]:
    """What is asked of a visit of a page."""
    if visit == "offline":
        return OFFLINE
    if visit == "repeat":
        return REPEAT
    return OFFICER if name.startswith("O") else FIRST + LEADER


def measure(address: str, password: str, turns: int) -> dict[str, dict[str, list[Visit]]]:
    """Every page, so many times: {page: {visit: [turn, …]}}."""
    port = int(address.rpartition(":")[2])
    line = SlowLine(port, 0.0, WIDTH * 1_000)
    found: dict[str, dict[str, list[Visit]]] = {}
    with sync_playwright() as playwright:
        program = next(path for name in BROWSERS if (path := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        leader = Reader(browser, line, _sign_in(browser, line, "totruong", password), PHONE)
        officer = Reader(browser, line, _sign_in(browser, line, "canbo", password), DESK)
        due = _first_due(leader)
        line.stop()
        line = leader.line = officer.line = SlowLine(port, ROUND_TRIP, WIDTH)
        write = f"/bao-cao/viet/{due['id']}/"
        pages = (
            ("L1 home", leader, "/", "/"),
            ("L2 commitments", leader, f"{write}?step=1", due["shell"]),
            ("L3 figures", leader, f"{write}?step=2", ""),
            ("L4 read and send", leader, f"{write}?step=3", ""),
            ("O1 desk", officer, "/bao-cao/", ""),
        )
        for _turn in range(turns):
            for name, reader, path, shell in pages:
                for visit, seen in look(reader, path, shell=shell).items():
                    found.setdefault(name, {}).setdefault(visit, []).append(seen)
        browser.close()
    return found


def _sign_in(browser: Browser, line: SlowLine, username: str, password: str) -> Sequence[Any]:
    context = browser.new_context(locale="vi-VN", service_workers="block")
    page = context.new_page()
    page.goto(f"{line.address}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
    cookies = context.cookies()
    context.close()
    return cookies


def _first_due(leader: Reader) -> dict[str, Any]:
    """The report the leader owes first, with the address of its shell."""
    with leader.fresh() as context:
        kept = context.request.get(f"{leader.line.address}/may/du-lieu/").json()["kept"]
    return dict(kept["reports"]["open"][0])


def main() -> int:
    """Measure, print beside the goals; 1 when bytes or requests are above theirs."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="tuquan-pages-"))
    try:
        installation = Installation(folder)
        password = str(installation.json("demo")["password"])
        with installation.serve() as address:
            found = measure(address, password, options.turns)
    finally:
        shutil.rmtree(folder)
    rows = [row for page, visits in found.items() for row in _rows(page, visits)]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
    else:
        _print(rows)
    return 1 if any(row["is_broken"] for row in rows) else 0


def _rows(page: str, visits: dict[str, list[Visit]]) -> Iterator[dict[str, Any]]:
    for visit, seen in visits.items():
        figures = {name: median(getattr(one, name) for one in seen) for name in WORDS}
        missed = [goal for goal in goals_of(page, visit) if figures[goal.figure] > goal.most]
        yield {
            "page": page,
            "visit": visit,
            **figures,
            "missed": [goal.figure for goal in missed],
            "is_broken": any(goal.is_gate for goal in missed),
        }


def _print(rows: Sequence[dict[str, Any]]) -> None:
    print("| page | visit | " + " | ".join(WORDS.values()) + " | above its goal |")
    print("| --- | --- |" + " ---: |" * len(WORDS) + " --- |")
    for row in rows:
        shown = [_shown(name, row[name]) for name in WORDS]
        above = ", ".join(WORDS[name].rpartition(" ")[0] or WORDS[name] for name in row["missed"])
        print(f"| {row['page']} | {row['visit']} | {' | '.join(shown)} | {above or '–'} |")


def _shown(name: str, figure: float) -> str:
    if name == "requests":
        return f"{figure:.0f}"
    return f"{figure / KB:.1f}" if "KB" in WORDS[name] else f"{figure:.2f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=3, help="visits of each page; medians count")
    parser.add_argument("--json", action="store_true", help="print figures and broken goals only")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
