"""S4-03, S4-13, S1-22: a good model is followed elsewhere, on a plan, and compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests import make
from tests.exemplars.worlds import (
    MONTH,
    SORTING,
    TODAY,
    WORDS,
    Village,
    draft,
    followed,
    hand_in,
    shared,
    village,
)
from tests.formation.pledge_scene import problems_in
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.exemplars.models import Replication
from tuquan.exemplars.queries import (
    comparison_of,
    follower_of,
    followers_of,
    lives_of,
    silent_since,
    visible_exemplars,
    visible_replications,
)
from tuquan.exemplars.queries.living import Due
from tuquan.exemplars.services import (
    StepDone,
    Trial,
    adopt_here,
    keep_replication,
    rewrite_exemplar,
    share_exemplar,
    stop_replication,
    tick_step,
    withdraw_exemplar,
)
from tuquan.formation.models import SelfManagementModel
from tuquan.formation.services import end_model
from tuquan.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Village:
    return village(world)


def test_the_steps_become_a_plan_with_days_as_far_as_they_are_known(known: Village) -> None:
    made = followed(known)
    assert (made.state, made.path, made.started_on) == ("trying", known.other.path, TODAY)
    assert made.adoption == known.adoption
    week, month = date(2026, 11, 27), date(2026, 12, 7)
    assert [(one.number, one.planned_until, one.done_on) for one in made.steps.all()] == [
        (1, week, None),
        (2, month, None),
        (3, None, None),
    ]
    assert Change.objects.get(action="exemplars.adopted").data == {"title": WORDS.title}
    assert Notice.objects.get().account == known.head


def test_the_plan_stays_when_the_original_is_put_right_or_withdrawn(known: Village) -> None:
    exemplar = shared(known)
    made = followed(known, exemplar)
    rewrite_exemplar(known.as_head, exemplar, replace(WORDS, steps=WORDS.steps[:1]), 2)
    withdraw_exemplar(known.as_head, exemplar, "Đã mở đường", 3)
    assert made.steps.count() == 3


def test_the_same_place_follows_once_and_again_after_it_stopped(known: Village) -> None:
    exemplar = shared(known)
    made = followed(known, exemplar)
    with pytest.raises(Conflict) as refused:
        followed(known, exemplar)
    assert refused.value.problem.code == "exemplar_followed_already"
    assert Replication.objects.count() == 1
    stop_replication(known.as_other_head, made, "Thiếu đất trồng", 1)
    followed(known, exemplar)
    assert Replication.objects.going().count() == 1


def test_a_draft_of_another_commune_does_not_exist_for_them(known: Village) -> None:
    exemplar = draft(known)
    assert not visible_exemplars(known.as_neighbour).exists()
    with pytest.raises(NotAllowed):
        adopt_here(known.as_neighbour, exemplar, Trial(known.world.neighbour_area, None, TODAY))
    with pytest.raises(Invalid) as refused:
        adopt_here(known.as_officer, exemplar, known.there)
    assert problems_in(refused.value) == [("", "exemplar_not_shared")]
    assert not Replication.objects.exists()


def test_next_door_follows_what_is_shared_with_the_province(known: Village) -> None:
    exemplar = shared(known, known.world.province)
    trial = Trial(known.world.neighbour_area, None, TODAY)
    made = adopt_here(known.as_neighbour, exemplar, trial)
    assert made.adoption.place == known.world.neighbour
    assert visible_replications(known.as_head).get() == made
    assert not visible_replications(known.as_other_head).exists()
    [follower] = followers_of(known.as_other_head, exemplar)
    assert (follower.done, follower.steps, follower.is_open) == (0, 3, False)


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"started_on": TODAY + timedelta(1)}, ("started_on", "replication_day_ahead")),
        ({"group": None, "place": "neighbour_area"}, ("unit", "exemplar_not_shared_here")),
        ({"place": "area"}, ("unit", "exemplar_group_wrong")),
    ],
)
def test_a_wrong_beginning_is_refused(
    known: Village, wrong: dict[str, Any], problem: tuple[str, str]
) -> None:
    said = {key: getattr(known.world, one) if key == "place" else one for key, one in wrong.items()}
    exemplar = shared(known)
    with pytest.raises(Invalid) as refused:
        adopt_here(make.SYSTEM, exemplar, replace(known.there, **said))
    assert problems_in(refused.value) == [problem]
    assert not Replication.objects.exists()


def test_nobody_follows_themselves(known: Village) -> None:
    with pytest.raises(Invalid) as refused:
        adopt_here(known.as_head, shared(known), Trial(known.world.area, known.group, TODAY))
    assert problems_in(refused.value) == [("unit", "exemplar_follows_itself")]


def test_the_self_management_model_begins_there_where_somebody_chose_it(known: Village) -> None:
    """S1-10: the model of the same theme and name, with the steps as its content."""
    trial = replace(known.there, chosen_by="Ban công tác Mặt trận")
    made = adopt_here(known.as_other_head, shared(known), trial)
    model = SelfManagementModel.objects.get()
    assert (made.model, model.group, model.name) == (model, known.other, WORDS.title)
    assert model.content.splitlines()[1] == "Dọn cỏ, đắp bồn."


def test_without_the_theme_there_nothing_is_begun(known: Village) -> None:
    exemplar = draft(known, replace(WORDS, theme=""))
    share_exemplar(known.as_officer, exemplar, known.world.commune, 1)
    with pytest.raises(Invalid) as refused:
        adopt_here(known.as_other_head, exemplar, replace(known.there, chosen_by="Mặt trận"))
    assert problems_in(refused.value) == [("chosen_by", "exemplar_theme_not_here")]
    assert not SelfManagementModel.objects.exists()


def test_a_step_is_ticked_with_its_day_and_taken_back(known: Village) -> None:
    made = followed(known)
    step = made.steps.get(number=2)
    tick_step(known.as_other_head, step, StepDone(TODAY, TODAY, "Xong sớm"), 1)
    assert (step.done_on, step.note) == (TODAY, "Xong sớm")
    with pytest.raises(Conflict):
        tick_step(known.as_officer, step, StepDone(), 1)
    step.replication.refresh_from_db()
    assert follower_of(known.as_officer, made).done == 1
    tick_step(known.as_officer, step, StepDone(), 2)
    assert (step.done_on, step.note) == (None, "")


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (StepDone(done_on=TODAY + timedelta(1)), ("done_on", "replication_day_ahead")),
        (StepDone(done_on=date(2026, 1, 1)), ("done_on", "replication_step_too_early")),
        (StepDone(note="a" * 501), ("note", "exemplar_text_too_long")),
    ],
)
def test_a_wrong_tick_is_refused(known: Village, said: StepDone, problem: tuple[str, str]) -> None:
    step = followed(known).steps.get(number=1)
    with pytest.raises(Invalid) as refused:
        tick_step(known.as_other_head, step, said, 1)
    assert problems_in(refused.value) == [problem]
    step.refresh_from_db()
    assert (step.done_on, step.note, step.replication.version) == (None, "", 1)


def test_who_only_reads_there_changes_nothing(known: Village) -> None:
    made = followed(known)
    step = made.steps.get(number=1)
    for actor in (known.as_head, known.as_neighbour, make.actor(known.leader)):
        with pytest.raises(NotAllowed):
            tick_step(actor, step, StepDone(done_on=TODAY), 1)
        with pytest.raises(NotAllowed):
            keep_replication(actor, made, 1)
        with pytest.raises(NotAllowed):
            stop_replication(actor, made, "Không", 1)
    made.refresh_from_db()
    assert (made.state, made.version, step.done_on) == ("trying", 1, None)


def test_it_is_kept_once_and_stopped_with_a_reason(known: Village) -> None:
    made = followed(known)
    keep_replication(known.as_other_head, made, 1)
    with pytest.raises(Conflict):
        keep_replication(known.as_other_head, made, 2)
    with pytest.raises(Invalid) as refused:
        stop_replication(known.as_other_head, made, " ", 2)
    assert problems_in(refused.value) == [("reason", "replication_reason_missing")]
    stop_replication(known.as_other_head, made, "Thiếu nước tưới", 2)
    assert (made.state, made.ended_on, made.reason) == ("stopped", TODAY, "Thiếu nước tưới")
    with pytest.raises(Conflict):
        tick_step(known.as_other_head, made.steps.get(number=1), StepDone(), 3)


def test_the_figures_there_stand_beside_those_of_the_original(known: Village) -> None:
    hand_in(known.other, "baseline", {SORTING: 2})
    made = followed(known)
    hand_in(known.other, "monthly", {SORTING: 0}, period_key=MONTH)
    sorting, _trees = comparison_of(made)
    assert (sorting.original.baseline, sorting.original.value) == (Decimal(4), Decimal(18))
    assert sorting.then is not None
    assert (sorting.then.state, sorting.then.value) == ("not_reported", None)
    assert (sorting.now.state, sorting.now.value) == ("reported", Decimal(0))
    assert sorting.now.baseline == Decimal(2)


def months(*came: bool) -> list[Due]:
    """One month after the other since July."""
    return [
        Due(date(2026, 7 + number, 1), date(2026, 8 + number, 1), one)
        for number, one in enumerate(came)
    ]


@pytest.mark.parametrize(
    ("due", "since"),
    [
        ([], None),
        (months(False), None),
        (months(True, False), None),
        (months(False, False, True), None),
        (months(False, False), date(2026, 7, 1)),
        (months(True, False, True, False, False), date(2026, 10, 1)),
    ],
)
def test_two_periods_without_a_report_are_silence(due: list[Due], since: date | None) -> None:
    assert silent_since(due) == since


def test_a_model_is_dormant_by_its_reports_and_by_its_end(known: Village) -> None:
    """Computed, never typed: Thôn 10 sent nothing since September."""
    made = followed(known)
    assert lives_of([made])[made.pk].dormant_since == date(2026, 9, 1)
    assert lives_of([made.exemplar])[made.exemplar_id].dormant_since is None
    hand_in(known.other, "monthly", {}, period_key=MONTH)
    assert lives_of([made])[made.pk].dormant_since is None
    stop_replication(known.as_other_head, made, "Thử lại", 1)
    again = adopt_here(
        known.as_other_head, made.exemplar, replace(known.there, chosen_by="Mặt trận")
    )
    assert again.model is not None
    end_model(make.SYSTEM, again.model, TODAY, "Hết hoa")
    again = Replication.objects.get(pk=again.pk)
    assert lives_of([again])[again.pk].dormant_since == TODAY


def test_the_last_sign_of_life_is_a_step_or_a_report(known: Village) -> None:
    made = followed(known)
    assert follower_of(known.as_officer, made).last_sign == TODAY
