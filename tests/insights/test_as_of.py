"""Figures on the map of any day: after mergers, divisions and moves not a unit is lost.

F-3, F-4, F-5, F-47, F-48.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.insights.case import Case, month, submit
from tuquan.base.errors import Invalid
from tuquan.core.rollup import Number, Totals, combine
from tuquan.core.succession import Alter, Close, Found, Part, Plan, Ref
from tuquan.groups.models import ResidentGroup
from tuquan.insights import queries
from tuquan.insights.exports import totals_workbook
from tuquan.insights.queries import Overview
from tuquan.places.models import Place, PlaceKind
from tuquan.places.queries import map_of, territory
from tuquan.places.services import carry_out_reform, prepare_reform
from tuquan.project.commands import rollup

BEFORE, CHANGED, TODAY = date(2026, 10, 15), date(2026, 11, 15), date(2026, 11, 20)
THIRD = Fraction(1, 3)
SORTING, TREES = "households_sorting_waste", "trees_planted"


def reform(kind: str, plan: Plan) -> dict[str, Place]:
    """Carry out a plan; the new places by name."""
    made = prepare_reform(make.SYSTEM, kind, plan, decision="12/NQ-HĐND", reason="Sắp xếp lại")
    carry_out_reform(make.SYSTEM, made)
    return {place.name: place for place in Place.objects.filter(ended_on=None)}


def merged(case: Case) -> Place:
    """Both areas of the commune become one."""
    parent, old = case.world.commune.pk, (case.world.area.pk, case.world.other_area.pk)
    plan = Plan(
        CHANGED,
        found=(Found("new", "Thôn Hòa Bình", PlaceKind.AREA, parent),),
        close=tuple(Close(place, (Part("new"),)) for place in old),
    )
    return reform("merge", plan)["Thôn Hòa Bình"]


def divided(case: Case) -> tuple[Place, Place]:
    """A third of Thôn 2, with its first group, becomes Thôn 2A, and two thirds Thôn 2B."""
    parent, area = case.world.commune.pk, case.world.area
    group = case.groups[0]
    households = group.memberships.values_list("household_id", flat=True)
    to_a: dict[str, Mapping[int, Ref]] = {
        "groups.residentgroup": {group.pk: "a"},
        "residents.household": dict.fromkeys(households, "a"),
    }
    plan = Plan(
        CHANGED,
        found=(
            Found("a", "Thôn 2A", PlaceKind.AREA, parent),
            Found("b", "Thôn 2B", PlaceKind.AREA, parent),
        ),
        close=(Close(area.pk, (Part("a", THIRD), Part("b", 1 - THIRD)), rest="b"),),
        assigned=to_a,
    )
    places = reform("split", plan)
    return places["Thôn 2A"], places["Thôn 2B"]


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


def test_the_officer_sees_what_was_sent_before_the_change(case: Case) -> None:
    before = case.overview()
    merged(case)
    assert case.overview().totals == before.totals
    assert case.overview().hidden == 0


def test_reports_out_of_reach_are_counted_as_missing_and_never_shown(case: Case) -> None:
    divided(case)
    head = make.actor(make.account("area_head", case.world.other_area))
    assert queries.submissions_behind(head, case.world.commune, case.month) == []
    area = Place.objects.get(name="Thôn 2A")
    only_new = replace(
        case.actor,
        grants=tuple(replace(grant, path=area.path) for grant in case.actor.grants),
    )
    shown = queries.overview_of(only_new, area, case.month)
    assert (shown.received, shown.hidden) == (0, 2)


def page_words(case: Case, page: str, place: Place, **more: str) -> str:
    """The words of a page of the officer."""
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(place.pk), "ky": case.month.key, "muc": SORTING} | more
    response = browser.get(reverse(page), asked)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_the_page_says_on_which_map_and_what_is_an_estimate(case: Case) -> None:
    first, _ = divided(case)
    words = page_words(case, "insights:totals", case.world.commune)
    assert "20/11/2026" in words
    assert "(Thôn 2: 1/3)" in words
    assert "(Thôn 2: 2/3)" in words
    assert "(Thôn 2: 1/3)" in page_words(case, "insights:totals", first)
    assert "1/3" in page_words(case, "insights:submissions", first)


def test_the_page_draws_the_map_of_the_day_typed_and_links_keep_it(case: Case) -> None:
    merged(case)
    words = page_words(case, "insights:totals", case.world.commune, ngay="15/10/2026")
    assert re.search(r"Thôn 10 [^:]*\(Thôn Hòa Bình: 34,8%\)", words)
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(case.world.commune.pk), "ky": case.month.key, "ngay": "15/10/2026"}
    page = unescape(browser.get(reverse("insights:totals"), asked).content.decode())
    links = re.findall(r'href="([^"]*ngay=[^"]+)"', page)
    assert any(f"noi={case.world.area.pk}&" in link for link in links)
    for link in links:
        url = link if link.startswith("/") else reverse("insights:totals") + link
        assert browser.get(url).status_code == 200


@pytest.mark.parametrize("typed", ["40/10/2026", "hôm qua", "01/01/1990"])
def test_a_day_that_is_none_or_lies_before_the_place_is_said_beside_it(
    case: Case, typed: str
) -> None:
    browser = make.client(make.officer(case.world.commune))
    asked = {"noi": str(case.world.commune.pk), "ky": case.month.key, "ngay": typed}
    response = browser.get(reverse("insights:totals"), asked)
    assert response.status_code == 200
    assert "ngay" in response.context["look"].errors
    assert typed in response.content.decode()


def test_a_place_that_ended_opens_on_its_last_day(case: Case) -> None:
    merged(case)
    words = page_words(case, "insights:totals", case.world.area)
    assert "14/11/2026" in words
    assert "20 hộ" in words
    neighbour = make.client(make.officer(case.world.neighbour))
    asked = {"noi": str(case.world.area.pk)}
    assert neighbour.get(reverse("insights:totals"), asked).status_code == 404


def test_the_workbook_names_the_map_and_the_share_of_each_report(case: Case) -> None:
    first, _ = divided(case)
    content = totals_workbook(case.actor, first, case.month)
    totals, groups = openpyxl.load_workbook(BytesIO(content)).worksheets
    notes = [str(row[0]) for row in totals.iter_rows(max_row=8, values_only=True)]
    assert any("20/11/2026" in note for note in notes[4:])
    assert any("Thôn 2: 1/3" in note for note in notes)
    rows: Sequence[tuple[object, ...]] = list(groups.iter_rows(values_only=True))
    shares = [row[4] for row in rows if row[0] == "Thôn 2"]
    assert shares == ["1/3"] * 2


def run(*words: str) -> int:
    """`tuquan rollup`, parsed and run."""
    parser = argparse.ArgumentParser()
    rollup.add_arguments(parser)
    return rollup.run(parser.parse_args(words))


def test_the_command_draws_the_map_of_a_day(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    merged(case)
    asked = ["--place", "minh-son", "--calendar", "monthly", "--json"]
    assert run(*asked) == 0
    today = json.loads(capsys.readouterr().out)
    assert run(*asked, "--as-of", "15/10/2026") == 0
    then = json.loads(capsys.readouterr().out)
    assert (today["map_of"], then["map_of"]) == ("2026-11-20", "2026-10-15")
    assert (today["apportioned"], then["apportioned"]) == (0, 0)
    assert [row["name"] for row in then["below"]] == ["Thôn 2", "Thôn 10"]
    assert [row["name"] for row in today["below"]] == ["Thôn Hòa Bình"]
    assert [line["value"] for line in then["lines"]] == [line["value"] for line in today["lines"]]


def test_the_command_finds_a_place_that_ended_and_says_what_was_shared_out(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    first, _ = divided(case)
    old = str(case.world.area.pk)
    assert run("--place", old, "--calendar", "monthly", "--as-of", "14/11/2026", "--json") == 0
    assert json.loads(capsys.readouterr().out)["received"] == 2
    assert run("--place", str(first.pk), "--calendar", "monthly", "--json") == 0
    assert json.loads(capsys.readouterr().out)["apportioned"] == 2
    assert run("--place", str(first.pk), "--calendar", "monthly") == 0
    assert "Thôn 2: 1/3" in capsys.readouterr().out


def test_a_day_on_which_the_place_did_not_stand_is_refused(case: Case) -> None:
    with pytest.raises(Invalid) as refused:
        run("--place", "minh-son", "--as-of", "01/01/1990")
    assert [problem.code for problem in refused.value.problems] == ["place_not_on_map"]
