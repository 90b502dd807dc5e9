"""Founding, altering, dissolving bodies (S1-09, S1-13, S2-01, S2-04, S2-06, F-24)."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.bodies.making import FOUNDED, RULE, body, officer, post, stranger
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.bodies.models import Appointment, Body, Guidance
from tuquan.bodies.queries import composition_remarks, history_of, offered_boards, rule_of
from tuquan.bodies.services import (
    NewBody,
    NewGuidance,
    alter_body,
    dissolve_body,
    found_body,
    guide,
)

TODAY = date(2026, 11, 20)


def refused(error: pytest.ExceptionInfo[Invalid]) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in error.value.problems}


def test_a_body_is_founded_with_the_rule_it_is_checked_against(world: make.World) -> None:
    new = NewBody("steering_committee", "  Ban  Chỉ đạo ", FOUNDED, "s2", RULE, "Kiểm tra\n")
    made = found_body(officer(world), world.commune, new)
    made.refresh_from_db()
    assert (made.name, made.programme, made.board) == ("Ban Chỉ đạo", "s2", "board")
    assert (made.tasks, made.founded_on, made.dissolved_on) == ("Kiểm tra", FOUNDED, None)
    assert rule_of(made) == RULE
    change = Change.objects.get(action="bodies.founded")
    assert (change.path, change.data) == (world.commune.path, {"name": "Ban Chỉ đạo"})


def test_a_body_without_a_rule_has_none(world: make.World) -> None:
    assert rule_of(body(world.commune, rule=None)) is None


def test_the_officer_next_door_founds_nothing_here(world: make.World) -> None:
    with pytest.raises(NotAllowed):
        found_body(stranger(world), world.commune, NewBody("office", "Trạm Y tế", FOUNDED))
    assert not Body.objects.exists()


def test_everything_wrong_with_a_new_body_is_said_at_once(world: make.World) -> None:
    before = body(world.neighbour)
    new = NewBody("choir", "Ban <b>", date(2026, 12, 1), predecessor=before)
    with pytest.raises(Invalid) as error:
        found_body(officer(world), world.commune, new)
    assert refused(error) == {
        ("text_with_markup", "name"),
        ("body_kind_unknown", "kind"),
        ("predecessor_elsewhere", "predecessor"),
        ("day_not_come", "founded_on"),
    }


def test_a_name_of_three_hundred_letters_is_refused(world: make.World) -> None:
    with pytest.raises(Invalid) as error:
        found_body(officer(world), world.commune, NewBody("office", "a" * 300, FOUNDED))
    [problem] = error.value.problems
    assert (problem.code, dict(problem.params)) == (
        "words_too_long",
        {"length": 300, "longest": 200},
    )


def test_two_standing_bodies_of_a_place_have_two_names(world: make.World) -> None:
    first = body(world.commune)
    with pytest.raises(Invalid) as error:
        body(world.commune, "BAN CHỈ ĐẠO XÃ")
    assert refused(error) == {("body_name_taken", "name")}
    dissolve_body(make.SYSTEM, first, TODAY, "Kiện toàn")
    assert body(world.commune, "BAN CHỈ ĐẠO XÃ").pk != first.pk


def test_a_body_remembers_what_it_grew_out_of(world: make.World) -> None:
    """S2-01: built on an older one; not before that was there."""
    covid = body(world.commune, "Tổ Covid cộng đồng")
    early = NewBody("guidance_team", "Tổ Dân vận", date(2026, 1, 5), predecessor=covid)
    with pytest.raises(Invalid) as error:
        found_body(make.SYSTEM, world.commune, early)
    assert refused(error) == {("day_before_beginning", "founded_on")}
    made = found_body(
        make.SYSTEM,
        world.commune,
        NewBody("guidance_team", "Tổ Dân vận", TODAY, predecessor=covid),
    )
    assert list(covid.successors.all()) == [made]


def test_renaming_keeps_the_old_name_in_the_history(world: make.World) -> None:
    one = body(world.commune)
    alter_body(officer(world), one, "Ban Chỉ đạo mới", "Nhiệm vụ")
    one.refresh_from_db()
    assert (one.name, one.tasks) == ("Ban Chỉ đạo mới", "Nhiệm vụ")
    change = Change.objects.get(action="bodies.renamed")
    assert change.data == {"old": "Ban Chỉ đạo xã", "new": "Ban Chỉ đạo mới"}
    assert Change.objects.filter(action="bodies.tasks_changed").count() == 1
    codes = [event.code for event in history_of(officer(world), one)]
    assert codes == ["body_renamed", "body_founded"]


def test_saving_the_same_again_leaves_no_mark(world: make.World) -> None:
    one = body(world.commune)
    alter_body(officer(world), one, one.name, "")
    assert (
        set(Change.objects.values_list("action", flat=True))
        & {
            "bodies.renamed",
            "bodies.tasks_changed",
        }
        == set()
    )


def test_a_body_renamed_meanwhile_is_a_conflict(world: make.World) -> None:
    stale = body(world.commune)
    alter_body(make.SYSTEM, Body.objects.get(), "Tên khác", "")
    with pytest.raises(Conflict) as error:
        alter_body(officer(world), stale, "Tên nữa", "")
    assert error.value.problem.code == "body_changed_meanwhile"
    assert Body.objects.get().name == "Tên khác"


def test_the_officer_next_door_neither_alters_nor_dissolves(world: make.World) -> None:
    one = body(world.commune)
    with pytest.raises(NotAllowed):
        alter_body(stranger(world), one, "Khác", "")
    with pytest.raises(NotAllowed):
        dissolve_body(stranger(world), one, TODAY, "Hết")
    one.refresh_from_db()
    assert (one.name, one.dissolved_on) == ("Ban Chỉ đạo xã", None)


def test_dissolving_ends_posts_and_guidance_and_nothing_is_lost(world: make.World) -> None:
    one = body(world.commune)
    chair = post(one)
    guide(make.SYSTEM, one, NewGuidance(world.area, world.area.path, chair, since=FOUNDED))
    dissolve_body(officer(world), one, TODAY, "Quyết định 12/QĐ-ĐU")
    one.refresh_from_db()
    chair.refresh_from_db()
    assert one.dissolved_on == TODAY
    assert (chair.ended_on, chair.end_reason) == (TODAY, "Quyết định 12/QĐ-ĐU")
    assert Guidance.objects.get().effective_until == TODAY
    assert composition_remarks(one) == ()
    change = Change.objects.get(action="bodies.dissolved")
    assert change.data == {
        "name": "Ban Chỉ đạo xã",
        "reason": "Quyết định 12/QĐ-ĐU",
        "posts": 1,
    }
    with pytest.raises(Conflict) as error:
        dissolve_body(officer(world), one, TODAY, "Lại")
    assert error.value.problem.code == "body_dissolved"
    with pytest.raises(Conflict):
        post(one, "Người khác")
    assert Appointment.objects.count() == 1


def test_a_body_cannot_end_before_what_stands_in_it(world: make.World) -> None:
    one = body(world.commune)
    post(one, term_from=date(2026, 6, 1))
    with pytest.raises(Invalid) as error:
        dissolve_body(officer(world), one, date(2026, 5, 1), "")
    assert refused(error) == {("text_missing", "reason"), ("day_before_beginning", "on")}


def test_the_boards_a_programme_asks_for_are_offered_until_they_are_founded(
    world: make.World,
) -> None:
    """S1-13: the steering committee of S1 comes from the edition the commune adopted."""
    assert offered_boards(world.commune) == []
    make.adoption(world.commune, make.S0)
    make.adoption(world.commune, make.S1)
    [offered] = offered_boards(world.commune)
    assert (offered.key, offered.body) == ("tuyen-quang-2018/steering_committee", None)
    assert offered.board.level == "commune"
    new = NewBody("steering_committee", "Ban", FOUNDED, offered.programme, offered.board)
    made = found_body(make.SYSTEM, world.commune, new)
    assert [one.body for one in offered_boards(world.commune)] == [made]
    assert offered_boards(world.area) == []
    assert offered_boards(world.neighbour) == []
