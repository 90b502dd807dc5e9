"""S1-22, S4-13, S0-25: a good model is written, shared with figures of the system, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests import make
from tests.exemplars.worlds import (
    MEETING,
    MONTH,
    SORTING,
    TODAY,
    TREES,
    WORDS,
    Village,
    draft,
    hand_in,
    shared,
    village,
)
from tests.formation.pledge_scene import problems_in
from tuquan.audit.models import Change
from tuquan.base.errors import Conflict, Invalid, NotAllowed
from tuquan.exemplars.models import Exemplar
from tuquan.exemplars.queries import (
    ExemplarFilter,
    figures_now,
    filtered,
    reached_years,
    themes_in_use,
    visible_exemplars,
)
from tuquan.exemplars.services import (
    About,
    StepWords,
    rewrite_exemplar,
    share_exemplar,
    withdraw_exemplar,
    write_exemplar,
)
from tuquan.formation.services import ModelWords, choose_model
from tuquan.groups.models import ResidentGroup
from tuquan.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(world: make.World) -> Village:
    return village(world)


def test_a_draft_keeps_every_word_and_knows_the_model_behind_it(known: Village) -> None:
    model = choose_model(
        make.SYSTEM,
        known.adoption,
        known.world.area,
        ModelWords("environment", "Đường hoa", "Trồng hoa."),
        TODAY,
        "Mặt trận",
    )
    made = draft(known)
    assert (made.state, made.title, made.cost, made.people) == ("draft", WORDS.title, 0, 24)
    assert (made.path, made.model, made.made_by_name) == (known.group.path, model, "Lê Thị Mai")
    assert [(s.number, s.days) for s in made.steps.all()] == [(1, 7), (2, 10), (3, None)]
    assert Change.objects.get(action="exemplars.written").data == {"title": WORDS.title}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"title": " "}, ("title", "exemplar_title_missing")),
        ({"title": "a" * 300}, ("title", "exemplar_text_too_long")),
        ({"theme": "nothing"}, ("theme", "exemplar_theme_unknown")),
        ({"cost": -1}, ("cost", "exemplar_cost_wrong")),
        ({"people": -1}, ("people", "exemplar_effort_wrong")),
        ({"steps": (StepWords("a" * 501),)}, ("steps", "exemplar_step_too_long")),
        ({"steps": (StepWords("a", 0),)}, ("steps", "exemplar_step_time_wrong")),
        ({"steps": (StepWords("a"),) * 21}, ("steps", "exemplar_too_many_steps")),
        ({"lines": ("nothing",)}, ("lines", "exemplar_line_unknown")),
        ({"papers": (123456,)}, ("papers", "exemplar_paper_unknown")),
        ({"contact_reach": "0912.345 678"}, ("contact_reach", "exemplar_mobile_unagreed")),
    ],
)
def test_bad_words_are_refused_with_their_reason(
    known: Village, wrong: dict[str, Any], problem: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        draft(known, replace(WORDS, **wrong))
    assert problems_in(refused.value) == [problem]
    assert not Exemplar.objects.exists()


def test_a_mobile_number_stands_there_once_its_owner_agreed(known: Village) -> None:
    words = replace(WORDS, contact_reach="0912 345 678", contact_agreed=True)
    assert draft(known, words).contact_reach == "0912 345 678"


def test_only_who_writes_there_begins_a_draft(known: Village) -> None:
    others = (known.as_other_head, known.as_neighbour, make.actor(known.leader))
    for actor in (*others, make.actor(known.province_officer)):
        with pytest.raises(NotAllowed):
            write_exemplar(actor, known.about, WORDS)
    assert not Exemplar.objects.exists()


def test_an_area_of_another_commune_is_no_place_of_the_programme(known: Village) -> None:
    about = About(known.adoption, known.world.neighbour_area)
    with pytest.raises(Invalid) as refused:
        write_exemplar(make.SYSTEM, about, replace(WORDS, lines=()))
    assert problems_in(refused.value) == [("", "exemplar_place_wrong")]


def test_of_two_officers_the_second_does_not_overwrite_the_first(known: Village) -> None:
    made = draft(known)
    rewrite_exemplar(known.as_head, made, replace(WORDS, title="Ngõ hoa"), 1)
    with pytest.raises(Conflict) as refused:
        rewrite_exemplar(known.as_officer, made, replace(WORDS, title="Ngõ sạch", steps=()), 1)
    assert refused.value.problem.code == "exemplar_changed_meanwhile"
    made.refresh_from_db()
    assert (made.title, made.version, made.steps.count()) == ("Ngõ hoa", 2, 3)


def test_sharing_freezes_the_figures_beside_the_survey(known: Village) -> None:
    """S1-20: each with its period, from how many reports, zero kept apart from nothing."""
    made = shared(known)
    assert (made.state, made.shared_to, made.shared_on) == ("shared", known.world.commune, TODAY)
    sorting, trees = made.figures.all()
    assert (sorting.line_key, sorting.baseline, sorting.value) == (SORTING, Decimal(4), Decimal(18))
    assert (sorting.reported, sorting.expected, sorting.surveyed) == (1, 1, 1)
    assert (sorting.period_key, sorting.as_of, sorting.change) == ("2026-10", TODAY, Decimal(14))
    assert (trees.line_key, trees.state, trees.value) == (TREES, "reported", Decimal(0))
    assert Change.objects.get(action="exemplars.shared").data == {
        "title": WORDS.title,
        "place": "Xã Minh Sơn",
        "figures": 2,
    }


def test_zero_not_applicable_and_not_reported_are_three_different_things(known: Village) -> None:
    def state(group: ResidentGroup, place: Place) -> list[tuple[str, Decimal | None]]:
        figures = figures_now(known.adoption, place, group, [MEETING])
        return [(one.state, one.value) for one in figures]

    world = known.world
    assert state(known.other, world.other_area) == [("not_reported", None)]
    hand_in(known.other, "monthly", {}, frozenset({MEETING}), period_key=MONTH)
    assert state(known.other, world.other_area) == [("not_applicable", None)]
    assert state(known.group, world.area) == [("reported", Decimal(0))]


def test_what_was_never_accepted_is_not_shared(known: Village) -> None:
    about = About(known.adoption, known.world.other_area, known.other)
    made = write_exemplar(known.as_officer, about, replace(WORDS, steps=(), contact_post=""))
    with pytest.raises(Invalid) as refused:
        share_exemplar(known.as_officer, made, known.world.commune, 1)
    assert problems_in(refused.value) == [
        ("steps", "exemplar_steps_missing"),
        ("contact_post", "exemplar_contact_missing"),
        ("", "exemplar_not_accepted"),
    ]
    made.refresh_from_db()
    assert (made.state, made.version, made.figures.count()) == ("draft", 1, 0)


def test_an_area_counts_as_accepted_when_no_group_of_it_fell_short(known: Village) -> None:
    [year] = reached_years(known.adoption, known.world.area)
    assert (year.year, year.words) == (2026, "Đạt")
    assert reached_years(known.adoption, known.world.other_area) == []


def test_the_head_shares_within_the_commune_and_the_officer_with_the_province(
    known: Village,
) -> None:
    made = draft(known)
    with pytest.raises(Invalid) as refused:
        share_exemplar(known.as_head, made, known.world.province, 1)
    assert problems_in(refused.value) == [("to", "exemplar_share_too_wide")]
    with pytest.raises(Invalid):
        share_exemplar(known.as_officer, made, known.world.neighbour, 1)
    share_exemplar(known.as_head, made, known.world.commune, 1)
    assert shared(known, known.world.province).shared_to == known.world.province


def test_what_is_shared_twice_at_once_is_shared_once(known: Village) -> None:
    made = draft(known)
    stale = Exemplar.objects.get(pk=made.pk)
    share_exemplar(known.as_officer, made, known.world.commune, 1)
    with pytest.raises(Conflict):
        share_exemplar(known.as_head, stale, known.world.commune, 1)
    assert made.figures.count() == 2


def test_who_may_read_it_follows_from_whom_it_is_shared_with(known: Village) -> None:
    """F-78: drafts never leave their office; what is shared reaches the commune or province."""
    leader, province = make.actor(known.leader), make.actor(known.province_officer)
    neighbour = make.actor(make.account("area_head", known.world.neighbour_area))
    readers = (known.as_head, known.as_officer, known.as_other_head, leader, province, neighbour)
    draft_only = draft(known)
    assert [visible_exemplars(one).count() for one in readers] == [1, 1, 0, 0, 0, 0]
    share_exemplar(known.as_officer, draft_only, known.world.commune, 1)
    assert [visible_exemplars(one).count() for one in readers] == [1, 1, 1, 1, 1, 0]
    shared(known, known.world.province)
    assert [visible_exemplars(one).count() for one in readers] == [2, 2, 2, 2, 2, 1]


def test_it_is_found_by_words_without_marks_theme_cost_and_kind_of_place(known: Village) -> None:
    made = shared(known)
    dear = draft(known, replace(WORDS, title="Đèn ngõ", theme="", cost=4_500_000, story=""))
    unknown = draft(known, replace(WORDS, title="Tủ sách", theme="", cost=None, story=""))
    everything = visible_exemplars(known.as_officer)

    def found(**by: str) -> set[Exemplar]:
        return set(filtered(everything, known.as_officer, ExemplarFilter(**by)))

    assert found(text="duong hoa") == {made}
    assert found(text="Đèn") == {dear}
    assert found(text="dap bon") == {made, dear, unknown}
    assert found(theme="environment") == {made}
    assert (found(cost="none"), found(cost="some")) == ({made}, {dear})
    assert found(cost="unknown") == {unknown}
    assert found(place_kind="commune") == {made, dear, unknown}
    assert found(place_kind="ward") == set()
    assert found(of="drafts") == {dear, unknown}
    assert [key for key, _words in themes_in_use(everything)] == ["environment"]


def test_withdrawing_says_why_and_leaves_the_library(known: Village) -> None:
    made = shared(known)
    for reason, problem in (("", "exemplar_reason_missing"), ("a" * 501, "exemplar_text_too_long")):
        with pytest.raises(Invalid) as refused:
            withdraw_exemplar(known.as_officer, made, reason, made.version)
        assert problems_in(refused.value) == [("reason", problem)]
    with pytest.raises(NotAllowed):
        withdraw_exemplar(known.as_neighbour, made, "Sai", made.version)
    withdraw_exemplar(known.as_officer, made, "Ngõ đã mở rộng", made.version)
    assert (made.state, made.withdrawn_on) == ("withdrawn", TODAY)
    assert visible_exemplars(known.as_other_head).count() == 0
    with pytest.raises(Conflict):
        rewrite_exemplar(known.as_officer, made, WORDS, made.version)


def test_what_is_shared_stays_complete_and_keeps_its_figures(known: Village) -> None:
    made = shared(known)
    with pytest.raises(Invalid) as refused:
        rewrite_exemplar(known.as_officer, made, replace(WORDS, steps=()), made.version)
    assert problems_in(refused.value) == [("", "exemplar_shared_stays_complete")]
    rewrite_exemplar(known.as_officer, made, replace(WORDS, title="Ngõ hoa", lines=()), 2)
    assert [one.line_key for one in made.figures.all()] == [SORTING, TREES]
