"""Every page of the demonstration in Chromium: fits the screen, is accessible, is light."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Response

from tests.e2e.people import DESK, PHONE, Person

pytestmark = pytest.mark.browser
PASSWORD = "minh-son-2026"
CATALOGUE = Path(__file__).parents[2] / "src/tuquan/locale/vi/LC_MESSAGES/django.po"
SMALL_PHONE = {"width": 320, "height": 640}

PUBLIC = ("/gioi-thieu/", "/dang-nhap/", "/dang-nhap/quen-mat-khau/", "/khong-co-trang-nay/")
LEADER = ("/", "/to/ho-dan/", "/bao-cao/cua-toi/", "/toi/")
OFFICER = (
    "/bao-cao/",
    "/to/",
    "/ho-dan/",
    "/ho-dan/nhap/",
    "/danh-gia/",
    "/danh-gia/khieu-nai/",
    "/danh-gia/tham/",
    "/danh-gia/tham/moi/",
    "/khen-thuong/",
    "/khen-thuong/so/",
    "/mo-hinh-hay/",
    "/so-lieu/",
    "/so-lieu/so-ket/",
    "/chuong-trinh/",
    "/dia-ban/",
    "/dia-ban/them/",
    "/tai-khoan/",
    "/tai-khoan/them/",
    "/nhat-ky/",
    "/nhat-ky/?loai=xem",
    "/toi/",
)
PROVINCE = "/tong-hop/xa/"
FOLLOWED = {
    # From a page, the first link inside main whose address begins so: one of each kind of page.
    "/to/": ("/to/thon/",),
    "/ho-dan/": ("/ho-dan/dia-ban/",),
    "/bao-cao/": ("/bao-cao/1", "/bao-cao/2"),
    "/danh-gia/": ("/danh-gia/phieu/", "/danh-gia/ket-qua/", "/danh-gia/dot/"),
    "/danh-gia/khieu-nai/": ("/danh-gia/khieu-nai/1",),
    "/danh-gia/tham/": ("/danh-gia/tham/1",),
    "/khen-thuong/": ("/khen-thuong/dot/1", "/khen-thuong/dot/moi/"),
    "/mo-hinh-hay/": ("/mo-hinh-hay/1", "/mo-hinh-hay/viet/"),
    "/so-lieu/": ("/so-lieu/bao-cao/",),
    "/chuong-trinh/": ("/chuong-trinh/1", "/chuong-trinh/2"),
}
# frontend.md section 9: kilobytes over the wire, first visit; requests.
PHONE_BUDGET, DESK_BUDGET, SCRIPT_BUDGET, MOST_REQUESTS = 30, 120, 15, 10


def visit(person: Person, path: str) -> None:
    """Open a page and hold it against what every page must be."""
    person.page.goto(f"{person.address}{path}")
    assert person.fits(), f"{path} runs out of the screen at {person.page.viewport_size}"
    results = Axe().run(person.page)
    faults = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in results.response["violations"]
    ]
    assert faults == [], f"{path}: {faults}"
    assert person.complaints == [], f"{path}: {person.complaints}"


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK], ids=["320", "1440"])
def test_public_pages_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    for path in PUBLIC:
        visit(person, path)


@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE, DESK], ids=["320", "360", "1440"])
def test_a_leaders_pages_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    person.sign_in("totruong", PASSWORD)
    for path in LEADER:
        visit(person, path)
    person.open("/")
    # A sheet the phone does not keep yet leads to the page of the server.
    person.wait_until("TuQuan.kept('reports').then(Boolean)")
    shell = str(person.page.locator("a[data-shell]").first.get_attribute("data-shell"))
    visit(person, shell)
    address = f"/bao-cao/viet/{shell.rpartition('=')[2]}/"
    for step in (1, 2, 3):
        visit(person, f"{address}?step={step}")


def test_a_leaders_pages_fit_with_large_letters(chromium: Browser, demo: str) -> None:
    person = Person.at(chromium, demo, SMALL_PHONE)
    person.sign_in("totruong", PASSWORD)
    person.open("/toi/")
    person.press("Chữ lớn")
    for path in LEADER:
        visit(person, path)


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK], ids=["320", "1440"])
def test_an_officers_pages_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    person.sign_in("canbo", PASSWORD)
    for path in OFFICER:
        visit(person, path)
        for beginning in FOLLOWED.get(path, ()):
            person.open(path)
            link = person.page.locator(f'main a[href^="{beginning}"]').first
            if link.count():
                visit(person, str(link.get_attribute("href")))


SHEETS = "/danh-gia/phieu/"
CYCLE = ("xep-hang/", "danh-hieu/", "muc-chung/")


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK], ids=["320", "1440"])
def test_the_pages_around_a_sheet_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    """A sheet that waits for its check, what if, its evidence, an objection; its cycle."""
    person = Person.at(chromium, demo, width)
    person.sign_in("canbo", PASSWORD)
    person.open("/danh-gia/")
    waiting = person.page.locator("main tr", has_text="Chờ kiểm tra")
    sheet = str(waiting.locator(f'a[href^="{SHEETS}"]').first.get_attribute("href"))
    for more in ("", "thu/", "khieu-nai/"):
        visit(person, sheet + more)
    person.open(sheet)
    row = person.page.locator('main a[href*="/minh-chung/"]').first.get_attribute("href")
    visit(person, str(row))
    person.open("/danh-gia/")
    cycle = str(person.page.locator('main a[href^="/danh-gia/dot/"]').first.get_attribute("href"))
    for more in CYCLE:
        visit(person, cycle + more)


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK], ids=["320", "1440"])
def test_what_everybody_reads_of_the_results_fits_and_is_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    person = Person.at(chromium, demo, width)
    visit(person, "/cong-khai/")
    for _deeper in ("the commune", "one of its areas"):
        person.page.locator('main a[href^="/cong-khai/"]').first.click()
        person.page.wait_for_load_state()
        visit(person, person.path())


@pytest.mark.parametrize("width", [SMALL_PHONE, DESK], ids=["320", "1440"])
def test_the_pages_of_the_province_fit_and_are_accessible(
    chromium: Browser, demo: str, width: dict[str, int]
) -> None:
    """From the late commune to what it owes, to the total that waits, to all communes together."""
    person = Person.at(chromium, demo, width)
    person.sign_in("canbotinh", PASSWORD)
    assert person.path() == PROVINCE
    for path in (PROVINCE, "/tong-hop/", "/tong-hop/day-du/", "/bao-cao/don-doc/"):
        visit(person, path)
    person.open(PROVINCE)
    person.press_link("/tong-hop/day-du/?noi=")
    visit(person, person.path())
    person.open(PROVINCE)
    with person.page.expect_navigation():
        person.page.locator('section[aria-labelledby="waiting"] a').first.click()
    total = person.path()
    assert person.page.locator("#decide").count() == 1
    visit(person, total)
    visit(person, f"{total}cac-xa/")


def vietnamese_of_ours() -> set[str]:
    """Every Vietnamese sentence of the interface that has no values in it."""
    with CATALOGUE.open("rb") as file:
        messages = [message for message in read_po(file, locale="vi") if message.id]
    said = {(message.id, message.string) for message in messages if isinstance(message.id, str)}
    return {str(there) for here, there in said if there != here and "%" not in here}


def test_the_english_interface_shows_no_vietnamese_of_ours(chromium: Browser, demo: str) -> None:
    person = Person.at(chromium, demo, DESK)
    person.open("/gioi-thieu/")
    person.press("English")
    ours = vietnamese_of_ours()
    assert "Tổ tự quản" in ours
    shown = set(person.text().splitlines())
    person.open("/dang-nhap/")
    person.page.locator("#id_login").fill("canbo")
    person.page.locator("#id_password").fill(PASSWORD)
    person.press("Sign in")
    for path in OFFICER:
        person.open(path)
        shown |= {line.strip() for line in person.text().splitlines()}
    assert {"Self-managed neighbourhoods", "Chase list", "Who did what"} <= shown
    assert shown & ours == set()


@pytest.mark.parametrize(
    ("username", "width", "path", "budget"),
    [
        ("", PHONE, "/gioi-thieu/", PHONE_BUDGET),
        ("totruong", PHONE, "/", PHONE_BUDGET),
        ("canbo", DESK, "/bao-cao/", DESK_BUDGET),
        ("canbo", DESK, "/so-lieu/", DESK_BUDGET),
    ],
)
def test_a_first_visit_stays_light(
    chromium: Browser, demo: str, username: str, width: dict[str, int], path: str, budget: int
) -> None:
    person = Person.at(chromium, demo, width)
    if username:
        person.sign_in(username, PASSWORD)
    state = person.page.context.storage_state()
    fresh = Person.at(chromium, demo, width, storage_state=state)
    answers: list[Response] = []
    fresh.page.on("response", lambda answer: answers.append(answer))
    fresh.page.goto(f"{demo}{path}", wait_until="networkidle")
    seen = [one for one in answers if one.request.resource_type != "fetch"]  # not what is kept
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in seen}
    scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
    assert sum(sizes.values()) <= budget * 1024, sizes
    assert scripts <= SCRIPT_BUDGET * 1024
    assert len(sizes) <= MOST_REQUESTS


def test_a_second_visit_fetches_the_page_alone(chromium: Browser, demo: str) -> None:
    person = Person.at(chromium, demo, PHONE)
    person.sign_in("totruong", PASSWORD)
    person.page.goto(f"{demo}/", wait_until="networkidle")
    fetched: list[int] = []
    person.page.on("requestfinished", lambda r: fetched.append(r.sizes()["responseBodySize"]))
    person.page.goto(f"{demo}/bao-cao/cua-toi/", wait_until="networkidle")
    assert sum(fetched) <= 8 * 1024


def test_a_report_is_written_without_any_script(chromium: Browser, demo: str) -> None:
    person = Person.at(chromium, demo, PHONE, java_script_enabled=False)
    person.sign_in("totruong2", PASSWORD)
    person.open("/bao-cao/cua-toi/")
    with person.page.expect_navigation():
        person.page.get_by_role("link", name="Báo cáo tháng 11/2026").click()
    for line in person.page.locator("main fieldset").all():
        line.locator("input.yes").check()
    person.press("Lưu lại, viết sau")
    person.open("/bao-cao/cua-toi/")
    assert "Đang viết 6/15" in person.text()
