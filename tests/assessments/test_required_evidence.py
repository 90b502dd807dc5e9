"""A programme that asks for evidence at a row gets it before the sheet is handed in (F-31)."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse

from tests import make
from tests.assessments.test_evidence import photo
from tests.assessments.worlds import Assessed, assessed, marks
from tuquan.assessments.models import AssessmentSheet, SheetEvidence
from tuquan.assessments.services import (
    add_evidence,
    return_sheet,
    save_findings,
    save_marks,
    withdraw_evidence,
)
from tuquan.base.errors import Invalid
from tuquan.core.assessing import Mark, marks_to_json
from tuquan.core.packs import canonical_json
from tuquan.core.problems import Problem
from tuquan.outbox.deliveries import Item
from tuquan.outbox.services import Result, deliver_item

pytestmark = pytest.mark.django_db

ROW = "mutual_help"
NEEDED = Problem("evidence_missing", ROW, {"number": "9"})


@pytest.fixture
def known(world: make.World) -> Assessed:
    """S0 where a “Có” at the last criterion needs evidence."""
    stored = make.edition(make.S0)
    criteria = [
        replace(one, evidence_for="yes") if one.key == ROW else one
        for one in stored.content.criteria
    ]
    make.rewritten(stored, canonical_json(replace(stored.content, criteria=tuple(criteria))))
    return assessed(world)


def hand_in(known: Assessed, **more: Mark) -> AssessmentSheet:
    sheet = AssessmentSheet.objects.get(pk=known.sheet.pk)
    return save_marks(known.as_leader, sheet, marks(sheet, **more), sheet.version, hand_in=True)


def refused(known: Assessed, **more: Mark) -> list[Problem]:
    with pytest.raises(Invalid) as refusal:
        hand_in(known, **more)
    return list(refusal.value.problems)


def test_marks_are_kept_and_the_sheet_is_handed_in_with_a_file(known: Assessed) -> None:
    save_marks(known.as_leader, known.sheet, marks(known.sheet), 0)
    assert refused(known) == [NEEDED]
    add_evidence(known.as_leader, known.sheet, ROW, photo())
    assert hand_in(known).state == AssessmentSheet.State.HANDED_IN


def test_the_number_of_a_paper_will_do_and_a_no_needs_none(known: Assessed) -> None:
    assert refused(known) == [NEEDED]
    hand_in(known, **{ROW: Mark("yes", "", "07/BB-TTQ")})
    officer, sheet = known.as_officer, AssessmentSheet.objects.get(pk=known.sheet.pk)
    save_findings(officer, sheet, marks(sheet), sheet.version, done=True)
    sheet.refresh_from_db()
    return_sheet(officer, sheet, sheet.version, "Xem lại.")
    assert hand_in(known, **{ROW: Mark("no", "Chưa làm.")}).state == "handed_in"


def test_a_file_taken_back_proves_nothing_any_more(known: Assessed) -> None:
    add_evidence(known.as_leader, known.sheet, ROW, photo())
    hand_in(known)
    sheet = AssessmentSheet.objects.get(pk=known.sheet.pk)
    withdraw_evidence(known.as_officer, SheetEvidence.objects.get(), "Nhầm ảnh của tổ khác.")
    with pytest.raises(Invalid) as refusal:
        save_findings(known.as_officer, sheet, marks(sheet), sheet.version, done=True)
    assert list(refusal.value.problems) == [NEEDED]


def test_the_telephone_knows_what_is_needed_and_the_server_says_it_at_the_row(
    known: Assessed,
) -> None:
    def asked() -> list[str]:
        data = make.client(known.leader).get("/may/du-lieu/").json()
        [sheet] = data["kept"]["sheets"]["sheets"]
        return [f"{row['key']}: {row['proof']}" for row in sheet["rows"] if "proof" in row]

    def send() -> Result:
        data = {"marks": marks_to_json(marks(known.sheet)), "hand_in": True}
        item = Item(uuid4(), "sheet", f"sheet:{known.sheet.pk}", "", 0, None, data)
        return deliver_item(known.as_leader, item)

    assert asked() == [f"{ROW}: yes"]
    answer = send()
    assert (answer.status, [one["line"] for one in answer.body["lines"]]) == (422, [ROW])
    add_evidence(known.as_leader, known.sheet, ROW, photo())
    assert asked() == []
    assert send().status == 201


def test_the_page_shows_where_the_number_belongs_and_says_what_is_missing(known: Assessed) -> None:
    client = make.client(known.leader)
    page = client.get(reverse("assessments:sheet", args=[known.sheet.pk])).content.decode()
    row = page.partition(f'id="row-{ROW}"')[2]
    assert f'name="notice-{ROW}"' in row
    boxes = {f"box-{key}": "yes" for key in marks(known.sheet)}
    answer = client.post(
        reverse("assessments:mark", args=[known.sheet.pk]), boxes | {"base": "0", "xong": "1"}
    )
    assert answer.status_code == 422
    assert "Chương trình yêu cầu minh chứng ở dòng 9" in answer.content.decode()
