"""Acceptance of models in the demonstration: some accepted, one not, the others wait; a visit."""

from __future__ import annotations

from datetime import date, timedelta

from tuquan.assessments.models import Acceptance
from tuquan.assessments.queries import visible_acceptances
from tuquan.assessments.queries.comparisons import comparison_of
from tuquan.assessments.services import (
    Check,
    NewFinding,
    NewVisit,
    Present,
    accept_model,
    add_finding,
    draft_acceptance_minutes,
    finish_finding,
    record_check,
    record_visit,
    refuse_model,
)
from tuquan.base import clock
from tuquan.base.actor import Actor
from tuquan.bodies.models import Appointment, Body
from tuquan.bodies.services import Named, NewAppointment, NewBody, appoint, found_body
from tuquan.core.accepting import has_figures
from tuquan.documents.queries import IssueTerms
from tuquan.documents.services import issue_document
from tuquan.formation.services import ModelWords, choose_model
from tuquan.places.models import Place
from tuquan.programmes.models import Adoption
from tuquan.project.demo.stage import ACTOR, then

PROGRAMME = "tuyen-quang-2018"
ACCEPTED, REFUSED, CHECKED, VISITED = "Bản Ngọc", "Thôn 4", "Thôn 2", "Thôn 6"
"""The areas in which something has come about; in the others every group waits."""

MODELS = {
    ACCEPTED: ("environment", "Ngõ sạch, nhà có thùng rác", "Tổng vệ sinh, phân loại rác"),
    REFUSED: ("security", "Tuyến đường sáng", "Thắp đèn các ngõ, giữ lòng đường thông thoáng"),
    CHECKED: ("environment", "Đường hoa tự quản", "Trồng và chăm sóc đường hoa, quét dọn ngõ"),
    VISITED: ("security", "Tổ an toàn giao thông", "Nhắc nhau đi đúng phần đường, bảo vệ cột đèn"),
}
FRONT_CHAIR = "Lương Văn Thành"
COMMITTEE = (
    (Appointment.Role.CHAIR, FRONT_CHAIR, "Trưởng ban", "Chủ tịch Ủy ban MTTQ xã"),
    (Appointment.Role.VICE_CHAIR, "Hà Thị Tuyết", "Phó Trưởng ban", "Phó Chủ tịch UBND xã"),
    (Appointment.Role.MEMBER, "Bùi Đức Long", "Thư ký", "Công chức văn hóa - xã hội"),
)
OWNER = "Tổ trưởng"
REASON = "Mới thắp đèn được 2 trong 5 ngõ; kiểm tra lại vào năm sau."


def accept(commune: Place, officer: Actor) -> None:
    """What the committee of the commune has checked and decided by now, and a visit."""
    adoption = Adoption.objects.get(place=commune, edition__programme__key=PROGRAMME)
    waiting = (
        visible_acceptances(ACTOR)
        .under_way()
        .filter(cycle__adoption=adoption, place__name__in=MODELS)
    )
    known = [one for one in waiting if has_figures(comparison_of(one).lines)]
    board = _committee(commune, officer, adoption)
    _choose_models(officer, adoption)
    by_area: dict[str, list[Acceptance]] = {}
    for one in known:
        by_area.setdefault(one.place.name, []).append(one)
    for one in by_area.get(ACCEPTED, ())[:2]:
        _check(officer, one, board, "Ngõ được quét dọn đều, rác để đúng chỗ.")
        accept_model(officer, one, one.version)
        _sign(officer, one)
    for one in by_area.get(REFUSED, ())[:1]:
        _check(officer, one, board, "Đã thắp đèn 2 ngõ.", "Còn 3 ngõ chưa có đèn.")
        refuse_model(officer, one, one.version, REASON)
    for one in by_area.get(CHECKED, ())[:1]:
        _check(officer, one, board, "Đã trồng hai tuyến đường hoa.")
    _visit(officer, adoption, commune)


def _committee(commune: Place, officer: Actor, adoption: Adoption) -> Body:
    """The steering committee of the programme, founded when the programme was taken on."""
    board = next(one for one in adoption.content.boards if one.level == "commune")
    on = adoption.effective_from
    name = "Ban Chỉ đạo xây dựng mô hình tự quản xã Minh Sơn"
    kind = Body.Kind.STEERING_COMMITTEE
    new = NewBody(kind, name, on, PROGRAMME, board, "\n".join(board.tasks))
    body = found_body(officer, commune, new)
    for role, who, post, elsewhere in COMMITTEE:
        appoint(officer, body, NewAppointment(Named(who), role, post, on, main_post=elsewhere))
    return body


def _choose_models(officer: Actor, adoption: Adoption) -> None:
    for area in Place.objects.below(adoption.place.path).areas().filter(name__in=MODELS):
        words = ModelWords(*MODELS[area.name])
        chooser = f"Ban Công tác Mặt trận {area.name}"
        choose_model(officer, adoption, area, words, adoption.effective_from, chooser)


def _check(
    officer: Actor, one: Acceptance, board: Body, results: str, shortcomings: str = ""
) -> None:
    present = tuple(Present(name, post) for _role, name, post, _elsewhere in COMMITTEE)
    conclusion = "Tổ tiếp tục giữ nếp sinh hoạt và báo cáo hằng tháng."
    check = Check(_some_days_ago(5), board, present, True, results, shortcomings, conclusion)
    record_check(officer, one, one.version, check)


def _sign(officer: Actor, one: Acceptance) -> None:
    """The minutes, written and signed by who chaired and who wrote them."""
    minutes = draft_acceptance_minutes(officer, one)
    names = (COMMITTEE[0][1], COMMITTEE[2][1])
    terms = IssueTerms(on=_some_days_ago(3), signed_by=names, place_of_issue="Minh Sơn")
    issue_document(officer, minutes, terms)


def _visit(officer: Actor, adoption: Adoption, commune: Place) -> None:
    """A joint inspection of the first group: one thing done since, one still to be done."""
    group = Acceptance.objects.filter(
        cycle__adoption=adoption, place__parent=commune, place__name=VISITED, group__number=1
    ).first()
    if group is None:
        return
    on = _some_days_ago(20)
    new = NewVisit(
        "inspection",
        on,
        "Ban Chỉ đạo xã: Lương Văn Thành, Hà Thị Tuyết\nCông an xã",
        "Ngõ sạch, lòng đường thông thoáng. Hai cột đèn cuối ngõ chưa sáng.",
    )
    with then(on, 15):
        visit = record_visit(officer, adoption, (group.place, group.group), new)
        first = NewFinding("Dọn vật liệu để ở đầu ngõ.", on + timedelta(days=7), OWNER)
        second = NewFinding("Sửa hai bóng đèn cuối ngõ.", on + timedelta(days=45), OWNER)
        done, _open = (add_finding(officer, visit, one) for one in (first, second))
    with then(_some_days_ago(12), 17):
        finish_finding(officer, done, "Các hộ đã chuyển vật liệu về sân.")


def _some_days_ago(days: int) -> date:
    """A day before today, of this year."""
    today = clock.today()
    return max(today - timedelta(days=days), date(today.year, 1, 1))
