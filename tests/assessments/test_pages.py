"""The pages of an assessment, as the leader, the head and the officer use them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, checked, marks
from tuquan.assessments.models import AssessmentResult, AssessmentSheet
from tuquan.assessments.services import decide, open_cycles, save_marks
from tuquan.core.answers import Answers
from tuquan.core.assessing import Mark
from tuquan.reports.queries import report_title
from tuquan.reports.services import submit_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def page(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def given(sheet: AssessmentSheet, **more: Mark) -> dict[str, Any]:
    """What a form sends in which every row is marked."""
    said: dict[str, Any] = {"base": sheet.version}
    for key, mark in marks(sheet, **more).items():
        said |= {f"box-{key}": mark.box, f"note-{key}": mark.note, f"notice-{key}": mark.notice}
    return said


def test_the_whole_way_from_the_leader_to_the_result(known: Assessed) -> None:
    leader, head, officer = (make.client(who) for who in (known.leader, known.head, known.officer))
    sheet = known.sheet
    assert "Nộp phiếu" in page(leader, "sheet", sheet.pk)
    answer = leader.post(
        reverse("assessments:mark", args=[sheet.pk]), given(sheet) | {"xong": "1"}, follow=True
    )
    assert "Đã nộp phiếu." in answer.content.decode()
    sheet.refresh_from_db()
    assert "Nộp phiếu" not in page(leader, "sheet", sheet.pk)
    found = given(sheet, mutual_help=Mark("no", "Hai hộ hoạn nạn không ai giúp."))
    head.post(reverse("assessments:check", args=[sheet.pk]), found | {"xong": "1"})
    sheet.refresh_from_db()
    assert sheet.state == "checked"
    shown = page(officer, "sheet", sheet.pk)
    assert "8 dòng đạt, 1 dòng chưa đạt" in shown
    assert "khác dấu tự đánh" not in page(head, "sheet", sheet.pk)
    answer = officer.post(
        reverse("assessments:decide", args=[sheet.pk]), {"base": sheet.version}, follow=True
    )
    told = answer.content.decode()
    assert "Chưa đạt" in told
    assert "khác dấu tự đánh" in told
    assert "Hai hộ hoạn nạn không ai giúp." in told
    assert "Còn thiếu gì để đạt mức trên" in told
    assert "Chưa đạt" in page(officer, "index")


def test_a_leader_comes_to_the_sheet_from_the_first_page_while_it_is_open(known: Assessed) -> None:
    leader = make.client(known.leader)
    address = reverse("assessments:sheet", args=[known.sheet.pk])
    assert address in leader.get(reverse("home")).content.decode()
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    assert address not in leader.get(reverse("home")).content.decode()


def test_what_is_missing_is_said_at_its_row_and_nothing_typed_is_lost(known: Assessed) -> None:
    leader = make.client(known.leader)
    said = given(known.sheet) | {"box-mutual_help": "", "note-no_pollution": "Đã dọn hai lần."}
    answer = leader.post(reverse("assessments:mark", args=[known.sheet.pk]), said | {"xong": "1"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Dòng 9 chưa đánh dấu." in shown
    assert "Đã dọn hai lần." in shown
    known.sheet.refresh_from_db()
    assert known.sheet.version == 0


def test_who_is_overtaken_is_shown_where_and_saves_knowingly(known: Assessed) -> None:
    leader, address = make.client(known.leader), reverse("assessments:mark", args=[known.sheet.pk])
    said = given(known.sheet, mutual_help=Mark("no", "Một hộ."))
    leader.post(address, given(known.sheet))
    answer = leader.post(address, said)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "khác với bạn ở: 9." in shown
    assert "Một hộ." in shown
    assert '<input type="hidden" name="base" value="1"' in shown
    known.sheet.refresh_from_db()
    assert known.sheet.own_marks["mutual_help"] == Mark("yes")
    assert leader.post(address, said | {"base": 1}).status_code == 302
    known.sheet.refresh_from_db()
    assert known.sheet.own_marks["mutual_help"] == Mark("no", "Một hộ.")


def test_who_marks_a_sheet_that_was_handed_in_meanwhile_is_told(known: Assessed) -> None:
    leader = make.client(known.leader)
    said = given(known.sheet)
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0, hand_in=True)
    answer = leader.post(reverse("assessments:mark", args=[known.sheet.pk]), said)
    assert answer.status_code == 409
    assert "Người khác vừa sửa phiếu" in answer.content.decode()


def test_what_the_quarter_reported_stands_beside_the_criterion_and_leads_there(
    known: Assessed,
) -> None:
    owed = make.obligation(known.group, "quarterly")
    said = {q.key: q.key != "no_pollution" for q in owed.form.questions}
    notes = {"no_pollution": "Rác ở đầu ngõ."}
    report = submit_report(known.as_leader, owed, Answers(said, notes=notes), 0)
    shown = page(make.client(known.leader), "sheet", known.sheet.pk)
    line = shown.partition('id="row-no_pollution"')[2].partition('id="row-')[0]
    assert reverse("reports:detail", args=[report.pk]) in line
    assert f"{report_title(owed)}</a>: Chưa đạt" in line


def test_a_sheet_given_back_says_why_where_it_is_marked(known: Assessed) -> None:
    sheet = checked(known)
    officer = make.client(known.officer)
    officer.post(
        reverse("assessments:give_back", args=[sheet.pk]),
        {"base": sheet.version, "reason": "Xem lại tiêu chí 4."},
    )
    shown = page(make.client(known.leader), "sheet", sheet.pk)
    assert "Xem lại tiêu chí 4." in shown
    assert "Nộp phiếu" in shown


def test_a_corrected_result_leads_to_the_later_one_and_back(known: Assessed) -> None:
    sheet = checked(known, marks(known.sheet, mutual_help=Mark("no", "Chưa.")))
    first = decide(known.as_officer, sheet, sheet.version)
    sheet.found["mutual_help"] = {"box": "yes"}
    sheet.save()
    officer = make.client(known.officer)
    answer = officer.post(
        reverse("assessments:correct", args=[first.pk]),
        {"base": sheet.version, "reason": "Ghi nhầm."},
        follow=True,
    )
    second = AssessmentResult.objects.current().get()
    assert reverse("assessments:result", args=[first.pk]) in answer.content.decode()
    earlier = page(officer, "result", first.pk)
    assert reverse("assessments:result", args=[second.pk]) in earlier
    assert "Ghi nhầm." in earlier


def test_s3_11_the_sheet_of_an_area_shows_both_parts_with_their_numbers(world: make.World) -> None:
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(place=world.area)
    shown = page(make.client(make.account("area_head", world.area)), "sheet", sheet.pk)
    assert shown.count('<fieldset class="marks"') == 48
    assert "Khiếu kiện đông người" in shown
    assert "Tiêu chuẩn 5" in shown


def test_a_list_of_sixty_sheets_takes_few_queries(
    world: make.World, django_assert_max_num_queries: Any
) -> None:
    make.adoption(world.commune, S3)
    for number in range(58):
        make.place(f"Tổ dân phố {number + 20}", "area", world.commune)
    open_cycles(make.SYSTEM)
    officer = make.client(make.officer(world.commune))
    page(officer, "index")
    with django_assert_max_num_queries(11):
        shown = page(officer, "index")
    assert shown.count("Đang đánh dấu") >= 60
