"""S1-21, S1-29, F-67: the minutes of an acceptance tell what was decided, and two sign them."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.assessments.acceptance_worlds import (
    Accepting,
    accepted,
    accepting,
    checked,
)
from tuquan.assessments.queries.acceptance_papers import minutes_contents, minutes_template
from tuquan.assessments.services import (
    correct_acceptance,
    draft_acceptance_minutes,
)
from tuquan.base.errors import Conflict
from tuquan.core.papers import Issue, fill, style_for
from tuquan.documents.models import OfficialDocument
from tuquan.documents.queries import IssueTerms, preview_of, read_contents
from tuquan.documents.services import issue_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Accepting:
    return accepting(world)


def test_the_check_is_written_down_as_on_the_minutes_and_kept(known: Accepting) -> None:
    acceptance = checked(known)
    assert (acceptance.state, acceptance.version, acceptance.board) == ("checked", 1, known.board)
    assert acceptance.present == [
        {"name": "Lò Văn Điệp", "post": "Trưởng ban"},
        {"name": "Mai Thị Hường", "post": ""},
    ]
    assert (acceptance.with_group, acceptance.results) == (
        True,
        "Đường ngõ sạch, rác được phân loại.",
    )
    [kept] = acceptance.revisions.all()
    assert (kept.event, kept.content["board"], kept.by_name) == (
        "checked",
        known.board.name,
        known.officer.name,
    )


def test_the_minutes_are_the_programme_s_own_and_two_people_sign_them(known: Accepting) -> None:
    acceptance = accepted(known)
    minutes = draft_acceptance_minutes(known.as_officer, acceptance, "Hộ bà Hoà")
    assert acceptance.has_its_minutes
    assert minutes.title.casefold() == (
        "biên bản kiểm tra, nghiệm thu mô hình tự quản “ngõ sạch tự quản” năm 2026"
    )
    rows = {one["content"]: one for one in read_contents(minutes).rows["acceptance_minutes"]}
    assert rows["Hộ phân loại rác tại nhà (hộ)"]["baseline"] == "4"
    assert rows["Hộ phân loại rác tại nhà (hộ)"]["result"] == "17"
    assert rows["Buổi tổng vệ sinh chung (buổi)"] == {
        "number": rows["Buổi tổng vệ sinh chung (buổi)"]["number"],
        "content": "Buổi tổng vệ sinh chung (buổi)",
        "baseline": "0",
        "goal": "1 mỗi kỳ báo cáo",
        "result": "3 trong 2 kỳ báo cáo, bình quân 1,5",
    }
    assert rows["Không dùng chất cấm trong chăn nuôi"]["result"] == "không áp dụng"
    signed = IssueTerms(
        on=date(2026, 11, 20),
        signed_by=("Lò Văn Điệp", "Mai Thị Hường"),
        place_of_issue="Minh Sơn",
    )
    issued = issue_document(known.as_officer, minutes, signed)
    assert (issued.state, issued.signed_by) == ("issued", ["Mai Thị Hường", "Lò Văn Điệp"])
    with pytest.raises(Conflict) as again:
        draft_acceptance_minutes(known.as_officer, acceptance)
    assert again.value.problem.code == "acceptance_has_minutes"


def test_minutes_of_an_earlier_decision_are_replaced_by_others(known: Accepting) -> None:
    acceptance = accepted(known)
    first = draft_acceptance_minutes(known.as_officer, acceptance)
    names = ("Lò Văn Điệp", "Mai Thị Hường")
    terms = IssueTerms(on=date(2026, 11, 20), signed_by=names, place_of_issue="Minh Sơn")
    issue_document(known.as_officer, first, terms)
    correct_acceptance(
        known.as_officer, acceptance, 2, known.check, is_accepted=False, reason="Đếm nhầm."
    )
    assert not acceptance.has_its_minutes
    second = draft_acceptance_minutes(known.as_officer, acceptance)
    assert (second.replaces, acceptance.minutes) == (first, second)
    assert read_contents(second).values["conclusions"].startswith("Chưa nghiệm thu. Lý do: Đếm")
    assert read_contents(first).values["conclusions"].startswith("Nghiệm thu mô hình.")


def test_minutes_drafted_before_a_correction_are_filled_in_again(known: Accepting) -> None:
    acceptance = accepted(known)
    first = draft_acceptance_minutes(known.as_officer, acceptance)
    correct_acceptance(
        known.as_officer, acceptance, 2, known.check, is_accepted=False, reason="Đếm nhầm."
    )
    assert draft_acceptance_minutes(known.as_officer, acceptance).pk == first.pk
    assert OfficialDocument.objects.count() == 1


def test_there_are_no_minutes_of_what_is_not_decided(known: Accepting) -> None:
    with pytest.raises(Conflict) as refusal:
        draft_acceptance_minutes(known.as_officer, checked(known))
    assert refusal.value.problem.code == "acceptance_not_decided"
    assert not OfficialDocument.objects.exists()


def test_nothing_of_the_minutes_is_left_open(known: Accepting) -> None:
    minutes = draft_acceptance_minutes(known.as_officer, accepted(known))
    terms = IssueTerms(on=date(2026, 11, 20), signed_by=("Lò Văn Điệp", "Mai Thị Hường"))
    _filled, _style, problems = preview_of(minutes, terms)
    assert [one.code for one in problems if not one.is_warning] == []


def test_a_programme_without_minutes_of_its_own_uses_the_common_ones(known: Accepting) -> None:
    template = minutes_template(make.edition(make.S0).content)
    assert (template.key, template.source.default is not None) == ("acceptance_minutes", True)
    contents = minutes_contents(accepted(known), template, "Hộ bà Hoà")
    style = style_for(template.style, date(2026, 11, 20))
    issue = Issue(on=date(2026, 11, 20), place="Minh Sơn", signed_by=("Lò Văn Điệp",))
    filled = fill(template, style, contents, issue, issuing=True)
    assert filled.problems == ()
    assert contents.values["member_names"] == "Lò Văn Điệp – Trưởng ban; Mai Thị Hường."
