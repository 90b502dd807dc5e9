"""The pages that run a cycle: days, what if, ranking, titles, complaints and their answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.assessments.worlds import S3, Assessed, assessed, checked, marks
from tuquan.assessments.models import (
    AssessmentResult,
    AssessmentSheet,
    Complaint,
    StepDays,
    TitleHeld,
)
from tuquan.assessments.services import NewComplaint, decide, open_cycles, receive_complaint
from tuquan.base import clock
from tuquan.core.assessing import Mark

pytestmark = pytest.mark.django_db

DIRTY = Mark("no", "Rác còn đổ đầu ngõ.", "07/BB")


@pytest.fixture
def known(world: make.World, monkeypatch: pytest.MonkeyPatch) -> Assessed:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-02")
    return assessed(world)


@pytest.fixture
def officer(known: Assessed) -> Client:
    return make.client(known.officer)


def read(client: Client, name: str, key: int, **asked: Any) -> str:
    answer = client.get(reverse(f"assessments:{name}", args=[key]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, key: int, status: int, **data: Any) -> str:
    answer = client.post(reverse(f"assessments:{name}", args=[key]), data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_page_of_a_cycle_takes_days_as_people_write_them(
    known: Assessed, officer: Client
) -> None:
    cycle = known.sheet.cycle_id
    days = {"opens-area_review": "01/11/2026", "due-area_review": "06/11/2026"}
    post(officer, "set_days", cycle, 302, **days)
    shown = read(officer, "cycle", cycle)
    assert 'value="06/11/2026"' in shown
    assert "còn 5 ngày làm việc" in shown
    wrong = post(officer, "set_days", cycle, 422, **days | {"due-area_review": "31/10/2026"})
    assert "Ngày cuối trước ngày đầu." in wrong
    assert 'value="31/10/2026"' in wrong
    assert str(StepDays.objects.get(step="area_review").due_on) == "2026-11-06"


def test_what_if_shows_the_rows_that_would_come_out_otherwise(
    known: Assessed, officer: Client
) -> None:
    sheet = known.sheet
    boxes = {f"box-{key}": "yes" for key in marks(sheet)} | {"box-no_pollution": "no"}
    shown = read(officer, "what_if", sheet.pk, thu="1", base="0", **boxes)
    assert "8 dòng đạt, 1 dòng chưa đạt" in shown
    assert "Sẽ ra kết quả" in shown
    sheet.refresh_from_db()
    assert (sheet.own, sheet.version) == ({}, 0)


def test_a_title_entered_on_the_page_stands_in_its_list_until_it_is_taken_out(
    world: make.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUQUAN_TODAY", "2026-11-02")
    make.adoption(world.commune, S3)
    open_cycles(make.SYSTEM)
    sheet = AssessmentSheet.objects.get(place=world.area)
    client = make.client(make.officer(world.commune))
    given = {"sheet": sheet.pk, "title": "to_dan_pho_van_hoa", "year": "2021", "held": "yes"}
    refused = post(client, "titles", sheet.cycle_id, 422, **given)
    assert "Hãy ghi số, ngày của quyết định công nhận danh hiệu." in refused
    post(client, "titles", sheet.cycle_id, 302, **given, decision_number="318/QĐ-UBND")
    assert "318/QĐ-UBND" in read(client, "titles", sheet.cycle_id)
    page = reverse("assessments:titles", args=[sheet.cycle_id])
    entered = TitleHeld.objects.get()
    taken_out = client.post(reverse("assessments:remove_title", args=[sheet.cycle_id, entered.pk]))
    assert taken_out["Location"] == page
    assert "318/QĐ-UBND" not in read(client, "titles", sheet.cycle_id)


def test_f_72_a_complaint_is_answered_on_its_page_and_the_result_put_right(
    known: Assessed, officer: Client
) -> None:
    sheet = checked(known, marks(known.sheet, no_pollution=DIRTY))
    result = decide(known.as_officer, sheet, sheet.version)
    about = NewComplaint("Đã dọn từ tháng 6.", "paper", clock.today(), "no_pollution", "Bà Mai")
    complaint = receive_complaint(known.as_leader, sheet, about)
    assert "Bà Mai" in read(officer, "complaint", complaint.pk)
    assert "Bà Mai" not in read(make.client(known.head), "complaint", complaint.pk)
    given = {"base": sheet.version, "box-no_pollution": "yes", "answer": "Đã xem lại, rác đã dọn."}
    post(officer, "answer", complaint.pk, 302, dung="1", **given)
    later = AssessmentResult.objects.get(replaces=result)
    assert later.class_key == "all_kept"
    shown = read(officer, "result", later.pk)
    assert "Đã xem lại, rác đã dọn." in shown
    assert "Bà Mai" not in shown
    assert Complaint.objects.get().state == "upheld"


def test_the_ranking_shows_who_stands_where(known: Assessed, officer: Client) -> None:
    checked(known)
    shown = read(officer, "ranking", known.sheet.cycle_id)
    assert "100,0%" in shown
    post(officer, "ranking", known.sheet.cycle_id, 302, **{f"cluster-{known.sheet.pk}": "Cụm A"})
    assert "Cụm A" in read(officer, "ranking", known.sheet.cycle_id)
