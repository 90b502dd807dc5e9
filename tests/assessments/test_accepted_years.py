"""S1-21, S1-22, S4-08: years in a row, and the result told at the festival of the area."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.assessments.acceptance_worlds import (
    OCTOBER,
    Accepting,
    accepted,
    accepting,
    checked,
    report,
)
from tuquan.assessments.models import Acceptance
from tuquan.assessments.queries import (
    accepted_in_a_row,
    festival_text,
    reached_by,
)
from tuquan.assessments.services import (
    accept_model,
    open_cycles,
    refuse_model,
    tell_at_festival,
)
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.programmes.services import UNITY_FESTIVAL, record_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Accepting:
    return accepting(world)


def codes(refusal: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [one.code for one in refusal.value.problems]


def test_s1_22_each_later_year_has_its_acceptance_and_years_in_a_row_are_counted(
    known: Accepting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = accepted(known)
    assert accepted_in_a_row(first) == 1
    monkeypatch.setenv("TUQUAN_TODAY", "2027-11-20")
    assert open_cycles(make.SYSTEM) == 1
    known.acceptance = Acceptance.objects.get(cycle__year=2027)
    assert accepted_in_a_row(known.acceptance) == 1
    report(known.group, "monthly", OCTOBER)
    second = checked(known, held_on=date(2027, 11, 12))
    accept_model(known.as_officer, second, 1)
    assert accepted_in_a_row(second) == 2
    unit = (known.world.area, known.group)
    years = reached_by([unit], make.S1)[unit]
    assert [(one.year, one.is_reached, one.result, one.acceptance) for one in years] == [
        (2027, True, None, second),
        (2026, True, None, first),
    ]


def test_a_year_that_was_not_accepted_ends_the_row_and_is_told_as_not_reached(
    known: Accepting,
) -> None:
    acceptance = checked(known)
    refuse_model(known.as_officer, acceptance, 1, "Chưa đạt.")
    assert accepted_in_a_row(acceptance) == 0
    unit = (known.world.area, known.group)
    [year] = reached_by([unit], make.S1)[unit]
    assert (year.year, year.is_reached, year.acceptance) == (2026, False, acceptance)
    assert reached_by([unit], make.S0)[unit] == []


def test_s4_08_the_result_is_told_at_the_festival_of_the_area(known: Accepting) -> None:
    acceptance = accepted(known)
    with pytest.raises(Invalid) as refusal:
        tell_at_festival(known.as_head, acceptance)
    assert codes(refusal) == ["acceptance_festival_unknown"]
    record_event(make.SYSTEM, known.world.area, UNITY_FESTIVAL, date(2026, 11, 16))
    with pytest.raises(NotAllowed):
        tell_at_festival(known.as_leader, acceptance)
    tell_at_festival(known.as_head, acceptance)
    assert acceptance.told_on == date(2026, 11, 16)
    with pytest.raises(Conflict) as again:
        tell_at_festival(known.as_head, acceptance)
    assert again.value.problem.code == "acceptance_told_already"
    text = festival_text(acceptance)
    assert text[0] == (
        f"Kết quả mô hình tự quản “Ngõ sạch tự quản” của {known.group.name} năm 2026 (báo cáo tại "
        "Ngày hội Đại đoàn kết toàn dân tộc ngày 16/11/2026)."
    )
    assert text[1] == "Mô hình được nghiệm thu ngày 12/11/2026."
    assert text[2] == "Giữ được 4 trong 4 điều đã cam kết."
    share = "Tỷ lệ hộ phân loại rác tại nhà: 85% (khảo sát ban đầu 20%, mục tiêu 80%)."
    assert share in text
    days = "Buổi tổng vệ sinh chung: 3 buổi trong năm, bình quân mỗi kỳ báo cáo 1,5 "
    assert f"{days}(khảo sát ban đầu 0, mục tiêu 1)." in text
    assert not any(one.startswith("Hộ phân loại rác") for one in text)
    assert text[-1] == "Việc còn phải làm: Đèn ngõ cuối chưa đủ."
