"""A whole formation in Chromium, for each programme that forms groups: from the list to paper.

S0-10 to S0-17, S1-11 to S1-16, S2-04 to S2-15, S2-27 to S2-32, F-18 to F-25, F-74 to F-82,
F-103 to F-106.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e import formation
from tests.e2e.formation import Office, fill, send
from tests.e2e.people import PHONE, Person
from tests.e2e.server import made_once

pytestmark = pytest.mark.browser
S0, S1, S2 = "quynh-vinh-2019", "tuyen-quang-2018", "luc-ngan-2021"


@dataclass(frozen=True)
class Scene:
    """The served communes."""

    browser: Browser
    address: str
    communes: dict[str, formation.Commune]

    def officer(self, programme: str, **more: object) -> Person:
        """The officer at a desk."""
        return self._signed_in(programme, "officer", formation.TABLET, **more)

    def head(self, programme: str, width: dict[str, int], **more: object) -> Person:
        """The head of the area, at a desk or with a phone."""
        return self._signed_in(programme, "head", width, **more)

    def _signed_in(self, programme: str, who: str, width: dict[str, int], **more: object) -> Person:
        commune = self.communes[programme]
        person = Person.at(self.browser, self.address, width, **more)
        person.sign_in(getattr(commune, who), commune.password)
        return person


@pytest.fixture(scope="module")
def scene(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str
) -> Iterator[Scene]:
    data = tmp_path_factory.mktemp("formation") / "data"
    installation = made_once("formation", testrun_uid, formation.make_communes, data)
    with installation.serve() as address:
        yield Scene(chromium, address, formation.communes(installation))


FRONT_OF_AREA = Office(
    regime="front",
    name="Ban Công tác Mặt trận Thôn 6",
    letterhead="BAN CÔNG TÁC MẶT TRẬN\nTHÔN 6",
    symbol="BCTMT",
    type_code="ĐN",
    signer="Hồ Văn Phú",
    post="TRƯỞNG BAN",
    parents="ỦY BAN MTTQ VIỆT NAM XÃ YÊN KHÊ HẠ",
    on_behalf_of="BAN CÔNG TÁC MẶT TRẬN",
)
COMMITTEE = Office(
    regime="state",
    name="Ủy ban nhân dân xã Yên Khê Hạ",
    letterhead="ỦY BAN NHÂN DÂN\nXÃ YÊN KHÊ HẠ",
    symbol="UBND",
    type_code="QĐ",
    signer="Nguyễn Thế Vinh",
    post="CHỦ TỊCH",
    on_behalf_of="ỦY BAN NHÂN DÂN",
)


def test_s0_a_group_elects_its_leader_and_the_committee_founds_it(
    scene: Scene, tmp_path: Path
) -> None:
    officer = scene.officer(S0)
    officer.open(f"/to/thon/{scene.communes[S0].area}/")
    officer.press("Đề xuất chia tổ")
    head = scene.head(S0, formation.TABLET)
    formation.open_dossiers(head)
    head.press_link("/hop/moi/")
    plan_the_meeting(head)

    phone = scene.head(S0, PHONE)
    phone.open(head.path())
    hold_the_meeting(phone)

    formation.to_dossier(head)
    send(head, "/hop/")
    assert "19" in head.page.locator("main li li").filter(has_text="Trần Đình Bảy").inner_text()
    write_minutes_and_request(head, tmp_path)
    found_the_group(officer)
    check_the_files(officer, tmp_path)
    assert head.complaints == phone.complaints == officer.complaints == []


def plan_the_meeting(head: Person) -> None:
    """From the dossier: whose meeting it is stands there already."""
    assert head.page.locator("[name=party] option:checked").inner_text() == "Tổ 1 · Thôn 6"
    head.page.locator("[name=title]").fill("Họp các hộ dân để thành lập Tổ 1")
    head.page.locator("[name=starts_at]").fill("19:30")
    head.page.locator("[name=venue]").fill("Nhà văn hóa Thôn 6")
    head.page.locator("[name=chair_name]").fill("Hồ Văn Phú")
    head.page.locator("[name=secretary_name]").fill("Lê Thị Ba")
    head.press("Lên lịch họp")


def hold_the_meeting(phone: Person) -> None:
    """At 360 px: everybody is marked with the keys alone, two are elected, two sign."""
    phone.press("Bắt đầu họp")
    assert phone.fits()
    mark_everybody_with_the_keys(phone)
    assert "20/20" in phone.text()
    for position, name, votes in (("leader", "Trần Đình Bảy", "19"), ("deputy", "", "18")):
        phone.press_link("/bau/")
        phone.page.locator("[name=position]").select_option(position)
        phone.page.locator("[name=method]").select_option("show_of_hands")
        phone.press("Mở cuộc bầu")
        household = phone.page.locator("#nominee_household")
        household.select_option(index=1 if name else 2)
        phone.page.locator("#nominee_name").fill(name)
        phone.press("Ghi vào danh sách")
        count_the_hands(phone, votes)
    phone.press("Ghi biên bản")
    for box in phone.page.locator("main textarea").all():
        box.fill("Các hộ nhất trí.")
    phone.press("Lưu biên bản")
    phone.press("Kết thúc cuộc họp")
    phone.press("Hai người đã ký")
    assert phone.fits()


def mark_everybody_with_the_keys(phone: Person) -> None:
    """Tab from field to field, Space on every household, Enter on the button."""
    for _key in range(100):
        phone.page.keyboard.press("Tab")
        focused = phone.page.locator(":focus")
        if focused.get_attribute("name") == "household":
            phone.page.keyboard.press("Space")
        elif focused.inner_text() == "Lưu danh sách":
            break
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")


def count_the_hands(phone: Person, votes: str) -> None:
    """The votes of the one who stands, before two witnesses and a counting board."""
    phone.page.locator("[name^=votes_]").fill(votes)
    phone.page.locator("[name=first_witness]").select_option(index=3)
    phone.page.locator("[name=second_witness]").select_option(index=4)
    phone.page.locator("[name=board]").fill("Lê Thị Ba\nPhạm Thị Tư\nVũ Văn Năm")
    phone.press("Xem kết quả")
    assert f"{votes}/20" in phone.text()
    assert phone.fits()
    phone.press("Cuộc họp")


def write_minutes_and_request(head: Person, folder: Path) -> None:
    """Both papers of the area: minutes signed by two, the request under a number of its own."""
    dossier = head.path()
    formation.set_up(head, FRONT_OF_AREA, "Yên Khê Hạ")
    head.open(dossier)
    send(head, "/giay/minutes/")
    fill(head, "/ban-hanh/", signatories="", signed_by="Hồ Văn Phú\nLê Thị Ba")
    minutes = formation.text_of_pdf(formation.files_of(head)["pdf"], folder, "bien-ban")
    assert "Yên Khê Hạ, ngày 20 tháng 11 năm 2026" in minutes
    head.open(dossier)
    send(head, "/giay/request/")
    send(head, "/ban-hanh/")
    assert "Đã ban hành, số 01/ĐN-BCTMT." in head.text()


def found_the_group(officer: Person) -> None:
    """The decision: seen with its number first, then issued; the group has its two leaders."""
    formation.set_up(officer, COMMITTEE, "Yên Khê Hạ")
    formation.to_dossier(officer)
    send(officer, "/giay/decision/")
    officer.press("Xem trước")
    assert "Số: 01/QĐ-UBND" in officer.text()
    officer.press("Ban hành")
    assert "Đã ban hành, số 01/QĐ-UBND." in officer.text()
    paper = officer.path()
    officer.open("/thanh-lap/?xong=1")
    officer.press_link("/thanh-lap/ho-so/")
    officer.press_link("/to/")
    assert "Trần Đình Bảy" in officer.text()
    officer.open(paper)


def check_the_files(officer: Person, folder: Path) -> None:
    """Letterhead, number, group, people and votes on paper; a changed byte is found out."""
    files = formation.files_of(officer)
    printed = formation.text_of_pdf(files["pdf"], folder, "quyet-dinh")
    written = formation.text_of_docx(files["docx"])
    for words in ("ỦY BAN NHÂN DÂN", "Tổ 1", "Trần Đình Bảy", "19/20", "18/20"):
        assert words in printed
        assert words in written
    assert "Số: 01/QĐ-UBND" in printed
    assert "Đúng bản đã ban hành số 01/QĐ-UBND" in formation.compare(officer, files["pdf"])
    changed = files["pdf"][:-9] + bytes([files["pdf"][-9] ^ 1]) + files["pdf"][-8:]
    assert "không trùng" in formation.compare(officer, changed)


FRONT = Office(
    regime="front",
    name="Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Lập Hạ",
    letterhead="ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN LẬP HẠ",
    symbol="MTTQ-BTT",
    type_code="QĐ",
    signer="Ma Thị Hiền",
    post="CHỦ TỊCH",
    on_behalf_of="BAN THƯỜNG TRỰC",
)


def test_s1_the_front_founds_the_group_of_an_area_without_any_script(
    scene: Scene, tmp_path: Path
) -> None:
    area = scene.communes[S1].area
    officer = scene.officer(S1, java_script_enabled=False)
    officer.open(f"/to/thon/{area}/")
    send(officer, "/de-xuat/")
    formation.open_dossiers(officer)
    dossier = officer.path()
    for position, name, post in (
        ("leader", "Lò Thị Ánh", "Trưởng ban Công tác Mặt trận"),
        ("member", "Phạm Quý Ổn", "Chi hội trưởng Phụ nữ"),
        ("member", "Ma Văn Lực", "Người có uy tín"),
    ):
        fill(officer, "/nguoi/", position=position, name=name, main_post=post, comes_from=post)
    officer.open(f"/thanh-lap/mo-hinh/{area}/")
    officer.page.locator("[name=theme]").select_option(index=1)
    fill(
        officer,
        "/chon/",
        name="Đường hoa tự quản",
        content="Trồng và chăm sóc đường hoa hai bên trục thôn",
        chosen_by="Ban Công tác Mặt trận Thôn 4",
    )
    check_the_notice(officer, dossier, tmp_path)
    formation.set_up(officer, FRONT, "Tân Lập Hạ")
    officer.open(dossier)
    send(officer, "/giay/decision/")
    officer.press("Ban hành")
    assert "Đã ban hành, số 01/QĐ-MTTQ-BTT." in officer.text()
    files = formation.files_of(officer)
    check_the_decision(formation.text_of_pdf(files["pdf"], tmp_path, "quyet-dinh"))
    officer.open(dossier)
    officer.press_link("/to/")
    for name in ("Lò Thị Ánh", "Phạm Quý Ổn", "Ma Văn Lực"):
        assert name in officer.text()


def check_the_notice(officer: Person, dossier: str, folder: Path) -> None:
    """Five fields: number, model, households, leader, members (S1-12); it takes no number."""
    officer.open(dossier)
    send(officer, "/giay/request/")
    fill(officer, "/ban-hanh/", signed_by="Lò Thị Ánh")
    files = formation.files_of(officer)
    notice = " ".join(formation.text_of_pdf(files["pdf"], folder, "bao-cao").split())
    for words in ("1 tổ, 0 nhóm", "Đường hoa tự quản: Trồng", "16", "Lò Thị", "Phạm Quý Ổn"):
        assert words in notice


def check_the_decision(printed: str) -> None:
    """Who decides, which group, with which model, and who answers for it."""
    said = " ".join(printed.split())
    for words in (
        "Số: 01/QĐ-MTTQ-BTT",
        "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ TÂN LẬP HẠ",
        "“Đường hoa tự quản”, gồm 16 hộ gia đình",
        "Cử ông (bà) Lò Thị Ánh, Trưởng ban Công tác Mặt trận, làm tổ trưởng",
        "Ông (bà) Ma Văn Lực",
    ):
        assert words in said


PARTY = Office(
    regime="party",
    name="Đảng ủy xã Đồng Cốc Hạ",
    letterhead="ĐẢNG ỦY\nXÃ ĐỒNG CỐC HẠ",
    symbol="ĐU",
    type_code="QĐ",
    signer="Nguyễn Thế Vinh",
    post="BÍ THƯ",
    parents="HUYỆN ỦY LỤC NGẠN",
    on_behalf_of="BAN CHẤP HÀNH",
)
TEAM = (
    ("leader", "Lê Văn Một", "Bí thư chi bộ"),
    ("deputy", "Lê Thị Hai", "Trưởng thôn"),
    ("member", "Lê Văn Ba", "Trưởng ban Công tác Mặt trận"),
    ("member", "Lê Thị Tư", "Chi hội trưởng Phụ nữ"),
)


def test_s2_the_party_founds_a_team_and_its_people_share_the_households(
    scene: Scene, tmp_path: Path
) -> None:
    area = scene.communes[S2].area
    officer = scene.officer(S2)
    officer.open(f"/to/thon/{area}/")
    officer.press("Đề xuất chia tổ")
    formation.open_dossiers(officer)
    dossier = officer.path()
    for position, name, post in TEAM:
        fill(officer, "/nguoi/", position=position, name=name, main_post=post)
    formation.set_up(officer, PARTY, "Đồng Cốc Hạ")
    officer.open(dossier)
    send(officer, "/giay/decision/")
    fill_the_blanks(officer)
    settle_what_the_source_leaves_open(officer)
    files = formation.files_of(officer)
    check_form_01(formation.text_of_pdf(files["pdf"], tmp_path, "mau-01"))

    officer.open(dossier)
    officer.press_link("/to/")
    officer.press_link("/phu-trach-ho/")
    send(officer, "/chia-deu/")
    assert officer.page.locator("main .stat-value").nth(1).inner_text() == "0"
    check_form_02(officer)
    assert officer.complaints == []


def fill_the_blanks(officer: Person) -> None:
    """What the form leaves dotted."""
    assert "Chưa điền “số kế hoạch”" in officer.text()
    officer.press("Điền chỗ trống")
    officer.page.locator("[name=congress_term]").fill("2025 - 2030")
    officer.page.locator("[name=plan_number]").fill("12-KH/HU")
    officer.page.locator("[name=plan_day]").fill("05/10/2021")
    officer.press("Lưu")
    assert "Chưa điền" not in officer.text()


def settle_what_the_source_leaves_open(officer: Person) -> None:
    """A Party paper with the motto of the State, decided by one body and signed by another."""
    motto = officer.page.get_by_role("group").filter(has_text="Quốc hiệu")
    body = officer.page.get_by_role("group").filter(has_text="hai cơ quan khác nhau")
    assert motto.get_by_role("radio").count() == 2
    assert body.get_by_role("radio").count() == 3
    assert officer.page.locator("main :checked[type=radio]").count() == 0
    issue = officer.page.locator('main form[action$="/ban-hanh/"]')
    issue.evaluate("form => { form.noValidate = true }")
    officer.press("Ban hành")
    assert officer.page.locator("main fieldset.wrong").count() == 2
    motto.get_by_label("ĐẢNG CỘNG SẢN VIỆT NAM").check()
    body.get_by_label("BAN CHẤP HÀNH").check()
    officer.press("Ban hành")
    assert "Đã ban hành, số 01-QĐ/ĐU." in officer.text()


def check_form_01(printed: str) -> None:
    """The choices and the blanks stand on paper, and everybody of the team on the list."""
    assert "Số 01-QĐ/ĐU" in printed
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in printed
    assert "CỘNG HÒA XÃ HỘI" not in printed
    assert "CỦA BAN CHẤP HÀNH" in printed
    assert "THƯỜNG VỤ ĐẢNG" not in printed
    assert "khóa 2025 - 2030" in printed
    for _position, name, post in TEAM:
        assert name in printed
        assert post.split()[0] in printed


def check_form_02(officer: Person) -> None:
    """Named persons answer for named households: thirty-four of them among four people."""
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name="In danh sách của địa bàn").click()
    rows = officer.page.locator("table").nth(1).locator("tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    # A name stands once, at the first of the households it answers for.
    named = [(number, cell[1]) for number, cell in enumerate(cells) if cell[1]]
    assert named == [(0, "Lê Văn Một"), (9, "Lê Thị Hai"), (18, "Lê Văn Ba"), (26, "Lê Thị Tư")]
    assert len(cells) == 34
    assert all(cell[3] for cell in cells)
