"""F-70, F-71: the desk, a round from nomination to the ceremony, the register, names kept back."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.awards.awarding import (
    AREA_AWARD,
    FAMILIES,
    REASON,
    VOTE,
    Awarding,
    awarding,
    reached,
)
from tuquan.audit.models import Look
from tuquan.awards.models import AwardGiven, AwardNomination, AwardRound
from tuquan.awards.services import (
    EarlierAward,
    NewNomination,
    Verdict,
    enter_award,
    nominate,
    record_council,
)
from tuquan.documents.models import OfficialDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Awarding:
    return awarding(world)


@pytest.fixture
def desk(known: Awarding) -> Client:
    return make.client(known.officer_account)


def text(browser: Client, name: str, *args: object, query: str = "") -> str:
    """What a page says."""
    answer = browser.get(reverse(f"awards:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def person(known: Awarding) -> AwardRound:
    """A round of the area in which a household and a person are nominated."""
    round_ = known.round(FAMILIES)
    household = known.groups[0].memberships.all()[0].household
    for new in (
        NewNomination("household", REASON, household=household),
        NewNomination("individual", REASON, place=known.world.area, name="Lò Thị Ánh"),
    ):
        nominate(known.officer, round_, new)
    round_.refresh_from_db()
    return round_


def test_f_71_the_desk_names_rounds_what_is_due_and_the_next_festival(
    known: Awarding, desk: Client
) -> None:
    known.round()
    said = text(desk, "index")
    assert "Công nhận tổ tự quản văn minh - an toàn" in said
    assert "18/11/2027" in said
    assert "Thôn 10" in said


def test_a_list_of_many_rounds_costs_no_query_each(known: Awarding, desk: Client) -> None:
    known.round(AREA_AWARD)
    text(desk, "index")
    with CaptureQueriesContext(
        connection,
    ) as few:
        text(desk, "index")
    known.round(AREA_AWARD, known.world.other_area)
    known.round()
    with CaptureQueriesContext(connection) as more:
        text(desk, "index")
    assert len(more) <= len(few) + 2


def test_nominations_on_a_page_cost_no_query_each(known: Awarding, desk: Client) -> None:
    round_ = known.round()
    known.nominated(round_, known.groups[0])
    text(desk, "round", round_.pk)
    with CaptureQueriesContext(connection) as few:
        text(desk, "round", round_.pk)
    known.nominated(round_, known.groups[1])
    with CaptureQueriesContext(connection) as more:
        text(desk, "round", round_.pk)
    assert len(more) <= len(few) + 1


def test_a_round_goes_from_the_desk_to_the_list_of_the_ceremony(
    known: Awarding, desk: Client
) -> None:
    reached(known.groups[0])
    opened = desk.post(
        reverse("awards:open", args=[known.adoption.pk, "recognition"]),
        {"place": known.world.commune.pk, "year": 2026, "ceremony_on": "18/11/2026"},
    )
    round_ = AwardRound.objects.get()
    assert opened.url == reverse("awards:round", args=[round_.pk])  # type: ignore[attr-defined]
    key = f"{known.world.area.pk}-{known.groups[0].pk}"
    assert "Đạt 9/9 tiêu chí năm 2026" in text(desk, "from_results", round_.pk)
    desk.post(
        reverse("awards:from_results", args=[round_.pk]),
        {f"tick-{key}": "on", f"reason-{key}": "Chín tiêu chí đều đạt."},
    )
    one = AwardNomination.objects.get()
    assert (one.reason, one.result is not None) == ("Chín tiêu chí đều đạt.", True)
    round_.refresh_from_db()
    said = {
        "base": round_.version,
        "on": "20/11/2026",
        "votes_for": 7,
        "votes_against": 0,
        "votes_abstaining": 0,
        f"verdict-{one.pk}": "yes",
        f"reason-{one.pk}": "",
    }
    assert desk.post(reverse("awards:council", args=[round_.pk]), said).status_code == 302
    by = known.issuer()
    round_.refresh_from_db()
    decided = desk.post(
        reverse("awards:decide", args=[round_.pk]),
        {"base": round_.version, "issuing_body": by.body.pk},
    )
    paper = OfficialDocument.objects.get()
    assert decided.url == reverse("documents:detail", args=[paper.pk])  # type: ignore[attr-defined]
    listed = text(desk, "ceremony", round_.pk)
    assert known.groups[0].name in listed
    for name, kind in (("ceremony_docx", "officedocument"), ("ceremony_pdf", "pdf")):
        answer = desk.get(reverse(f"awards:{name}", args=[round_.pk]))
        assert kind in answer.headers["Content-Type"]
        assert "danh-sach-khen-thuong-xa-minh-son-2026" in answer.headers["Content-Disposition"]


def test_what_was_refused_stands_on_the_page_with_its_numbers(
    known: Awarding, desk: Client
) -> None:
    round_ = known.round()
    AwardRound.objects.filter(pk=round_.pk).update(quota=1, quota_reason="Hướng dẫn 05")
    everybody = known.nominated(round_, *known.groups)
    said = {
        "base": round_.version,
        "on": "20/11/2026",
        "votes_for": 7,
        "votes_against": 0,
        "votes_abstaining": 0,
    } | {f"verdict-{one.pk}": "yes" for one in everybody}
    answer = desk.post(reverse("awards:council", args=[round_.pk]), said)
    assert answer.status_code == 422
    round_.refresh_from_db()
    assert round_.state == "open"


def test_a_decision_before_the_council_answers_409(known: Awarding, desk: Client) -> None:
    round_ = known.round()
    answer = desk.post(
        reverse("awards:decide", args=[round_.pk]), {"base": round_.version, "issuing_body": ""}
    )
    assert answer.status_code == 409
    assert not OfficialDocument.objects.exists()


def test_a_name_with_markup_is_refused_and_shown_as_it_was_typed(
    known: Awarding, desk: Client
) -> None:
    round_ = known.round(FAMILIES)
    for name in ("<script>alert(1)</script>", "A" * 300):
        answer = desk.post(
            reverse("awards:nominate", args=[round_.pk]),
            {"loai": "individual", "name": name, "nominee": known.world.area.pk, "reason": REASON},
        )
        assert answer.status_code == 422
        assert b"<script>alert" not in answer.content
    assert not AwardNomination.objects.exists()


def test_a_household_is_found_before_it_is_nominated_and_sees_who_looked(
    known: Awarding, desk: Client
) -> None:
    round_ = known.round(FAMILIES)
    household = known.groups[0].memberships.all()[0].household
    found = text(desk, "nominate", round_.pk, query=f"?loai=household&tim={household.code}")
    assert household.head_name in found
    looks = Look.objects.filter(purpose="awards.nominating")
    assert [one.subject for one in looks] == [f"residents.household:{household.pk}"]
    answer = desk.post(
        reverse("awards:nominate", args=[round_.pk]),
        {
            "loai": "household",
            "tim": household.code,
            "nominee": household.pk,
            "reason": REASON,
        },
    )
    assert answer.status_code == 302
    assert AwardNomination.objects.get().household == household


def test_domain_h_6_reading_names_leaves_a_mark_the_household_can_see(
    known: Awarding, desk: Client
) -> None:
    round_ = person(known)
    text(desk, "round", round_.pk)
    subjects = {one.subject.split(":")[0] for one in Look.objects.filter(purpose="awards.round")}
    assert subjects == {"residents.household", "awards.awardnomination"}


def test_the_province_reads_no_name_of_a_household_or_a_person(known: Awarding) -> None:
    round_ = person(known)
    verdicts = {one.pk: Verdict(True) for one in round_.nominations.all()}
    record_council(known.officer, round_, round_.version, VOTE, verdicts)
    known.decided(round_)
    head = AwardGiven.objects.get(kind="household").name
    province = make.client(make.account("province_officer", known.world.province))
    for name, args in (("round", [round_.pk]), ("register", []), ("ceremony", [round_.pk])):
        said = text(province, name, *args)
        assert "Lò Thị Ánh" not in said
        assert head not in said
    assert text(province, "register", query="?tim=anh").count("Biểu dương") == 0
    docx = province.get(reverse("awards:ceremony_docx", args=[round_.pk]))
    assert docx.status_code == 200
    assert not Look.objects.filter(role="province_officer").exists()
    answer = province.post(reverse("awards:close", args=[round_.pk]), {"base": round_.version})
    assert answer.status_code == 404


def test_f_70_the_register_is_found_by_name_without_marks_year_level_and_kind(
    known: Awarding, desk: Client
) -> None:
    given = EarlierAward(
        "recognition",
        known.world.commune,
        "group",
        date(2025, 11, 18),
        "131/QĐ-UBND",
        name="Tổ Đoàn Kết",
        place=known.world.area,
    )
    enter_award(known.officer, known.adoption, given)
    known.decided()
    assert "Tổ Đoàn Kết" in text(desk, "register", query="?tim=to+doan+ket")
    assert "131/QĐ-UBND" not in text(desk, "register", query="?nam=2026")
    assert "131/QĐ-UBND" in text(desk, "register", query="?nam=2025&cap=commune&loai=group")
    assert "131/QĐ-UBND" not in text(desk, "register", query="?loai=individual")
    assert text(desk, "register", query="?nam=x&cap=y&loai=z&page=99")


def test_an_earlier_award_is_entered_on_its_page_and_taken_back(
    known: Awarding, desk: Client
) -> None:
    world = known.world
    said = {
        "award": AREA_AWARD,
        "giver": world.area.pk,
        "kind": "group",
        "place": world.area.pk,
        "name": "tổ 1",
        "given_on": "18/11/2025",
        "decision_number": "18/QĐ-UBND",
        "reason": "",
    }
    url = reverse("awards:enter", args=[known.adoption.pk])
    assert desk.post(url, said).status_code == 302
    row = AwardGiven.objects.get()
    assert (row.group, row.year) == (known.groups[0], 2025)
    assert desk.post(url, said | {"decision_number": ""}).status_code == 422
    back = reverse("awards:take_back", args=[row.pk])
    assert desk.post(back, {"on": "20/11/2026", "reason": ""}).status_code == 422
    assert desk.post(back, {"on": "20/11/2026", "reason": "Nhập nhầm."}).status_code == 302
    row.refresh_from_db()
    assert not row.holds
    assert "Nhập nhầm." in text(desk, "register")


def test_a_leader_reads_what_the_own_group_got_and_nothing_else(known: Awarding) -> None:
    account = make.leader(known.groups[0])
    known.decided()
    browser = make.client(account)
    said = text(browser, "index")
    assert "01/QĐ-UBND" in said
    other = make.client(make.leader(known.groups[1], "Lê Văn Tám"))
    assert "01/QĐ-UBND" not in text(other, "index")
    round_ = AwardRound.objects.get()
    assert known.groups[1].name not in text(browser, "round", round_.pk).split("<main")[1]
    assert browser.get(reverse("awards:council", args=[round_.pk])).status_code == 404


def test_the_head_of_an_area_nominates_for_the_commune_from_the_page(known: Awarding) -> None:
    round_ = known.round()
    browser = make.client(known.head_account)
    answer = browser.post(
        reverse("awards:nominate", args=[round_.pk]),
        {"loai": "group", "nominee": known.groups[0].pk, "reason": REASON},
    )
    assert answer.status_code == 302
    assert AwardNomination.objects.get().nominated_by == known.head_account
    assert browser.get(reverse("awards:terms", args=[round_.pk])).status_code == 404
