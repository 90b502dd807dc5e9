"""Pages everybody may read: what they say, and what they never say.

S1-21, S4-07, S4-13, F-73; h-1, h-2, h-10.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.assessments.worlds import S3
from tests.insights.case import Case, submit
from tests.insights.published import NOT_KEPT, areas_public, give, open_year, publish_year
from tuquan.assessments.models import AssessmentCycle
from tuquan.assessments.services import publish, take_back_publication
from tuquan.core.assessing import Mark
from tuquan.core.publishing import Kept
from tuquan.insights.queries import outcome_of, progress_of, published_cycles
from tuquan.insights.queries.public_figures import PublicLine
from tuquan.places.models import Place, PlaceKind
from tuquan.programmes.models import Adoption

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    """A browser nobody signed in with; the words are read in English."""
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def text_of(browser: Client, *numbers: int) -> str:
    """What stands on the page of a cycle, or of an area under it."""
    answer = browser.get("/cong-khai/" + "".join(f"{number}/" for number in numbers))
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def figure(cycle: AssessmentCycle, key: str, place: Place | None = None) -> PublicLine:
    """One line of the figures of a published cycle, or of an area under it."""
    shown = progress_of(cycle, place)
    assert shown is not None
    return next(one for one in shown.lines if one.line.key == key)


def groups_public(case: Case) -> AssessmentCycle:
    """S0 of the month worked out by hand, public; the second group did not help one another."""
    adoption = Adoption.objects.get(edition__programme__key=make.S0)
    return publish_year(adoption, {case.groups[1].pk: {"mutual_help": NOT_KEPT}})


def test_what_was_not_published_or_was_taken_back_does_not_exist(
    visitor: Client, world: make.World
) -> None:
    cycle = open_year(make.adoption(world.commune, S3))
    address = f"/cong-khai/{cycle.pk}/"
    assert visitor.get(address).status_code == 404
    for sheet in cycle.sheets.all():
        give(sheet)
    assert visitor.get(address).status_code == 404
    publish(make.SYSTEM, cycle)
    assert visitor.get(address).status_code == 200
    take_back_publication(make.SYSTEM, cycle)
    assert visitor.get(address).status_code == 404
    assert visitor.get(f"{address}{world.area.pk}/").status_code == 404
    assert visitor.get("/cong-khai/").content.decode().count("/cong-khai/") == 0
    with pytest.raises(ValueError, match="not published"):
        outcome_of(cycle)
    with pytest.raises(ValueError, match="not published"):
        progress_of(cycle)


def test_an_area_of_another_commune_is_not_found_under_a_cycle(
    visitor: Client, world: make.World
) -> None:
    cycle = areas_public(world)
    for place in (world.neighbour_area, world.neighbour, world.commune, world.province):
        assert visitor.get(f"/cong-khai/{cycle.pk}/{place.pk}/").status_code == 404
    assert visitor.get(f"/cong-khai/{cycle.pk}/{world.area.pk}/").status_code == 200


def test_the_list_is_found_by_name_without_accents_newest_first(
    visitor: Client, world: make.World
) -> None:
    cycle = areas_public(world)
    AssessmentCycle.objects.filter(pk=cycle.pk).update(year=2025)
    newer = publish_year(make.adoption(world.neighbour, S3))
    assert list(published_cycles()) == [newer, cycle]
    assert list(published_cycles("minh son")) == [cycle]
    assert list(published_cycles("Yên Hạ")) == [newer]
    assert list(published_cycles("to dan pho tu quan yen")) == [newer]
    assert list(published_cycles("không có xã này")) == []
    page = visitor.get("/cong-khai/?tim=minh+son").content.decode()
    assert "Xã Minh Sơn, 2025" in page
    assert "Xã Yên Hạ" not in page


def test_a_province_without_results_has_an_empty_list(visitor: Client, world: make.World) -> None:
    page = visitor.get("/cong-khai/").content.decode()
    assert "Nothing published yet" in page
    areas_public(world)
    assert "Nothing found" in visitor.get("/cong-khai/?tim=tinh+mau").content.decode()


def test_no_cookie_is_set_and_pages_may_be_kept_five_minutes(world: make.World) -> None:
    cycle = areas_public(world)
    for address in ("/cong-khai/", f"/cong-khai/{cycle.pk}/{world.area.pk}/"):
        answer = Client().get(address)
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert not answer.cookies
        assert 'name="robots" content="index, follow"' in answer.content.decode()
        assert answer.headers["Content-Language"] == "vi"
        assert Client().post(address).status_code == 405


def test_areas_show_their_class_and_each_criterion(visitor: Client, world: make.World) -> None:
    adoption = make.adoption(world.commune, S3)
    cycle = publish_year(adoption, {world.area.pk: {"c1_1": NOT_KEPT}})
    outcome = outcome_of(cycle)
    assert [one.place.name for one in outcome.areas] == ["Thôn 2", "Thôn 10"]
    said = {row.public.criterion.key: row.kept for row in outcome.criteria if row.kept}
    assert said["c1_1"] == Kept("exactly", 1, 2)
    words = text_of(visitor, cycle.pk, world.area.pk)
    assert "Not met (1) 1.1. " in words
    assert "Does not apply (" in words


def test_s3_25_which_case_rules_an_area_out_is_never_said(
    visitor: Client, world: make.World
) -> None:
    happened = {world.area.pk: {"religion_abused": Mark("yes")}}
    cycle = publish_year(make.adoption(world.commune, S3), happened)
    for numbers in ((cycle.pk,), (cycle.pk, world.area.pk)):
        words = text_of(visitor, *numbers)
        for key in ("religion_abused", "drug_spots", "mass_complaints"):
            assert cycle.content.criterion(key).label_en not in words
        assert "None of the cases that rule recognition out" in words
    first = outcome_of(cycle).criteria[0]
    assert (first.public.is_ruling_out, first.kept) == (True, Kept("exactly", 1, 2))


def test_groups_are_counted_by_class_and_named_with_it(visitor: Client, case: Case) -> None:
    cycle = groups_public(case)
    assert [(one.key, one.units) for one in outcome_of(cycle).classes][-1] == ("", 1)
    words = text_of(visitor, cycle.pk)
    assert "Thôn 2 2 of 3 groups reached a class" in words
    assert "Thôn 10 2 of 2 groups reached a class" in words
    assert "Tổ 1 Met Tổ 2 Not met Tổ 3 Met" in text_of(visitor, cycle.pk, case.world.area.pk)


def test_no_page_of_a_group_says_which_criterion_it_failed(visitor: Client, case: Case) -> None:
    cycle = groups_public(case)
    assert {row.kept.how for row in outcome_of(cycle).criteria if row.kept} == {"unsaid"}
    assert "too few groups" in text_of(visitor, cycle.pk)
    label = cycle.content.criterion("mutual_help").label
    assert label not in text_of(visitor, cycle.pk, case.world.area.pk)


def test_a_group_of_three_households_is_shown_nowhere_and_counted_nowhere(
    visitor: Client, case: Case
) -> None:
    hamlet = make.place("Thôn 12", PlaceKind.AREA, case.world.commune)
    make.groups(hamlet, 3)
    cycle = groups_public(case)
    outcome = outcome_of(cycle)
    assert sum(one.units for one in outcome.classes) == 5
    assert outcome.withheld == 1
    words = text_of(visitor, cycle.pk, hamlet.pk)
    assert "Group under 5 households (1) not shown" in words
    assert "Met" not in words
    assert "groups under 5 households, not shown: 1" in text_of(visitor, cycle.pk)


def test_small_groups_with_five_households_together_are_counted_together(
    visitor: Client, case: Case
) -> None:
    hamlet = make.place("Thôn 12", PlaceKind.AREA, case.world.commune)
    [first], [second] = make.groups(hamlet, 3), make.groups(hamlet, 3)
    cycle = groups_public(case)
    area = next(one for one in outcome_of(cycle).areas if one.place == hamlet)
    assert {one.group for one in area.merged} == {first, second}
    assert (area.withheld, area.reached) == (0, 2)
    words = text_of(visitor, cycle.pk, hamlet.pk)
    assert "Groups under 5 households (2 together) Met: 2" in words
    assert first.name not in words


def test_a_commune_with_one_area_is_shown(visitor: Client, world: make.World) -> None:
    cycle = publish_year(make.adoption(world.neighbour, S3))
    assert "Thôn 1" in text_of(visitor, cycle.pk)
    assert text_of(visitor, cycle.pk, world.neighbour_area.pk)


def test_figures_stand_beside_baseline_and_goal_with_their_origin(
    visitor: Client, case: Case
) -> None:
    """h-10: definition, period, as-of moment, from how many, on which map."""
    words = text_of(visitor, groups_public(case).pk)
    assert "11/2026. As of" in words
    assert "By the places of 20 Nov 2026." in words
    assert "3 of 5 reports are counted. 2 have not come and are not counted as 0." in words
    assert "35 households start of the year 21 households" in words
    assert "The figures are defined by the questions of “" in words


def test_small_figures_of_an_area_are_hidden_with_a_neighbour(visitor: Client, case: Case) -> None:
    """The survey has 17 households in one area and 4 in the other, of 21: both are hidden."""
    cycle = groups_public(case)
    for place, value in ((case.world.area, 20), (case.world.other_area, 15)):
        line = figure(cycle, "households_sorting_waste", place)
        assert (line.value, line.baseline, line.hides_baseline) == (value, None, True)
        assert "start of the year not shown" in text_of(visitor, cycle.pk, place.pk)
        assert figure(cycle, "sorting_share", place).hides_baseline
    whole = figure(cycle, "households_sorting_waste")
    assert (whole.baseline, whole.hides_baseline) == (21, False)


def test_an_area_whose_reports_tell_of_four_households_has_no_figure_at_all(case: Case) -> None:
    hamlet = make.place("Thôn 12", PlaceKind.AREA, case.world.commune)
    [group] = make.groups(hamlet, 4)
    submit(group, {"trees_planted": 30})
    cycle = groups_public(case)
    shown = progress_of(cycle, hamlet)
    assert shown is not None
    assert {one.value for one in shown.lines} == {None}
    assert figure(cycle, "trees_planted").value == 37
    assert figure(cycle, "trees_planted", case.world.area).hides_value


def test_zero_and_not_reported_stay_what_they_are(case: Case) -> None:
    cycle = groups_public(case)
    shown = progress_of(cycle, case.world.other_area)
    assert shown is not None
    lines = {one.line.key: one for one in shown.lines}
    assert (lines["trees_planted"].value, lines["trees_planted"].hides_value) == (0, False)
    assert (shown.owed.expected, shown.owed.received, shown.owed.missing) == (2, 1, 1)


def test_without_any_report_there_are_no_figures_and_no_zeros(
    visitor: Client, world: make.World
) -> None:
    cycle = areas_public(world)
    assert "there are no figures" in text_of(visitor, cycle.pk)
    assert "0 hộ" not in text_of(visitor, cycle.pk, world.area.pk)


def test_reports_that_were_owed_and_never_came_are_not_zero(
    visitor: Client, world: make.World
) -> None:
    adoption = make.adoption(world.commune)
    make.adoption(world.commune, make.S1)
    [group] = make.groups(world.area)
    make.obligation(group)
    cycle = publish_year(adoption)
    words = text_of(visitor, cycle.pk)
    assert "0 of 1 report is counted. 1 has not come and is not counted as 0." in words
    assert "no figure is known" in words


def test_nothing_personal_is_on_any_page(visitor: Client, case: Case) -> None:
    """h-1, h-2: no name of a person, no note, no lane, no house number."""
    make.leader(case.groups[0], "Trần Đình Bảy")
    cycle = groups_public(case)
    pages = [text_of(visitor, cycle.pk), text_of(visitor, cycle.pk, case.world.area.pk)]
    for words in pages:
        for secret in (*make.NAMES, "Trần Đình Bảy", "Ngõ Đình", "tests"):
            assert secret not in words


def test_a_province_s_own_programme_is_shown_commune_by_commune(
    visitor: Client, world: make.World
) -> None:
    cycle = publish_year(make.adoption(world.province, S3))
    assert [one.place for one in outcome_of(cycle).areas] == [world.commune, world.neighbour]
    words = text_of(visitor, cycle.pk, world.commune.pk)
    assert "Thôn 2" in words
    assert "Thôn 10" in words
    assert visitor.get(f"/cong-khai/{cycle.pk}/{world.area.pk}/").status_code == 404


def test_a_commune_of_sixty_areas_costs_few_queries(visitor: Client, case: Case) -> None:
    for number in range(20, 78):
        make.groups(make.place(f"Thôn {number}", PlaceKind.AREA, case.world.commune), 16)
    cycle = groups_public(case)
    assert len(outcome_of(cycle).areas) == 60
    text_of(visitor, cycle.pk)
    for numbers in ((cycle.pk,), (cycle.pk, case.world.area.pk)):
        with CaptureQueriesContext(connection) as asked:
            text_of(visitor, *numbers)
        assert len(asked) < 12
