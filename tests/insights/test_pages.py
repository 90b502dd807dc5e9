"""Pages of the totals: who may open them, and that every total opens to its submissions.

F-48, F-57.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from tests import make
from tests.insights.case import Case, month, submit
from tuquan.insights import queries
from tuquan.places.models import Place, PlaceKind

PAGES = ("insights:totals", "insights:submissions", "insights:workbook")


@pytest.fixture
def officer(case: Case) -> Client:
    """The commune's officer at the desk."""
    return make.client(make.officer(case.world.commune))


def address(
    case: Case, page: str = "insights:totals", place: Place | None = None, **more: str
) -> str:
    """The page of a place (of the commune, unless another is named) for the month."""
    noi = str((place or case.world.commune).pk)
    chosen = {"noi": noi, "ky": case.month.key, "muc": "households_sorting_waste"}
    return f"{reverse(page)}?{urlencode(chosen | more)}"


def text_of(browser: Client, url: str) -> str:
    """The words of a page as a reader sees them, single spaces between them."""
    response = browser.get(url)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.mark.parametrize("page", PAGES)
def test_the_officer_of_the_commune_opens_it(case: Case, officer: Client, page: str) -> None:
    assert officer.get(address(case, page)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_officer_next_door_finds_nothing(case: Case, page: str) -> None:
    neighbour = make.client(make.officer(case.world.neighbour))
    assert neighbour.get(address(case, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_leader_has_no_totals(case: Case, page: str) -> None:
    leader = make.client(make.leader(case.groups[0]))
    assert leader.get(address(case, page)).status_code == 404
    assert leader.get(reverse(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_a_visitor_is_sent_to_sign_in(case: Case, page: str) -> None:
    response = Client().get(address(case, page))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", PAGES)
def test_an_area_head_sees_the_own_area_only(case: Case, page: str) -> None:
    head = make.client(make.account("area_head", case.world.area))
    assert head.get(address(case, page, place=case.world.area)).status_code == 200
    assert head.get(address(case, page, place=case.world.other_area)).status_code == 404
    assert head.get(address(case, page)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"ky": "monthly:2026-12"},
        {"ky": "x"},
        {"noi": "x"},
        {"noi": "9999"},
        {"noi": "9" * 30},
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_address_is_not_found(
    case: Case, officer: Client, page: str, wrong: dict[str, str]
) -> None:
    assert officer.get(address(case, page, None, **wrong)).status_code == 404


def test_a_line_the_form_does_not_have_is_not_found(case: Case, officer: Client) -> None:
    assert officer.get(address(case, "insights:submissions", muc="x")).status_code == 404


def test_the_page_says_from_how_many_groups_and_as_of_when(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case))
    assert re.search(r"Cộng từ 3 trong 5 tổ , tính đến \d\d:\d\d 20/11/2026\.", words)
    assert "Chỉ gồm báo cáo đã gửi và đã duyệt" in words


def test_a_figure_stands_beside_baseline_change_and_coverage(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case))
    assert (
        "Hộ phân loại rác tại nhà 35 hộ 21 hộ từ 4 trong 5 tổ "
        "+13 hộ tính trên 2 tổ có cả hai số – 3 trong 5 tổ chưa báo cáo: 2"
    ) in words


def test_a_share_shows_its_two_sums(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case))
    assert "Tỷ lệ hộ phân loại rác tại nhà 35 trong 70 50,0% 22,1%" in words
    assert "+27,9 điểm hai lần không cùng những nơi báo cáo 80% chưa đạt" in words


def test_not_applicable_stands_apart_from_not_reported(case: Case, officer: Client) -> None:
    assert "2 trong 5 tổ không áp dụng: 1 chưa báo cáo: 2" in text_of(officer, address(case))


def test_promises_are_counted_in_groups(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case))
    assert "Giữ được trật tự, không có vụ gây rối 2 tổ 1 0 2 4 từ 4 trong 5 tổ" in words


def test_the_places_below_are_linked_with_their_coverage(case: Case, officer: Client) -> None:
    url = address(case)
    beside_the_start = "Thôn 2 2 trong 3 20 hộ 17 hộ Thôn 10 1 trong 2 15 hộ 4 hộ"  # S1-20
    assert beside_the_start in text_of(officer, url)
    link = f"?{urlencode({'noi': str(case.world.area.pk), 'ky': case.month.key})}"
    assert link in unescape(officer.get(url).content.decode())


def test_the_groups_of_an_area_are_listed_on_its_page(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case, place=case.world.area, muc="households_at_meeting"))
    said = "Tổ 1 đã gửi 15 hộ 0 hộ Tổ 2 đã gửi không áp dụng 0 hộ Tổ 3 chưa gửi – 0 hộ"
    assert said in words


def test_every_total_opens_to_its_submissions(case: Case, officer: Client) -> None:
    page = unescape(officer.get(address(case)).content.decode())
    links = re.findall(rf'href="({re.escape(reverse("insights:submissions"))}\?[^"]+)"', page)
    shown = case.overview()
    assert len(links) == len(shown.lines)
    for line in shown.lines:
        link = next(link for link in links if link.endswith(f"muc={line.key}"))
        assert officer.get(link).status_code == 200


def test_the_foot_of_the_submissions_equals_the_total_on_the_page(
    case: Case, officer: Client
) -> None:
    words = text_of(officer, address(case, "insights:submissions"))
    figures = [int(figure) for figure in re.findall(r"\d\d:\d\d \d\d/\d\d/\d{4} (\d+) hộ", words)]
    assert figures == [20, 0, 15]
    assert words.endswith(f"Cộng 3 trong 5 tổ chưa báo cáo: 2 {sum(figures)} hộ 21 hộ ")
    assert case.line("households_sorting_waste").value == sum(figures)


def test_the_submissions_say_what_is_not_counted_and_why(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case, "insights:submissions", muc="households_at_meeting"))
    assert re.search(r"Tổ 2 Thôn 2 \S.+? 20/11/2026 không áp dụng", words)
    assert re.search(r"Tổ 3 Thôn 2 \S.+? – chưa tính", words)
    assert "20 hộ" not in words  # what the returned report says


def test_each_submission_leads_to_its_report(case: Case, officer: Client) -> None:
    page = officer.get(address(case, "insights:submissions")).content.decode()
    everybody = queries.submissions_behind(case.actor, case.world.commune, case.month)
    for one in everybody:
        assert one.report is not None
        assert f'href="{reverse("reports:detail", args=[one.report.pk])}"' in page


def test_a_share_lists_both_its_sides(case: Case, officer: Client) -> None:
    words = text_of(officer, address(case, "insights:submissions", muc="sorting_share"))
    assert "20 25 80,0%" in words
    assert words.endswith("35 70 50,0% 22,1% ")


def test_without_an_address_the_own_place_and_a_finished_round_are_shown(
    case: Case, officer: Client
) -> None:
    words = text_of(officer, reverse("insights:totals"))
    assert "Xã Minh Sơn" in words
    assert "Khảo sát ban đầu" in words
    assert "Cộng từ 4 trong 5 tổ" in words


def test_a_place_without_reports_says_so(case: Case) -> None:
    neighbour = make.client(make.officer(case.world.neighbour))
    assert "Chưa có số liệu" in text_of(neighbour, reverse("insights:totals"))


def test_somebody_with_two_communes_chooses_one(case: Case) -> None:
    both = make.officer(case.world.commune)
    both.grants.create(
        role="commune_officer",
        place=case.world.neighbour,
        path=case.world.neighbour.path,
        effective_from=make.SINCE,
    )
    browser = make.client(both)
    words = text_of(browser, reverse("insights:totals"))
    assert "Xã Minh Sơn" in words
    assert "Xã Yên Hạ" in words
    assert browser.get(reverse("insights:submissions")).status_code == 404


def test_more_groups_need_no_more_queries(case: Case, officer: Client) -> None:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(url).status_code == 200
        return len(captured)

    urls = [address(case), address(case, "insights:submissions")]
    before = [count(url) for url in urls]
    for group in make.groups(make.place("Thôn 12", PlaceKind.AREA, case.world.commune), 60):
        submit(group, month(1, 1, 1))
    assert [count(url) for url in urls] == before
