"""Figures on the map of any day: after mergers, divisions and moves not a unit is lost.

F-3, F-4, F-5, F-47, F-48.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.insights.case import Case, month, submit
from tests.insights.maps import (
    BEFORE,
    CHANGED,
    SORTING,
    THIRD,
    TODAY,
    TREES,
    divided,
    merged,
    reform,
)
from tuquan.core.rollup import Number, Totals, combine
from tuquan.core.succession import Alter, Close, Found, Part, Plan
from tuquan.groups.models import ResidentGroup
from tuquan.insights import queries
from tuquan.insights.queries import Overview
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import map_of, territory


def moved_commune(case: Case) -> Place:
    """The commune goes under another province."""
    other = make.place("Tỉnh Khác", PlaceKind.PROVINCE)
    reform("move", Plan(CHANGED, alter=(Alter(case.world.commune.pk, parent=other.pk),)))
    return other


def exact(totals: Totals) -> Totals:
    """Without the remark that something was shared out."""
    return replace(totals, apportioned=0)


def seen(place: Place, case: Case, on: date | None = None) -> Overview:
    """What the system sees of a place on the map of a day."""
    return queries.overview_of(make.SYSTEM, place, case.month, on)


def figures(shown: Overview, key: str = SORTING) -> dict[str, Number | None]:
    """One figure of each row below a place."""
    return {row.name: row.totals.now.figures[key].value for row in shown.below}


def rows_together(shown: Overview) -> tuple[Totals, Totals]:
    """All rows below a place as one, now and in the survey."""
    return (
        exact(combine(row.totals.now for row in shown.below)),
        exact(combine(row.totals.before for row in shown.below)),
    )


def test_after_a_merger_of_areas_every_figure_of_the_commune_is_the_same(case: Case) -> None:
    before = seen(case.world.commune, case)
    merged(case)
    after = seen(case.world.commune, case)
    assert after.totals == before.totals
    assert list(after.lines) == list(before.lines)
    assert (after.on, after.apportioned, after.shared_from) == (TODAY, 0, ())


def test_a_merged_area_holds_what_its_groups_sent_before(case: Case) -> None:
    before = seen(case.world.commune, case)
    area = merged(case)
    after = seen(area, case)
    assert after.totals == before.totals
    assert figures(seen(case.world.commune, case)) == {"Thôn Hòa Bình": 35}
    groups = {row.totals.now.figures[SORTING].value for row in after.below}
    assert (groups, len(after.below)) == ({20, 0, 15, None}, 5)


def test_a_merger_drawn_on_the_earlier_map_gives_each_old_area_its_own_reports(
    case: Case,
) -> None:
    before = seen(case.world.commune, case)
    merged(case)
    then = seen(case.world.commune, case, BEFORE)
    assert exact(then.totals.now) == before.totals.now
    assert figures(then) == {"Thôn 2": 20, "Thôn 10": 15}
    assert rows_together(then) == before.totals
    assert then.on == BEFORE


def test_an_area_that_ended_is_reached_with_the_day_on_which_it_stood(case: Case) -> None:
    merged(case)
    ended = Place.objects.get(pk=case.world.area.pk)
    assert queries.day_shown(ended, None) == date(2026, 11, 14)
    then = seen(ended, case, queries.day_shown(ended, None))
    assert then.totals.now.figures[SORTING].value == 20
    assert case.month in queries.rounds_below(make.SYSTEM, ended, BEFORE)


def test_the_rounds_of_a_merged_area_are_those_of_the_areas_it_was(case: Case) -> None:
    before = queries.rounds_below(make.SYSTEM, case.world.commune)
    area = merged(case)
    assert queries.rounds_below(make.SYSTEM, area) == before
    assert queries.rounds_below(make.SYSTEM, case.world.commune) == before


def test_after_a_division_the_commune_is_the_same_to_the_last_unit(case: Case) -> None:
    before = seen(case.world.commune, case)
    divided(case)
    after = seen(case.world.commune, case)
    assert after.totals == before.totals
    assert (after.apportioned, after.shared_from) == (0, ())
    assert rows_together(after) == before.totals


def test_a_division_shares_out_what_was_sent_and_says_so(case: Case) -> None:
    first, second = divided(case)
    after = seen(case.world.commune, case)
    assert figures(after) == {"Thôn 2A": 7, "Thôn 2B": 13, "Thôn 10": 15}
    rows = {row.name: row for row in after.below}
    shares = {
        name: [(one.name, one.share) for one in row.shared_from] for name, row in rows.items()
    }
    assert shares == {
        "Thôn 2A": [("Thôn 2", THIRD)],
        "Thôn 2B": [("Thôn 2", 1 - THIRD)],
        "Thôn 10": [],
    }
    assert [rows[name].totals.now.apportioned for name in ("Thôn 2A", "Thôn 10")] == [2, 0]
    for place, name in ((first, "Thôn 2A"), (second, "Thôn 2B")):
        assert seen(place, case).totals == rows[name].totals
        assert seen(place, case).apportioned == 2


def test_in_a_part_of_a_divided_area_the_share_is_a_row_beside_the_groups(case: Case) -> None:
    _, second = divided(case)
    shown = seen(second, case)
    assert [row.name for row in shown.below][-1] == "Thôn 2"
    assert [one.share for one in shown.below[-1].shared_from] == [1 - THIRD]
    assert figures(shown)["Thôn 2"] == 13
    assert rows_together(shown) == (exact(shown.totals.now), exact(shown.totals.before))


def test_a_divided_area_drawn_on_the_earlier_map_is_whole_again(case: Case) -> None:
    before = seen(case.world.area, case)
    divided(case)
    ended = Place.objects.get(pk=case.world.area.pk)
    then = seen(ended, case, BEFORE)
    assert then.totals == before.totals
    assert then.apportioned == 0


def test_the_submissions_behind_a_shared_total_say_with_which_share_they_count(
    case: Case,
) -> None:
    first, _ = divided(case)
    everybody = queries.submissions_behind(make.SYSTEM, first, case.month)
    counted = [one for one in everybody if one.totals.now.received]
    assert [(one.place.name, one.share) for one in counted] == [("Thôn 2", THIRD)] * 2
    assert sorted(one.totals.now.figures[SORTING].total for one in counted) == [0, 20]
    shown = seen(first, case)
    assert queries.lines_together(case.month, everybody) == list(shown.lines)
    assert queries.counted_together(everybody) == shown.totals


def test_after_a_move_of_the_commune_its_figures_stand_under_the_new_province(
    case: Case,
) -> None:
    before = seen(case.world.province, case)
    other = moved_commune(case)
    assert before.totals.now.figures[SORTING].value == 35
    assert seen(other, case).totals == before.totals
    assert seen(case.world.province, case).totals.now.expected == 0
    assert seen(case.world.province, case, BEFORE).totals == before.totals
    commune = Place.objects.get(pk=case.world.commune.pk)
    assert seen(commune, case).totals == before.totals
    area = Place.objects.get(pk=case.world.area.pk)
    assert seen(area, case).totals.now.figures[TREES].value == 7


def test_changes_one_after_the_other_lose_nothing(case: Case) -> None:
    before = seen(case.world.commune, case)
    _, second = divided(case)
    plan = Plan(
        date(2026, 11, 18),
        found=(Found("n", "Thôn Mới", PlaceKind.AREA, case.world.commune.pk),),
        close=(
            Close(second.pk, (Part("n"),)),
            Close(case.world.other_area.pk, (Part("n"),)),
        ),
    )
    new = reform("merge", plan)["Thôn Mới"]
    for on in (None, BEFORE, date(2026, 11, 16)):
        shown = seen(case.world.commune, case, on)
        assert exact(shown.totals.now) == before.totals.now
        assert rows_together(shown) == before.totals
    assert seen(new, case).totals.now.figures[SORTING].value == 13 + 15
    other = moved_commune(case)
    assert seen(other, case).totals == before.totals


def test_reports_of_a_period_after_the_change_are_drawn_on_the_earlier_map_too(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = merged(case)
    monkeypatch.setenv("TUQUAN_TODAY", "2026-12-28")
    groups = ResidentGroup.objects.filter(place=area).order_by("pk")
    for group, sorting in zip(groups, (9, 8, 7, 6, 5), strict=True):
        submit(group, month(sorting, 1, 1))
    actor = make.SYSTEM
    found = queries.find_round(queries.rounds_below(actor, area), "monthly:2026-12")
    assert found is not None
    today = queries.overview_of(actor, case.world.commune, found)
    then = queries.overview_of(actor, case.world.commune, found, BEFORE)
    assert today.totals.now.figures[SORTING].value == 35
    assert exact(then.totals.now) == today.totals.now
    by_households = {"Thôn 2": 23, "Thôn 10": 12}  # of 75 and 40 households
    assert figures(then) == by_households
    assert [row.totals.now.apportioned for row in then.below] == [5, 5]
    assert then.apportioned == 0


def test_an_area_that_took_in_another_and_went_on_is_itself_again_on_the_earlier_map(
    case: Case,
) -> None:
    before = seen(case.world.commune, case)
    area, other = case.world.area, case.world.other_area
    reform("merge", Plan(CHANGED, close=(Close(area.pk, (Part(other.pk),)),)))
    assert figures(seen(case.world.commune, case)) == {"Thôn 10": 35}
    assert seen(other, case).totals == before.totals
    then = seen(case.world.commune, case, BEFORE)
    assert figures(then) == {"Thôn 2": 20, "Thôn 10": 15}
    assert rows_together(then) == before.totals


def test_where_nothing_changed_two_questions_are_enough(case: Case) -> None:
    with CaptureQueriesContext(connection) as captured:
        found = territory(case.world.commune, TODAY)
    assert (found.touched, len(captured)) == (False, 2)
    assert dict(found.shares) == {}


def test_a_territory_names_the_recorded_places_with_their_shares(case: Case) -> None:
    first, second = divided(case)
    old = case.world.area.pk
    assert territory(first, TODAY).shares == {first.pk: 1, old: THIRD}
    assert territory(second, TODAY).shares == {second.pk: 1, old: 1 - THIRD}
    assert map_of(first, TODAY).numbers() == sorted((old, first.pk))
    assert first.pk not in territory(case.world.other_area, TODAY).shares
