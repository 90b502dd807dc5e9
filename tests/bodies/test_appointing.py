"""Posts: appointing, acting, ending, handing over (S1-15, S2-06, S2-13, S2-32, F-21, F-24)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make
from tests.bodies.making import FOUNDED, body, officer, post, stranger
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import Appointment, Guidance, PostHolder
from tuquan.bodies.queries import composition_remarks, handover_of, vacancies
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    NewGuidance,
    appoint,
    end_appointment,
    end_guidance,
    guide,
    name_acting,
    record_training,
    succeed,
)

TODAY = date(2026, 11, 20)
NEXT = NewAppointment(Named("Hoàng Văn Nam"), "chair", "Trưởng ban", TODAY)


def refused(error: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in error.value.problems}


def test_somebody_is_appointed_with_term_seat_and_own_task(world: make.World) -> None:
    one = body(world.commune)
    new = NewAppointment(
        Named(" Lương  Thị Hạnh "),
        "chair",
        "Trưởng ban",
        FOUNDED,
        date(2031, 3, 2),
        "Bí thư Đảng ủy",
        "Bí thư Đảng ủy xã",
        task="Chỉ đạo chung",
    )
    made = appoint(officer(world), one, new)
    made.refresh_from_db()
    assert (made.holder.name, made.role, made.post) == ("Lương Thị Hạnh", "chair", "Trưởng ban")
    assert (made.term_from, made.term_until, made.ended_on) == (FOUNDED, date(2031, 3, 2), None)
    assert (made.seat, made.main_post) == ("Bí thư Đảng ủy", "Bí thư Đảng ủy xã")
    assert (made.acting, made.task, made.follows) == (False, "Chỉ đạo chung", None)
    change = Change.objects.get(action="bodies.appointed")
    assert change.path == world.commune.path
    assert change.data == {"post": "Trưởng ban", "appointment": made.pk, "guided": 0}


def test_composition_warns_and_never_blocks(world: make.World) -> None:
    """S2-06 with its correction: every remark is a warning, and people can be appointed anyway."""
    one = body(world.commune)
    for number in range(5):
        post(one, f"Người {number}", "chair", "Trưởng ban")
    remarks = composition_remarks(one)
    assert all(remark.is_warning for remark in remarks)
    codes = {remark.code for remark in remarks}
    assert codes == {"board_too_large", "several_chairs", "seat_unfilled"}


def test_the_officer_next_door_appoints_nobody(world: make.World) -> None:
    one = body(world.commune)
    with pytest.raises(NotAllowed):
        appoint(stranger(world), one, NEXT)
    with pytest.raises(NotAllowed):
        name_acting(stranger(world), one, NEXT)
    assert not PostHolder.objects.exists()


def test_everything_wrong_with_an_appointment_is_said_and_nobody_is_written_down(
    world: make.World,
) -> None:
    one = body(world.commune)
    new = NewAppointment(
        Named("Ai đó"), "king", "Trưởng <ban>", date(2026, 1, 1), main_post="a" * 151
    )
    with pytest.raises(Invalid) as error:
        appoint(officer(world), one, new)
    assert refused(error) == {
        ("text_with_markup", "post"),
        ("words_too_long", "main_post"),
        ("appointment_before_body", "term_from"),
        ("role_in_body_unknown", "role"),
    }
    assert not PostHolder.objects.exists()


def test_a_term_ends_after_it_begins(world: make.World) -> None:
    with pytest.raises(Invalid) as error:
        post(body(world.commune), term_until=FOUNDED)
    assert refused(error) == {("term_ends_before_it_begins", "term_until")}


def test_nobody_holds_one_post_twice(world: make.World) -> None:
    held = post(body(world.commune))
    with pytest.raises(Invalid) as error:
        appoint(officer(world), held.body, replace(NEXT, holder=held.holder))
    assert refused(error) == {("post_held_already", "post")}


def test_somebody_of_another_commune_is_refused(world: make.World) -> None:
    theirs = post(body(world.neighbour)).holder
    with pytest.raises(Invalid) as error:
        appoint(make.SYSTEM, body(world.commune), replace(NEXT, holder=theirs))
    assert refused(error) == {("holder_of_other_place", "name")}


def test_an_ended_post_is_vacant_and_says_who_held_it(world: make.World) -> None:
    held = post(body(world.commune), seat="Bí thư Đảng ủy")
    end_appointment(officer(world), held, TODAY, "Nghỉ hưu", "Sổ ở văn phòng")
    held.refresh_from_db()
    assert (held.ended_on, held.end_reason, held.handover) == (
        TODAY,
        "Nghỉ hưu",
        "Sổ ở văn phòng",
    )
    chair = vacancies(held.body)[0]
    assert (chair.post, chair.role, chair.seat) == ("Trưởng ban", "chair", "Bí thư Đảng ủy")
    assert (chair.last, chair.acting, chair.missing) == (held, None, 1)
    change = Change.objects.get(action="bodies.appointment_ended")
    assert change.data == {
        "post": "Trưởng ban",
        "reason": "Nghỉ hưu",
        "appointment": held.pk,
    }


def test_empty_seats_of_the_rule_are_vacant(world: make.World) -> None:
    found = vacancies(body(world.commune))
    assert [(one.post, one.role, one.missing, one.last) for one in found] == [
        ("Bí thư Đảng ủy", "chair", 1, None),
        ("Đoàn thể", "member", 1, None),
    ]


def test_an_ordinary_member_leaves_no_vacancy(world: make.World) -> None:
    one = body(world.commune, rule=None)
    end_appointment(make.SYSTEM, post(one, role="member", title="Ủy viên"), TODAY, "Chuyển đi")
    assert vacancies(one) == []


def test_a_post_ends_once_and_not_before_it_began(world: make.World) -> None:
    held = post(body(world.commune))
    with pytest.raises(Invalid) as error:
        end_appointment(officer(world), held, date(2026, 3, 1), " ")
    assert refused(error) == {("day_before_beginning", "on"), ("text_missing", "reason")}
    with pytest.raises(Invalid) as later:
        end_appointment(officer(world), held, date(2026, 11, 21), "Nghỉ")
    assert refused(later) == {("day_not_come", "on")}
    end_appointment(officer(world), held, TODAY, "Nghỉ")
    with pytest.raises(Conflict) as again:
        end_appointment(officer(world), held, TODAY, "Nghỉ")
    assert again.value.problem.code == "appointment_over"


def test_the_officer_next_door_ends_and_hands_over_nothing(world: make.World) -> None:
    held = post(body(world.commune))
    with pytest.raises(NotAllowed):
        end_appointment(stranger(world), held, TODAY, "Nghỉ")
    with pytest.raises(NotAllowed):
        succeed(stranger(world), held, NEXT, "")
    held.refresh_from_db()
    assert held.ended_on is None
    assert Appointment.objects.count() == 1


def test_somebody_acts_in_a_vacant_post_for_six_months(world: make.World) -> None:
    one = body(world.commune, rule=None)
    held = post(one)
    acting = replace(NEXT, term_from=date(2026, 5, 31))
    with pytest.raises(Invalid) as error:
        name_acting(officer(world), one, acting)
    assert refused(error) == {("post_not_vacant", "post")}
    end_appointment(make.SYSTEM, held, date(2026, 5, 31), "Chuyển công tác")
    made = name_acting(officer(world), one, acting)
    assert (made.acting, made.term_until) == (True, date(2026, 11, 30))
    [vacancy] = vacancies(one)
    assert (vacancy.last, vacancy.acting) == (held, made)
    assert Change.objects.filter(action="bodies.acting_named").count() == 1


def test_handing_over_passes_on_guidance_note_and_what_was_taught(world: make.World) -> None:
    held = post(body(world.commune))
    guide(make.SYSTEM, held.body, NewGuidance(world.area, world.area.path, held, "Đôn đốc"))
    ended = guide(
        make.SYSTEM, held.body, NewGuidance(world.other_area, world.other_area.path, held)
    )
    end_guidance(make.SYSTEM, ended)
    Guidance.objects.filter(pk=ended.pk).update(
        effective_from=FOUNDED, effective_until=date(2026, 6, 1)
    )
    training = record_training(make.SYSTEM, held.holder, "Vận động", "MTTQ", date(2026, 4, 1))
    made = succeed(officer(world), held, NEXT, "Hỏi ông Ba về đèn đường", "Hết nhiệm kỳ")
    held.refresh_from_db()
    assert (held.ended_on, held.end_reason) == (TODAY, "Hết nhiệm kỳ")
    assert (made.follows, made.holder.name) == (held, "Hoàng Văn Nam")
    current = Guidance.objects.current().get()
    assert (current.appointment, current.path, current.task) == (made, world.area.path, "Đôn đốc")
    assert Guidance.objects.count() == 3
    known = handover_of(made)
    assert known is not None
    assert known.before.handover == "Hỏi ông Ba về đèn đường"
    assert [one.place for one in known.guidance] == [world.area]
    assert known.trainings == (training,)
    change = Change.objects.get(action="bodies.handed_over")
    assert change.data == {"post": "Trưởng ban", "appointment": made.pk, "guided": 1}
    assert vacancies(held.body) == vacancies(made.body)
    assert "Trưởng ban" not in [one.post for one in vacancies(made.body)]


def test_a_term_is_renewed_by_handing_over_to_oneself(world: make.World) -> None:
    held = post(body(world.commune))
    made = succeed(officer(world), held, replace(NEXT, holder=held.holder), "")
    assert (made.holder, made.term_from) == (held.holder, TODAY)
    assert PostHolder.objects.count() == 1


def test_a_hand_over_that_is_refused_leaves_everything_as_it_was(world: make.World) -> None:
    held = post(body(world.commune))
    wrong = replace(NEXT, post="", term_from=date(2026, 11, 25))
    with pytest.raises(Invalid) as error:
        succeed(officer(world), held, wrong, "")
    assert refused(error) == {("text_missing", "post"), ("day_not_come", "term_from")}
    held.refresh_from_db()
    assert held.ended_on is None
    assert PostHolder.objects.count() == 1


def test_whoever_fills_a_vacancy_later_goes_on_with_the_guidance(world: make.World) -> None:
    held = post(body(world.commune))
    guide(make.SYSTEM, held.body, NewGuidance(world.area, world.area.path, held, since=FOUNDED))
    end_appointment(make.SYSTEM, held, date(2026, 9, 1), "Nghỉ hưu")
    assert not Guidance.objects.current().exists()
    made = appoint(officer(world), held.body, replace(NEXT, follows=held))
    assert Guidance.objects.current().get().appointment == made
    with pytest.raises(Conflict) as error:
        appoint(officer(world), held.body, replace(NEXT, holder=Named("C"), follows=held))
    assert error.value.problem.code == "succession_done"
