"""The pages about bodies and people (S1-08, S1-13, S1-17, S2-06, F-21, F-24, F-126)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.bodies.making import FOUNDED, body, post
from tuquan.bodies.models import Appointment, Body, Guidance, PostHolder, Training
from tuquan.bodies.services import (
    Named,
    NewAppointment,
    NewGuidance,
    appoint,
    end_appointment,
    guide,
)
from tuquan.bodies.services import succeed as hand_over

TODAY = date(2026, 11, 20)
FORM = {"name": "Hoàng Văn Nam", "post": "Trưởng ban", "role": "chair", "term_from": "20/11/2026"}


@pytest.fixture
def officer(world: make.World) -> Client:
    return make.client(make.officer(world.commune))


def url(name: str, *args: int) -> str:
    return reverse(f"bodies:{name}", args=args)


def levels(answer: object) -> list[str]:
    return [message.level_tag for message in answer.context["messages"]]  # type: ignore[attr-defined]


def test_the_list_says_size_chair_remarks_and_what_runs_out(
    world: make.World, officer: Client
) -> None:
    post(body(world.commune), seat="Bí thư Đảng ủy", term_until=date(2026, 12, 1))
    answer = officer.get(url("index"))
    [(line, size)] = answer.context["lines"]
    assert (line.people, line.remarks, line.ending) == (1, 2, 1)
    assert [one.holder.name for one in line.chairs] == ["Lương Thị Hạnh"]
    assert "3" in size
    assert "4" in size
    assert (answer.context["chairless"], answer.context["ending"]) == (0, 1)


def test_the_page_of_a_body_explains_what_the_rule_says(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    post(one, seat="Bí thư Đảng ủy")
    answer = officer.get(url("detail", one.pk))
    assert len(answer.context["remarks"]) == 2
    assert [(line.seat.label, line.is_open) for line in answer.context["seats"]] == [
        ("Bí thư Đảng ủy", False),
        ("Đoàn thể", True),
    ]
    assert [one.post for one in answer.context["vacancies"]] == ["Đoàn thể"]


def test_the_head_of_an_area_sees_who_guides_it_and_changes_nothing(world: make.World) -> None:
    """S1-08."""
    one = body(world.commune)
    guide(make.SYSTEM, one, NewGuidance(world.area, world.area.path, post(one)))
    head = make.client(make.account("area_head", world.area))
    answer = head.get(url("index"))
    assert [given.body for given in answer.context["guides"]] == [one]
    assert answer.context["may_manage"] is False
    board = body(world.area, "Ban điều hành thôn", None, "area_board")
    page = head.get(url("detail", board.pk))
    assert page.context["may_manage"] is False
    assert b"<form" not in page.content.split(b"<main")[1]
    assert head.post(url("alter", board.pk), {"name": "Khác"}).status_code == 404


def test_a_board_of_a_programme_comes_filled_in_and_is_founded(
    world: make.World, officer: Client
) -> None:
    """S1-13: under the rule of the adopted edition."""
    make.adoption(world.commune, make.S0)
    make.adoption(world.commune, make.S1)
    wanted = f"{make.S1}/steering_committee"
    form = officer.get(url("found"), {"ban": wanted}).context["form"]
    assert form.initial["board"] == wanted
    assert form.initial["place"] == world.commune
    assert "quy chế" in form.initial["tasks"]
    data = {
        "place": world.commune.pk,
        "board": wanted,
        "kind": "steering_committee",
        "name": form.initial["name"],
        "founded_on": "02/03/2026",
        "tasks": form.initial["tasks"],
    }
    answer = officer.post(url("found"), data)
    made = Body.objects.get()
    assert answer["Location"] == url("detail", made.pk)
    assert (made.programme, made.board, made.founded_on) == (
        make.S1,
        "steering_committee",
        FOUNDED,
    )


def test_a_refused_founding_keeps_what_was_typed(world: make.World, officer: Client) -> None:
    data = {"place": world.commune.pk, "kind": "office", "name": "a" * 300}
    answer = officer.post(url("found"), data | {"founded_on": "30/02/2026"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"founded_on"}
    answer = officer.post(url("found"), data | {"founded_on": "20/02/2026"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"name"}
    assert b"a" * 300 in answer.content
    assert not Body.objects.exists()


def test_a_name_with_markup_is_refused_and_shown_as_text(
    world: make.World, officer: Client
) -> None:
    one = body(world.commune)
    answer = officer.post(url("appoint", one.pk), FORM | {"name": "<script>x</script>"})
    assert answer.status_code == 422
    assert b"<script>x" not in answer.content
    assert not PostHolder.objects.exists()


def test_somebody_is_appointed_for_months(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    data = FORM | {"months": "30", "seat": "Bí thư Đảng ủy"}
    answer = officer.post(url("appoint", one.pk), data, follow=True)
    assert levels(answer) == ["success"]
    made = Appointment.objects.get()
    assert (made.holder.name, made.term_until) == ("Hoàng Văn Nam", date(2029, 5, 20))


def test_a_term_may_last_as_long_as_that_of_the_area_head(
    world: make.World, officer: Client
) -> None:
    """S0-12."""
    board = body(world.area, "Ban điều hành thôn", None, "area_board")
    post(board, title="Trưởng thôn", term_until=date(2031, 7, 1))
    data = FORM | {"post": "Phó thôn", "role": "vice_chair", "as_area_head": "on"}
    officer.post(url("appoint", board.pk), data)
    assert Appointment.objects.get(post="Phó thôn").term_until == date(2031, 7, 1)


def test_a_known_name_asks_who_is_meant(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    known = post(one, "Hoàng Văn Nam", "member", "Ủy viên").holder
    answer = officer.post(url("appoint", one.pk), FORM)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"person"}
    assert "Ủy viên" in str(answer.content, "utf-8")
    officer.post(url("appoint", one.pk), FORM | {"person": str(known.pk)})
    assert Appointment.objects.get(post="Trưởng ban").holder == known
    other = FORM | {"post": "Thư ký", "role": "member", "person": "another"}
    officer.post(url("appoint", one.pk), other)
    assert Appointment.objects.get(post="Thư ký").holder != known


def test_a_refused_appointment_writes_nobody_down(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    answer = officer.post(url("appoint", one.pk), FORM | {"term_from": "01/01/2026"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"term_from"}
    assert not PostHolder.objects.exists()


def test_a_vacancy_is_filled_and_the_guidance_goes_on(world: make.World, officer: Client) -> None:
    held = post(body(world.commune), seat="Bí thư Đảng ủy")
    guide(make.SYSTEM, held.body, NewGuidance(world.area, world.area.path, held, since=FOUNDED))
    end_appointment(make.SYSTEM, held, date(2026, 10, 1), "Nghỉ")
    address = url("appoint", held.body_id) + "?trong=Trưởng+ban"
    form = officer.get(address).context["form"]
    assert (form.initial["post"], form.initial["seat"]) == ("Trưởng ban", "Bí thư Đảng ủy")
    officer.post(address, FORM)
    made = Appointment.objects.current().get()
    assert made.follows == held
    assert Guidance.objects.current().get().appointment == made


def test_somebody_acts_in_a_vacant_post(world: make.World, officer: Client) -> None:
    held = post(body(world.commune))
    assert officer.post(url("act", held.body_id), FORM).status_code == 422
    end_appointment(make.SYSTEM, held, TODAY, "Nghỉ")
    officer.post(url("act", held.body_id), FORM)
    made = Appointment.objects.current().get()
    assert (made.acting, made.term_until) == (True, date(2027, 5, 20))


def test_a_post_is_handed_over_and_the_next_holder_reads_the_note(
    world: make.World, officer: Client
) -> None:
    held = post(body(world.commune))
    account = make.account("area_head", world.area, "Hoàng Văn Nam")
    data = FORM | {"handover": "Hỏi ông Ba", "account": account.pk, "reason": "Hết nhiệm kỳ"}
    answer = officer.post(url("hand_over", held.pk), data)
    assert answer["Location"] == url("detail", held.body_id)
    page = make.client(account).get(url("own_posts"))
    assert "Hỏi ông Ba" in str(page.content, "utf-8")
    made = Appointment.objects.current().get()
    assert "Hỏi ông Ba" in str(officer.get(url("person", made.holder_id)).content, "utf-8")


def test_a_post_ends_from_the_page(world: make.World, officer: Client) -> None:
    held = post(body(world.commune))
    answer = officer.post(url("end_post", held.pk), {"on": "20/11/2026", "reason": ""})
    assert answer.status_code == 422
    officer.post(url("end_post", held.pk), {"on": "20/11/2026", "reason": "Nghỉ hưu"})
    held.refresh_from_db()
    assert held.ended_on == TODAY


def test_several_areas_are_given_at_once(world: make.World, officer: Client) -> None:
    """S1-17."""
    held = post(body(world.commune))
    areas = [world.area.path, world.other_area.path]
    address = url("guide", held.body_id)
    assert officer.post(address, {"by": held.pk}).status_code == 422
    officer.post(address, {"by": held.pk, "targets": areas, "task": "Đôn đốc"})
    given = Guidance.objects.order_by("path")
    assert [(one.path, one.appointment, one.task) for one in given] == [
        (path, held, "Đôn đốc") for path in areas
    ]
    again = officer.post(address, {"by": held.pk, "targets": areas[:1]})
    assert again.status_code == 422
    lines = [line for _area, lines in again.context["areas"] for line in lines]
    assert [(line.target.label, line.is_ticked) for line in lines] == [
        ("Thôn 2", True),
        ("Thôn 10", False),
    ]
    stolen = {"by": held.pk, "targets": [world.neighbour_area.path]}
    assert officer.post(address, stolen).status_code == 422
    officer.post(url("end_guidance", given[0].pk))
    assert Guidance.objects.current().count() == 1


def test_name_tasks_and_end_from_the_page(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    officer.post(url("alter", one.pk), {"name": "Ban mới", "tasks": "Kiểm tra"})
    one.refresh_from_db()
    assert (one.name, one.tasks) == ("Ban mới", "Kiểm tra")
    officer.post(url("dissolve", one.pk), {"on": "20/11/2026", "reason": "Quyết định 12"})
    page = officer.get(url("detail", one.pk))
    assert page.context["may_manage"] is False
    ended = officer.get(url("index")).context["ended"]
    assert ended == [one]


def test_the_history_tells_everything_the_latest_first(world: make.World, officer: Client) -> None:
    one = body(world.commune)
    held = post(one)
    guide(make.SYSTEM, one, NewGuidance(world.area, world.area.path, held, since=FOUNDED))
    hand_over(make.SYSTEM, held, NewAppointment(Named("Nam"), "chair", "Trưởng ban", TODAY), "")
    lines = officer.get(url("history", one.pk)).context["lines"]
    assert [event.code for event, _words in lines] == [
        "guidance_begun",
        "guidance_ended",
        "post_handed_over",
        "post_ended",
        "guidance_begun",
        "post_begun",
        "body_founded",
    ]
    assert "Nam" in lines[2][1]


def test_a_person_wears_all_hats_on_one_page(world: make.World, officer: Client) -> None:
    chair = post(body(world.commune))
    front = body(world.commune, "Ban Thường trực", None, "front_committee")
    appoint(make.SYSTEM, front, NewAppointment(chair.holder, "member", "Ủy viên", FOUNDED))
    people = officer.get(url("people")).context["lines"]
    assert [(holder.name, len(hats)) for holder, hats in people] == [("Lương Thị Hạnh", 2)]
    page = officer.get(url("person", chair.holder_id))
    assert [hat.post for hat, _words in page.context["hats"]] == ["Trưởng ban", "Ủy viên"]


def test_a_training_is_written_down_on_the_page(world: make.World, officer: Client) -> None:
    holder = post(body(world.commune)).holder
    address = url("train", holder.pk)
    wrong = officer.post(address, {"subject": "Vận động", "held_on": "2026"})
    assert wrong.status_code == 422
    assert "Vận động" in str(wrong.content, "utf-8")
    officer.post(address, {"subject": "Vận động", "held_by": "MTTQ", "held_on": "01/04/2026"})
    assert Training.objects.get().holder == holder


def test_the_list_takes_as_many_questions_for_five_bodies_as_for_one(
    world: make.World, officer: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        post(body(world.commune, f"Ban {number}"))
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture of the plugin
        officer.get(url("index"))
