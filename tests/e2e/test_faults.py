"""What must survive: the plug pulled in the middle of an import, two people sending at once."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.people import DESK, PHONE, Person
from tests.e2e.server import Installation

pytestmark = [pytest.mark.browser, pytest.mark.long]
PASSWORD = "minh-son-2026"
ROWS = 20_000
GIVEN = [
    "An",
    "Bình",
    "Cường",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Minh",
    "Nam",
    "Oanh",
    "Phúc",
    "Quân",
    "Sơn",
    "Tâm",
    "Uyên",
    "Vinh",
    "Xuân",
    "Yến",
    "Đào",
]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """The demonstration, with a data folder of its own."""
    installation = Installation(tmp_path)
    installation.run("demo")
    return installation


def households_of(officer: Person, area: str) -> int:
    """How many households the list of an area has, as the page says."""
    officer.open("/ho-dan/")
    link = officer.page.get_by_role("link", name=area, exact=True)
    row = officer.page.get_by_role("row").filter(has=link).inner_text()
    return int(re.sub(r"\D", "", row.split("\t")[-1]))


def test_an_import_cut_off_by_a_power_failure_is_written_whole_once_the_power_is_back(
    chromium: Browser, installation: Installation, tmp_path: Path
) -> None:
    lines = [
        f"{n},Trần {GIVEN[n % 20]} {GIVEN[n // 20 % 20]},{1940 + n // 400},{1 + n % 6}"
        for n in range(ROWS)
    ]
    listing = tmp_path / "thon-2.csv"
    listing.write_text("STT,Họ và tên chủ hộ,Năm sinh,Số nhân khẩu\n" + "\n".join(lines), "utf-8")
    officer = Person.at(chromium, "", DESK)
    with installation.serve() as officer.address:
        officer.sign_in("canbo", PASSWORD)
        before = households_of(officer, "Thôn 2")
        officer.open("/ho-dan/nhap/")
        officer.page.locator("input[type=file]").set_input_files(listing)
        officer.choose("#id_place", "Thôn 2")
        officer.press("Đọc tệp")
        write = officer.page.get_by_role("button", name="Ghi 20.000 hộ")
        write.wait_for(timeout=120_000)  # the page looks again by itself while the list is read
        write.click()
        officer.page.get_by_role("heading", name="Đang ghi danh sách").wait_for()
        installation.kill()
    with installation.serve() as officer.address:  # the officer is still signed in
        counts = [households_of(officer, "Thôn 2")]
        until = time.monotonic() + 180
        while counts[-1] == before and time.monotonic() < until:
            time.sleep(1)
            counts.append(households_of(officer, "Thôn 2"))
        assert set(counts) <= {before, before + ROWS}
        assert counts[-1] == before + ROWS


def test_two_people_sending_one_report_at_once_send_it_once_and_lose_nothing(
    chromium: Browser, installation: Installation
) -> None:
    with installation.serve() as address:
        # Without the worker every link leads to the pages of the server.
        pages = {"service_workers": "block"}
        first, second = (Person.at(chromium, address, PHONE, **pages) for _ in range(2))
        forms = []
        for person in (first, second):
            person.sign_in("totruong", PASSWORD)
            person.open("/")
            person.press("Viết tiếp báo cáo")
            path = person.page.url.partition("?")[0]
            person.page.goto(f"{path}?step=2")
            cookies = {c["name"]: c["value"] for c in person.page.context.cookies()}
            fields = person.page.evaluate(
                "Object.fromEntries(new FormData(document.querySelector('main form')))"
            )
            forms.append((f"{path}?step=2", cookies, fields))
        for number, (_, _, fields) in enumerate(forms):
            fields |= {name: str(number) for name in fields if name.startswith("q_")}
            fields["action"] = "next"
        with ThreadPoolExecutor(2) as both:
            answers = list(both.map(lambda form: _post(*form), forms))
        assert sorted(status for status, _ in answers) == [302, 409]
        [refused] = [text for status, text in answers if status == 409]
        assert "Có hai bản khác nhau" in refused


def _post(url: str, cookies: dict[str, str], fields: dict[str, str]) -> tuple[int, str]:
    """Send a form as a browser would, without following where it leads."""
    from urllib import error, parse, request

    class Stay(request.HTTPRedirectHandler):
        """Takes a redirect as the answer."""

        def redirect_request(self, *args: object) -> None:
            """Follow nothing."""

    asked = request.Request(  # noqa: S310 - our own server
        url,
        data=parse.urlencode(fields).encode(),
        headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items()), "Referer": url},
    )
    try:
        answer = request.build_opener(Stay).open(asked, timeout=30)
        return answer.status, answer.read().decode()
    except error.HTTPError as refused:
        return refused.code, refused.read().decode()
