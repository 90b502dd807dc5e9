"""S0-25: visits and inspections at any time of the year, and what has to be done after them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from tests import make, moves
from tests.assessments.worlds import Assessed, assessed, checked
from tuquan.assessments.models import Finding, Visit
from tuquan.assessments.queries import (
    findings_of,
    findings_to_do,
    units_to_visit,
    visible_visits,
    visit_list,
    visits_of_sheet,
)
from tuquan.assessments.queries.visits import finding_alerts
from tuquan.assessments.services import (
    NewFinding,
    NewVisit,
    add_finding,
    finish_finding,
    record_visit,
    withdraw_visit,
)
from tuquan.assessments.services.following import AcceptanceFollower
from tuquan.base.actor import Actor
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.groups.services import GroupFollower, dissolve_group
from tuquan.notices.models import Notice
from tuquan.notices.services import send_alerts
from tuquan.places.models import PlaceKind
from tuquan.places.services.journal import Journal

pytestmark = pytest.mark.django_db
NEW = NewVisit(
    "inspection",
    date(2026, 6, 4),
    "Ban Chỉ đạo xã\n\n Công an xã:  Lương Mạnh Cường",
    "Ngõ sạch. Cột đèn cuối ngõ hỏng.",
)
WORK = NewFinding("Sửa đèn cuối ngõ.", date(2026, 11, 20), "Tổ trưởng")


@pytest.fixture
def known(world: make.World) -> Assessed:
    return assessed(world)


def visited(known: Assessed, new: NewVisit = NEW, actor: Actor | None = None) -> Visit:
    """A visit to the group that the officer wrote down."""
    unit = (known.world.area, known.group)
    return record_visit(actor or known.as_officer, known.adoption, unit, new)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.code for one in refusal.value.problems]


def test_a_visit_says_who_came_and_what_was_seen_outside_any_assessment(known: Assessed) -> None:
    visit = visited(known)
    assert (visit.path, visit.kind, visit.cycle, visit.sheet) == (
        known.group.path,
        "inspection",
        None,
        None,
    )
    assert visit.took_part == "Ban Chỉ đạo xã\nCông an xã: Lương Mạnh Cường"
    assert visit.written_by_name == known.officer.name
    assert list(visible_visits(known.as_leader)) == [visit]
    assert list(visible_visits(make.actor(make.officer(known.world.neighbour)))) == []


def test_an_area_may_be_visited_as_a_whole(known: Assessed) -> None:
    visit = record_visit(known.as_officer, known.adoption, (known.world.area, None), NEW)
    assert (visit.path, visit.name) == (known.world.area.path, known.world.area.name)
    with pytest.raises(NotAllowed):
        record_visit(known.as_head, known.adoption, (known.world.area, None), NEW)


def test_who_leads_the_group_or_works_next_door_writes_no_visit(known: Assessed) -> None:
    for actor in (known.as_leader, make.actor(make.officer(known.world.neighbour))):
        with pytest.raises(NotAllowed):
            visited(known, actor=actor)
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "raid"}, "visit_kind_unknown"),
        ({"held_on": date(2026, 11, 21)}, "day_in_future"),
        ({"took_part": " \n "}, "visit_who_missing"),
        ({"seen": ""}, "visit_seen_missing"),
        ({"seen": "x" * 4001}, "visit_too_long"),
        ({"kind": "reverification"}, "visit_sheet_mismatch"),
    ],
)
def test_a_visit_that_cannot_be_right_is_refused_with_its_reason(
    known: Assessed, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        visited(known, replace(NEW, **wrong))  # type: ignore[arg-type]
    assert codes(refusal) == [code]
    assert not Visit.objects.exists()


def test_a_group_that_was_dissolved_is_not_visited(known: Assessed) -> None:
    dissolve_group(make.SYSTEM, known.group, date(2026, 11, 20), "Nhập vào tổ số 2")
    known.group.refresh_from_db()
    with pytest.raises(Conflict):
        visited(known)


def test_a_re_verification_is_linked_to_its_sheet_and_read_there(known: Assessed) -> None:
    sheet = checked(known)
    again = replace(NEW, kind="reverification", sheet=sheet)
    visit = visited(known, again)
    assert (visit.sheet, visit.cycle) == (sheet, sheet.cycle)
    add_finding(known.as_officer, visit, NewFinding("Đã dọn sạch.", row="no_pollution"))
    [read] = visits_of_sheet(sheet)
    assert [one.row for one in read.findings.all()] == ["no_pollution"]
    [other] = make.groups(known.world.other_area)
    unit = (known.world.other_area, other)
    with pytest.raises(Invalid) as refusal:
        record_visit(known.as_officer, known.adoption, unit, again)
    assert codes(refusal) == ["visit_sheet_of_another"]


def test_a_finding_with_a_day_is_work_for_the_leader_and_the_head(known: Assessed) -> None:
    visit = visited(known)
    work = add_finding(known.as_officer, visit, WORK)
    seen = add_finding(known.as_officer, visit, NewFinding("Vườn hoa đẹp."))
    for actor in (known.as_leader, known.as_head, known.as_officer):
        assert list(findings_to_do(actor)) == [work]
    assert not findings_to_do(make.actor(make.officer(known.world.neighbour))).exists()
    assert list(findings_of(visit)) == [work, seen]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"text": " "}, "finding_text_missing"),
        ({"text": "x" * 501}, "visit_too_long"),
        ({"due_on": date(2026, 6, 3)}, "finding_due_before"),
        ({"owner": ""}, "finding_owner_missing"),
        ({"row": "nothing"}, "mark_on_unknown_row"),
    ],
)
def test_a_finding_that_cannot_be_right_is_refused_with_its_reason(
    known: Assessed, wrong: dict[str, object], code: str
) -> None:
    visit = visited(known)
    with pytest.raises(Invalid) as refusal:
        add_finding(known.as_officer, visit, replace(WORK, **wrong))  # type: ignore[arg-type]
    assert codes(refusal) == [code]
    assert not Finding.objects.exists()


def test_what_was_found_is_noted_as_done_once_by_who_leads_there(known: Assessed) -> None:
    finding = add_finding(known.as_officer, visited(known), WORK)
    with pytest.raises(NotAllowed):
        finish_finding(make.actor(make.officer(known.world.neighbour)), finding)
    same = Finding.objects.get()
    done = finish_finding(known.as_leader, finding, "Đã thay bóng.")
    assert (done.done_on, done.done_note, done.done_by_name) == (
        date(2026, 11, 20),
        "Đã thay bóng.",
        known.leader.name,
    )
    with pytest.raises(Conflict) as late:
        finish_finding(known.as_head, same, "Khác")
    assert late.value.problem.code == "finding_done_already"
    assert not findings_to_do(known.as_leader).exists()


def test_the_leader_does_not_add_findings(known: Assessed) -> None:
    visit = visited(known)
    with pytest.raises(NotAllowed):
        add_finding(known.as_leader, visit, WORK)
    assert not Finding.objects.exists()


def test_a_visit_written_down_by_mistake_is_withdrawn_with_its_reason_and_asks_for_nothing(
    known: Assessed,
) -> None:
    visit = visited(known)
    finding = add_finding(known.as_officer, visit, WORK)
    for actor in (known.as_leader, make.actor(make.officer(known.world.neighbour))):
        with pytest.raises(NotAllowed):
            withdraw_visit(actor, visit, "Ghi nhầm tổ.")
    for reason, code in (("  ", "visit_reason_missing"), ("x" * 501, "visit_too_long")):
        with pytest.raises(Invalid) as refusal:
            withdraw_visit(known.as_officer, visit, reason)
        assert codes(refusal) == [code]
    gone = withdraw_visit(known.as_officer, visit, " Ghi nhầm tổ. ")
    assert (gone.withdrawn_on, gone.withdrawn_reason, gone.withdrawn_by_name) == (
        date(2026, 11, 20),
        "Ghi nhầm tổ.",
        known.officer.name,
    )
    assert (gone.took_part, gone.seen) == (visit.took_part, visit.seen)
    assert not findings_to_do(known.as_leader).exists()
    assert list(finding_alerts(date(2026, 11, 20))) == []
    assert [one.to_do for one in visit_list(known.as_officer)] == [0]  # type: ignore[attr-defined]
    for attempt in (
        lambda: withdraw_visit(known.as_officer, visit, "Lần nữa."),
        lambda: add_finding(known.as_officer, visit, WORK),
        lambda: finish_finding(known.as_leader, finding),
    ):
        with pytest.raises(Conflict) as late:
            attempt()
        assert late.value.problem.code == "visit_withdrawn_already"


def test_a_re_verification_that_was_withdrawn_leaves_its_sheet(known: Assessed) -> None:
    sheet = checked(known)
    visit = visited(known, replace(NEW, kind="reverification", sheet=sheet))
    withdraw_visit(known.as_officer, visit, "Ghi nhầm phiếu.")
    assert visits_of_sheet(sheet) == []


def test_an_alert_goes_out_once_when_the_day_has_come(known: Assessed) -> None:
    visit = visited(known)
    finding = add_finding(known.as_officer, visit, WORK)
    add_finding(known.as_officer, visit, replace(WORK, due_on=date(2026, 11, 21)))
    [alert] = finding_alerts(date(2026, 11, 20))
    assert (alert.path, alert.params) == (
        known.group.path,
        {"body": known.group.name, "until": date(2026, 11, 20)},
    )
    send_alerts(make.SYSTEM)
    send_alerts(make.SYSTEM)
    told = Notice.objects.filter(code="finding_due")
    assert {one.account for one in told} == {known.leader, known.head, known.officer}
    assert told.count() == 3
    finish_finding(known.as_leader, finding)
    assert list(finding_alerts(date(2026, 11, 20))) == []


def test_the_list_tells_those_with_work_apart_in_few_queries(
    known: Assessed, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    first, second = visited(known), visited(known, replace(NEW, kind="visit"))
    add_finding(known.as_officer, first, WORK)
    actor = known.as_officer
    with django_assert_num_queries(1):
        rows = list(visit_list(actor))
    assert [(one.pk, one.to_do) for one in rows] == [  # type: ignore[attr-defined]
        (second.pk, 0),
        (first.pk, 1),
    ]
    assert list(visit_list(actor, "to_do")) == [first]
    assert list(visit_list(actor, "done")) == [second]


def test_whom_somebody_may_visit_are_the_groups_and_areas_below_them(known: Assessed) -> None:
    assert [one.label for one in units_to_visit(known.as_head).values()] == [
        f"{known.group.name} · {known.world.area.name}"
    ]
    assert len(units_to_visit(known.as_officer)) == 3
    assert units_to_visit(known.as_leader) == {}


def test_visits_go_with_a_group_into_another_area(known: Assessed) -> None:
    """F-3: whoever leads there afterwards still sees what is to be done."""
    visit = visited(known)
    new = make.place("Thôn Hoà Bình", PlaceKind.AREA, known.world.commune)
    what = moves.moves(close=[moves.closed(known.world.area, (new, Fraction(1)))])
    journal = Journal(moves.reform(what.effective_on))
    GroupFollower().follow(what, journal)
    AcceptanceFollower().follow(what, journal)
    visit.refresh_from_db()
    known.group.refresh_from_db()
    assert (visit.place, visit.path) == (new, known.group.path)


def test_the_pages_lead_from_the_list_to_what_was_done(known: Assessed) -> None:
    officer, leader = make.client(known.officer), make.client(known.leader)
    key = next(one.key for one in units_to_visit(known.as_officer).values() if one.unit[1])
    given = {
        "unit": key,
        "kind": "visit",
        "held_on": "04/06/2026",
        "took_part": "Mặt trận xã",
        "seen": "Ngõ sạch.",
    }
    answer = officer.post(reverse("assessments:new_visit"), given, follow=True)
    assert answer.status_code == 200
    visit = Visit.objects.get()
    assert (visit.held_on, visit.group) == (date(2026, 6, 4), known.group)
    wrong = officer.post(
        reverse("assessments:add_finding", args=[visit.pk]),
        {"text": "Sửa đèn.", "due_on": "01/12/2026"},
    )
    assert wrong.status_code == 422
    officer.post(
        reverse("assessments:add_finding", args=[visit.pk]),
        {"text": "Sửa đèn.", "due_on": "01/12/2026", "owner": "Tổ trưởng"},
    )
    assert "Sửa đèn." in leader.get(reverse("assessments:visits")).content.decode()
    assert reverse("assessments:visits") in leader.get(reverse("home")).content.decode()
    head = make.client(known.head)
    assert "Sửa đèn." in head.get(reverse("area_desk")).content.decode()
    finding = Finding.objects.get()
    leader.post(reverse("assessments:finish_finding", args=[finding.pk]), {"note": "Xong"})
    finding.refresh_from_db()
    assert finding.done_note == "Xong"
    assert officer.get(reverse("assessments:visits") + "?trang-thai=done").status_code == 200
    address = reverse("assessments:withdraw_visit", args=[visit.pk])
    assert officer.post(address, {"reason": ""}).status_code == 422
    officer.post(address, {"reason": "Ghi nhầm sang tổ này."})
    shown = officer.get(reverse("assessments:visit", args=[visit.pk])).content.decode()
    assert "Ghi nhầm sang tổ này." in shown
    assert address not in shown
    assert "đã rút" in officer.get(reverse("assessments:visits")).content.decode()


def test_a_re_verification_is_written_from_the_page_of_the_sheet(known: Assessed) -> None:
    sheet = checked(known)
    officer = make.client(known.officer)
    address = f"{reverse('assessments:new_visit')}?phieu={sheet.pk}"
    assert address in officer.get(reverse("assessments:sheet", args=[sheet.pk])).content.decode()
    given = {"held_on": "20/11/2026", "took_part": "Tổ phúc tra", "seen": "Đúng như phiếu."}
    assert officer.post(address, given).status_code == 302
    visit = Visit.objects.get()
    assert (visit.sheet, visit.kind) == (sheet, "reverification")
    shown = officer.get(reverse("assessments:sheet", args=[sheet.pk])).content.decode()
    assert "Đúng như phiếu." in shown
    assert make.client(known.leader).get(address).status_code == 404
